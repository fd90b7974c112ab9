"""Orders against the log: every history row says what its entry was sealed with."""

from collections.abc import Iterator
from itertools import islice

from django.db import connection

from ledger.bundles import Told, restate
from ledger.models import Entry
from orders.models import OrderStatusHistory
from orders.statements import statement_of

CHUNK = 2_000


def check_history() -> Iterator[str]:
    """Yield a line for each row that says something else than its entry, and for rows or entries that lack the other."""
    rows = OrderStatusHistory.objects.order_by("order_id", "sequence").select_related("order").iterator(CHUNK)
    while batch := list(islice(rows, CHUNK)):
        chains = {row.order.chain_id for row in batch}
        entries = {
            (entry.chain_id, entry.seq): entry
            for entry in Entry.objects.filter(chain__in=chains).select_related("opening").iterator(CHUNK)
        }
        for row in batch:
            name = f"order {row.order.reference} ({row.order_id}), entry {row.sequence}"
            entry = entries.get((row.order.chain_id, row.sequence))
            if entry is None:
                yield f"{name}: it is not in the log"
            elif restate(Told(entry, statement_of(row), row.recorded_at)) != (
                bytes(entry.leaf).decode(),
                bytes(entry.payload).decode(),
            ):
                yield f"{name}: the row says something else than the log"
    yield from _without_rows()


def _without_rows() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.chain_id, e.seq FROM ledger_entry e JOIN orders_order o ON o.chain_id = e.chain_id WHERE NOT EXISTS"
            " (SELECT FROM orders_orderstatushistory h WHERE h.order_id = o.id AND h.sequence = e.seq) LIMIT 100"
        )
        for chain, seq in cursor.fetchall():
            yield f"entry {seq} of chain {chain}: the log has it, and the order's history does not"
