"""…/members/ and …/members/{id}/."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from accounts.models import SecurityEvent, SecurityEventKind, User
from accounts.tokens import issue_tokens
from tests.factories import MembershipFactory
from tests.work import do_due_work
from vendors.models import FormerMember, Membership, MembershipRole, Vendor
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


def test_only_owners_change_the_team(api: Api, fresh: Api, manager: User, vendor_staff: User, vendor_owner: User) -> None:
    for user in (manager, vendor_staff):
        assert fresh(user).patch(member_url(vendor_staff), {"role": "owner"}).status_code == 403
        assert fresh(user).delete(member_url(vendor_owner)).status_code == 403
    assert fresh(vendor_owner).patch(member_url(vendor_staff), {"role": "manager"}).json()["role"] == "manager"
    assert fresh(vendor_owner).patch(member_url(vendor_staff), {"role": "king"}).status_code == 400


@pytest.mark.parametrize(("method", "body"), [("patch", {"role": "manager"}), ("delete", None)])
def test_r18_an_old_sign_in_is_asked_again(api: Api, vendor_owner: User, vendor_staff: User, method: str, body: object) -> None:
    response = getattr(api(vendor_owner), method)(member_url(vendor_staff), body)
    assert (response.status_code, response.json()["code"]) == (401, "reauthentication_required")
    assert Membership.objects.get(user=vendor_staff).role == "staff"


def test_the_last_owner_stays(fresh: Api, vendor_owner: User, vendor_staff: User) -> None:
    owner = fresh(vendor_owner)
    assert owner.delete(member_url(vendor_owner)).json()["code"] == "last_owner"
    assert owner.patch(member_url(vendor_owner), {"role": "staff"}).status_code == 409
    owner.patch(member_url(vendor_staff), {"role": "owner"})
    assert owner.delete(member_url(vendor_owner)).status_code == 204


@pytest.mark.parametrize("who", ["manager", "vendor_staff"])
def test_everybody_may_leave(fresh: Api, request: pytest.FixtureRequest, vendor_owner: User, who: str) -> None:
    user = request.getfixturevalue(who)
    assert fresh(user).delete(member_url(user)).status_code == 204
    assert not Membership.objects.filter(user=user).exists()
    assert SecurityEvent.objects.get(kind=SecurityEventKind.MEMBER_REMOVED).data["left"]


def test_r06_a_lost_role_counts_at_once_for_a_living_token(
    fresh: Api, anonymous: APIClient, vendor: Vendor, vendor_owner: User, vendor_staff: User
) -> None:
    bearer = {"Authorization": f"Bearer {issue_tokens(vendor_staff).access}"}
    assert anonymous.get(URL, headers=bearer).status_code == 200
    assert fresh(vendor_owner).delete(member_url(vendor_staff)).status_code == 204
    assert not has_permission(vendor_staff, vendor, "orders.advance")
    assert anonymous.get(URL, headers=bearer).status_code == 404


def test_changes_are_on_the_persons_record_and_mailed(fresh: Api, vendor_owner: User, vendor_staff: User) -> None:
    fresh(vendor_owner).patch(member_url(vendor_staff), {"role": "manager"})
    fresh(vendor_owner).delete(member_url(vendor_staff))
    kept = SecurityEvent.objects.filter(user=vendor_staff).order_by("pk").values_list("kind", "by", "data__role")
    assert list(kept) == [
        (SecurityEventKind.MEMBER_ROLE_CHANGED, vendor_owner.pk, "manager"),
        (SecurityEventKind.MEMBER_REMOVED, vendor_owner.pk, "manager"),
    ]
    do_due_work()
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([vendor_staff.email], "You are a manager at Crumb & Co now"),
        ([vendor_staff.email], "You are not in the team of Crumb & Co any more"),
    ]


def test_the_same_role_again_changes_nothing(fresh: Api, vendor_owner: User, vendor_staff: User) -> None:
    assert fresh(vendor_owner).patch(member_url(vendor_staff), {"role": "staff"}).status_code == 200
    assert not SecurityEvent.objects.exists()


def test_who_leaves_is_kept_whatever_the_code_does(vendor_staff: User, vendor: Vendor) -> None:
    Membership.objects.filter(user=vendor_staff).delete()
    assert FormerMember.objects.get().user == vendor_staff
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        FormerMember.objects.all().delete()


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        (MembershipRole.OWNER, Permission.MEMBERS_CHANGE, "vendor.suspend"),
        (MembershipRole.OWNER, Permission.OWNERSHIP_OFFER, "vendor.verify"),
        (MembershipRole.MANAGER, Permission.CHECKS_SUBMIT, Permission.MEMBERS_CHANGE),
        (MembershipRole.MANAGER, Permission.MEMBERS_INVITE, Permission.OWNERSHIP_OFFER),
        (MembershipRole.STAFF, Permission.ORDERS_ADVANCE, Permission.ITEMS_CHANGE),
        (MembershipRole.STAFF, Permission.MEMBERS_VIEW, Permission.MEMBERS_INVITE),
    ],
)
def test_roles_reach_this_far(vendor: Vendor, customer: User, role: MembershipRole, may: str, may_not: str) -> None:
    MembershipFactory.create(vendor=vendor, user=customer, role=role)
    assert has_permission(customer, vendor, may)
    assert not has_permission(customer, vendor, may_not)


def test_a_closed_account_may_nothing(vendor: Vendor, vendor_owner: User) -> None:
    vendor_owner.is_active = False
    assert not has_permission(vendor_owner, vendor, Permission.ORDERS_VIEW)


def test_a_closed_account_is_no_owner_to_leave_it_to(fresh: Api, vendor: Vendor, vendor_owner: User) -> None:
    MembershipFactory.create(vendor=vendor, role=MembershipRole.OWNER, user__is_active=False)
    assert fresh(vendor_owner).delete(member_url(vendor_owner)).json()["code"] == "last_owner"
