"""Forgetting a person: the words go, the proofs stay."""

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from ledger.audit import audit
from ledger.models import Chain, Entry
from orders.erasure import ErasureReason, OrdersUnderWay, erase_orders_of
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from tests.stories import completed_order, moved, placed_order
from vendors.models import Item


@pytest.fixture
def finished(customer: User, item: Item, vendor_staff: User) -> Order:
    """An order that was rejected, with words about the customer in it."""
    order = placed_order(customer, item, note="Ring at Ada's")
    return advance_order(order, to=Status.REJECTED, by=vendor_staff, reason="Ada lives too far away").order


def everything_of(order: Order) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_jsonb(o)::text"
            " || (SELECT jsonb_agg(to_jsonb(h))::text FROM orders_orderstatushistory h WHERE h.order_id = o.id)"
            " || COALESCE((SELECT jsonb_agg(p.fields)::text FROM ledger_opening p JOIN ledger_entry e ON e.id = p.entry_id"
            " WHERE e.chain_id = o.chain_id), '') FROM orders_order o WHERE o.id = %s",
            [order.pk],
        )
        return str(cursor.fetchone()[0])


def test_the_words_go_and_the_proofs_stay(finished: Order, customer: User) -> None:
    erased = erase_orders_of(customer, reason=ErasureReason.REQUEST)
    assert (erased.orders, erased.entries) == (1, 2)
    left = everything_of(finished)
    for word in ("Ada", "ada@example.com", "4174960000"):
        assert word not in left
    assert [row.status for row in finished.history.order_by("sequence")] == ["placed", "rejected"]
    assert audit().findings == []


def test_the_erasure_is_itself_in_the_log(finished: Order, customer: User) -> None:
    erase_orders_of(customer, reason=ErasureReason.REQUEST)
    entry = Entry.objects.get(chain__name="erasure")
    assert json.loads(bytes(entry.payload))["data"] == {"entries": 2, "chains": 0, "reason": "request"}


def test_the_whole_can_go(finished: Order, customer: User) -> None:
    erase_orders_of(customer, reason=ErasureReason.RETENTION, whole=True)
    assert Chain.objects.get(pk=finished.chain_id).key is None
    assert not Entry.objects.filter(chain=finished.chain_id, opening__isnull=False).exists()
    assert audit().findings == []


def test_orders_under_way_are_finished_first(customer: User, item: Item, vendor_staff: User) -> None:
    order = placed_order(customer, item)
    with pytest.raises(OrdersUnderWay):
        erase_orders_of(customer, reason=ErasureReason.REQUEST)
    moved(order, vendor_staff, Status.ACCEPTED)
    order.refresh_from_db()
    assert order.contact_name == "Ada Lovelace"


def test_words_cannot_be_blanked_behind_the_logs_back(finished: Order) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT erase_history_words(%s)", [[finished.pk]])


def test_openings_deleted_in_silence_are_found(finished: Order) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_opening SET fields = '{}'")
    assert any("had openings deleted" in line for line in audit().findings)


def test_the_command_asks_first(finished: Order, customer: User, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr("builtins.input", lambda _: "no")
    with pytest.raises(CommandError, match="Nothing was erased"):
        call_command("erase_orders", customer.email)
    assert "Ada" in everything_of(finished)
    call_command("erase_orders", customer.email, "--yes")
    assert "Ada" not in everything_of(finished)
    with pytest.raises(CommandError, match="no account"):
        call_command("erase_orders", "nobody@example.com")


def test_who_is_erased_can_still_be_followed(customer: User, item: Item, vendor_staff: User, anonymous: Any) -> None:
    order = completed_order(customer, item, vendor_staff)
    erase_orders_of(customer, reason=ErasureReason.REQUEST)
    page = anonymous.get(f"/api/v1/tracking/{order.uid}/").json()
    assert page["status"] == "completed"
    erase_orders_of(customer, reason=ErasureReason.RETENTION, whole=True)
    assert anonymous.get(f"/api/v1/tracking/{order.uid}/").json()["ledger"] is None
