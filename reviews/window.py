"""The blind window of orders whose vendor rates pick-ups: neither side sees the other's rating before both are in, or it is over.

The database is the second lock (migration 0013).
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from orders.models import Fulfilment, Order
from orders.statuses import Status
from reviews.models import PickupRating


def window_end(order: Order) -> datetime | None:
    """Return until when a review of a completed order waits for the vendor's rating; None where it is shown at once.

    Its vendor is loaded. There is no window where the vendor rates no pick-ups, has rated this one, or the time is over.
    """
    if not order.vendor.rates_pickups or order.fulfilment != Fulfilment.PICKUP:
        return None
    if PickupRating.objects.filter(order=order).exists():
        return None
    end = end_of(order)
    return end if end > timezone.now() else None


def end_of(order: Order) -> datetime:
    """Return when the window of a completed order ends or ended."""
    entry = order.history.filter(status=Status.COMPLETED).latest("sequence")
    return entry.recorded_at + timedelta(days=settings.REVIEW_WINDOW_DAYS)


def show_pickup_rating(order: Order) -> None:
    """Let the customer see the vendor's rating from now on, where there is one. The caller holds the order locked."""
    PickupRating.objects.filter(order=order, revealed_at=None).update(revealed_at=timezone.now())
