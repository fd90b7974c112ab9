"""What entries of orders say in the log: the words are fixed for ever, and written with every move."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from imports.replay import PastMove, PastOrder, write_orders
from ledger.encoding import Statement, encode64, hash_leaf, milliseconds
from ledger.models import Chain, Entry, QueuedLeaf
from orders.models import Fulfilment, Order, OrderStatusHistory
from orders.pricing import PricedLine
from orders.services import advance_order, cancel_order
from orders.statements import PERSONAL, statement_of
from orders.statuses import ActorRole, Status
from tests.factories import ItemFactory, MembershipFactory
from tests.ledger.conftest import log, witness
from tests.ledger.sealed import SealedLog, statuses
from tests.servers import database_url
from tests.stories import TO_COMPLETED, moved, placed_order
from tests.threads import at_once
from tracking.proofs import order_bundle
from vendors.models import Item, Vendor

__all__ = ["log", "witness"]
pytestmark = pytest.mark.django_db
WAY = [Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP, Status.OUT_FOR_DELIVERY, Status.DELIVERED, Status.COMPLETED]


def entries_of(order: Order) -> list[dict[str, Any]]:
    rows = Entry.objects.filter(chain=order.chain_id).order_by("seq").values_list("payload", flat=True)
    return [json.loads(bytes(payload)) for payload in rows]


def test_the_words_of_an_entry_are_fixed_for_ever(vendor: Vendor, customer: User) -> None:
    """A change here would make every bundle of an order from before it fail."""
    order = Order(vendor=vendor, customer=customer, reference="K7Q2MX", fulfilment="pickup")
    first = OrderStatusHistory(order=order, sequence=0, status="placed", actor_id=7, actor_role="customer")
    assert statement_of(first) == Statement(
        "order.status",
        {"from": "", "to": "placed", "by": "customer", "fulfilment": "pickup"},
        {"actor": "user:7", "note": "", "reason": "", "ref": "K7Q2MX", "vendor": "crumb-and-co"},
    )
    at = datetime(2026, 7, 26, 12, 0, 0, 250_999, tzinfo=UTC)
    later = OrderStatusHistory(
        order=order,
        sequence=3,
        from_status="preparing",
        status="cancelled",
        actor=None,
        actor_role="vendor",
        note="N",
        reason="R",
        estimated_ready_at=at,
        claimed_at=at,
    )
    assert statement_of(later) == Statement(
        "order.status",
        {"from": "preparing", "to": "cancelled", "by": "vendor", "ready_at": 1_785_067_200_250},
        {"actor": "vendor", "note": "N", "reason": "R"},
        at=at,
    )


def test_what_is_personal_is_a_field_and_never_data(customer: User, item: Item, vendor_staff: User) -> None:
    order = advance_order(placed_order(customer, item), to=Status.ACCEPTED, by=vendor_staff, note="For Ada").order
    order = advance_order(order, to=Status.CANCELLED, by=vendor_staff, reason="Ada called").order
    for said in entries_of(order):
        assert said["data"].keys() <= {"from", "to", "by", "ready_at", "fulfilment"}
        assert set(PERSONAL) <= said["fields"].keys() <= {*PERSONAL, "ref", "vendor"}
        assert "Ada" not in json.dumps(said)


def test_each_move_is_an_entry_with_the_time_and_number_of_its_row(customer: User, item: Item, vendor_staff: User) -> None:
    order = moved(placed_order(customer, item), vendor_staff, *TO_COMPLETED)
    rows = list(order.history.order_by("sequence"))
    entries = list(Entry.objects.filter(chain=order.chain_id).order_by("seq"))
    assert [(row.sequence, row.recorded_at) for row in rows] == [(entry.seq, entry.recorded_at) for entry in entries]
    assert [said["at"] for said in entries_of(order)] == [milliseconds(row.claimed_at) for row in rows]
    assert [said["data"]["to"] for said in entries_of(order)] == [row.status for row in rows]
    assert QueuedLeaf.objects.count() == 5


def test_repeating_a_move_writes_no_second_entry(customer: User, item: Item, vendor_staff: User) -> None:
    order = placed_order(customer, item)
    for _ in range(3):
        advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
    assert len(entries_of(order)) == 2


def test_two_orders_have_two_chains(customer: User, item: Item) -> None:
    one, other = placed_order(customer, item), placed_order(customer, item)
    assert one.chain_id != other.chain_id
    assert bytes(one.chain.key or b"") != bytes(other.chain.key or b"")


@pytest.mark.parametrize("field", ["chain", "uid", "reference"])
def test_the_chain_is_not_in_what_the_customer_writes(field: str) -> None:
    assert not Order._meta.get_field(field).editable


def test_what_was_imported_is_proven_and_claims_its_own_times(log: SealedLog, vendor: Vendor, customer: User, item: Item) -> None:
    at = timezone.now() - timedelta(days=400)
    past = [past_order(vendor, customer, item, at, reference=f"AAAAA{n}") for n in "23"]
    written = write_orders(past)
    log.prove()
    for order in Order.objects.all():
        row = order.history.get(sequence=0)
        assert (row.claimed_at, timezone.now() - row.recorded_at < timedelta(minutes=1)) == (at, True)
        report = log.verify(order_bundle(order, reader=customer), chain_id=encode64(bytes(order.chain.chain_id)))
        assert statuses(report) == {}
        assert [entry.at for entry in report.entries] == [
            milliseconds(row.claimed_at) for row in order.history.order_by("sequence")
        ]
    assert len(written) == 6


def past_order(vendor: Vendor, customer: User, item: Item, at: datetime, *, reference: str) -> PastOrder:
    order = Order(
        vendor=vendor, customer=customer, reference=reference, fulfilment=Fulfilment.PICKUP, contact_name="Ada",
        contact_email=customer.email, currency="GBP", total_minor=item.price_minor, placed_at=at,
    )  # fmt: skip
    moves = [
        PastMove(to=to, role=ActorRole.VENDOR, claimed_at=at + timedelta(hours=hours), note="Ready")
        for hours, to in ((2, Status.ACCEPTED), (1, Status.PREPARING))
    ]
    return PastOrder(order=order, lines=[PricedLine(item=item, quantity=1, index=0)], moves=moves)


# --- Together or not at all -------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_r46_a_move_that_fails_leaves_no_entry(customer: User, item: Item, vendor_staff: User) -> None:
    order = placed_order(customer, item)
    before = QueuedLeaf.objects.count()
    with psycopg.connect(database_url(), autocommit=True) as other:
        other.execute("ALTER TABLE events_event ADD CONSTRAINT fail CHECK (type <> 'order.status_changed') NOT VALID")
        try:
            with pytest.raises(IntegrityError, match="fail"):
                advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
        finally:
            other.execute("ALTER TABLE events_event DROP CONSTRAINT fail")
    assert (len(entries_of(order)), QueuedLeaf.objects.count()) == (1, before)


@pytest.mark.django_db(transaction=True)
def test_an_order_that_is_not_placed_leaves_no_chain(customer: User, vendor: Vendor) -> None:
    with pytest.raises(Exception, match=r"."):
        placed_order(customer, ItemFactory.create(vendor=vendor, stock=0))
    assert not Chain.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_r32_fifty_writers_on_one_order_leave_one_chain_without_a_gap(customer: User, item: Item, vendor: Vendor) -> None:
    order = placed_order(customer, item)
    members = [MembershipFactory.create(vendor=vendor).user for _ in range(8)]

    def push(number: int) -> None:
        advance_order(order, to=WAY[number % len(WAY)], by=members[number % len(members)])

    for _ in range(3):
        at_once(*[lambda number=number: push(number) for number in range(50)])
    order.refresh_from_db()
    said = entries_of(order)
    assert [one["seq"] for one in said] == list(range(order.sequence + 1))
    assert [one["data"]["from"] for one in said[1:]] == [one["data"]["to"] for one in said[:-1]]
    hashes = [encode64(bytes(one)) for one in Entry.objects.order_by("seq").values_list("leaf_hash", flat=True)]
    assert [one["prev"] for one in said] == [encode64(bytes(order.chain.chain_id)), *hashes[:-1]]
    assert order.sequence >= 3
    assert QueuedLeaf.objects.count() == len(said)


@pytest.mark.django_db(transaction=True)
def test_r37_an_order_that_is_held_holds_up_no_other(customer: User, item: Item, vendor_staff: User) -> None:
    """The log knows no lock that all moves share: one slow transaction must not stop the town."""
    held, free = placed_order(customer, item), placed_order(customer, item)
    with psycopg.connect(database_url()) as other:
        other.execute("SELECT 1 FROM orders_order WHERE id = %s FOR NO KEY UPDATE", [held.pk])
        other.execute("INSERT INTO ledger_queue (leaf, leaf_hash, queued_at) VALUES ('x', %s, now())", [hash_leaf(b"x")])
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '300ms'")
            advance_order(free, to=Status.ACCEPTED, by=vendor_staff)
            placed_order(customer, item)
        other.rollback()
    assert len(entries_of(free)) == 2


@pytest.mark.django_db(transaction=True)
def test_r34_cancel_against_accept_leaves_the_entry_of_the_winner(customer: User, item: Item, vendor_staff: User) -> None:
    order = placed_order(customer, item)
    at_once(
        lambda: advance_order(order, to=Status.ACCEPTED, by=vendor_staff, expected_sequence=0),
        lambda: cancel_order(order, by=customer, reason="Late", expected_sequence=0),
    )
    order.refresh_from_db()
    assert [said["data"]["to"] for said in entries_of(order)] == ["placed", order.status]
