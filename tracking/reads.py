"""What tracking reads from the database."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.db.models import F

from ledger.reads import sealed_places
from orders.models import Order, OrderStatusHistory

BOARD_SWEEP_LIMIT = 500


def find_order(uid: str) -> Order | None:
    """Return the order behind a link, with vendor and badge, or None."""
    return Order.objects.filter(uid=uid).select_related("vendor__verification", "chain").first()


def entries_after(order: Order, sequence: int) -> list[OrderStatusHistory]:
    """Return the entries of `order` after `sequence`, oldest first, each with its order loaded and its place in the log."""
    after = OrderStatusHistory.objects.filter(order_id=order.pk, sequence__gt=sequence).order_by("sequence")
    entries = list(after.annotate(**sealed_places(order.chain_id, seq="sequence")))
    for entry in entries:
        entry.order = order
    return entries


def last_sequences(uids: Sequence[str]) -> dict[str, int]:
    """Return how far each of these orders has come."""
    return dict(Order.objects.filter(uid__in=uids).values_list("uid", "sequence"))


def sealed_entries(uids: Sequence[str]) -> tuple[int, dict[str, list[tuple[int, int]]]]:
    """Return the signed size, and for each order its sealed entries as (sequence, index of the leaf), oldest first."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH signed AS (SELECT COALESCE(max(size), 0) AS size FROM ledger_signedcheckpoint)"
            " SELECT s.size, o.uid, e.seq, l.index FROM signed s"
            " LEFT JOIN (orders_order o JOIN ledger_entry e ON e.chain_id = o.chain_id JOIN ledger_leaf l USING (leaf_hash))"
            " ON o.uid = ANY(%s) AND l.index < s.size ORDER BY e.seq",
            [list(uids)],
        )
        rows = cursor.fetchall()
    for _, uid, seq, index in rows:
        if uid is not None:
            found[uid].append((seq, index))
    return rows[0][0], found


def recently_moved(vendor_ids: Sequence[int], since: datetime) -> list[OrderStatusHistory]:
    """Return the newest entry of each order of these vendors that was touched since then.

    An order that moves between the two queries is left to the next sweep: its entry and its status must agree.
    """
    orders = Order.objects.filter(vendor_id__in=vendor_ids, updated_at__gte=since).select_related("vendor__verification")
    by_id = {order.pk: order for order in orders.prefetch_related("items__order").order_by("-updated_at")[:BOARD_SWEEP_LIMIT]}
    latest = OrderStatusHistory.objects.filter(order_id__in=by_id, sequence=F("order__sequence")).select_related("actor")
    entries = [entry for entry in latest if entry.sequence == by_id[entry.order_id].sequence]
    for entry in entries:
        entry.order = by_id[entry.order_id]
    return entries
