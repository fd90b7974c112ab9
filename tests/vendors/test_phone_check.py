"""…/checks/phone/code/ and …/confirm/: the check that decides by itself."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from events.models import Event
from notifications.models import InboxSms
from tests.factories import MembershipFactory, VendorFactory, platform_user
from vendors.models import CheckKind, CheckMethod, MembershipRole, Vendor, VerificationCheck
from vendors.services import claim_check, submit_check

Api = Callable[[User], APIClient]
NUMBER = "+441174960123"
URL = "/api/v1/vendors/new-shop/checks/phone/"


@pytest.fixture(autouse=True)
def _inbox(settings: Settings) -> None:
    settings.SMS_GATEWAY = ("notifications.sms.InboxGateway", {})


@pytest.fixture
def shop(db: None) -> Vendor:
    """New, with a number, and with nothing checked."""
    return VendorFactory.create(slug="new-shop", phone=NUMBER)


@pytest.fixture
def owner(shop: Vendor) -> User:
    """Owns the shop."""
    return MembershipFactory.create(vendor=shop, role=MembershipRole.OWNER).user


def ask(client: APIClient) -> Any:
    return client.post(f"{URL}code/")


def confirm(client: APIClient, code: str) -> Any:
    return client.post(f"{URL}confirm/", {"code": code})


def sent_code() -> str:
    found = re.match(r"\d{6}", InboxSms.objects.filter(to=NUMBER)[0].text)
    assert found
    return found[0]


def test_a_code_that_comes_back_approves_the_check(api: Api, owner: User, shop: Vendor) -> None:
    asked = ask(api(owner))
    assert (asked.status_code, asked.json()["phone"]) == (202, "••• 123")
    answer = confirm(api(owner), sent_code()).json()
    assert (answer["status"], answer["method"]) == ("approved", "phone_code")
    check = shop.checks.get()
    assert (check.decided_by, check.submitted_by, check.kind) == (None, owner, "phone")
    assert check.expires_at is not None
    assert timedelta(days=364) < check.expires_at - timezone.now() <= timedelta(days=365)
    assert list(check.moves.order_by("pk").values_list("to_status", "by")) == [("submitted", owner.pk), ("approved", None)]
    assert Event.objects.get(type="vendor.check_decided").payload["status"] == "approved"


def test_what_waits_for_a_person_is_decided_by_it(api: Api, owner: User, shop: Vendor) -> None:
    waiting = submit_check(shop, by=owner, kind=CheckKind.PHONE, evidence="Call us")
    ask(api(owner))
    assert confirm(api(owner), sent_code()).json()["id"] == waiting.pk


def test_not_while_a_person_looks(api: Api, owner: User, shop: Vendor) -> None:
    waiting = submit_check(shop, by=owner, kind=CheckKind.PHONE, evidence="Call us")
    claim_check(waiting, by=platform_user("verifier"))
    ask(api(owner))
    assert confirm(api(owner), sent_code()).json()["code"] == "check_not_open"


def test_a_wrong_code_costs_a_try_and_the_fifth_ends_it(api: Api, owner: User, shop: Vendor) -> None:
    ask(api(owner))
    right = sent_code()
    for _ in range(5):
        assert confirm(api(owner), "000000" if right != "000000" else "000001").json()["code"] == "phone_code_invalid"
    assert confirm(api(owner), right).status_code == 400
    assert not shop.checks.exists()


def test_a_code_works_once_and_for_ten_minutes(api: Api, owner: User) -> None:
    ask(api(owner))
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert confirm(api(owner), sent_code()).status_code == 400
    ask(api(owner))
    assert confirm(api(owner), sent_code()).status_code == 200
    assert confirm(api(owner), sent_code()).status_code == 400


def test_a_number_that_changed_in_between_is_not_shown_by_it(api: Api, owner: User, shop: Vendor) -> None:
    ask(api(owner))
    Vendor.objects.filter(pk=shop.pk).update(phone="+441174960999")
    assert confirm(api(owner), sent_code()).status_code == 400


def test_without_a_number_there_is_nothing_to_send(api: Api, owner: User, shop: Vendor) -> None:
    Vendor.objects.filter(pk=shop.pk).update(phone="")
    assert ask(api(owner)).json()["code"] == "phone_needed"


def test_r29_messages_are_limited(api: Api, owner: User) -> None:
    assert [ask(api(owner)).status_code for _ in range(6)][-1] == 429


def test_staff_strangers_and_nobody(api: Api, anonymous: APIClient, shop: Vendor, stranger: User) -> None:
    staff = MembershipFactory.create(vendor=shop).user
    for call in (ask, lambda client: confirm(client, "123456")):
        assert call(anonymous).status_code == 401
        assert call(api(staff)).status_code == 403
        assert call(api(stranger)).status_code == 404


def test_the_database_lets_nobody_be_the_decider_of_this_method_alone(shop: Vendor) -> None:
    now = timezone.now()
    decided = {"status": "approved", "decided_at": now, "expires_at": now + timedelta(days=1)}
    VerificationCheck.objects.create(vendor=shop, kind=CheckKind.PHONE, method=CheckMethod.PHONE_CODE, **decided)
    with pytest.raises(IntegrityError, match="check_decision_has_source"), transaction.atomic():
        VerificationCheck.objects.create(vendor=shop, kind=CheckKind.PHONE, method=CheckMethod.PHONE_CALL, **decided)
