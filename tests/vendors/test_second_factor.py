"""Owners and managers act with a second factor only."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.factors import SecondFactorNeeded
from accounts.models import User
from orders.models import Order
from tests.factories import CategoryFactory, MembershipFactory, give_second_factor
from tests.stories import placed_order
from vendors.models import Item, MembershipRole, Vendor
from vendors.permissions import Permission, has_permission

Api = Callable[[User], APIClient]
PROFILE = "/api/v1/vendors/crumb-and-co/"


@pytest.fixture(params=[MembershipRole.OWNER, MembershipRole.MANAGER])
def bare(request: pytest.FixtureRequest, vendor: Vendor) -> User:
    """An owner or manager of `vendor` without a second factor."""
    return MembershipFactory.create(vendor=vendor, role=request.param, second_factor=False).user


@pytest.fixture
def order(customer: User, item: Item) -> Order:
    """An order of the vendor."""
    return placed_order(customer, item)


def test_the_question_costs_one_query(
    vendor: Vendor, vendor_owner: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert has_permission(vendor_owner, vendor, Permission.PROFILE_CHANGE)


def test_a_role_that_would_do_names_what_is_missing(vendor: Vendor, bare: User) -> None:
    with pytest.raises(SecondFactorNeeded):
        has_permission(bare, vendor, Permission.PROFILE_CHANGE)
    give_second_factor(bare)
    assert has_permission(bare, vendor, Permission.PROFILE_CHANGE)


def test_a_role_that_would_not_do_is_told_so_first(vendor: Vendor) -> None:
    manager = MembershipFactory.create(vendor=vendor, role=MembershipRole.MANAGER, second_factor=False).user
    assert not has_permission(manager, vendor, Permission.MEMBERS_CHANGE)


def test_the_counter_needs_none(vendor: Vendor, vendor_staff: User) -> None:
    assert has_permission(vendor_staff, vendor, Permission.ORDERS_ADVANCE)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("patch", PROFILE, {"tagline": "Bread"}),
        ("post", f"{PROFILE}items/", {"name": "Bun", "price": {"amount": "1.00", "currency": "GBP"}}),
        ("get", f"{PROFILE}members/", None),
        ("get", f"{PROFILE}checks/", None),
        ("get", "/api/v1/orders/?role=vendor", None),
        ("get", "/api/v1/orders/?vendor=crumb-and-co", None),
    ],
)
def test_acts_answer_403_and_say_what_to_do(
    api: Api, bare: User, order: Order, method: str, path: str, body: dict[str, Any] | None
) -> None:
    answer = getattr(api(bare), method)(path, body)
    assert (answer.status_code, answer.json()["code"]) == (403, "second_factor_needed")
    assert "/account/security" in answer.json()["detail"]
    give_second_factor(bare)
    assert getattr(api(bare), method)(path, body).status_code < 300


def test_an_order_is_neither_shown_nor_moved(api: Api, bare: User, order: Order) -> None:
    url = f"/api/v1/orders/{order.uid}/"
    shown, moved = api(bare).get(url), api(bare).patch(f"{url}status/", {"status": "accepted"})
    assert (shown.status_code, shown.json()["code"]) == (403, "second_factor_needed")
    assert (moved.status_code, moved.json()["code"]) == (403, "second_factor_needed")
    order.refresh_from_db()
    assert order.status == "placed"
    give_second_factor(bare)
    assert api(bare).patch(f"{url}status/", {"status": "accepted"}).status_code == 200


def test_a_stranger_still_gets_404(api: Api, stranger: User, order: Order) -> None:
    assert api(stranger).get(f"/api/v1/orders/{order.uid}/").status_code == 404
    assert api(stranger).get("/api/v1/orders/?role=vendor").status_code == 200


def test_their_own_orders_as_a_customer_are_theirs(api: Api, bare: User, order: Order) -> None:
    Order.objects.filter(pk=order.pk).update(customer=bare)
    assert api(bare).get(f"/api/v1/orders/{order.uid}/").status_code == 200
    assert len(api(bare).get("/api/v1/orders/?role=customer").json()["results"]) == 1


def test_what_is_public_stays_readable(api: Api, bare: User, item: Item) -> None:
    for path in (PROFILE, f"{PROFILE}items/", f"{PROFILE}reviews/", "/api/v1/vendors/", "/api/v1/me/"):
        assert api(bare).get(path).status_code == 200, path


def test_a_vendor_is_opened_without_and_run_with_one(api: Api, customer: User) -> None:
    CategoryFactory.create()
    body = {
        "name": "Loaf",
        "category": "bakery",
        "address": {"line1": "1 Corn St", "city": "Bristol", "postcode": "BS1", "country": "GB"},
        "hours": [{"weekday": 0, "opens": "07:00", "closes": "15:00"}],
    }
    opened = api(customer).post("/api/v1/vendors/", body)
    assert opened.status_code == 201, opened.content
    url = f"/api/v1/vendors/{opened.json()['slug']}/"
    assert api(customer).get(url).json()["hours"]
    assert api(customer).patch(url, {"tagline": "Bread"}).json()["code"] == "second_factor_needed"
    give_second_factor(customer)
    assert api(customer).patch(url, {"tagline": "Bread"}).status_code == 200
