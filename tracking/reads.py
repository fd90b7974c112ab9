"""What tracking reads from the database."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from orders.models import Order, OrderStatusHistory

BOARD_SWEEP_LIMIT = 500


def find_order(uid: str) -> Order | None:
    """Return the order behind a link, with vendor and badge, or None."""
    return Order.objects.filter(uid=uid).select_related("vendor__verification").first()


def entries_after(order: Order, sequence: int) -> list[OrderStatusHistory]:
    """Return the entries of `order` after `sequence`, oldest first, each with its order loaded."""
    entries = list(OrderStatusHistory.objects.filter(order_id=order.pk, sequence__gt=sequence).order_by("sequence"))
    for entry in entries:
        entry.order = order
    return entries


def last_sequences(uids: Sequence[str]) -> dict[str, int]:
    """Return how far each of these orders has come."""
    return dict(Order.objects.filter(uid__in=uids).values_list("uid", "sequence"))


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
