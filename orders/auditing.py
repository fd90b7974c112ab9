"""Orders against the log: every history row says what its entry was sealed with."""

from collections.abc import Generator, Iterator
from dataclasses import replace
from itertools import islice

from django.db import connection

from ledger.bundles import Row, restate
from ledger.models import Entry
from orders.models import OrderStatusHistory
from orders.statements import ERASED, statement_of

CHUNK = 2_000


def check_history() -> Generator[str, None, None]:
    """Yield a line for each row that says something else than its entry, and for rows or entries that lack the other."""
    rows = (
        OrderStatusHistory.objects.order_by("order_id", "sequence")
        .select_related("order__vendor", "order__chain")
        .iterator(CHUNK)
    )
    while batch := list(islice(rows, CHUNK)):
        chains = {row.order.chain_id for row in batch}
        entries = {
            (entry.chain_id, entry.seq): entry
            for entry in Entry.objects.filter(chain__in=chains).select_related("opening").iterator(CHUNK)
        }
        for row in batch:
            name = f"order {row.order.reference} ({row.order_id}), entry {row.sequence}"
            entry = entries.get((row.order.chain_id, row.sequence))
            said = _said(row)
            if entry is None:
                yield f"{name}: it is not in the log"
            elif restate(entry, said) != (bytes(entry.leaf).decode(), bytes(entry.payload).decode()):
                yield f"{name}: the row says something else than the log"
    yield from _without_rows()


def _said(row: OrderStatusHistory) -> Row:
    """Return what a row says; of an order that was erased as a whole, what is left of it."""
    said = statement_of(row)
    if row.order.chain.key is None:
        said = replace(said, fields={})
    return Row(said, row.recorded_at, erased=ERASED)


def _without_rows() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.chain_id, e.seq FROM ledger_entry e JOIN orders_order o ON o.chain_id = e.chain_id WHERE NOT EXISTS"
            " (SELECT FROM orders_orderstatushistory h WHERE h.order_id = o.id AND h.sequence = e.seq) LIMIT 100"
        )
        for chain, seq in cursor.fetchall():
            yield f"entry {seq} of chain {chain}: the log has it, and the order's history does not"
        cursor.execute(
            "SELECT c.id FROM ledger_chain c WHERE c.name IS NULL"
            " AND NOT EXISTS (SELECT FROM orders_order o WHERE o.chain_id = c.id) LIMIT 100"
        )
        for (chain,) in cursor.fetchall():
            yield f"chain {chain}: the log has it, and no order does"
