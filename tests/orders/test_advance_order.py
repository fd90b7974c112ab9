"""PATCH and PUT /api/v1/orders/{uid}/status/."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from events.models import Event
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from tests.factories import MembershipFactory
from vendors.models import Item, MembershipRole, Vendor
from vendors.permissions import ROLE_PERMISSIONS, Permission

Api = Callable[[User], APIClient]


def url(order: Order) -> str:
    return f"/api/v1/orders/{order.uid}/status/"


@pytest.mark.parametrize("method", ["patch", "put"])
def test_staff_moves_an_order_along(api: Api, vendor_staff: User, order: Order, method: str) -> None:
    ready = timezone.now()
    body = {"status": "accepted", "note": "Ten minutes", "expected_sequence": 0, "estimated_ready_at": ready.isoformat()}
    answer = getattr(api(vendor_staff), method)(url(order), body)

    order.refresh_from_db()
    assert answer.status_code == 200, answer.content
    moved = answer.json()
    assert (moved["sequence"], moved["from_status"], moved["status"], moved["created"]) == (1, "placed", "accepted", True)
    assert moved["label"] == "Crumb & Co accepted your order"
    assert [move["to"] for move in moved["allowed_transitions"]] == ["preparing", "cancelled"]
    assert moved["allowed_transitions"][0]["suggested"]
    assert (order.status, order.sequence, order.estimated_ready_at) == ("accepted", 1, ready)
    assert Event.objects.filter(type="order.status_changed", subject=order.uid, sequence=1).count() == 1


def test_the_same_status_again_changes_nothing(api: Api, vendor_staff: User, order: Order) -> None:
    client = api(vendor_staff)
    first = client.patch(url(order), {"status": "accepted", "expected_sequence": 0})
    again = client.patch(url(order), {"status": "accepted", "expected_sequence": 0})

    assert (first.json()["sequence"], again.json()["sequence"]) == (1, 1)
    assert (again.status_code, again.json()["created"]) == (200, False)
    assert order.history.count() == 2


def test_an_illegal_move_names_the_legal_ones(api: Api, vendor_staff: User, order: Order) -> None:
    answer = api(vendor_staff).patch(url(order), {"status": "completed"})

    assert answer.status_code == 409
    body = answer.json()
    assert body["code"] == "transition_not_allowed"
    assert body["allowed"] == ["accepted", "rejected", "cancelled"]
    assert body["current_sequence"] == 0
    assert body["trace_id"] == answer["X-Request-ID"]


def test_a_stale_sequence_is_told_where_the_order_is(api: Api, vendor_staff: User, order: Order) -> None:
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
    answer = api(vendor_staff).patch(url(order), {"status": "preparing", "expected_sequence": 0})
    assert (answer.status_code, answer.json()["code"]) == (409, "stale_sequence")
    assert (answer.json()["current_sequence"], answer.json()["current_status"]) == (1, "accepted")


def test_rejecting_needs_a_reason_and_gives_the_stock_back(api: Api, vendor_staff: User, order: Order, item: Item) -> None:
    client = api(vendor_staff)
    refused = client.patch(url(order), {"status": "rejected", "reason": "  "})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "/reason")

    assert client.patch(url(order), {"status": "rejected", "reason": "Oven broken"}).status_code == 200
    item.refresh_from_db()
    assert item.stock == 10


def test_the_customer_cannot_make_the_vendors_moves(api: Api, customer: User, order: Order) -> None:
    answer = api(customer).patch(url(order), {"status": "accepted"})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_your_move")


def test_r01_another_vendors_owner_finds_nothing(api: Api, stranger: User, order: Order) -> None:
    answer = api(stranger).patch(url(order), {"status": "accepted"})
    nothing = api(stranger).patch("/api/v1/orders/AAAAAAAAAAAAAAAAAAAAAA/status/", {"status": "accepted"})
    assert (answer.status_code, nothing.status_code) == (404, 404)
    assert answer.json() | {"trace_id": ""} == nothing.json() | {"trace_id": ""}


def test_anonymous_is_asked_to_sign_in(anonymous: APIClient, order: Order) -> None:
    assert anonymous.patch(url(order), {"status": "accepted"}).status_code == 401


def test_r06_a_member_who_left_can_no_longer_move_it(api: Api, vendor: Vendor, order: Order) -> None:
    member = MembershipFactory.create(vendor=vendor)
    client = api(member.user)
    assert client.patch(url(order), {"status": "accepted"}).status_code == 200
    member.delete()
    assert client.patch(url(order), {"status": "preparing"}).status_code == 404


def test_r05_a_suspended_vendor_cannot_move_anything(api: Api, vendor_staff: User, vendor: Vendor, order: Order) -> None:
    Vendor.objects.filter(pk=vendor.pk).update(is_suspended=True)
    answer = api(vendor_staff).patch(url(order), {"status": "accepted"})
    assert (answer.status_code, answer.json()["code"]) == (409, "vendor_not_taking_orders")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/status"),
        ({"status": "gone"}, "/status"),
        ({"status": "accepted", "expected_sequence": -1}, "/expected_sequence"),
        ({"status": "accepted", "expected_sequence": "x"}, "/expected_sequence"),
        ({"status": "accepted", "note": "x" * 501}, "/note"),
        ({"status": "accepted", "estimated_ready_at": "soon"}, "/estimated_ready_at"),
        ({"status": "accepted", "estimated_ready_at": "9999-12-31T23:59:59Z"}, "/estimated_ready_at"),
        ({"status": "accepted", "estimated_ready_at": "0001-01-01T00:00:00Z"}, "/estimated_ready_at"),
        ({"status": "accepted", "note": "a\u0000b"}, "/note"),
    ],
)
def test_bad_input_names_the_field(api: Api, vendor_staff: User, order: Order, body: dict[str, object], pointer: str) -> None:
    answer = api(vendor_staff).patch(url(order), body)
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert order.history.count() == 1


def test_r05_a_role_without_the_right_moves_nothing(
    api: Api, vendor_staff: User, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ROLE_PERMISSIONS, MembershipRole.STAFF, frozenset({Permission.ORDERS_VIEW}))
    answer = api(vendor_staff).patch(url(order), {"status": "accepted"})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_your_move")
    assert order.history.count() == 1


def test_an_order_goes_all_the_way(api: Api, vendor_staff: User, order: Order) -> None:
    for status in ["accepted", "preparing", "ready_for_pickup", "out_for_delivery", "delivered", "completed"]:
        assert api(vendor_staff).patch(url(order), {"status": status}).status_code == 200
    assert list(order.history.order_by("sequence").values_list("sequence", flat=True)) == list(range(7))
    final = api(vendor_staff).patch(url(order), {"status": "preparing"})
    assert (final.status_code, final.json()["allowed"]) == (409, [])
