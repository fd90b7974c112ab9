"""GET and PATCH /api/v1/me/."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import User
from accounts.services import NotAllowed, update_profile
from tests.factories import MembershipFactory
from vendors.permissions import ROLE_PERMISSIONS

ME = "/api/v1/me/"
Api = Callable[[User], APIClient]


def test_it_tells_who_is_signed_in(api: Api, vendor_staff: User) -> None:
    assert api(vendor_staff).get(ME).json() == {
        "id": vendor_staff.pk,
        "email": "staff@example.com",
        "name": vendor_staff.name,
        "phone": "",
        "phone_verified": False,
        "second_factor": {"required": False, "enabled": False, "methods": []},
        "is_staff": False,
        "admin_path": None,
        "memberships": [{"vendor": {"slug": "crumb-and-co", "name": "Crumb & Co"}, "role": "staff"}],
        "permissions": sorted(f"vendor:crumb-and-co:{act}" for act in ROLE_PERMISSIONS["staff"]),
    }


def test_an_owner_may_more_than_the_staff(api: Api, vendor_owner: User) -> None:
    permissions = api(vendor_owner).get(ME).json()["permissions"]
    assert "vendor:crumb-and-co:members.change" in permissions


def test_platform_groups_are_permissions(api: Api, moderator: User) -> None:
    moderator.groups.add(Group.objects.create(name="moderators"))
    answer = api(moderator).get(ME).json()
    assert answer["is_staff"]
    assert answer["permissions"] == ["platform:admin", "platform:moderators"]


def test_more_memberships_cost_no_more_queries(
    api: Api, customer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    MembershipFactory.create_batch(5, user=customer)
    client = api(customer)
    with django_assert_num_queries(3):  # memberships, groups, second factors
        assert len(client.get(ME).json()["memberships"]) == 5


def test_r22_anonymous_gets_a_problem(anonymous: APIClient, db: None) -> None:
    answer = anonymous.get(ME)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["code"] == "not_authenticated"


def test_name_and_phone_change(api: Api, customer: User) -> None:
    answer = api(customer).patch(ME, {"name": "Ada King", "phone": "+44 117 496 0123"})
    assert answer.status_code == 200
    customer.refresh_from_db()
    assert (customer.name, customer.phone) == ("Ada King", "+441174960123")


def test_one_of_them_leaves_the_other(api: Api, customer: User) -> None:
    api(customer).patch(ME, {"phone": "+441174960123"})
    assert api(customer).patch(ME, {"phone": ""}).json()["name"] == "Ada Lovelace"
    customer.refresh_from_db()
    assert customer.phone == ""


def test_what_was_changed_meanwhile_stays(customer: User) -> None:
    User.objects.filter(pk=customer.pk).update(phone="+441174960123")
    update_profile(customer, by=customer, name="Ada King")
    customer.refresh_from_db()
    assert (customer.name, customer.phone) == ("Ada King", "+441174960123")


@pytest.mark.parametrize("phone", ["0117 496 0123", "call me", "+1", "+44 117 496 0123 ext 5 ext", "+999999999999", "\u0000"])
def test_a_phone_that_is_none_is_refused(api: Api, customer: User, phone: str) -> None:
    answer = api(customer).patch(ME, {"phone": phone})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/phone"


@pytest.mark.parametrize("body", [{"name": "x" * 121}, {"name": None}, {"name": ["x"]}, {"phone": 5.5}])
def test_bad_input_is_refused(api: Api, customer: User, body: dict[str, Any]) -> None:
    assert api(customer).patch(ME, body).status_code == 400


@pytest.mark.parametrize("name", ["email", "is_staff", "is_superuser", "is_active", "id", "permissions", "memberships"])
def test_r03_other_fields_change_nothing(api: Api, customer: User, name: str) -> None:
    before = User.objects.values().get(pk=customer.pk)
    assert api(customer).patch(ME, {name: 1}).status_code == 200
    assert User.objects.values().get(pk=customer.pk) == before


def test_nobody_changes_somebody_else(customer: User, moderator: User) -> None:
    with pytest.raises(NotAllowed):
        update_profile(customer, by=moderator, name="Mallory")
