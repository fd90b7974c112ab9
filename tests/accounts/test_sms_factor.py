"""A code by SMS at the website's second factor: a fallback, never the only factor."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from pytest_django import Settings

from accounts.models import SecurityEvent, User
from accounts.totp import totp_code
from tests.accounts.conftest import Browser
from tests.accounts.test_phone import sent_code
from tests.accounts.test_token_second_factor import with_phone
from tests.factories import TOTP_SECRET
from tests.work import do_due_work

SMS = "auth/2fa/sms"


@pytest.fixture
def waiting(web: Browser, guarded: User) -> Browser:
    """A browser at the second factor's step; the account has a verified phone."""
    with_phone(guarded)
    web.sign_in(guarded.email)
    return web


def test_it_is_offered_sent_and_taken_once(waiting: Browser, guarded: User, new_web: Callable[[], Browser]) -> None:
    assert waiting.call("GET", SMS).json()["data"] == {"available": True, "phone": "••• 123"}
    assert waiting.call("POST", SMS).json()["data"] == {"phone": "••• 123"}
    code = sent_code()
    other = new_web()
    other.sign_in(guarded.email)
    assert waiting.give_code(code).status_code == 200
    assert waiting.is_signed_in()
    assert other.give_code(code).status_code == 400


def test_its_use_is_written_down_and_mailed(waiting: Browser, guarded: User) -> None:
    waiting.call("POST", SMS)
    waiting.give_code(sent_code())
    assert SecurityEvent.objects.get(user=guarded, kind="factor.used").data == {"type": "sms"}
    do_due_work()
    assert mail.outbox[-1].subject == "Signed in with a code by SMS"
    assert "It was not you?" in str(mail.outbox[-1].body)


def test_the_app_still_works_after_an_sms_was_asked_for(waiting: Browser) -> None:
    waiting.call("POST", SMS)
    assert waiting.give_code(totp_code(TOTP_SECRET)).status_code == 200


def test_without_a_verified_phone_it_is_not_offered(web: Browser, guarded: User) -> None:
    web.sign_in(guarded.email)
    assert web.call("GET", SMS).json()["data"] == {"available": False, "phone": ""}
    assert web.call("POST", SMS).status_code == 409


def test_a_phone_that_was_changed_since_gets_no_sign_in(waiting: Browser, guarded: User) -> None:
    waiting.call("POST", SMS)
    User.objects.filter(pk=guarded.pk).update(phone="+447700900456")
    assert waiting.give_code(sent_code()).status_code == 400


def test_nobody_asks_without_the_first_factor(web: Browser, guarded: User) -> None:
    with_phone(guarded)
    assert web.call("GET", SMS).status_code == 401
    assert web.call("POST", SMS).status_code == 401


def test_it_does_not_confirm_who_is_signed_in(waiting: Browser, guarded: User) -> None:
    waiting.call("POST", SMS)
    waiting.give_code(totp_code(TOTP_SECRET))
    assert waiting.call("POST", "auth/2fa/reauthenticate", {"code": sent_code()}).status_code == 400


def test_five_an_hour(waiting: Browser) -> None:
    answers = [waiting.call("POST", SMS) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_a_provider_that_is_away_is_told(waiting: Browser, settings: Settings) -> None:
    settings.SMS_GATEWAY = ("common.sms.NoGateway", {})
    answer: Any = waiting.call("POST", SMS)
    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (503, "sms_unavailable", "60")
    assert waiting.give_code(totp_code(TOTP_SECRET)).status_code == 200
