"""Every error is a problem with a stable code."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db.utils import DataError
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User

Api = Callable[[User], APIClient]


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"vendor": NaN}', "application/json", 400),
        (b'{"note": "\\ud800"}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 5000 + b"]" * 5000, "application/json", 400),
        (b"[]", "application/json", 400),
        (b'"text"', "application/json", 400),
        (b"a=1", "application/x-www-form-urlencoded", 415),
        (b"<a/>", "text/xml", 415),
    ],
)
def test_r21_r22_hostile_bodies_are_problems(api: Api, customer: User, body: bytes, content_type: str, status: int) -> None:
    answer = api(customer).generic("POST", "/api/v1/orders/", body, content_type=content_type)  # type: ignore[arg-type]  # bytes are fine
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert {"type", "title", "status", "detail", "code", "trace_id"} <= set(problem)
    assert problem["type"] == f"urn:trusttrack:problem:{problem['code']}"


def test_r22_a_body_that_is_too_large_is_a_problem(api: Api, customer: User) -> None:
    body = b'{"note": "' + b"x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE + b'"}'
    for headers in ({}, {"Idempotency-Key": "k1"}):
        answer = api(customer).generic("POST", "/api/v1/orders/", body, content_type="application/json", headers=headers)  # type: ignore[arg-type]  # bytes are fine
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "k1"}])
@pytest.mark.parametrize(("depth", "code"), [(31, "invalid"), (32, "parse_error"), (900, "parse_error")])
def test_r21_a_deep_body_is_a_problem(api: Api, customer: User, headers: dict[str, str], depth: int, code: str) -> None:
    body = b'{"note": ' + b"[" * depth + b"1" + b"]" * depth + b"}"
    answer = api(customer).generic("POST", "/api/v1/orders/", body, content_type="application/json", headers=headers)  # type: ignore[arg-type]  # bytes are fine
    assert (answer.status_code, answer.json()["code"]) == (400, code)


@pytest.mark.parametrize(("error", "code"), [(DataError("a NUL"), "invalid"), (SuspiciousOperation("who knows"), "parse_error")])
def test_r22_what_nobody_caught_is_the_callers_to_mend(
    customer: User, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("orders.views.OrderList.get_queryset", broken)
    client = APIClient()  # a fault would be raised here
    client.force_authenticate(customer)
    answer = client.get("/api/v1/orders/")
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert str(error) not in answer.content.decode()


def test_r22_a_wrong_method_is_a_problem(api: Api, customer: User) -> None:
    answer = api(customer).delete("/api/v1/orders/")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")


def test_r22_a_fault_says_nothing_of_what_is_inside(customer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("SELECT secret FROM /etc/passwd")

    monkeypatch.setattr("orders.views.OrderList.get_queryset", broken)
    client = APIClient(raise_request_exception=False)
    client.force_authenticate(customer)
    answer = client.get("/api/v1/orders/")
    assert (answer.status_code, answer.json()["code"]) == (500, "error")
    assert "secret" not in answer.content.decode()


def test_r19_a_mutation_by_cookie_needs_the_csrf_token(customer: User, db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(customer, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post("/api/v1/orders/", "{}", content_type="application/json")
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
