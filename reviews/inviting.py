"""Asking customers for a review: once for each completed order, a day later, and never again."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from events.models import Event
from events.services import record
from orders.models import Order
from orders.statuses import Status
from reviews.event_types import REVIEW_INVITED
from reviews.models import Review, ReviewInvitation
from timers.models import Timer
from timers.services import plan

INVITATION = "review.invitation"  # the kind of timer; kept in rows


def plan_invitation(event: Event) -> None:
    """Plan when the customer is to be asked, once the order is completed. Listens to `order.status_changed`."""
    if event.payload["status"] == Status.COMPLETED:
        due_at = event.recorded_at + timedelta(hours=settings.REVIEW_INVITE_HOURS)
        plan(INVITATION, subject=event.subject, due_at=due_at)


def invite(timer: Timer) -> None:
    """Ask the customer of an order, unless they have reviewed it, have left, or were asked before.

    The mail goes out by the event `review.invited`. The row says for ever that somebody was asked: a review's route follows
    from it, and the vendor's figures.
    """
    order = Order.objects.select_related("vendor", "customer").get(uid=timer.subject)
    invitation, _ = ReviewInvitation.objects.get_or_create(order=order, defaults={"due_at": timer.due_at})
    if invitation.invited_at or invitation.dropped_at:
        return
    is_needed = order.customer.is_active and not Review.objects.filter(order=order).exists()
    field = "invited_at" if is_needed else "dropped_at"
    setattr(invitation, field, timezone.now())
    invitation.save(update_fields=[field])
    if is_needed:
        record(REVIEW_INVITED, subject=order.uid, payload={"order": order.uid, "vendor": order.vendor.slug})
