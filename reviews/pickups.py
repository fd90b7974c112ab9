"""Rating pick-ups, and revealing what waits in the blind window."""

from collections.abc import Sequence
from datetime import datetime

import structlog
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from events.services import record
from orders.models import Fulfilment, Order
from orders.statuses import Status
from reviews.errors import PickupNotRatable, PickupRefusal
from reviews.event_types import PICKUP_RATED
from reviews.models import PickupRating, PickupReason, Review, ReviewStatus
from reviews.services import lock_review, tell_published
from reviews.window import end_of, show_pickup_rating
from vendors.permissions import Permission, require

ROWS_A_RUN = 200
log = structlog.get_logger(__name__)


def pickup_refusal(order: Order) -> PickupRefusal | None:
    """Return why the pick-up of an order cannot be rated now, or None. Its vendor is loaded."""
    if not order.vendor.rates_pickups:
        return PickupRefusal.NOT_OFFERED
    if order.fulfilment != Fulfilment.PICKUP or order.status != Status.COMPLETED:
        return PickupRefusal.NO_PICKUP
    if PickupRating.objects.filter(order=order).exists():
        return PickupRefusal.ALREADY_RATED
    if Review.objects.filter(order=order).exclude(status=ReviewStatus.PENDING).exists():
        return PickupRefusal.ALREADY_REVIEWED
    return PickupRefusal.TOO_LATE if end_of(order) <= timezone.now() else None


def rate_pickup(order: Order, *, by: User, rating: int, reasons: Sequence[PickupReason] = ()) -> PickupRating:
    """Rate a completed pick-up as a member of the vendor. A review that waits for it is published in the same transaction.

    Raises NotAllowed (the role is too small), or PickupNotRatable with its reason.
    """
    require(by, order.vendor, Permission.ORDERS_ADVANCE)
    with transaction.atomic():
        locked = _lock_order(order.pk)
        if refusal := pickup_refusal(locked):
            raise PickupNotRatable(refusal)
        reasons = sorted(set(reasons))
        PickupRating.objects.create(order=locked, author=by, rating=rating, reasons=reasons, reveal_at=end_of(locked))
        record(PICKUP_RATED, subject=locked.uid, payload={"order": locked.uid, "vendor": locked.vendor.slug})
        if review := Review.objects.filter(order=locked, status=ReviewStatus.PENDING).first():
            _publish(review)
            show_pickup_rating(locked)
    return PickupRating.objects.get(order=order)


def reveal_due(now: datetime | None = None) -> int:
    """Show what waits in windows that are over, both sides of an order at once; return of how many orders."""
    now = now or timezone.now()
    reviews = Review.objects.filter(status=ReviewStatus.PENDING, reveal_at__lte=now).order_by("reveal_at")
    pickups = PickupRating.objects.filter(revealed_at=None, reveal_at__lte=now).order_by("reveal_at")
    due = {*reviews.values_list("order_id", flat=True)[:ROWS_A_RUN], *pickups.values_list("order_id", flat=True)[:ROWS_A_RUN]}
    return sum(_try_to_reveal(order_id) for order_id in sorted(due))


def _try_to_reveal(order_id: int) -> bool:
    """Reveal one order, and say whether it was done: one that fails is tried again next time, and holds up no other."""
    try:
        _reveal(order_id)
    except Exception:
        log.exception("reveal_failed", order=order_id)
        return False
    return True


@transaction.atomic
def _reveal(order_id: int) -> None:
    order = _lock_order(order_id)  # what another revealed in the meantime is found so
    if review := Review.objects.filter(order=order, status=ReviewStatus.PENDING).first():
        _publish(review)
    show_pickup_rating(order)


def _publish(review: Review) -> None:
    locked = lock_review(review)
    locked.status = ReviewStatus.PUBLISHED
    locked.save(update_fields=["status"])
    tell_published(locked)


def _lock_order(pk: int) -> Order:
    return Order.objects.select_for_update(no_key=True, of=("self",)).select_related("vendor", "chain").get(pk=pk)
