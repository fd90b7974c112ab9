"""A change of what was checked ends the check, and only with a yes to that."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from events.models import Event
from ledger.models import Entry
from tests.factories import UserFactory
from tests.threads import at_once
from vendors.badges import chain_of, check_badges, record_badges
from vendors.checked_fields import CHECKED_BY
from vendors.models import BadgeChange, CheckKind, CheckStatus, Vendor, Verification, VerificationCheck
from vendors.places import Point
from vendors.services import ChecksWouldEnd, PlaceLeft, decide_check, set_place, submit_check, update_vendor, withdraw_check
from vendors.services.profile import PROFILE_FIELDS

Api = Callable[[User], APIClient]
pytestmark = pytest.mark.django_db
URL = "/api/v1/vendors/crumb-and-co/"
PROFILE = {
    "name": "Crumb & Co",
    "line1": "3 Market Row",
    "line2": "Unit 4",
    "city": "Bristol",
    "postcode": "BS1 4AB",
    "country": "GB",
    "phone": "+441174960123",
}
OTHERWISE = {
    "name": "Big Bank",
    "line1": "1 Bank Street",
    "line2": "Unit 5",
    "city": "Bath",
    "postcode": "BA1 1AA",
    "country": "IE",
    "phone": "0117 496 0124",
}


@pytest.fixture
def shop(vendor: Vendor) -> Vendor:
    """Verified with a whole profile, as the log was told."""
    Vendor.objects.filter(pk=vendor.pk).update(**PROFILE)
    record_badges([vendor.pk])
    return Vendor.objects.get(pk=vendor.pk)


def status_of(vendor: Vendor, kind: CheckKind) -> str:
    return vendor.checks.get(kind=kind).status


def is_verified(vendor: Vendor) -> bool:
    return Verification.objects.filter(vendor=vendor).exists()


def told(vendor: Vendor) -> list[tuple[str, Any]]:
    entries = Entry.objects.filter(chain__name=chain_of(vendor.slug)).order_by("seq").values_list("kind", "payload")
    return [(kind, json.loads(bytes(payload))["data"].get("check")) for kind, payload in entries]


def test_every_checked_field_is_one_of_the_profile() -> None:
    assert CHECKED_BY.keys() == OTHERWISE.keys()
    assert CHECKED_BY.keys() <= PROFILE_FIELDS


@pytest.mark.parametrize("field", sorted(OTHERWISE))
def test_a_change_of_a_checked_field_is_refused(shop: Vendor, vendor_owner: User, field: str) -> None:
    with pytest.raises(ChecksWouldEnd) as refusal:
        update_vendor(shop, by=vendor_owner, changes={field: OTHERWISE[field]})
    assert refusal.value.extra == {"checks": [str(CHECKED_BY[field])]}
    assert getattr(Vendor.objects.get(pk=shop.pk), field) == PROFILE[field]
    assert is_verified(shop)


@pytest.mark.parametrize("field", sorted(OTHERWISE))
def test_agreed_to_it_ends_that_check_alone(shop: Vendor, vendor_owner: User, field: str) -> None:
    before = shop.checks.get(kind=CHECKED_BY[field])
    update_vendor(shop, by=vendor_owner, changes={field: OTHERWISE[field]}, end_checks=True)
    ended = shop.checks.get(kind=CHECKED_BY[field])
    assert (ended.status, ended.reason_code) == (CheckStatus.WITHDRAWN, "no_longer_true")
    assert (ended.decided_by, ended.decided_at) == (before.decided_by, before.decided_at)
    assert shop.checks.filter(status=CheckStatus.APPROVED).count() == 3
    assert not is_verified(shop)


def test_the_move_the_badge_the_log_and_the_event_tell_of_it(shop: Vendor, vendor_owner: User) -> None:
    update_vendor(shop, by=vendor_owner, changes={"phone": OTHERWISE["phone"]}, end_checks=True)
    check = shop.checks.get(kind=CheckKind.PHONE)
    move = check.moves.latest("pk")
    assert (move.from_status, move.to_status, move.by) == ("approved", "withdrawn", vendor_owner)
    assert move.reason == "The phone number on the profile was changed."
    change = BadgeChange.objects.latest("pk")
    assert (change.move, change.check_kind, change.because) == ("withdraw", "phone", "withdrawn")
    assert told(shop) == [("badge.grant", None), ("badge.withdraw", "phone")]
    assert list(check_badges()) == []
    assert Event.objects.get(type="vendor.check_decided").payload == {
        "vendor": check.vendor.slug,
        "check": check.pk,
        "kind": "phone",
        "status": "withdrawn",
    }


def test_several_at_once_are_all_named_and_end_together(shop: Vendor, vendor_owner: User) -> None:
    with pytest.raises(ChecksWouldEnd) as refusal:
        update_vendor(shop, by=vendor_owner, changes=OTHERWISE)
    assert refusal.value.extra == {"checks": ["business_registration", "address", "phone"]}
    assert refusal.value.detail == "This changes what was checked and ends: business registration, address, phone number."
    update_vendor(shop, by=vendor_owner, changes={**OTHERWISE, "phone": "+353 1 234 5678"}, end_checks=True)
    assert shop.checks.filter(status=CheckStatus.WITHDRAWN).count() == 3
    assert len(told(shop)) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "CRUMB & CO"},
        {"name": "  Crúmb &  Co. "},
        {"line1": "3, Márket Row"},
        {"postcode": "bs1 4ab"},
        {"phone": "0117 496 0123"},
        {"tagline": "Slow bread", "description": "New", "email": "new@example.com", "timezone": "Europe/Paris"},
    ],
)
def test_another_spelling_ends_nothing(shop: Vendor, vendor_owner: User, changes: dict[str, Any]) -> None:
    update_vendor(shop, by=vendor_owner, changes=changes)
    assert is_verified(shop)
    assert not shop.checks.exclude(status=CheckStatus.APPROVED).exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Joe’s", "Joe"),
        ("Honest Bakery", f"Honest Bakery {'x' * 41}"),  # no word is too long to count
        ("किताब", "कतब"),  # signs of vowels are letters
        ("★", "☆"),
        ("Bank", "Ваnk"),  # the first two letters are Cyrillic
        ("Crumb", ""),
    ],
)
def test_what_reads_alike_to_the_index_alone_is_another_name(shop: Vendor, vendor_owner: User, old: str, new: str) -> None:
    Vendor.objects.filter(pk=shop.pk).update(name=old)
    with pytest.raises(ChecksWouldEnd):
        update_vendor(shop, by=vendor_owner, changes={"name": new})


def test_an_apostrophe_is_a_sign(shop: Vendor, vendor_owner: User) -> None:
    Vendor.objects.filter(pk=shop.pk).update(name="Joe's")
    assert update_vendor(shop, by=vendor_owner, changes={"name": "Joes"}).name == "Joes"


def test_what_ran_out_or_waits_stands_in_no_way(shop: Vendor, vendor_owner: User) -> None:
    past = timezone.now() - timedelta(days=1)
    shop.checks.filter(kind=CheckKind.PHONE).update(decided_at=past - timedelta(days=1), expires_at=past)
    submit_check(shop, by=vendor_owner, kind=CheckKind.PHONE, evidence="Call us")
    update_vendor(shop, by=vendor_owner, changes={"phone": OTHERWISE["phone"]})
    assert set(shop.checks.filter(kind=CheckKind.PHONE).values_list("status", flat=True)) == {"approved", "submitted"}


def test_a_waiver_that_stands_ends_as_an_approval_does(shop: Vendor, vendor_owner: User) -> None:
    later = timezone.now() + timedelta(minutes=1)
    waived = {"status": "waived", "reason_code": "not_applicable", "expires_at": later + timedelta(days=9)}
    VerificationCheck.objects.create(
        vendor=shop, kind=CheckKind.ADDRESS, decided_at=later, decided_by=UserFactory.create(), **waived
    )
    update_vendor(shop, by=vendor_owner, changes={"city": "Bath"}, end_checks=True)
    assert shop.checks.filter(kind=CheckKind.ADDRESS).latest("decided_at").status == CheckStatus.WITHDRAWN
    assert not is_verified(shop)


def test_a_renewal_is_handed_in_at_once_and_brings_the_badge_back(shop: Vendor, vendor_owner: User, moderator: User) -> None:
    update_vendor(shop, by=vendor_owner, changes={"line1": "1 Mill Street"}, end_checks=True)
    again = submit_check(shop, by=vendor_owner, kind=CheckKind.ADDRESS, evidence="New lease")
    decide_check(again, approve=True, by=moderator, expires_at=timezone.now() + timedelta(days=300))
    assert is_verified(shop)
    assert told(shop)[-1] == ("badge.grant", "address")


@pytest.mark.django_db(transaction=True)
def test_a_change_and_a_decision_at_once_both_come_through(shop: Vendor, vendor_owner: User, moderator: User) -> None:
    address = shop.checks.get(kind=CheckKind.ADDRESS)
    results = at_once(
        lambda: update_vendor(shop, by=vendor_owner, changes={"phone": OTHERWISE["phone"]}, end_checks=True),
        lambda: withdraw_check(address, by=moderator, reason="Moved away"),
    )
    assert [result for result in results if isinstance(result, Exception)] == []
    assert [status_of(shop, kind) for kind in (CheckKind.ADDRESS, CheckKind.PHONE)] == ["withdrawn"] * 2
    assert len(told(shop)) == 2


# --- PATCH /api/v1/vendors/{slug}/ ------------------------------------------------------------------------------------


def test_without_a_yes_nothing_of_the_request_is_done(api: Api, shop: Vendor, vendor_owner: User) -> None:
    answer = api(vendor_owner).patch(URL, {"name": "Big Bank", "tagline": "We lend", "location": None})
    assert answer.status_code == 409
    assert {name: answer.json()[name] for name in ("code", "title", "checks")} == {
        "code": "checks_would_end",
        "title": "This ends a check",
        "checks": ["business_registration"],
    }
    assert Vendor.objects.get(pk=shop.pk).tagline == shop.tagline


@pytest.mark.parametrize("who", ["vendor_owner", "manager"])
def test_with_a_yes_the_profile_is_changed_and_the_badge_gone(
    api: Api, shop: Vendor, who: str, request: pytest.FixtureRequest
) -> None:
    answer = api(request.getfixturevalue(who)).patch(URL, {"name": "Big Bank", "end_checks": True})
    assert answer.status_code == 200
    assert (answer.json()["name"], answer.json()["is_verified"], answer.json()["accepts_orders"]) == ("Big Bank", False, False)
    assert {check["check"]: check["status"] for check in answer.json()["verification"]}["business_registration"] == "withdrawn"


def test_a_yes_to_nothing_ends_nothing(api: Api, shop: Vendor, vendor_owner: User) -> None:
    assert api(vendor_owner).patch(URL, {"tagline": "Slow bread", "end_checks": True}).json()["is_verified"] is True


def test_staff_and_strangers_end_nothing(api: Api, shop: Vendor, vendor_staff: User, stranger: User) -> None:
    for user in (vendor_staff, stranger):
        assert api(user).patch(URL, {"name": "Big Bank", "end_checks": True}).status_code == 403
    assert is_verified(shop)


# --- The place that was approved --------------------------------------------------------------------------------------

HERE, NEXT_DOOR, AWAY = Point(51.4545, -2.5879), Point(51.4548, -2.5879), Point(51.4551, -2.5879)  # 33 and 67 metres


@pytest.fixture
def anchor(shop: Vendor, vendor_owner: User, moderator: User) -> VerificationCheck:
    """The shop's approved location."""
    set_place(shop, by=vendor_owner, location=HERE)
    handed_in = submit_check(shop, by=vendor_owner, kind=CheckKind.SITE_ANCHOR, evidence="Here")
    return decide_check(handed_in, approve=True, by=moderator, expires_at=timezone.now() + timedelta(days=9))


@pytest.mark.parametrize("location", [AWAY, None])
def test_a_pin_that_leaves_the_approved_location_ends_it(
    shop: Vendor, vendor_owner: User, anchor: VerificationCheck, location: Point | None
) -> None:
    with pytest.raises(ChecksWouldEnd) as refusal:
        set_place(shop, by=vendor_owner, location=location)
    assert refusal.value.extra == {"checks": ["site_anchor"]}
    set_place(shop, by=vendor_owner, location=location, end_checks=True)
    anchor.refresh_from_db()
    assert (anchor.status, anchor.reason) == (CheckStatus.WITHDRAWN, "The place on the map was moved.")
    assert is_verified(shop)


def test_a_pin_that_is_put_right_ends_nothing(shop: Vendor, vendor_owner: User, anchor: VerificationCheck) -> None:
    set_place(shop, by=vendor_owner, location=NEXT_DOOR)
    assert status_of(shop, CheckKind.SITE_ANCHOR) == CheckStatus.APPROVED


def test_by_the_api_the_pin_asks_too(api: Api, shop: Vendor, vendor_owner: User, anchor: VerificationCheck) -> None:
    body = {"location": {"latitude": AWAY.latitude, "longitude": AWAY.longitude}}
    assert api(vendor_owner).patch(URL, body).json()["checks"] == ["site_anchor"]
    assert api(vendor_owner).patch(URL, {**body, "end_checks": True}).status_code == 200
    assert status_of(shop, CheckKind.SITE_ANCHOR) == CheckStatus.WITHDRAWN


def test_a_place_that_was_left_is_not_approved(shop: Vendor, vendor_owner: User, moderator: User) -> None:
    set_place(shop, by=vendor_owner, location=HERE)
    handed_in = submit_check(shop, by=vendor_owner, kind=CheckKind.SITE_ANCHOR, evidence="Here")
    set_place(shop, by=vendor_owner, location=AWAY)
    with pytest.raises(PlaceLeft):
        decide_check(handed_in, approve=True, by=moderator, expires_at=timezone.now() + timedelta(days=9))
