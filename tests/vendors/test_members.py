"""…/members/ and …/members/{id}/."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from tests.factories import MembershipFactory
from vendors.models import Membership, MembershipRole, Vendor
from vendors.permissions import Permission, has_permission

Api = Callable[[User], APIClient]
URL = "/api/v1/vendors/crumb-and-co/members/"


def member_url(user: User) -> str:
    return f"{URL}{Membership.objects.get(user=user).pk}/"


def test_every_member_sees_the_team(api: Api, vendor_owner: User, vendor_staff: User) -> None:
    rows = api(vendor_staff).get(URL).json()["results"]
    assert [row["role"] for row in rows] == ["owner", "staff"]


def test_strangers_find_nothing(api: Api, anonymous: APIClient, vendor_staff: User, stranger: User) -> None:
    assert anonymous.get(URL).status_code == 401
    assert api(stranger).get(URL).status_code == 404
    assert api(stranger).post(URL, {"email": "a@example.com", "role": "owner"}).status_code == 404
    assert api(stranger).delete(member_url(vendor_staff)).status_code == 404
    assert Membership.objects.filter(user=vendor_staff).exists()


def test_an_owner_adds_somebody_with_an_account(api: Api, vendor_owner: User, customer: User) -> None:
    response = api(vendor_owner).post(URL, {"email": "ADA@example.com", "role": "manager"})
    assert response.status_code == 201
    assert response.json()["role"] == "manager"


def test_unknown_closed_and_present_are_answered_alike(api: Api, vendor_owner: User, vendor_staff: User, customer: User) -> None:
    User.objects.filter(pk=customer.pk).update(is_active=False)
    bodies = []
    for email in ("nobody@example.com", customer.email, vendor_staff.email):
        response = api(vendor_owner).post(URL, {"email": email, "role": "staff"})
        assert response.status_code == 400
        bodies.append({**response.json(), "trace_id": ""})
    assert bodies[0] == bodies[1] == bodies[2]
    assert bodies[0]["errors"][0]["pointer"] == "/email"


def test_only_owners_change_the_team(api: Api, manager: User, vendor_staff: User, vendor_owner: User) -> None:
    for user in (manager, vendor_staff):
        assert api(user).patch(member_url(vendor_staff), {"role": "owner"}).status_code == 403
    assert api(vendor_owner).patch(member_url(vendor_staff), {"role": "manager"}).json()["role"] == "manager"
    assert api(vendor_owner).patch(member_url(vendor_staff), {"role": "king"}).status_code == 400


def test_the_last_owner_stays(api: Api, vendor_owner: User, vendor_staff: User) -> None:
    assert api(vendor_owner).delete(member_url(vendor_owner)).json()["code"] == "last_owner"
    assert api(vendor_owner).patch(member_url(vendor_owner), {"role": "staff"}).status_code == 409
    api(vendor_owner).patch(member_url(vendor_staff), {"role": "owner"})
    assert api(vendor_owner).delete(member_url(vendor_owner)).status_code == 204


def test_a_lost_role_counts_at_once(api: Api, vendor: Vendor, vendor_owner: User, vendor_staff: User) -> None:
    assert has_permission(vendor_staff, vendor, "orders.advance")
    assert api(vendor_owner).delete(member_url(vendor_staff)).status_code == 204
    assert not has_permission(vendor_staff, vendor, "orders.advance")
    assert api(vendor_staff).get(URL).status_code == 404


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        (MembershipRole.OWNER, Permission.MEMBERS_CHANGE, "vendor.suspend"),
        (MembershipRole.MANAGER, Permission.CHECKS_SUBMIT, Permission.MEMBERS_CHANGE),
        (MembershipRole.STAFF, Permission.ORDERS_ADVANCE, Permission.ITEMS_CHANGE),
    ],
)
def test_roles_reach_this_far(vendor: Vendor, customer: User, role: MembershipRole, may: str, may_not: str) -> None:
    MembershipFactory.create(vendor=vendor, user=customer, role=role)
    assert has_permission(customer, vendor, may)
    assert not has_permission(customer, vendor, may_not)


def test_a_closed_account_may_nothing(vendor: Vendor, vendor_owner: User) -> None:
    vendor_owner.is_active = False
    assert not has_permission(vendor_owner, vendor, Permission.ORDERS_VIEW)
