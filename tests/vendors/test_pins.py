"""GET, PUT and DELETE /api/v1/vendors/{slug}/pin/."""

from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import check_password
from django.db import IntegrityError
from rest_framework.test import APIClient

from accounts.models import SecurityEvent, User
from common.errors import Invalid
from tests.tablets import PIN, WRONG, Tablet, give_pin
from tests.vendors.conftest import Recent
from vendors.models import StaffPin, Vendor
from vendors.pins import check_pin

PATH = "/api/v1/vendors/crumb-and-co/pin/"


@pytest.mark.parametrize(
    "pin", ["0000", "1234", "4321", "7890", "2468", "1212", "123123", "48154815", "1987", "2031", "2580", "66666666"]
)
def test_a_pin_that_others_try_first_is_refused(pin: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_pin(pin)
    assert refused.value.extra["errors"][0]["code"] == "pin_too_easy"


@pytest.mark.parametrize("pin", ["", "123", "123456789", "40a1", " 4071", "4071\n", "٤٠٧١"])
def test_what_is_no_pin_is_told_what_one_is(pin: str) -> None:
    with pytest.raises(Invalid, match="4 to 8 digits"):
        check_pin(pin)


@pytest.mark.parametrize("pin", [PIN, WRONG, "90215", "31415926", "1221"])
def test_other_pins_are_taken(pin: str) -> None:
    check_pin(pin)


def test_staff_set_their_own_pin_which_is_kept_as_a_slow_hash(vendor_staff: User, recent: Recent) -> None:
    client = recent(vendor_staff)
    assert client.get(PATH).json() == {"set_at": None, "is_locked": False}
    answer = client.put(PATH, {"pin": PIN})
    assert (answer.status_code, answer.json()["is_locked"]) == (200, False), answer.content
    row = StaffPin.objects.get(membership__user=vendor_staff)
    assert row.pin_hash.startswith("argon2")
    assert check_password(PIN, row.pin_hash)
    assert PIN not in client.get(PATH).content.decode()
    event = SecurityEvent.objects.get(kind="pin.set")
    assert (event.user, event.data) == (vendor_staff, {"vendor": "crumb-and-co"})


def test_a_new_pin_ends_what_the_old_one_began(vendor: Vendor, vendor_owner: User, vendor_staff: User, recent: Recent) -> None:
    give_pin(vendor_staff, vendor)
    tablet = Tablet(vendor, vendor_owner)
    tablet.enter(vendor_staff)
    assert recent(vendor_staff).put(PATH, {"pin": WRONG}).status_code == 200
    assert tablet.acting() is None
    assert tablet.enter(vendor_staff, WRONG).status_code == 200


def test_it_is_taken_away_at_once(vendor: Vendor, vendor_owner: User, vendor_staff: User, recent: Recent) -> None:
    give_pin(vendor_staff, vendor)
    tablet = Tablet(vendor, vendor_owner)
    tablet.enter(vendor_staff)
    client = recent(vendor_staff)
    assert [client.delete(PATH).status_code for _ in range(2)] == [204, 204]
    assert tablet.acting() is None
    assert tablet.enter(vendor_staff).status_code == 404
    assert SecurityEvent.objects.filter(kind="pin.removed").count() == 1


@pytest.mark.parametrize("pin", ["1234", "12", None, 4071.5, ["4071"], "9" * 65])
def test_a_bad_pin_is_told_beside_its_field(vendor_staff: User, recent: Recent, pin: object) -> None:
    answer = recent(vendor_staff).put(PATH, {"pin": pin})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/pin")
    assert not StaffPin.objects.exists()


def test_setting_one_asks_again_who_it_is(vendor_staff: User, api: Callable[[User], APIClient]) -> None:
    answer = api(vendor_staff).put(PATH, {"pin": PIN})
    assert (answer.status_code, answer.json()["code"]) == (401, "reauthentication_required")


def test_strangers_find_nothing_and_anonymous_callers_are_asked_who_they_are(
    vendor: Vendor, stranger: User, recent: Recent, anonymous: APIClient
) -> None:
    client = recent(stranger)
    calls = [client.get(PATH), client.put(PATH, {"pin": PIN}), client.delete(PATH)]
    assert [answer.status_code for answer in calls] == [404, 404, 404]
    calls = [anonymous.get(PATH), anonymous.put(PATH, {"pin": PIN}), anonymous.delete(PATH)]
    assert [answer.status_code for answer in calls] == [401, 401, 401]


@pytest.mark.parametrize("fields", [{"wrong_tries": 6}, {"wrong_tries": 5}, {"wrong_tries": 1, "locked_at": "2026-01-01T00:00Z"}])
def test_the_database_keeps_tries_and_lock_together(vendor: Vendor, vendor_staff: User, fields: dict[str, object]) -> None:
    row = give_pin(vendor_staff, vendor)
    with pytest.raises(IntegrityError):
        StaffPin.objects.filter(pk=row.pk).update(**fields)
