"""Asking customers for a review: once for each completed order, a day later, and never again."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from events.models import Event
from events.services import record
from orders.models import Order
from orders.statuses import Status
from reviews.event_types import REVIEW_INVITED
from reviews.models import Review, ReviewInvitation

ROWS_A_RUN = 200


def plan_invitation(event: Event) -> None:
    """Note when the customer is to be asked, once the order is completed. Listens to `order.status_changed`."""
    if event.payload["status"] != Status.COMPLETED:
        return
    order = Order.objects.get(uid=event.subject)
    due_at = event.recorded_at + timedelta(hours=settings.REVIEW_INVITE_HOURS)
    ReviewInvitation.objects.bulk_create([ReviewInvitation(order=order, due_at=due_at)], ignore_conflicts=True)


def invite_due(now: datetime | None = None) -> int:
    """Ask those who are due, and drop what is not needed any more; return how many were asked.

    Two at once share the rows. The mail goes out by the event `review.invited`.
    """
    now = now or timezone.now()
    with transaction.atomic():
        due = ReviewInvitation.objects.filter(invited_at=None, dropped_at=None, due_at__lte=now).order_by("due_at")
        rows = due.select_for_update(skip_locked=True, of=("self",)).select_related("order__vendor", "order__customer")
        # By vendor, as everybody locks figures of several vendors.
        return sum(_invite(row, now) for row in sorted(rows[:ROWS_A_RUN], key=lambda row: row.order.vendor_id))


def _invite(invitation: ReviewInvitation, now: datetime) -> bool:
    order = invitation.order
    is_needed = order.customer.is_active and not Review.objects.filter(order=order).exists()
    field = "invited_at" if is_needed else "dropped_at"
    setattr(invitation, field, now)
    invitation.save(update_fields=[field])
    if is_needed:
        record(REVIEW_INVITED, subject=order.uid, payload={"order": order.uid, "vendor": order.vendor.slug})
    return is_needed
