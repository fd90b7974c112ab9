"""What happens by itself when an order waits: for an answer, or to be picked up. Timers say when; both sides see them beforehand.

No timer moves an order. The vendor's people are called, then the customer is offered to cancel, which they may do anyway while
the order is placed: the choice is theirs. Decision record: docs/adr/0028-timers-and-one-scheduler.md.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from events.catalogue import EventType
from events.services import record
from orders import event_types
from orders.models import Fulfilment, Order
from orders.querysets import ORDER_TIMERS
from orders.statuses import Status
from timers.models import Timer
from timers.reads import ShownTimer, as_shown
from timers.services import Plan, cancel, plan_all

#: Kinds of timers; kept in rows.
UNANSWERED, CANCEL_OFFERED, PICKUP_WAITING, PICKUP_STILL_WAITING = ORDER_TIMERS
#: What may be planned while an order is in a status; leaving the status takes it back.
KINDS: dict[str, tuple[str, ...]] = {
    Status.PLACED: (UNANSWERED, CANCEL_OFFERED),
    Status.READY_FOR_PICKUP: (PICKUP_WAITING, PICKUP_STILL_WAITING),
}


def plan_deadlines(order: Order, *, since: datetime) -> None:
    """Plan what happens where the order stays in its status, which it has had since then; in the transaction of the move.

    `order.vendor` is loaded. Limits and opening hours are those of this moment: what people were told stays.
    """
    plans = list(_plans(order, since))
    if plans:
        plan_all(plans)
    order.timer_rows = [{"kind": one.kind, "due_at": one.due_at.isoformat(), "fired_at": None} for one in plans]


def cancel_deadlines(order: Order, *, left: str) -> None:
    """Take back what was planned for the status that the order leaves, in the transaction of the move."""
    if kinds := KINDS.get(left):
        cancel(*kinds, subject=order.uid)


def timers_of(order: Order, *, status: str | None = None) -> list[ShownTimer]:
    """Return what the order's status has in store, and what of it has happened, the earliest first.

    The order was loaded `with_timers`, or moved a moment ago. `status`: where it is by entries that were read after it.
    """
    kinds = KINDS.get(status or order.status, ())
    return [timer for timer in as_shown(order.timer_rows) if timer["kind"] in kinds]


def count_fired(order: Order) -> int:
    """Return how many of its timers have fired; it only grows, so whoever knows of fewer has something to be told."""
    return sum(row["fired_at"] is not None for row in order.timer_rows)


def fire_unanswered(timer: Timer) -> None:
    """Call the vendor's managers and owners: nobody has answered in time."""
    _tell(timer, Status.PLACED, event_types.ORDER_UNANSWERED)


def fire_cancel_offered(timer: Timer) -> None:
    """Offer the customer to cancel. Nothing is cancelled by it."""
    _tell(timer, Status.PLACED, event_types.ORDER_CANCEL_OFFERED)


def fire_pickup_waiting(timer: Timer) -> None:
    """Remind both sides that the order waits to be picked up; the second time is the last."""
    reminder = 1 if timer.kind == PICKUP_WAITING else 2
    _tell(timer, Status.READY_FOR_PICKUP, event_types.PICKUP_WAITING, reminder=reminder)


def _plans(order: Order, since: datetime) -> Iterator[Plan]:
    vendor = order.vendor
    if order.status == Status.PLACED:
        week = vendor.week
        answer, offer = (timedelta(minutes=minutes) for minutes in (vendor.answer_minutes, vendor.cancel_offer_minutes))
        yield Plan(UNANSWERED, order.uid, week.after_open_time(since, answer))
        yield Plan(CANCEL_OFFERED, order.uid, week.after_open_time(since, offer))
    if order.status == Status.READY_FOR_PICKUP and order.fulfilment == Fulfilment.PICKUP:
        week = vendor.week
        first = week.opens_at(since + timedelta(hours=vendor.pickup_hours))
        yield Plan(PICKUP_WAITING, order.uid, first)
        yield Plan(PICKUP_STILL_WAITING, order.uid, week.opens_next(first))


def _tell(timer: Timer, status: Status, event_type: EventType, **more: int) -> None:
    """Record the event of a timer, and touch the order, so that boards sweep it up. The order is locked first, as by a move."""
    orders = Order.objects.select_for_update(no_key=True, of=("self",)).select_related("vendor")
    order = orders.get(uid=timer.subject)
    if order.status != status:  # the move has cancelled the timer as well, which takes this back
        return
    Order.objects.filter(pk=order.pk).update(updated_at=timezone.now())
    payload = {"status": order.status, "vendor": order.vendor.slug, "due_at": timer.due_at.isoformat(), **more}
    record(event_type, subject=order.uid, sequence=order.sequence, payload=payload)
