"""Requests that are refused before a view looks at them."""

import asyncio
import json
from typing import Any

import pytest
from django.core.handlers.asgi import ASGIHandler
from django.test import Client

from accounts.models import User
from common.request_limits import RequestLimits
from config.asgi import http
from tests.accounts.conftest import Browser, grace, web

__all__ = ["grace", "web"]
ME = "/api/v1/me/"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://testserver"}, 200),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://testserver.evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_r19_a_change_is_taken_from_our_own_pages_alone(web: Browser, grace: User, headers: dict[str, str], status: int) -> None:
    web.sign_in("grace@example.com")
    answer = web.fetch("PATCH", ME, {"name": "Grace"}, **headers)
    assert answer.status_code == status
    if status == 403:
        assert answer.json()["code"] == "foreign_origin"


def test_reading_is_not_asked_where_it_comes_from(web: Browser, grace: User) -> None:
    web.sign_in("grace@example.com")
    assert web.fetch("GET", ME, None, **{"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_a_token_is_no_cookie(client: Client, db: None) -> None:
    answer = client.post("/api/v1/orders/", headers={"Authorization": "Bearer x", "Origin": "https://partner.example"})
    assert answer.status_code == 401


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "get"])
def test_odd_methods_mean_nothing(client: Client, db: None, method: str) -> None:
    answer = client.generic(method, "/api/v1/vendors/")
    if method == "get":
        assert answer.status_code == 200  # the test client spells it as HTTP does
        return
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert "TRACE" not in answer["Allow"]


def test_a_host_that_is_not_ours(client: Client, db: None) -> None:
    assert client.get("/api/v1/vendors/", headers={"Host": "evil.example"}).status_code == 400


async def call(path: str, *, headers: list[tuple[bytes, bytes]], chunks: list[bytes]) -> tuple[int, dict[str, Any]]:
    """Call the ASGI application with a body in pieces."""
    scope = {"type": "http", "method": "POST", "path": path, "headers": [(b"host", b"testserver"), *headers], "query_string": b""}
    waiting = [{"type": "http.request", "body": part, "more_body": True} for part in chunks]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await http(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent)
    return sent[0]["status"], json.loads(body)


def test_the_limits_stand_around_django() -> None:
    assert isinstance(http, RequestLimits)
    assert isinstance(http.inner, ASGIHandler)


@pytest.mark.parametrize(
    ("path", "headers", "chunks", "status", "code"),
    [
        ("/api/v1/orders/", [(b"content-length", b"2621441")], [], 413, "too_large"),
        ("/api/v1/orders/", [], [b"x" * 1_000_000] * 3, 413, "too_large"),
        ("/api/v1/vendors/a/cover/", [(b"content-length", b"11534337")], [], 413, "too_large"),
        ("/api/v1/vendors/a/cover/", [], [b"x" * 4_000_000] * 3, 413, "too_large"),
        ("/api/v1/orders/", [(b"x-long", b"x" * 40_000)], [], 431, "headers_too_large"),
    ],
)
def test_what_is_too_large_is_refused_while_it_comes_in(
    path: str, headers: list[tuple[bytes, bytes]], chunks: list[bytes], status: int, code: str
) -> None:
    answered, body = asyncio.run(call(path, headers=headers, chunks=chunks))
    assert (answered, body["code"]) == (status, code)
