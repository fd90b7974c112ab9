"""Two at once: real threads, real locks."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from django.db import connection
from rest_framework.test import APIClient

from accounts.models import User
from common.models import IdempotentAnswer
from events.models import Event
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from tests.factories import MembershipFactory
from tests.servers import database_url
from vendors.models import Item, Vendor

pytestmark = pytest.mark.django_db(transaction=True)
Call = Callable[[], Any]


def at_once(*calls: Call) -> list[Any]:
    """Start all calls at the same moment, each in a thread with a connection of its own; return their results."""
    barrier = threading.Barrier(len(calls))

    def run(call: Call) -> Any:
        barrier.wait()
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(run, call) for call in calls]]


def client(user: User) -> APIClient:
    signed_in = APIClient()
    signed_in.force_authenticate(user)
    return signed_in


def patch(user: User, order: Order, **body: Any) -> Call:
    return lambda: client(user).patch(f"/api/v1/orders/{order.uid}/status/", body)


def test_r31_of_many_with_the_same_sequence_exactly_one_wins(order: Order, vendor_staff: User) -> None:
    targets = ["accepted", "rejected", "cancelled"]
    for _ in range(3):
        calls = [patch(vendor_staff, order, status=targets[n % 3], reason="r", expected_sequence=0) for n in range(8)]
        answers: list[Any] = at_once(*calls)
        created = [answer for answer in answers if answer.status_code == 200 and answer.json()["created"]]
        assert len(created) <= 1
    assert order.history.count() == 2
    assert Event.objects.filter(subject=order.uid, sequence=1).count() == 1


def test_r31_the_losers_are_told_the_current_sequence(order: Order, vendor_staff: User) -> None:
    answers = at_once(
        patch(vendor_staff, order, status="accepted", expected_sequence=0),
        patch(vendor_staff, order, status="rejected", reason="No flour", expected_sequence=0),
    )
    won, lost = sorted(answers, key=lambda answer: int(answer.status_code))
    assert (won.status_code, lost.status_code) == (200, 409)
    assert (lost.json()["code"], lost.json()["current_sequence"]) == ("stale_sequence", 1)


def test_the_same_move_twice_at_once_is_one_entry(order: Order, vendor_staff: User) -> None:
    answers = at_once(*[patch(vendor_staff, order, status="accepted", expected_sequence=0)] * 2)
    assert [answer.status_code for answer in answers] == [200, 200]
    assert sorted(answer.json()["created"] for answer in answers) == [False, True]
    assert order.history.count() == 2


def test_r32_sequences_have_no_gap_under_load(order: Order, vendor: Vendor) -> None:
    members = [MembershipFactory.create(vendor=vendor).user for _ in range(10)]
    way = ["accepted", "preparing", "ready_for_pickup", "out_for_delivery", "delivered", "completed"]

    def push(user: User) -> None:
        for status in way:
            client(user).patch(f"/api/v1/orders/{order.uid}/status/", {"status": status})

    at_once(*[lambda user=user: push(user) for user in members])
    entries = list(order.history.order_by("sequence").values_list("sequence", "status"))
    assert entries == list(enumerate(["placed", *way]))
    times = list(order.history.order_by("sequence").values_list("recorded_at", flat=True))
    assert times == sorted(times)


def test_r33_one_key_twenty_times_at_once_is_one_order(customer: User, order_body: dict[str, Any]) -> None:
    def place() -> Any:
        return client(customer).post("/api/v1/orders/", order_body, headers={"Idempotency-Key": "basket-1"})

    answers = at_once(*[place] * 20)
    assert Order.objects.count() == 1
    assert IdempotentAnswer.objects.count() == 1
    assert {answer.status_code for answer in answers} <= {201, 409}
    uids = {answer.json()["uid"] for answer in answers if answer.status_code == 201}
    assert len(uids) == 1
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} <= {"idempotency_in_flight"}


@pytest.mark.parametrize("attempt", range(5))
def test_r34_cancel_against_accept_one_wins(order: Order, customer: User, vendor_staff: User, attempt: int) -> None:
    def cancel() -> Any:
        return client(customer).post(f"/api/v1/orders/{order.uid}/cancel/", {"reason": "Late", "expected_sequence": 0})

    answers = at_once(cancel, patch(vendor_staff, order, status="accepted", expected_sequence=0))
    order.refresh_from_db()
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert (order.sequence, order.history.count()) == (1, 2)


def test_r36_the_last_one_is_sold_once(customer: User, item: Item, order_body: dict[str, Any]) -> None:
    Item.objects.filter(pk=item.pk).update(stock=3)
    answers = at_once(*[lambda: client(customer).post("/api/v1/orders/", order_body)] * 6)  # two each
    item.refresh_from_db()
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 5
    assert item.stock == 1


@pytest.fixture
def held_order(order: Order) -> Iterator[Order]:
    """An order whose row another session holds."""
    with psycopg.connect(database_url()) as other:
        other.execute("SELECT 1 FROM orders_order WHERE id = %s FOR UPDATE", [order.pk])
        yield order
        other.rollback()


def test_r37_a_held_row_is_waited_for_three_seconds_at_most(held_order: Order, vendor_staff: User) -> None:
    start = time.monotonic()
    answer = patch(vendor_staff, held_order, status="accepted")()
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert answer["Retry-After"] == "1"
    assert time.monotonic() - start < 4


def test_r46_a_rollback_leaves_no_event(order: Order, vendor_staff: User, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Event.objects.count()
    published: list[object] = []
    monkeypatch.setattr("live.publishing.publisher.offer", published.append)
    with psycopg.connect(database_url(), autocommit=True) as other:
        other.execute("ALTER TABLE events_event ADD CONSTRAINT fail CHECK (type <> 'order.status_changed') NOT VALID")
        try:
            with pytest.raises(Exception, match="fail"):
                advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
        finally:
            other.execute("ALTER TABLE events_event DROP CONSTRAINT fail")
    order.refresh_from_db()
    assert (Event.objects.count(), order.status, order.history.count(), published) == (before, "placed", 1, [])
