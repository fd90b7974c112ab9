"""POST /api/v1/auth/token/, …/refresh/, …/revoke/."""

import statistics
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import TokenFamily, User
from tests.factories import PASSWORD

TOKEN = "/api/v1/auth/token/"
SignIn = Callable[..., Any]


def test_the_right_password_gives_a_pair_that_opens_the_api(grace: User, sign_in: SignIn, anonymous: APIClient) -> None:
    answer = sign_in("Grace@Example.com", headers={"User-Agent": "till/5"})
    assert answer.status_code == 200
    assert answer.json().keys() == {"access", "refresh"}
    assert answer["Cache-Control"] == "no-store"
    me = anonymous.get("/api/v1/me/", headers={"Authorization": f"Bearer {answer.json()['access']}"})
    assert me.json()["email"] == grace.email
    assert TokenFamily.objects.get().user_agent == "till/5"


def test_it_reads_and_sets_no_cookie(grace: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(grace)
    answer = client.post(TOKEN, {"email": grace.email, "password": "wrong"}, content_type="application/json")
    assert answer.status_code == 401
    assert not answer.cookies


def test_r15_wrong_password_and_unknown_email_read_alike(grace: User, sign_in: SignIn) -> None:
    known, unknown = sign_in(grace.email, "wrong password"), sign_in("nobody@example.com", "wrong password")
    assert known.status_code == unknown.status_code == 401
    assert _told(known) == _told(unknown)
    assert known.json()["code"] == "invalid_credentials"
    assert known["WWW-Authenticate"].startswith("Bearer")


def test_r15_they_take_alike_long(grace: User, sign_in: SignIn) -> None:
    # In turn, so that a busy machine slows both.
    pairs = [(_seconds(sign_in, grace.email), _seconds(sign_in, "nobody@example.com")) for _ in range(5)]
    assert 0.5 < statistics.median(known / unknown for known, unknown in pairs) < 2


def test_r13_a_closed_account_reads_as_a_wrong_password(grace: User, sign_in: SignIn) -> None:
    wrong = sign_in(grace.email, "wrong password")
    User.objects.update(is_active=False)
    assert _told(sign_in(grace.email)) == _told(wrong)


def test_an_unverified_email_is_refused_by_name(grace: User, sign_in: SignIn) -> None:
    EmailAddress.objects.update(verified=False)
    answer = sign_in(grace.email)
    assert (answer.status_code, answer.json()["code"]) == (401, "email_not_verified")
    assert not TokenFamily.objects.exists()


def test_an_unverified_email_shows_only_with_the_right_password(grace: User, sign_in: SignIn) -> None:
    EmailAddress.objects.update(verified=False)
    assert sign_in(grace.email, "wrong").json()["code"] == "invalid_credentials"


def test_r16_the_sixth_attempt_is_limited_with_the_right_password_too(grace: User, sign_in: SignIn) -> None:
    assert [sign_in(grace.email, "wrong").status_code for _ in range(5)] == [401] * 5
    answer = sign_in(grace.email)
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_attempts")
    assert int(answer["Retry-After"]) == 300


def test_r16_another_account_is_not_limited_by_it(grace: User, sign_in: SignIn) -> None:
    for _ in range(6):
        sign_in("nobody@example.com", "wrong")
    assert sign_in(grace.email).status_code == 200


def test_r16_one_address_guesses_ten_times_a_minute_whatever_it_forwards(grace: User, sign_in: SignIn) -> None:
    statuses = [sign_in(f"n{n}@example.com", "wrong", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code for n in range(11)]
    assert statuses == [401] * 10 + [429]


def test_r16_the_endpoint_itself_is_limited(sign_in: SignIn, db: None) -> None:
    answers = [sign_in("not an email") for _ in range(21)]
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"password": "x"}, "/email"),
        ({"email": "grace@example.com"}, "/password"),
        ({"email": "grace", "password": "x"}, "/email"),
        ({"email": "grace@example.com", "password": "x" * 257}, "/password"),
        ({"email": "grace@example.com", "password": "a\0b"}, "/password"),
        ({"email": ["grace@example.com"], "password": {}}, "/email"),
    ],
)
def test_bad_input_is_named(anonymous: APIClient, db: None, body: dict[str, Any], pointer: str) -> None:
    answer = anonymous.post(TOKEN, body)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_r21_half_a_character_is_bad_input(anonymous: APIClient, db: None) -> None:
    body = rb'{"email": "grace@example.com", "password": "\ud800"}'
    assert anonymous.post(TOKEN, body, content_type="application/json").status_code == 400


def test_refresh_rotates(grace: User, sign_in: SignIn, anonymous: APIClient) -> None:
    first = sign_in(grace.email).json()
    second = anonymous.post(f"{TOKEN}refresh/", {"refresh": first["refresh"]})
    assert second.status_code == 200
    again = anonymous.post(f"{TOKEN}refresh/", {"refresh": first["refresh"]})
    assert (again.status_code, again.json()["code"]) == (401, "token_invalid")
    assert again["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("body", [{}, {"refresh": ""}, {"refresh": None}, {"refresh": "x" * 3000}])
def test_refresh_without_a_token_is_bad_input(anonymous: APIClient, db: None, body: dict[str, Any]) -> None:
    assert anonymous.post(f"{TOKEN}refresh/", body).status_code == 400


def test_revoke_ends_access_at_once(grace: User, sign_in: SignIn, anonymous: APIClient) -> None:
    pair = sign_in(grace.email).json()
    assert anonymous.post(f"{TOKEN}revoke/", {"refresh": pair["refresh"]}).status_code == 204
    assert anonymous.get("/api/v1/me/", headers={"Authorization": f"Bearer {pair['access']}"}).status_code == 401
    assert anonymous.post(f"{TOKEN}refresh/", {"refresh": pair["refresh"]}).status_code == 401


def test_revoke_tells_nothing_about_a_foreign_token(anonymous: APIClient, db: None) -> None:
    assert anonymous.post(f"{TOKEN}revoke/", {"refresh": "nonsense"}).status_code == 204


def test_a_token_in_the_address_signs_nobody_in(grace: User, sign_in: SignIn, anonymous: APIClient) -> None:
    access = sign_in(grace.email).json()["access"]
    for name in ("token", "access_token", "access"):
        assert anonymous.get(f"/api/v1/me/?{name}={access}").status_code == 401


def _told(answer: Any) -> dict[str, Any]:
    return {name: value for name, value in answer.json().items() if name != "trace_id"}


def _seconds(sign_in: SignIn, email: str) -> float:
    cache.clear()
    start = time.perf_counter()
    sign_in(email, PASSWORD + "x")
    return time.perf_counter() - start
