"""Reports of what browsers refused, security.txt and robots.txt."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from prometheus_client import REGISTRY
from pytest_django import Settings

from orders.models import Order


def send(client: Client, body: Any, kind: str = "application/csp-report") -> int:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.generic("POST", "/reports/csp", raw, content_type=kind).status_code


def counted(directive: str) -> float:
    return REGISTRY.get_sample_value("trusttrack_csp_violations_total", {"directive": directive}) or 0.0


def test_both_spellings_are_counted_by_directive(client: Client, db: None) -> None:
    before = counted("script-src")
    old = {"csp-report": {"document-uri": "http://testserver/", "violated-directive": "script-src-elem", "blocked-uri": "inline"}}
    new = [{"type": "csp-violation", "body": {"documentURL": "http://testserver/", "effectiveDirective": "script-src"}}]
    assert send(client, old) == send(client, new, "application/reports+json") == 204
    assert counted("script-src") == before + 2


def test_a_report_is_noted_by_route_never_by_path(client: Client, order: Order, caplog: pytest.LogCaptureFixture) -> None:
    link = f"http://testserver{order.tracking_path}"
    report = {"document-uri": link, "effective-directive": "img-src", "blocked-uri": f"https://evil.example/?{order.uid}"}
    assert send(client, {"csp-report": report}) == 204
    assert "track/<slug:uid>" in caplog.text
    assert "https://evil.example" in caplog.text
    assert order.uid not in caplog.text


@pytest.mark.parametrize("body", [b"{", b"[]", b"[1]", b"null", b'{"csp-report": 1}', b'[{"body": {"lineNumber": "x"}}]'])
def test_nonsense_is_taken_without_a_word(client: Client, db: None, body: bytes) -> None:
    assert send(client, body) == 204


def test_what_is_no_report_or_too_long(client: Client, db: None) -> None:
    assert send(client, {}, "application/json") == 400
    assert send(client, b" " * 65_537) == 400
    assert client.get("/reports/csp").status_code == 405


def test_made_up_directives_make_no_labels(client: Client, db: None) -> None:
    before = counted("other")
    assert send(client, {"csp-report": {"effective-directive": "made-up-1"}}) == 204
    assert counted("other") == before + 1


def test_security_txt_names_the_contact_and_an_end(client: Client, settings: Settings) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = ["mailto:security@trusttrack.example"]
    answer = client.get("/.well-known/security.txt")
    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert set(lines) == {"Contact", "Expires", "Preferred-Languages", "Canonical"}
    assert lines["Contact"] == "mailto:security@trusttrack.example"
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


def test_robots_do_not_name_the_admin(client: Client) -> None:
    assert reverse("admin:index").strip("/") not in client.get("/robots.txt").content.decode()
