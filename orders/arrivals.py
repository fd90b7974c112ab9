"""What a locked tablet may know of orders: that some wait. Named in the settings (NEW_ORDERS_READER): vendors stands below."""

from datetime import datetime

from orders.models import Order
from orders.statuses import Status

MOST = 99


def new_orders_of(vendor_id: int) -> tuple[int, datetime | None]:
    """Return how many orders wait for an answer, at most MOST, and when the newest of them was placed."""
    placed = Order.objects.filter(vendor=vendor_id, status=Status.PLACED).order_by("-placed_at", "-id")
    times = list(placed.values_list("placed_at", flat=True)[:MOST])
    return len(times), times[0] if times else None
