"""The identity check is about the owners of its day: with the last of them it ends, and the badge with it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from rest_framework.test import APIClient

from accounts.models import User
from privacy.erasing import Person, leave_teams
from tests.factories import MembershipFactory, VendorFactory, approve_all_checks
from vendors.models import CheckKind, CheckStatus, Membership, MembershipRole, Vendor
from vendors.services import ChecksWouldEnd, accept_ownership, change_member_role, offer_ownership, remove_member

Fresh = Callable[[User], APIClient]
pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(db: None) -> Vendor:
    """Verified while `seller` owned it."""
    return VendorFactory.create()


@pytest.fixture
def seller(shop: Vendor) -> Membership:
    """Whose identity was checked."""
    owner: Membership = MembershipFactory.create(vendor=shop, role="owner")
    approve_all_checks(shop)
    return owner


@pytest.fixture
def buyer(shop: Vendor, seller: Membership) -> Membership:
    """Came into the team later, as an owner."""
    member: Membership = MembershipFactory.create(vendor=shop, role="staff", second_factor=True)
    return change_member_role(member, by=seller.user, role=MembershipRole.OWNER)


def identity(shop: Vendor) -> str:
    return shop.checks.get(kind=CheckKind.IDENTITY).status


ACTS: dict[str, Callable[..., Any]] = {
    "leaves": lambda seller, **more: remove_member(seller, by=seller.user, **more),
    "steps down": lambda seller, **more: change_member_role(seller, by=seller.user, role=MembershipRole.MANAGER, **more),
}


@pytest.mark.parametrize("act", ACTS)
def test_with_the_last_owner_who_was_checked_the_check_ends(
    shop: Vendor, seller: Membership, buyer: Membership, act: str
) -> None:
    with pytest.raises(ChecksWouldEnd) as refusal:
        ACTS[act](seller)
    assert refusal.value.extra == {"checks": ["identity"]}
    assert Membership.objects.get(pk=seller.pk).role == "owner"
    ACTS[act](seller, end_checks=True)
    assert identity(shop) == CheckStatus.WITHDRAWN
    assert not Vendor.objects.verified().exists()


def test_handing_the_ownership_over_ends_it(shop: Vendor, seller: Membership) -> None:
    heir = MembershipFactory.create(vendor=shop, second_factor=True)
    offer_ownership(shop, by=seller.user, member_id=heir.pk)
    with pytest.raises(ChecksWouldEnd):
        accept_ownership(shop, by=heir.user)
    accept_ownership(shop, by=heir.user, end_checks=True)
    assert identity(shop) == CheckStatus.WITHDRAWN


def test_another_owner_who_was_checked_keeps_it(shop: Vendor) -> None:
    one, _ = (MembershipFactory.create(vendor=shop, role="owner") for _ in range(2))
    approve_all_checks(shop)
    remove_member(one, by=one.user)
    assert identity(shop) == CheckStatus.APPROVED


def test_who_came_later_goes_without_a_word(shop: Vendor, seller: Membership, buyer: Membership) -> None:
    remove_member(buyer, by=seller.user)
    assert identity(shop) == CheckStatus.APPROVED


def test_an_account_that_goes_asks_nobody(shop: Vendor, seller: Membership, buyer: Membership) -> None:
    leave_teams(Person(seller.user))
    assert identity(shop) == CheckStatus.WITHDRAWN


def test_by_the_api_it_is_agreed_to(fresh: Fresh, shop: Vendor, seller: Membership, buyer: Membership) -> None:
    url = f"/api/v1/vendors/{shop.slug}/members/{seller.pk}/"
    assert fresh(buyer.user).patch(url, {"role": "manager"}).json()["code"] == "checks_would_end"
    assert fresh(buyer.user).delete(url).json()["checks"] == ["identity"]
    assert fresh(buyer.user).delete(url + "?end_checks=perhaps").status_code == 400
    assert fresh(buyer.user).patch(url, {"role": "manager", "end_checks": True}).status_code == 200
    assert fresh(buyer.user).delete(url + "?end_checks=true").status_code == 204


def test_by_the_api_taking_over_is_agreed_to(fresh: Fresh, shop: Vendor, seller: Membership) -> None:
    heir = MembershipFactory.create(vendor=shop, second_factor=True)
    offer_ownership(shop, by=seller.user, member_id=heir.pk)
    url = f"/api/v1/vendors/{shop.slug}/ownership-offer/accept/"
    assert fresh(heir.user).post(url).json()["code"] == "checks_would_end"
    assert fresh(heir.user).post(url, {"end_checks": True}).json()["role"] == "owner"


def test_since_when_somebody_owns_is_kept_by_the_database(seller: Membership, buyer: Membership) -> None:
    kept = Membership.objects.get(pk=seller.pk).owner_since
    Membership.objects.filter(pk=seller.pk).update(owner_since=None)
    assert Membership.objects.get(pk=seller.pk).owner_since == kept
    Membership.objects.filter(pk=seller.pk).update(role="staff")
    assert Membership.objects.get(pk=seller.pk).owner_since is None
    assert Membership.objects.get(pk=buyer.pk).owner_since > kept  # type: ignore[operator]  # owners have one


def test_the_database_refuses_an_owner_without_it(seller: Membership) -> None:
    with pytest.raises(IntegrityError, match="membership_owner_since"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE vendors_membership DISABLE TRIGGER vendors_owner_since")
        cursor.execute("UPDATE vendors_membership SET owner_since = NULL")
