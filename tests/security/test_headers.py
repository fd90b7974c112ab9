"""The full set of headers on each kind of answer."""

import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from config.policies import DATA_POLICY
from tests.desks import desk_of

HTTPS = {"secure": True}
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
}
PRIVATE = {
    **EVERYWHERE,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}


@pytest.fixture(autouse=True)
def _as_in_production(settings: Settings, tmp_path: Path) -> None:
    settings.SECURE_HSTS_SECONDS = 63_072_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.FRONTEND_DIST = tmp_path
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}


@pytest.fixture
def moderated(moderator: User) -> Client:
    return desk_of(moderator)


def policy_of(answer: object) -> set[str]:
    return set(answer["Content-Security-Policy"].split("; "))  # type: ignore[index]  # an answer


def test_a_page(client: Client, db: None) -> None:
    answer = client.get("/", **HTTPS)  # type: ignore[arg-type]  # as http sees it
    assert {name: answer[name] for name in PRIVATE} == {**PRIVATE, "Cache-Control": "no-store"}
    assert "unsafe" not in answer["Content-Security-Policy"]
    wanted = {"object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"}
    assert wanted | {"report-uri /reports/csp", "report-to csp", "trusted-types trusttrack-worker"} <= policy_of(answer)
    assert answer["Reporting-Endpoints"].endswith('/reports/csp"')


def test_no_device_but_what_a_page_asks_for(client: Client, db: None) -> None:
    features = dict(part.split("=", 1) for part in client.get("/")["Permissions-Policy"].split(", "))
    allowed = {name for name, who in features.items() if who != "()"}
    assert allowed == {
        "geolocation", "publickey-credentials-get", "publickey-credentials-create", "clipboard-write", "fullscreen",
    }  # fmt: skip
    assert {"camera", "microphone", "payment", "usb"} <= set(features)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/v1/vendors/", 200), ("/api/v1/me/", 401), ("/api/v1/nothing/", 404), ("/log/v1/none/", 404), ("/healthz", 200)],
)
def test_data(client: Client, db: None, path: str, status: int) -> None:
    answer = client.get(path, **HTTPS)  # type: ignore[arg-type]  # as above
    assert answer.status_code == status
    assert {name: answer[name] for name in PRIVATE} == PRIVATE
    assert policy_of(answer) == {
        "default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "sandbox",
    }  # fmt: skip
    assert len(DATA_POLICY) == 5


def test_a_missing_page_and_a_redirect(client: Client, db: None) -> None:
    missing = client.get("/nothing/here", **HTTPS)  # type: ignore[arg-type]  # as above
    assert (missing.status_code, "script-src 'self'" in missing["Content-Security-Policy"]) == (404, True)
    redirect = client.get("/api/v1/me", **HTTPS)  # type: ignore[arg-type]  # as above
    assert redirect.status_code == 301
    assert {name: redirect[name] for name in PRIVATE} == PRIVATE


def test_a_fault(db: None, monkeypatch: pytest.MonkeyPatch, vendor: object) -> None:
    monkeypatch.setattr("vendors.views.profile.profile_of", lambda *_: 1 // 0)
    answer = Client(raise_request_exception=False).get("/api/v1/vendors/crumb-and-co/", **HTTPS)  # type: ignore[arg-type]  # as above
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert {name: answer[name] for name in PRIVATE} == PRIVATE
    assert b"division" not in answer.content


def test_the_log_is_for_everybodys_pages(client: Client, db: None) -> None:
    answer = client.get("/log/v1/policy", **HTTPS)  # type: ignore[arg-type]  # as above
    assert {name: answer[name] for name in EVERYWHERE} == EVERYWHERE
    assert (answer["Access-Control-Allow-Origin"], answer["Cross-Origin-Resource-Policy"]) == ("*", "cross-origin")
    assert answer["Cache-Control"] == "public, max-age=60"


def test_an_upload(client: Client, db: None) -> None:
    default_storage.save("covers/a.webp", ContentFile(b"<script>alert(1)</script>"))
    answer = client.get("/media/covers/a.webp", **HTTPS)  # type: ignore[arg-type]  # as above
    assert {name: answer[name] for name in EVERYWHERE} == EVERYWHERE
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["Content-Type"], answer["Cross-Origin-Resource-Policy"]) == ("image/webp", "same-origin")
    assert {"default-src 'none'", "sandbox"} <= policy_of(answer)
    answer.close()


def test_the_admin_says_where_its_forms_come_from(moderated: Client) -> None:
    answer = moderated.get(reverse("admin:index"), **HTTPS)  # type: ignore[arg-type]  # as above
    cache_control = answer["Cache-Control"]
    assert {name: answer[name] for name in EVERYWHERE} == EVERYWHERE
    assert answer["Referrer-Policy"] == "same-origin"
    assert {"no-store", "private"} <= set(cache_control.split(", "))
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "'nonce-" in answer["Content-Security-Policy"]


def test_the_admins_inline_parts_have_the_nonce_of_their_answer(moderated: Client) -> None:
    answer = moderated.get(reverse("admin:accounts_user_changelist"))
    nonce = answer["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
    html = answer.content.decode()
    assert html.count("<style") == html.count(f'<style nonce="{nonce}"') > 0
    assert re.findall(r"<script(?![^>]* src=)[^>]*>", html) == re.findall(rf'<script nonce="{nonce}"(?![^>]* src=)[^>]*>', html)


def test_somebodys_text_gets_no_nonce(moderated: Client, customer: User) -> None:
    User.objects.filter(pk=customer.pk).update(name="<script>alert(1)</script><style>*{}</style>")
    html = moderated.get(reverse("admin:accounts_user_change", args=[customer.pk])).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_an_answer_for_one_person_is_kept_by_nobody(anonymous: APIClient, customer: User) -> None:
    anonymous.force_authenticate(customer)
    for path in ("/api/v1/me/", "/api/v1/orders/"):
        assert anonymous.get(path)["Cache-Control"] == "private, no-store"
