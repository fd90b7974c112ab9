"""GET and PATCH /api/v1/vendors/{slug}/; POST /api/v1/vendors/."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from tests.factories import CategoryFactory, UserFactory, VendorFactory
from vendors.models import REQUIRED_CHECKS, CheckKind, CheckReason, Membership, MembershipRole, Vendor, VerificationCheck
from vendors.services import count_listed, withdraw_check
from vendors.services.profile import TIMEZONES

Api = Callable[[User], APIClient]
URL = "/api/v1/vendors/crumb-and-co/"
NEW = {
    "name": "Café São João",
    "category": "bakery",
    "timezone": "Europe/Lisbon",
    "currency": "EUR",
    "phone": "+351 21 123 4567",
    "address": {"line1": "Rua 1", "city": "Lisboa", "postcode": "1100", "country": "PT"},
    "location": {"latitude": 38.71, "longitude": -9.13},
    "hours": [{"weekday": 0, "opens": "07:00", "closes": "15:30"}],
    "fulfilments": ["pickup"],
}


def test_the_profile_tells_what_was_checked_and_when(anonymous: APIClient, vendor: Vendor) -> None:
    profile = anonymous.get(URL).json()
    assert profile["is_verified"] is True
    assert [check["check"] for check in profile["verification"]] == [str(kind) for kind in REQUIRED_CHECKS]
    assert set(profile["verification"][0]) == {"check", "label", "status", "method", "decided_at", "expires_at"}
    assert profile["accepts_orders"] is True
    assert profile["accepts_orders_reason"] is None
    assert profile["fulfilments"] == ["pickup", "delivery"]
    assert set(profile["address"]) == {"line1", "line2", "city", "postcode", "country"}
    assert not {"email", "external_id", "search"} & set(profile)


def status_of(anonymous: APIClient, kind: str) -> str:
    return next(str(check["status"]) for check in anonymous.get(URL).json()["verification"] if check["check"] == kind)


def test_each_state_of_a_check_has_its_word(anonymous: APIClient, vendor: Vendor) -> None:
    now = timezone.now()
    decided = {"decided_by": UserFactory.create(), "reason_code": "not_reached", "expires_at": now + timedelta(days=9)}
    assert status_of(anonymous, "phone") == "approved"
    vendor.checks.filter(kind=CheckKind.PHONE).update(decided_at=now - timedelta(days=2), expires_at=now - timedelta(days=1))
    assert status_of(anonymous, "phone") == "expired"
    for hours, status in enumerate(("waived", "rejected", "withdrawn", "expired"), start=-9):
        at = now + timedelta(hours=hours)
        VerificationCheck.objects.create(vendor=vendor, kind=CheckKind.PHONE, status=status, decided_at=at, **decided)
        assert status_of(anonymous, "phone") == status
    VerificationCheck.objects.create(vendor=vendor, kind=CheckKind.PHONE)
    assert status_of(anonymous, "phone") == "submitted"
    assert anonymous.get(URL).json()["accepts_orders"] is False


def dates_of(anonymous: APIClient, kind: str) -> tuple[str | None, str | None, str | None]:
    check = next(each for each in anonymous.get(URL).json()["verification"] if each["check"] == kind)
    return check["method"], check["decided_at"] and check["decided_at"][:10], check["expires_at"]


def test_dates_are_those_of_where_a_check_is_now(anonymous: APIClient, vendor: Vendor, moderator: User) -> None:
    now = timezone.now()
    phone = vendor.checks.filter(kind=CheckKind.PHONE)
    phone.update(method="visit", decided_at=now - timedelta(days=30))
    assert dates_of(anonymous, "phone")[:2] == ("visit", f"{now - timedelta(days=30):%Y-%m-%d}")
    withdraw_check(phone.get(), by=moderator, reason_code=CheckReason.NOT_GENUINE, reason="")
    assert dates_of(anonymous, "phone") == (None, f"{now:%Y-%m-%d}", None)
    VerificationCheck.objects.create(vendor=vendor, kind=CheckKind.PHONE)
    assert dates_of(anonymous, "phone") == (None, None, None)
    address = vendor.checks.filter(kind=CheckKind.ADDRESS)
    address.update(decided_at=now - timedelta(days=30), expires_at=now - timedelta(days=2))
    assert dates_of(anonymous, "address") == (None, f"{now - timedelta(days=2):%Y-%m-%d}", None)


def test_a_check_that_was_never_handed_in_is_missing(anonymous: APIClient, db: None) -> None:
    VendorFactory.create(slug="crumb-and-co")
    assert status_of(anonymous, "phone") == "missing"


def test_an_approved_location_is_shown_where_there_is_one(anonymous: APIClient, vendor: Vendor) -> None:
    Vendor.objects.filter(pk=vendor.pk).update(latitude=51.4, longitude=-2.5)
    anchor = {"kind": CheckKind.SITE_ANCHOR, "latitude": 51.4, "longitude": -2.5}
    check = VerificationCheck.objects.create(vendor=vendor, **anchor)
    assert len(anonymous.get(URL).json()["verification"]) == 4
    now = timezone.now()
    VerificationCheck.objects.filter(pk=check.pk).update(
        status="approved", method="visit", decided_by=UserFactory.create(), decided_at=now, expires_at=now + timedelta(days=9)
    )
    assert status_of(anonymous, "site_anchor") == "approved"
    assert anonymous.get(URL).json()["verification"][-1]["method"] == "visit"


def test_a_suspended_vendor_is_there_for_its_members_alone(
    api: Api, anonymous: APIClient, vendor_owner: User, stranger: User
) -> None:
    Vendor.objects.filter(slug="crumb-and-co").update(is_suspended=True)
    assert anonymous.get(URL).status_code == 404
    assert api(stranger).get(URL).status_code == 404
    assert api(vendor_owner).get(URL).json()["accepts_orders_reason"] == "Crumb & Co is suspended."


def test_opening_a_vendor_makes_its_owner(api: Api, customer: User) -> None:
    CategoryFactory.create()
    response = api(customer).post("/api/v1/vendors/", NEW)
    assert response.status_code == 201
    profile = response.json()
    assert profile["slug"] == "cafe-sao-joao"
    assert profile["phone"] == "+351211234567"
    assert profile["is_verified"] is False
    assert profile["hours"] == [{"weekday": 0, "opens": "07:00", "closes": "15:30"}]
    assert Membership.objects.get(user=customer).role == MembershipRole.OWNER
    again = api(customer).post("/api/v1/vendors/", NEW).json()["slug"]
    assert again.startswith("cafe-sao-joao-")


def test_the_same_key_opens_one_vendor(api: Api, customer: User) -> None:
    CategoryFactory.create()
    slugs = {api(customer).post("/api/v1/vendors/", NEW, headers={"Idempotency-Key": "k1"}).json()["slug"] for _ in range(2)}
    assert len(slugs) == 1
    assert Vendor.objects.count() == 1


def test_anonymous_opens_nothing(anonymous: APIClient, db: None) -> None:
    assert anonymous.post("/api/v1/vendors/", NEW).status_code == 401


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"name": ""}, "/name"),
        ({"category": "nothing"}, "/category"),
        ({"category": "\0"}, "/category"),
        ({"category": 5}, "/category"),
        ({"category": ["bakery"]}, "/category"),
        ({"timezone": "Mars/Base"}, "/timezone"),
        ({"timezone": "localtime"}, "/timezone"),
        ({"timezone": "Factory"}, "/timezone"),
        ({"email": f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.com"}, "/email"),
        ({"phone": "call me"}, "/phone"),
        ({"currency": "pounds"}, "/currency"),
        ({"fulfilments": []}, "/fulfilments"),
        ({"location": {"latitude": 91, "longitude": 0}}, "/location/latitude"),
        ({"location": {"latitude": 1}}, "/location/longitude"),
        ({"hours": [{"weekday": 7, "opens": "07:00", "closes": "08:00"}]}, "/hours/0/weekday"),
        ({"hours": [{"weekday": 1, "opens": "07:00", "closes": "08:00"}] * 2}, "/hours"),
        ({"name": "a\0b"}, "/name"),
        ({"location": {"latitude": "nan", "longitude": 0}}, "/location/latitude"),
    ],
)
def test_bad_input_is_pointed_at(api: Api, customer: User, change: dict[str, Any], pointer: str) -> None:
    CategoryFactory.create()
    response = api(customer).post("/api/v1/vendors/", {**NEW, **change})
    assert response.status_code == 400
    assert response.json()["errors"][0]["pointer"] == pointer
    assert not Vendor.objects.exists()


@pytest.mark.usefixtures("db")
def test_postgresql_knows_every_time_zone_that_we_take() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_timezone_names")
        known = {name for (name,) in cursor.fetchall()}
    assert known >= TIMEZONES


def test_owner_and_manager_change_the_profile(api: Api, vendor_owner: User, manager: User) -> None:
    assert api(vendor_owner).patch(URL, {"tagline": "Slow bread"}).json()["tagline"] == "Slow bread"
    changed = api(manager).patch(
        URL, {"hours": [], "location": {"latitude": 51.0, "longitude": -2.0}, "fulfilments": ["delivery"]}
    )
    assert changed.json()["location"] == {"latitude": 51.0, "longitude": -2.0}
    assert changed.json()["fulfilments"] == ["delivery"]
    vendor = Vendor.objects.get(slug="crumb-and-co")
    assert vendor.cell_7 is not None
    assert Vendor.objects.matching("slow").get() == vendor


def test_r03_nothing_else_can_be_written(api: Api, vendor_owner: User) -> None:
    vendor = Vendor.objects.get(slug="crumb-and-co")
    forged = {
        "slug": "mine",
        "is_verified": True,
        "verified_at": "2020-01-01T00:00:00Z",
        "is_suspended": True,
        "rating_sum": 500,
        "rating_count": 100,
        "score": 5,
        "average": 5,
        "currency": "USD",
        "external_id": "x",
        "cover": "covers/x.webp",
        "created_at": "2000-01-01T00:00:00Z",
    }
    assert api(vendor_owner).patch(URL, forged).status_code == 200
    after = Vendor.objects.get(slug="crumb-and-co")
    for field in (
        "slug",
        "is_suspended",
        "rating_sum",
        "rating_count",
        "score",
        "average",
        "currency",
        "external_id",
        "cover",
        "created_at",
    ):
        assert getattr(after, field) == getattr(vendor, field), field


def test_others_cannot_change_it(api: Api, anonymous: APIClient, vendor_staff: User, stranger: User, customer: User) -> None:
    assert anonymous.patch(URL, {"tagline": "x"}).status_code == 401
    for user in (vendor_staff, stranger, customer):
        assert api(user).patch(URL, {"tagline": "x"}).json()["code"] == "not_allowed"
    assert api(customer).patch("/api/v1/vendors/unknown/", {"tagline": "x"}).status_code == 404


def test_a_bad_part_changes_nothing(api: Api, vendor_owner: User) -> None:
    spans = [{"weekday": 0, "opens": "07:00", "closes": "15:30"}]
    assert api(vendor_owner).patch(URL, {"hours": spans, "phone": "no"}).status_code == 400
    assert not Vendor.objects.get(slug="crumb-and-co").hours.exists()


def test_categories_are_a_tree_with_counts(anonymous: APIClient, db: None) -> None:
    food = CategoryFactory.create(slug="food")
    VendorFactory.create(category=CategoryFactory.create(slug="cheese", parent=food))
    VendorFactory.create(category=food)
    VendorFactory.create(category=food, is_suspended=True)
    count_listed()
    assert anonymous.get("/api/v1/categories/").json() == [
        {"slug": "food", "name": "Food", "count": 2, "children": [{"slug": "cheese", "name": "Cheese", "count": 1}]}
    ]
