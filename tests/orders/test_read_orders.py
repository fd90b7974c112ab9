"""GET /api/v1/orders/ and /api/v1/orders/{uid}/."""

import base64
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from orders.models import Fulfilment, Order
from orders.pricing import Wanted
from orders.services import Contact, advance_order, place_order
from orders.statuses import Status
from vendors.models import Item, Vendor

Api = Callable[[User], APIClient]
URL = "/api/v1/orders/"


def place_many(customer: User, vendor: Vendor, item: Item, number: int) -> list[Order]:
    contact = Contact(name="Ada", email="ada@example.com")
    Item.objects.filter(pk=item.pk).update(stock=None)
    return [
        place_order(by=customer, vendor=vendor, wanted=[Wanted(item.pk, 1)], fulfilment=Fulfilment.PICKUP, contact=contact)
        for _ in range(number)
    ]


def test_each_side_sees_its_own(api: Api, customer: User, vendor_staff: User, stranger: User, order: Order) -> None:
    assert [row["uid"] for row in api(customer).get(URL).json()["results"]] == [order.uid]
    assert [row["uid"] for row in api(vendor_staff).get(URL).json()["results"]] == [order.uid]
    assert api(stranger).get(URL).json()["results"] == []
    assert api(customer).get(f"{URL}{order.uid}/").status_code == 200
    assert api(stranger).get(f"{URL}{order.uid}/").status_code == 404


def test_anonymous_is_asked_to_sign_in(anonymous: APIClient, order: Order) -> None:
    assert anonymous.get(URL).status_code == 401
    assert anonymous.get(f"{URL}{order.uid}/").status_code == 401


def test_what_can_come_next_depends_on_who_asks(api: Api, customer: User, vendor_staff: User, order: Order) -> None:
    def moves(user: User) -> list[str]:
        return [move["to"] for move in api(user).get(f"{URL}{order.uid}/").json()["allowed_transitions"]]

    assert moves(customer) == ["cancelled"]
    assert moves(vendor_staff) == ["accepted", "rejected", "cancelled"]


def test_colleagues_see_who_moved_it_the_customer_does_not(api: Api, customer: User, vendor_staff: User, order: Order) -> None:
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff)

    def names(user: User) -> list[str | None]:
        return [entry["actor_name"] for entry in api(user).get(f"{URL}{order.uid}/").json()["history"]]

    assert names(vendor_staff) == ["Ada Lovelace", vendor_staff.name]
    assert names(customer) == [None, None]


def test_filters(api: Api, customer: User, vendor_staff: User, vendor: Vendor, item: Item) -> None:
    first, second, third = place_many(customer, vendor, item, 3)
    advance_order(second, to=Status.ACCEPTED, by=vendor_staff)
    advance_order(third, to=Status.REJECTED, by=vendor_staff, reason="No flour")
    client = api(vendor_staff)

    def found(**query: str) -> list[str]:
        return [row["uid"] for row in client.get(URL, query).json()["results"]]

    assert found(status="placed") == [first.uid]
    assert found(status="placed,accepted") == [second.uid, first.uid]
    assert found(vendor=vendor.slug) == [third.uid, second.uid, first.uid]
    assert found(vendor="elsewhere") == []
    assert found(reference=first.reference[:4]) == [first.uid]
    assert found(since=(timezone.now() + timedelta(minutes=1)).isoformat()) == []


def test_one_may_buy_and_sell(api: Api, vendor_staff: User, customer: User, vendor: Vendor, item: Item) -> None:
    (bought,) = place_many(vendor_staff, vendor, item, 1)
    (sold,) = place_many(customer, vendor, item, 1)
    client = api(vendor_staff)
    assert [row["uid"] for row in client.get(URL, {"role": "customer"}).json()["results"]] == [bought.uid]
    assert [row["uid"] for row in client.get(URL, {"role": "vendor"}).json()["results"]] == [sold.uid, bought.uid]
    assert client.get(URL, {"role": "king"}).status_code == 400


@pytest.mark.parametrize("position", ["p=abc", "p=%00", "r=1&p=", "p=0001-01-01T00:00:00+23:59"])
def test_r21_a_forged_cursor_is_refused(api: Api, customer: User, order: Order, position: str) -> None:
    answer = api(customer).get(URL, {"cursor": base64.b64encode(position.encode()).decode()})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/cursor")


def test_pages_go_there_and_back_newest_first(api: Api, customer: User, vendor: Vendor, item: Item) -> None:
    uids = [order.uid for order in place_many(customer, vendor, item, 5)][::-1]
    client = api(customer)
    first = client.get(URL, {"page_size": 2}).json()
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()
    pages = [[row["uid"] for row in page["results"]] for page in (first, second, third)]
    assert pages == [uids[:2], uids[2:4], uids[4:]]
    assert (first["previous"], third["next"]) == (None, None)
    assert client.get(third["previous"]).json()["results"] == second["results"]


@pytest.mark.parametrize("query", [{"status": "gone"}, {"since": "yesterday"}, {"cursor": "tampered!"}])
def test_r28_bad_filters_are_errors(api: Api, customer: User, query: dict[str, str]) -> None:
    answer = api(customer).get(URL, query)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_r28_pages_are_bounded_and_complete(api: Api, customer: User, vendor: Vendor, item: Item) -> None:
    uids = {order.uid for order in place_many(customer, vendor, item, 5)}
    client = api(customer)
    page = client.get(URL, {"page_size": 2}).json()
    seen = [row["uid"] for row in page["results"]]
    while page["next"]:
        page = client.get(page["next"]).json()
        seen += [row["uid"] for row in page["results"]]
    assert len(seen) == 5
    assert set(seen) == uids
    assert len(client.get(URL, {"page_size": 5000}).json()["results"]) == 5


@pytest.mark.parametrize("number", [1, 12])
def test_r28_a_list_costs_three_queries(
    api: Api, customer: User, vendor: Vendor, item: Item, number: int, django_assert_num_queries: Any
) -> None:
    place_many(customer, vendor, item, number)
    client = api(customer)
    with django_assert_num_queries(3):  # orders with vendor and badge, items, the caller's memberships
        client.get(URL)


def test_r28_one_order_costs_four_queries(api: Api, customer: User, order: Order, django_assert_num_queries: Any) -> None:
    client = api(customer)
    with django_assert_num_queries(4):  # memberships, the order with vendor and badge, items, history with actors
        client.get(f"{URL}{order.uid}/")
