"""What the database itself refuses, whoever asks."""

import itertools
from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import Error

from accounts.models import User
from ledger.encoding import Statement
from ledger.services import append
from orders.models import Order, OrderStatusHistory
from orders.services import advance_order
from orders.statuses import TRANSITIONS, ActorRole, Status

MOVES = import_module("orders.migrations.0002_append_only_history").MOVES


def execute(statement: str, *parameters: str | int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def insert_entry(order: Order, sequence: int, came_from: str, status: str, role: str = "vendor", reason: str = "why") -> None:
    """Write what only the table of moves can refuse: the log has an entry of this number, whatever it says."""
    while order.chain.entries.count() <= sequence:
        append(order.chain_id, Statement("order.status", {}))
    execute(
        "INSERT INTO orders_orderstatushistory (order_id, sequence, from_status, status, actor_role, note, reason, flags)"
        " VALUES (%s, %s, %s, %s, %s, '', %s, '[]')",
        order.pk, sequence, came_from, status, role, reason,
    )  # fmt: skip


def test_the_database_knows_the_same_moves_as_the_code() -> None:
    in_code = {f"{a}>{b}:{role}" for a, targets in TRANSITIONS.items() for b, roles in targets.items() for role in roles}
    assert set(MOVES) == in_code


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE orders_orderstatushistory SET status = 'completed'",
        "UPDATE orders_orderstatushistory SET recorded_at = now()",
        "DELETE FROM orders_orderstatushistory",
        "DELETE FROM orders_order",
        "UPDATE orders_orderitem SET unit_price_minor = 1",
        "DELETE FROM orders_orderitem",
        "UPDATE events_event SET payload = '{}'",
        "DELETE FROM events_event",
    ],
)
@pytest.mark.parametrize("replica", [False, True])
def test_r08_history_cannot_be_rewritten_even_by_the_owner(order: Order, statement: str, replica: bool) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        if replica:
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
    assert OrderStatusHistory.objects.filter(order=order, status="placed").count() == 1


def test_r08_the_orm_is_refused_too(order: Order) -> None:
    entry = order.history.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        OrderStatusHistory.objects.update(note="changed")
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.delete()
    entry.note = "changed"
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()
    with pytest.raises(Error), transaction.atomic():
        order.delete()


def test_r08_truncate_is_refused_outside_of_test_databases(order: Order) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgname LIKE '%_refuse_truncate' AND tgenabled = 'A'"
            " AND tgrelid::regclass::text IN ('orders_orderstatushistory', 'orders_order', 'orders_orderitem', 'events_event')"
        )
        assert cursor.fetchone() == (4,)


def test_r09_sql_cannot_make_an_illegal_move(order: Order) -> None:
    legal = {(a.value, b.value) for a, targets in TRANSITIONS.items() for b in targets}
    for came_from, to in itertools.product(Status.values, Status.values):
        if came_from == "placed" and (came_from, to) in legal:
            continue
        with pytest.raises(IntegrityError):
            insert_entry(order, 1, came_from, to)
    assert order.history.count() == 1


@pytest.mark.parametrize(
    ("sequence", "came_from", "status", "role", "reason"),
    [
        (2, "placed", "accepted", "vendor", ""),  # a gap
        (0, "", "placed", "customer", ""),  # a second beginning
        (1, "placed", "accepted", "customer", ""),  # not the customer's move
        (1, "placed", "rejected", "vendor", ""),  # no reason
        (1, "accepted", "preparing", "vendor", ""),  # from where it is not
    ],
)
def test_r09_sql_cannot_break_the_chain(order: Order, sequence: int, came_from: str, status: str, role: str, reason: str) -> None:
    with pytest.raises(IntegrityError):
        insert_entry(order, sequence, came_from, status, role, reason)


def test_the_status_is_only_what_the_history_says(order: Order) -> None:
    with pytest.raises(IntegrityError, match="what its history says"):
        execute("UPDATE orders_order SET status = 'completed' WHERE id = %s", order.pk)
    with pytest.raises(IntegrityError, match="what its history says"):
        execute("UPDATE orders_order SET sequence = 5 WHERE id = %s", order.pk)


def test_the_recorded_time_is_the_logs(order: Order) -> None:
    appended = append(order.chain_id, Statement("order.status", {}))
    execute(
        "INSERT INTO orders_orderstatushistory (order_id, sequence, from_status, status, actor_role, note, reason, flags,"
        " recorded_at) VALUES (%s, 1, 'placed', 'accepted', 'vendor', '', '', '[]', '2001-01-01')",
        order.pk,
    )
    first, second = order.history.order_by("sequence")
    assert first.recorded_at <= second.recorded_at == appended.recorded_at


def test_there_is_no_history_beside_the_log(order: Order) -> None:
    with pytest.raises(IntegrityError, match="is not in the log"):
        execute(
            "INSERT INTO orders_orderstatushistory (order_id, sequence, from_status, status, actor_role, note, reason, flags)"
            " VALUES (%s, 1, 'placed', 'accepted', 'vendor', '', '', '[]')",
            order.pk,
        )


def test_the_role_of_the_actor_is_in_the_entry(order: Order, vendor_staff: User) -> None:
    entry = advance_order(order, to=Status.ACCEPTED, by=vendor_staff).entry
    assert (entry.actor, entry.actor_role, entry.from_status) == (vendor_staff, ActorRole.VENDOR, "placed")
    assert entry.recorded_at >= entry.claimed_at
