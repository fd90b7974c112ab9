"""Brute force: limited by account and by address, told in words, written down in few rows."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import RequestFactory

from accounts.attempts import ROWS_OF_A_NETWORK, note_failure
from accounts.models import SecurityEvent, SecurityEventKind, User
from config.embedded import Redis
from tests.accounts.conftest import Browser
from tests.factories import PASSWORD
from tests.work import do_due_work

WRONG = "a wrong password"
FAILED, BLOCKED = SecurityEventKind.SIGN_IN_FAILED, SecurityEventKind.SIGN_IN_BLOCKED


def _fail(web: Browser, email: str, times: int = 5) -> Any:
    answers = [web.sign_in(email, WRONG) for _ in range(times)]
    return answers[-1]


def test_r16_a_block_is_told_in_words(grace: User, web: Browser) -> None:
    _fail(web, grace.email)
    answer = web.sign_in(grace.email)
    assert (answer.status_code, answer["Retry-After"], answer["Content-Type"]) == (429, "300", "application/problem+json")
    assert (answer.json()["code"], answer.json()["status"]) == ("too_many_attempts", 429)
    assert answer.json()["detail"] == "Too many attempts. Try again in 5 minutes."


@pytest.mark.parametrize(
    ("path", "body", "times"),
    [
        ("auth/password/request", {"email": "nobody@example.com"}, 6),
        ("auth/code/request", {"email": "nobody@example.com"}, 6),
        ("auth/signup", {"email": "not an e-mail"}, 21),
        ("auth/password/reset", {"key": "1-x", "password": PASSWORD}, 21),
    ],
)
def test_r16_every_flow_says_when_to_come_back(web: Browser, path: str, body: dict[str, str], times: int) -> None:
    answers = [web.call("POST", path, body) for _ in range(times)]
    assert [answer.status_code == 429 for answer in answers] == [False] * (times - 1) + [True]
    assert int(answers[-1]["Retry-After"]) >= 60
    assert answers[-1].json()["code"] == "too_many_attempts"


def test_r16_codes_are_sent_again_only_after_a_pause(web: Browser) -> None:
    web.call("POST", "auth/signup", {"email": "new@example.com", "password": PASSWORD})
    answer = web.call("POST", "auth/email/verify/resend")
    assert (answer.status_code, answer["Retry-After"]) == (429, "10")


@pytest.mark.parametrize("email", ["grace@example.com", "nobody@example.com"])
def test_r16_three_wrong_codes_end_the_code(grace: User, web: Browser, email: str) -> None:
    web.call("POST", "auth/code/request", {"email": email})
    tried = [web.call("POST", "auth/code/confirm", {"code": f"XXXX-XXX{n}"}) for n in range(4)]
    assert [answer.status_code for answer in tried] == [400, 400, 400, 409]
    assert tried[-1].json()["code"] == "code_expired"
    assert "Ask for a new one" in tried[-1].json()["detail"]


def test_a_wrong_code_of_sign_up_ends_it_too(web: Browser) -> None:
    web.call("POST", "auth/signup", {"email": "new@example.com", "password": PASSWORD})
    tried = [web.call("POST", "auth/email/verify", {"key": f"XXXX-XXX{n}"}) for n in range(4)]
    assert [answer.status_code for answer in tried] == [400, 400, 400, 409]
    assert tried[-1].json()["code"] == "code_expired"


def test_the_owner_is_mailed_once(grace: User, web: Browser, new_web: Callable[[], Browser]) -> None:
    _fail(web, grace.email)
    for _ in range(3):
        new_web().sign_in(grace.email)
    do_due_work()
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([grace.email], "Somebody tries to sign in to your account")
    ]
    assert "127.0.0.0/24" in str(mail.outbox[0].body)
    assert SecurityEvent.objects.get(kind=BLOCKED).user == grace


def test_a_block_of_an_unknown_account_mails_nobody(web: Browser) -> None:
    _fail(web, "nobody@example.com")
    web.sign_in("nobody@example.com", WRONG)
    do_due_work()
    assert not mail.outbox
    assert SecurityEvent.objects.get(kind=BLOCKED).user is None


def test_a_blocked_address_is_not_somebodys_account(grace: User, web: Browser) -> None:
    for number in range(10):
        web.sign_in(f"n{number}@example.com", WRONG)
    assert web.sign_in(grace.email).status_code == 429
    blocked = SecurityEvent.objects.get(kind=BLOCKED)
    assert (blocked.user, blocked.data) == (None, {"attempts_from_network": 1})


def test_failures_are_written_down_by_powers_of_ten(grace: User) -> None:
    request = RequestFactory().get("/")
    for _ in range(ROWS_OF_A_NETWORK):
        note_failure(request, email=grace.email)
    kept = SecurityEvent.objects.filter(kind=FAILED, user=grace).order_by("pk")
    assert [event.data for event in kept] == [{"attempts": 1}, {"attempts": 10}]


def test_a_flood_from_one_network_is_a_few_rows(grace: User) -> None:
    for number in range(1000):
        note_failure(RequestFactory().get("/", REMOTE_ADDR=f"203.0.113.{number % 250}"), email=f"n{number}@example.com")
    kept = SecurityEvent.objects.filter(kind=FAILED)
    assert kept.count() == ROWS_OF_A_NETWORK + 2
    assert kept.latest("pk").data == {"attempts_from_network": 1000}


def test_a_wrong_password_of_an_api_client_and_of_the_admin_of_oneself_are_written_down(
    grace: User, web: Browser, sign_in: Callable[..., Any]
) -> None:
    sign_in(grace.email, WRONG)
    cache.clear()
    web.sign_in(grace.email)
    web.call("POST", "auth/reauthenticate", {"password": WRONG})
    assert SecurityEvent.objects.filter(kind=FAILED, user=grace).count() == 2


@pytest.fixture
def dead_redis(tmp_path: Path, settings: Any) -> Iterator[None]:
    own = Redis(tmp_path / "data")
    own.start()
    settings.CACHES = {**settings.CACHES, "default": {**settings.CACHES["default"], "LOCATION": own.url()}}
    own.stop()
    cache.clear()
    yield
    cache.clear()


def test_r16_r40_the_limits_hold_without_redis(grace: User, web: Browser, dead_redis: None) -> None:
    assert _fail(web, grace.email).status_code == 400
    answer = web.sign_in(grace.email)
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")
    assert SecurityEvent.objects.filter(kind=BLOCKED, user=grace).count() == 1
