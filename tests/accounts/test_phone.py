"""POST /api/v1/me/phone/code/ and …/confirm/: a phone number, verified by a code."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings

from accounts.models import PhoneCode, SecurityEvent, User
from notifications.models import InboxSms
from tests.accounts.conftest import Browser
from tests.servers import free_port
from tests.threads import at_once

ASK, CONFIRM = "/api/v1/me/phone/code/", "/api/v1/me/phone/confirm/"
NUMBER = "+447700900123"


@pytest.fixture
def phone(web: Browser, grace: User) -> Browser:
    """Grace's browser."""
    web.sign_in(grace.email)
    return web


def ask(web: Browser, number: str | None = "+44 7700 900123") -> Any:
    return web.fetch("POST", ASK, {} if number is None else {"phone": number})


def confirm(web: Browser, code: str) -> Any:
    return web.fetch("POST", CONFIRM, {"code": code})


def sent_code(number: str = NUMBER) -> str:
    found = re.match(r"\d{6}", InboxSms.objects.filter(to=number)[0].text)
    assert found
    return found[0]


def test_a_number_is_mine_once_its_code_came_back(phone: Browser, grace: User) -> None:
    asked = ask(phone)
    assert (asked.status_code, asked.json()["phone"]) == (202, "••• 123")
    grace.refresh_from_db()
    assert grace.phone == ""
    me = confirm(phone, sent_code())
    assert (me.status_code, me.json()["phone"], me.json()["phone_verified"]) == (200, NUMBER, True)
    kinds = set(SecurityEvent.objects.filter(user=grace).values_list("kind", flat=True))
    assert {"phone.changed", "phone.verified"} <= kinds


def test_the_profiles_number_can_be_verified(phone: Browser, grace: User) -> None:
    phone.fetch("PATCH", "/api/v1/me/", {"phone": NUMBER})
    assert ask(phone, None).status_code == 202
    assert confirm(phone, sent_code()).json()["phone_verified"]


def test_a_changed_number_is_not_verified(phone: Browser, grace: User) -> None:
    ask(phone)
    confirm(phone, sent_code())
    same = phone.fetch("PATCH", "/api/v1/me/", {"phone": NUMBER, "name": "G"}).json()
    assert same["phone_verified"]
    other = phone.fetch("PATCH", "/api/v1/me/", {"phone": "+447700900456"}).json()
    assert (other["phone"], other["phone_verified"]) == ("+447700900456", False)


def test_a_change_makes_the_code_on_its_way_worthless(phone: Browser, grace: User) -> None:
    ask(phone)
    phone.fetch("PATCH", "/api/v1/me/", {"phone": "+447700900456"})
    assert confirm(phone, sent_code()).json()["code"] == "phone_code_invalid"


def test_a_code_works_once(phone: Browser, grace: User) -> None:
    ask(phone)
    code = sent_code()
    assert [confirm(phone, code).status_code for _ in range(2)] == [200, 400]


def test_the_fifth_wrong_try_ends_it(phone: Browser, grace: User) -> None:
    ask(phone)
    code = sent_code()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert [confirm(phone, wrong).json()["code"] for _ in range(5)] == ["phone_code_invalid"] * 5
    assert confirm(phone, code).status_code == 400


def test_it_ends_after_ten_minutes(phone: Browser, grace: User) -> None:
    ask(phone)
    with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1)):
        phone.confirm()
        assert confirm(phone, sent_code()).json()["code"] == "phone_code_invalid"


def test_the_newest_code_counts(phone: Browser, grace: User) -> None:
    ask(phone)
    first = sent_code()
    ask(phone)
    assert confirm(phone, first).status_code == (200 if first == sent_code() else 400)
    assert PhoneCode.objects.filter(user=grace).count() <= 1


def test_the_database_holds_no_code(phone: Browser, grace: User) -> None:
    ask(phone)
    kept = PhoneCode.objects.get()
    assert sent_code() not in str(vars(kept))
    assert len(kept.code_hash) == 64


def test_five_an_hour_for_an_account_whatever_the_number(phone: Browser, grace: User) -> None:
    answers = [ask(phone, f"+44 7700 90{n:04}") for n in range(6)]
    assert [answer.status_code for answer in answers] == [202] * 5 + [429]
    assert answers[-1].json()["code"] == "too_many_messages"
    assert int(answers[-1]["Retry-After"]) > 0


def test_five_an_hour_to_a_number_whoever_asks(web: Browser, grace: User) -> None:
    from accounts.services import create_verified_user
    from tests.factories import PASSWORD

    statuses = []
    for n in range(6):
        user = create_verified_user(email=f"n{n}@example.com", password=PASSWORD)
        browser = Browser()
        browser.sign_in(user.email)
        statuses.append(ask(browser).status_code)
    assert statuses == [202] * 5 + [429]


def test_a_provider_that_is_away_is_told_and_loses_nothing(phone: Browser, grace: User, settings: Settings) -> None:
    ask(phone)
    confirm(phone, sent_code())
    away = {"account": "AC1", "token": "t", "sender": "+441174960123", "api": f"http://127.0.0.1:{free_port()}"}
    settings.SMS_GATEWAY = ("common.sms.TwilioGateway", away)
    refused = ask(phone, "+447700900456")
    assert (refused.status_code, refused.json()["code"], refused["Retry-After"]) == (503, "sms_unavailable", "60")
    me = phone.fetch("GET", "/api/v1/me/").json()
    assert (me["phone"], me["phone_verified"]) == (NUMBER, True)
    assert not PhoneCode.objects.exists()


def test_without_a_gateway_no_phone_is_verified(phone: Browser, grace: User, settings: Settings) -> None:
    settings.SMS_GATEWAY = ("common.sms.NoGateway", {})
    assert ask(phone).json()["code"] == "sms_unavailable"


def test_it_needs_a_sign_in_of_the_last_minutes(phone: Browser, grace: User) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert ask(phone).json()["code"] == "reauthentication_required"
        assert confirm(phone, "123456").json()["code"] == "reauthentication_required"


def test_anonymous_verifies_nothing(web: Browser) -> None:
    assert ask(web).status_code == 401
    assert confirm(web, "123456").status_code == 401


def test_anothers_code_is_worth_nothing(phone: Browser, grace: User) -> None:
    from accounts.services import create_verified_user
    from tests.factories import PASSWORD

    mary = create_verified_user(email="mary@example.com", password=PASSWORD)
    other = Browser()
    other.sign_in(mary.email)
    ask(other)
    assert confirm(phone, sent_code()).status_code == 400


@pytest.mark.parametrize("number", ["0117", "hello", "+999", ""])
def test_bad_numbers_are_named(phone: Browser, grace: User, number: str) -> None:
    answer = ask(phone, number)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/phone")


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "1234567", None])
def test_bad_codes_are_named(phone: Browser, grace: User, code: Any) -> None:
    answer = confirm(phone, code)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/code")


@pytest.mark.django_db(transaction=True)
def test_of_many_confirmations_at_once_one_wins(web: Browser, grace: User) -> None:
    web.sign_in(grace.email)
    ask(web)
    code = sent_code()
    statuses = at_once(*(lambda: confirm(web, code).status_code for _ in range(4)))
    assert sorted(statuses) == [200, 400, 400, 400]


def test_the_database_knows_no_verified_nothing(grace: User) -> None:
    with pytest.raises(IntegrityError, match="user_verified_phone_given"), transaction.atomic():
        User.objects.filter(pk=grace.pk).update(phone_verified_at=timezone.now())
