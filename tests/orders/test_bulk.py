"""GET and POST /api/v1/orders/moves/: the table of moves, and one move of many orders."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from rest_framework.test import APIClient

from accounts.models import User
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from tests.factories import ItemFactory
from tests.orders.test_read_orders import place_many
from tests.stories import placed_order
from tests.threads import at_once
from vendors.models import Item, Vendor

Api = Callable[[User], APIClient]
URL = "/api/v1/orders/moves/"


def bulk(orders: list[Order], status: str, *, seen: int = 0, **more: Any) -> dict[str, Any]:
    return {"status": status, "orders": [{"order": order.uid, "expected_sequence": seen} for order in orders], **more}


def outcomes(answer: Any) -> list[str | None]:
    """What became of each: "moved", "same" where an earlier call did it, or the code of the refusal."""
    assert answer.status_code == 200, answer.json()
    return [
        ("moved" if each["moved"]["created"] else "same") if each["moved"] else each["problem"]["code"]
        for each in answer.json()["results"]
    ]


def test_each_order_has_its_own_result(api: Api, customer: User, vendor_staff: User, vendor: Vendor, item: Item) -> None:
    orders = place_many(customer, vendor, item, 3)
    advance_order(orders[1], to=Status.REJECTED, by=vendor_staff, reason="No flour")
    answer = api(vendor_staff).post(URL, bulk(orders, "accepted"))
    assert outcomes(answer) == ["moved", "stale_sequence", "moved"]
    assert [each["order"] for each in answer.json()["results"]] == [order.uid for order in orders]
    first, refused, _ = answer.json()["results"]
    assert [move["to"] for move in first["moved"]["allowed_transitions"]] == ["preparing", "cancelled"]
    assert refused["problem"]["current_status"] == "rejected"


def test_repeating_it_is_harmless_whatever_happened_in_between(
    api: Api, customer: User, vendor_staff: User, vendor: Vendor, item: Item
) -> None:
    orders = place_many(customer, vendor, item, 2)
    body = bulk(orders, "accepted")
    assert outcomes(api(vendor_staff).post(URL, body)) == ["moved", "moved"]
    advance_order(orders[0], to=Status.PREPARING, by=vendor_staff)
    assert outcomes(api(vendor_staff).post(URL, body)) == ["same", "same"]
    assert [order.history.count() for order in orders] == [3, 2]


def test_a_colleagues_same_move_is_not_taken_for_ones_own(
    api: Api, customer: User, vendor_owner: User, vendor_staff: User, vendor: Vendor, item: Item
) -> None:
    (order,) = place_many(customer, vendor, item, 1)
    advance_order(order, to=Status.ACCEPTED, by=vendor_owner)
    advance_order(order, to=Status.PREPARING, by=vendor_owner)
    assert outcomes(api(vendor_staff).post(URL, bulk([order], "accepted"))) == ["stale_sequence"]


def test_others_orders_are_not_found_one_by_one(
    api: Api, customer: User, vendor_staff: User, other_vendor: Vendor, order: Order
) -> None:
    theirs = placed_order(customer, ItemFactory.create(vendor=other_vendor))
    answer = api(vendor_staff).post(URL, bulk([theirs, order], "accepted"))
    assert outcomes(answer) == ["not_found", "moved"]
    assert theirs.history.count() == 1
    nothing = {"status": "accepted", "orders": [{"order": "x" * 22, "expected_sequence": 0}]}
    unknown = api(vendor_staff).post(URL, nothing).json()["results"][0]["problem"]
    told = answer.json()["results"][0]["problem"]
    assert {**told, "trace_id": ""} == {**unknown, "trace_id": ""}


def test_a_customer_moves_nothing(api: Api, customer: User, order: Order) -> None:
    assert outcomes(api(customer).post(URL, bulk([order], "accepted"))) == ["not_your_move"]


def test_a_reason_goes_to_each(api: Api, customer: User, vendor_staff: User, vendor: Vendor, item: Item) -> None:
    orders = place_many(customer, vendor, item, 2)
    assert outcomes(api(vendor_staff).post(URL, bulk(orders, "rejected"))) == ["invalid", "invalid"]
    assert outcomes(api(vendor_staff).post(URL, bulk(orders, "rejected", reason="Oven broke"))) == ["moved", "moved"]
    assert {order.history.latest("sequence").reason for order in orders} == {"Oven broke"}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"status": "accepted", "orders": []}, "/orders"),
        ({"status": "accepted"}, "/orders"),
        ({"status": "eaten", "orders": [{"order": "x" * 22, "expected_sequence": 0}]}, "/status"),
        ({"status": "accepted", "orders": [{"order": "x" * 22}]}, "/orders/0/expected_sequence"),
        ({"status": "accepted", "orders": [{"order": "short", "expected_sequence": 0}]}, "/orders/0/order"),
        ({"status": "accepted", "orders": [{"order": "x" * 22, "expected_sequence": 0}] * 2}, "/orders"),
        ({"status": "accepted", "orders": [{"order": f"{n:022}", "expected_sequence": 0} for n in range(51)]}, "/orders"),
    ],
)
def test_a_bad_body_is_explained(api: Api, vendor_staff: User, body: dict[str, Any], pointer: str) -> None:
    answer = api(vendor_staff).post(URL, body)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"].startswith(pointer)


def test_the_table_says_what_may_follow(api: Api, vendor_staff: User) -> None:
    rows = api(vendor_staff).get(URL).json()["results"]
    found = {(row["status"], row["fulfilment"]): [move["to"] for move in row["moves"]] for row in rows}
    assert found["placed", "pickup"] == ["accepted", "rejected", "cancelled"]
    assert found["preparing", "delivery"] == ["out_for_delivery", "ready_for_pickup", "cancelled"]
    assert found["completed", "pickup"] == []
    assert len(found) == 18


def test_anonymous_is_asked_to_sign_in(anonymous: APIClient) -> None:
    assert anonymous.get(URL).status_code == 401
    assert anonymous.post(URL, {}).status_code == 401


@pytest.mark.django_db(transaction=True)
def test_of_two_counters_at_once_each_order_is_moved_by_one(
    customer: User, vendor_owner: User, vendor_staff: User, vendor: Vendor, item: Item
) -> None:
    orders = place_many(customer, vendor, item, 6)

    def by(user: User, body: dict[str, Any]) -> Callable[[], Any]:
        client = APIClient()
        client.force_authenticate(user)
        return lambda: outcomes(client.post(URL, body))

    accepted, rejected = at_once(
        by(vendor_staff, bulk(orders, "accepted")),
        by(vendor_owner, bulk(orders[::-1], "rejected", reason="Oven broke")),
    )
    for one, other in zip(accepted, rejected[::-1], strict=True):
        assert {one, other} == {"moved", "stale_sequence"}
    assert [order.history.count() for order in orders] == [2] * 6


@pytest.mark.django_db(transaction=True)
def test_an_order_that_somebody_holds_is_busy_and_the_rest_is_moved(
    customer: User, vendor_staff: User, vendor: Vendor, item: Item
) -> None:
    held, free = place_many(customer, vendor, item, 2)
    client = APIClient()
    client.force_authenticate(vendor_staff)

    def move() -> Any:
        try:
            return outcomes(client.post(URL, bulk([held, free], "accepted")))
        finally:
            connection.close()

    with transaction.atomic():
        Order.objects.select_for_update().get(pk=held.pk)
        (result,) = at_once(move)
    assert result == ["busy", "moved"]
