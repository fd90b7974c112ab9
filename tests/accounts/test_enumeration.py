"""No answer, and no amount of work, tells whether an e-mail is known (r15)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from accounts.models import SecurityEvent, User
from events.models import Event
from tests.accounts.conftest import Browser
from tests.accounts.counting import Work, work_of
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
READS_APART = 2  # allauth looks an unknown e-mail up in one more table, and a known one's person once more
READS_APART_AT_SIGN_UP = 8  # it reads a new account again and again: cheap beside the writes, which are alike
FLOWS: dict[str, tuple[str, Callable[[str], dict[str, Any]]]] = {
    "sign-up": ("auth/signup", lambda email: {"email": email, "password": PASSWORD}),
    "sign-up without a password": ("auth/signup", lambda email: {"email": email}),
    "password": ("auth/login", lambda email: {"email": email, "password": "a wrong password"}),
    "code": ("auth/code/request", lambda email: {"email": email}),
    "reset": ("auth/password/request", lambda email: {"email": email}),
}


def _website(flow: str, email: str) -> tuple[Work, Any]:
    web, (path, body) = Browser(), FLOWS[flow]
    cache.clear()
    with work_of() as work:
        answer = web.call("POST", path, body(email))
    return work, (answer.status_code, answer.json())


@pytest.mark.parametrize("flow", FLOWS)
def test_r15_the_website_answers_and_works_alike(grace: User, flow: str) -> None:
    User.objects.update(password=_hash_of_the_counted_kind())
    known, known_answer = _website(flow, grace.email)
    unknown, unknown_answer = _website(flow, "nobody@example.com")
    assert known_answer == unknown_answer
    assert (known.hashes, known.mails) == (unknown.hashes, unknown.mails)
    assert known.writes == unknown.writes
    assert abs(known.reads - unknown.reads) <= (READS_APART_AT_SIGN_UP if "sign-up" in flow else READS_APART)


def test_what_is_rehearsed_for_a_known_email_leaves_nothing(grace: User) -> None:
    Browser().call("POST", "auth/signup", {"email": grace.email, "password": PASSWORD})
    assert list(User.objects.all()) == [grace]
    assert not SecurityEvent.objects.exists()


def test_r15_the_token_endpoint_works_alike(grace: User, anonymous: APIClient) -> None:
    def sign_in(email: str) -> tuple[Work, Any]:
        cache.clear()
        with work_of() as work:
            answer = anonymous.post("/api/v1/auth/token/", {"email": email, "password": "a wrong password"})
        return work, (answer.status_code, answer.json()["code"])

    (known, known_answer), (unknown, unknown_answer) = sign_in(grace.email), sign_in("nobody@example.com")
    assert known_answer == unknown_answer == (401, "invalid_credentials")
    assert (known.hashes, known.writes) == (unknown.hashes, unknown.writes)
    assert abs(known.reads - unknown.reads) <= READS_APART


def test_r15_a_wrong_code_answers_and_writes_alike(grace: User) -> None:
    def enter(email: str) -> tuple[int, int, Any]:
        web = Browser()
        cache.clear()
        web.call("POST", "auth/code/request", {"email": email})
        with work_of() as work:
            answer = web.call("POST", "auth/code/confirm", {"code": "XXXX-XXXX"})
        return work.writes, answer.status_code, answer.json()

    assert enter(grace.email) == enter("nobody@example.com")


def test_r15_a_block_writes_alike(grace: User) -> None:
    def block(email: str) -> Work:
        web = Browser()
        cache.clear()
        for _ in range(5):
            web.sign_in(email, "a wrong password")
        with work_of() as work:
            assert web.sign_in(email, "a wrong password").status_code == 429
        return work

    known, unknown = block(grace.email), block("nobody@example.com")
    assert (known.hashes, known.writes, known.mails) == (unknown.hashes, unknown.writes, 0)


def test_r15_an_account_without_a_password_costs_a_hash_too(grace: User) -> None:
    grace.set_unusable_password()
    grace.save()
    assert _website("password", grace.email)[0].hashes == _website("password", "nobody@example.com")[0].hashes == 1


def test_r15_a_closed_account_is_like_none(grace: User) -> None:
    User.objects.update(is_active=False)
    for flow in ("code", "reset"):
        known, unknown = _website(flow, grace.email), _website(flow, "nobody@example.com")
        assert (known[0].mails, known[1]) == (unknown[0].mails, unknown[1])


def test_what_is_announced_of_an_unknown_email_names_nobody(db: None) -> None:
    Browser().sign_in("nobody@example.com", "a wrong password")
    event = Event.objects.get(type="security.sign_in.failed")
    assert event.payload == {"user": None, "security_event": SecurityEvent.objects.get().pk}


def _hash_of_the_counted_kind() -> str:
    from tests.accounts.counting import CountingHasher

    return CountingHasher().encode(PASSWORD, "sixteen-letters-salt")
