"""GET …/onboarding/: what is done, what is missing, and why."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from tests.factories import ItemFactory, MembershipFactory, VendorFactory, platform_user
from vendors.models import REQUIRED_CHECKS, CheckKind, CheckReason, MembershipRole, OpeningHours, Vendor, VerificationCheck
from vendors.services import claim_check, decide_check, submit_check

Api = Callable[[User], APIClient]


@pytest.fixture
def shop(db: None) -> Vendor:
    """A name and no more."""
    return VendorFactory.create(slug="new-shop")


@pytest.fixture
def owner(shop: Vendor) -> User:
    """Owns the shop."""
    return MembershipFactory.create(vendor=shop, role=MembershipRole.OWNER).user


def of(client: APIClient, slug: str = "new-shop") -> Any:
    return client.get(f"/api/v1/vendors/{slug}/onboarding/").json()


def check_of(client: APIClient, kind: str) -> Any:
    return next(check for check in of(client)["checks"] if check["check"] == kind)


def test_a_new_vendor_sees_the_whole_way(api: Api, owner: User) -> None:
    way = of(api(owner))
    assert [(step["step"], step["is_done"]) for step in way["steps"]] == [
        ("profile", False), ("place", False), ("hours", False), ("items", False), ("checks", False),
    ]  # fmt: skip
    assert way["next_step"] == "profile"
    assert way["steps"][0]["missing"] == "Add a phone number and a line about what you do."
    assert {check["check"]: check["is_required"] for check in way["checks"]} == {
        **dict.fromkeys(map(str, REQUIRED_CHECKS), True), "site_anchor": False,
    }  # fmt: skip
    assert all(check["status"] == "missing" and check["asks"] and check["why"] and check["missing"] for check in way["checks"])
    assert way["is_verified"] is False


def test_each_step_is_done_once_its_thing_is_there(api: Api, owner: User, shop: Vendor) -> None:
    place = {"latitude": 51.4, "longitude": -2.5, "line1": "1 Mill Street"}
    Vendor.objects.filter(pk=shop.pk).update(phone="+441174960123", tagline="Bread", **place)
    OpeningHours.objects.create(vendor=shop, weekday=0, opens=time(9), closes=time(17))
    assert of(api(owner))["next_step"] == "items"
    ItemFactory.create(vendor=shop)
    assert of(api(owner))["next_step"] == "checks"
    for kind in REQUIRED_CHECKS:
        submit_check(shop, by=owner, kind=kind, evidence="Papers")
    assert of(api(owner))["next_step"] is None


def test_a_check_says_where_it_is_and_why_it_does_not_count(api: Api, owner: User, shop: Vendor) -> None:
    client, verifier = api(owner), platform_user("verifier")
    check = submit_check(shop, by=owner, kind=CheckKind.ADDRESS, evidence="Bill")
    assert check_of(client, "address")["missing"].startswith("Handed in.")
    claim_check(check, by=verifier)
    assert check_of(client, "address")["status"] == "in_review"
    decide_check(check, approve=False, by=verifier, reason_code=CheckReason.OUT_OF_DATE, reason="It is of 2019.")
    refused = check_of(client, "address")
    assert (refused["status"], refused["check_id"]) == ("rejected", check.pk)
    assert refused["missing"] == "The document is too old or has run out. Send a current one. It is of 2019."
    again = submit_check(shop, by=owner, kind=CheckKind.ADDRESS, evidence="New bill")
    assert check_of(client, "address")["status"] == "submitted"
    decide_check(again, approve=True, by=verifier, expires_at=timezone.now() + timedelta(days=9))
    done = check_of(client, "address")
    assert (done["status"], done["missing"], done["expires_at"] is not None) == ("approved", "", True)
    again.refresh_from_db()
    shop.checks.filter(pk=again.pk).update(expires_at=F("decided_at") + timedelta(milliseconds=1))
    assert check_of(client, "address")["missing"] == "It has run out. Hand in new evidence."


def test_one_with_a_badge_is_told_until_when(api: Api, vendor: Vendor, vendor_owner: User) -> None:
    way = of(api(vendor_owner), vendor.slug)
    assert way["is_verified"] is True
    assert way["verified_until"] is not None


@pytest.mark.parametrize("rows", [1, 50])
def test_r28_any_number_of_checks_costs_the_same(
    api: Api, owner: User, shop: Vendor, rows: int, django_assert_max_num_queries: Any
) -> None:
    VerificationCheck.objects.bulk_create(VerificationCheck(vendor=shop, kind="phone", status="withdrawn") for _ in range(rows))
    with django_assert_max_num_queries(10):
        of(api(owner))


def test_others_do_not_see_it(api: Api, anonymous: APIClient, shop: Vendor, stranger: User) -> None:
    url = "/api/v1/vendors/new-shop/onboarding/"
    assert anonymous.get(url).status_code == 401
    assert api(stranger).get(url).status_code == 404
    assert api(MembershipFactory.create(vendor=shop).user).get(url).status_code == 403
