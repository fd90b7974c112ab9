"""The website's sign-up, sign-in and sign-out: allauth headless with a cookie session."""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import override_settings

from accounts.models import User
from accounts.services import create_verified_user
from tests.accounts.conftest import Browser, code_from_mail, html_of
from tests.factories import PASSWORD
from tests.servers import free_port

NEW = {"email": "New@Example.com", "password": PASSWORD, "name": "  Nell Newman "}


def test_sign_up_to_sign_out(web: Browser) -> None:
    signed_up = web.call("POST", "auth/signup", NEW)
    assert signed_up.status_code == 401
    assert {"id": "verify_email", "is_pending": True} in signed_up.json()["data"]["flows"]
    assert not web.is_signed_in()

    assert web.call("POST", "auth/email/verify", {"key": code_from_mail()}).status_code == 200
    me = web.fetch("GET", "/api/v1/me/").json()
    assert (me["email"], me["name"]) == ("new@example.com", "Nell Newman")

    assert web.call("DELETE", "auth/session").status_code == 401
    assert not web.is_signed_in()


def test_a_dead_mail_server_is_told_and_loses_nothing(web: Browser, new_web: Callable[[], Browser]) -> None:
    smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": free_port()}
    with override_settings(**smtp):
        refused = web.call("POST", "auth/signup", NEW)
    assert (refused.status_code, refused.json()["code"], refused["Retry-After"]) == (503, "mail_unavailable", "180")

    cache.clear()  # three minutes later: until then no second code is sent
    later = new_web()
    assert later.call("POST", "auth/login", {"email": NEW["email"], "password": PASSWORD}).status_code == 401
    assert later.call("POST", "auth/email/verify", {"key": code_from_mail()}).status_code == 200
    assert later.is_signed_in()


def test_the_code_comes_in_text_and_html_and_from_nobody_else(web: Browser) -> None:
    web.call("POST", "auth/signup", NEW)
    message = mail.outbox[0]
    assert message.to == ["new@example.com"]
    html = html_of(message)
    assert code_from_mail() in html
    assert "testserver" not in html + str(message.body)


def test_a_wrong_code_verifies_nothing(web: Browser) -> None:
    web.call("POST", "auth/signup", NEW)
    assert web.call("POST", "auth/email/verify", {"key": "XXXX-XXXX"}).status_code == 400
    assert not EmailAddress.objects.get().verified
    assert not web.is_signed_in()


@pytest.mark.parametrize(
    "change",
    [{"email": "no"}, {"password": "short"}, {"password": "password123"}, {"email": None}, {"name": "x" * 121}, {"name": "a\0"}],
)
def test_bad_sign_ups_are_refused(web: Browser, change: dict[str, str]) -> None:
    assert web.call("POST", "auth/signup", {**NEW, **change}).status_code == 400
    assert not User.objects.exists()


def test_r15_sign_up_with_a_known_email_answers_as_with_a_new_one(grace: User, new_web: Callable[[], Browser]) -> None:
    known = new_web().call("POST", "auth/signup", {**NEW, "email": grace.email})
    fresh = new_web().call("POST", "auth/signup", NEW)
    assert known.status_code == fresh.status_code
    assert known.json() == fresh.json()
    assert mail.outbox[0].subject == "You have an account already"
    assert User.objects.count() == 2


def test_r15_sign_up_takes_alike_long(grace: User, new_web: Callable[[], Browser]) -> None:
    def seconds(email: str) -> float:
        web = new_web()
        start = time.perf_counter()
        web.call("POST", "auth/signup", {**NEW, "email": email})
        return time.perf_counter() - start

    seconds("warm@example.com")
    known = [create_verified_user(email=f"k{n}@example.com").email for n in range(5)]
    # In turn, so that a busy machine slows both.
    ratios = [seconds(email) / seconds(f"n{n}@example.com") for n, email in enumerate(known)]
    assert 0.5 < statistics.median(ratios) < 2


@pytest.mark.django_db(transaction=True)
def test_the_same_sign_up_at_once_makes_one_account(new_web: Callable[[], Browser]) -> None:
    def sign_up(web: Browser) -> int:
        try:
            return int(web.call("POST", "auth/signup", NEW).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(sign_up, [new_web() for _ in range(4)]))
    assert set(statuses) <= {401, 409, 429}
    assert User.objects.count() == 1


def test_r15_sign_in_answers_alike_for_known_and_unknown(grace: User, new_web: Callable[[], Browser]) -> None:
    known, unknown = new_web().sign_in(grace.email, "wrong"), new_web().sign_in("nobody@example.com", "wrong")
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())


def test_sign_in_before_the_email_is_verified_sends_a_new_code(grace: User, web: Browser) -> None:
    EmailAddress.objects.update(verified=False)
    assert web.sign_in(grace.email).status_code == 401
    assert not web.is_signed_in()
    web.call("POST", "auth/email/verify", {"key": code_from_mail()})
    assert web.is_signed_in()


def test_r16_the_sixth_attempt_is_limited_whatever_is_forwarded(grace: User, web: Browser) -> None:
    for n in range(5):
        login = {"email": grace.email, "password": "wrong"}
        assert web.call("POST", "auth/login", login, **{"X-Forwarded-For": f"10.0.0.{n}"}).status_code == 400
    answer = web.sign_in(grace.email)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "300"


def test_r16_every_limit_of_the_website_says_when_to_come_back(web: Browser) -> None:
    answers = [web.call("POST", "auth/password/request", {"email": "nobody@example.com"}) for _ in range(6)]
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0


def test_r19_sign_in_without_the_csrf_token_is_refused(grace: User, web: Browser) -> None:
    answer = web.call("POST", "auth/login", {"email": grace.email, "password": PASSWORD}, **{"X-CSRFToken": ""})
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")
    assert not web.is_signed_in()


def test_r19_a_foreign_origin_is_refused(grace: User, web: Browser) -> None:
    web.sign_in(grace.email)
    for path in ("/api/v1/me/", "/_allauth/browser/v1/auth/session"):
        method = "PATCH" if "me" in path else "DELETE"
        assert web.fetch(method, path, {"name": "x"}, Origin="https://evil.example").status_code == 403
    assert web.is_signed_in()


def test_r19_the_api_asks_a_session_for_the_csrf_token(grace: User, web: Browser) -> None:
    web.sign_in(grace.email)
    assert web.fetch("PATCH", "/api/v1/me/", {"name": "x"}, **{"X-CSRFToken": ""}).status_code == 403
    assert web.fetch("PATCH", "/api/v1/me/", {"name": "x"}).status_code == 200


def test_r19_the_session_id_changes_at_sign_in(grace: User, web: Browser) -> None:
    web.client.cookies["sessionid"] = "chosen-by-somebody-else"
    web.sign_in(grace.email)
    first = web.session_id
    assert first != "chosen-by-somebody-else"
    web.call("DELETE", "auth/session")
    web.sign_in(grace.email)
    assert web.session_id != first


@override_settings(SESSION_COOKIE_NAME="__Host-sessionid", SESSION_COOKIE_SECURE=True)
def test_r19_the_cookie_is_out_of_reach_of_scripts_and_other_sites(grace: User, web: Browser) -> None:
    cookie = web.sign_in(grace.email).cookies["__Host-sessionid"]
    assert cookie["httponly"]
    assert cookie["secure"]
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")


def test_r13_a_deactivated_user_is_signed_out_at_once_and_stays_out(grace: User, web: Browser) -> None:
    web.sign_in(grace.email)
    User.objects.update(is_active=False)
    assert not web.is_signed_in()
    assert web.sign_in(grace.email).status_code == 400
    assert not web.is_signed_in()


@pytest.mark.parametrize("password", ["\ud800", "a\0b", "x" * 5000, "😀"])
def test_r21_odd_passwords_are_refused_not_stumbled_over(grace: User, web: Browser, password: str) -> None:
    assert web.sign_in(grace.email, password).status_code == 400


def test_r21_an_odd_name_is_refused(web: Browser) -> None:
    assert web.call("POST", "auth/signup", {**NEW, "name": "\ud800"}).status_code == 400
