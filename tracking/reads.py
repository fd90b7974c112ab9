"""What tracking reads from the database."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.db.models import BigIntegerField, CharField, DateField, F, IntegerField, QuerySet
from django.utils import timezone

from common.prepared import Given, Prepared
from ledger.reads import sealed_places
from orders.models import Order, OrderStatusHistory
from orders.querysets import OrderQuerySet
from vendors.weeks import since_when, with_week

BOARD_SWEEP_LIMIT = 500


def _orders() -> OrderQuerySet:
    by_link = Order.objects.filter(uid=Given("uid", CharField()))
    return by_link.with_timers().select_related("vendor__verification", "chain").defer("vendor__search", "vendor__description")


def _entries() -> QuerySet[OrderStatusHistory]:
    of_order = OrderStatusHistory.objects.filter(
        order=Given("order", BigIntegerField()), sequence__gt=Given("after", IntegerField())
    )
    return of_order.order_by("sequence").annotate(**sealed_places(Given("chain", BigIntegerField()), seq="sequence"))


_ORDER = Prepared(_orders)
_PAGE = Prepared(lambda: with_week(_orders(), vendor="vendor", since=Given("since", DateField())))
_ENTRIES = Prepared(_entries)


def find_order(uid: str) -> Order | None:
    """Return the order behind a link, with vendor and badge, or None."""
    return next(iter(_ORDER.rows(uid=uid)), None)


def find_page(uid: str) -> tuple[Order, list[OrderStatusHistory]] | None:
    """Return what the page behind a link shows: the order with its vendor's hours, and all its entries; two queries."""
    order = next(iter(_PAGE.rows(uid=uid, since=since_when(timezone.now()))), None)
    return (order, entries_after(order, -1)) if order else None


def story_after(uid: str, sequence: int) -> tuple[Order | None, list[OrderStatusHistory]]:
    """Return the order behind a link with its entries after `sequence`; it is where its last entry says, its timers with it."""
    order = find_order(uid)
    entries = entries_after(order, sequence) if order else []
    if order and entries and entries[-1].sequence > order.sequence:  # it moved in between
        return story_after(uid, sequence)
    return order, entries


def entries_after(order: Order, sequence: int) -> list[OrderStatusHistory]:
    """Return the entries of `order` after `sequence`, oldest first, each with its order loaded and its place in the log."""
    entries = _ENTRIES.rows(order=order.pk, after=sequence, chain=order.chain_id)
    for entry in entries:
        entry.order = order
    return entries


def last_sequences(uids: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return how far each of these orders has come: its last entry, and how many of its timers have fired."""
    orders = Order.objects.filter(uid__in=uids).with_fired().only("uid", "sequence")
    return {order.uid: (order.sequence, order.fired or 0) for order in orders}


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
    touched = Order.objects.filter(vendor_id__in=vendor_ids, updated_at__gte=since)
    orders = touched.with_timers().select_related("vendor__verification")
    by_id = {order.pk: order for order in orders.prefetch_related("items__order").order_by("-updated_at")[:BOARD_SWEEP_LIMIT]}
    latest = OrderStatusHistory.objects.filter(order_id__in=by_id, sequence=F("order__sequence")).select_related("actor")
    entries = [entry for entry in latest if entry.sequence == by_id[entry.order_id].sequence]
    for entry in entries:
        entry.order = by_id[entry.order_id]
    return entries
