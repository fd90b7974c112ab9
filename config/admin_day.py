"""The platform's day, on the first page of the admin: what waits and since when, what is wrong, what came in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isfinite
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from config.admin_menu import may_view
from events.models import Delivery, DeliveryState
from ledger.lag import last_mismatches, ledger_lag
from moderation.models import Case
from notifications.models import OPEN_STATES, Message, MessageState
from orders.models import Order
from privacy.figures import overdue_deletions
from timers.models import Timer, TimerState
from vendors.models import VerificationCheck
from webhooks.models import DeliveryState as CallState
from webhooks.models import WebhookDelivery


@dataclass(frozen=True)
class Line:
    """One thing to know, with the list that it comes from. `age`: of the oldest. `is_bad`: somebody has to look."""

    title: str
    value: str
    url: str
    age: str = ""
    is_bad: bool = False


@dataclass(frozen=True)
class Group:
    """Lines that belong together, as far as the reader may open their lists."""

    title: str
    lines: list[Line]


def day_of_the_platform(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add what the reader may know of the day; named in UNFOLD as its dashboard callback. One bounded query a line at most."""
    now = timezone.now()
    groups = [Group(title, [line for line in lines(request, now) if line]) for title, lines in _GROUPS]
    return {**context, "day_groups": [group for group in groups if group.lines], "day_at": now}


def _queues(request: HttpRequest, now: datetime) -> Iterator[Line | None]:
    yield _queue(
        request, "Moderation", "moderation.case", Case.objects.undecided(), since="opened_at", now=now, late=timedelta(days=1)
    )
    checks = VerificationCheck.objects.waiting()
    yield _queue(
        request, "Checks to decide", "vendors.verificationcheck", checks, since="submitted_at", now=now, late=timedelta(days=2)
    )
    outbox = Delivery.objects.filter(state=DeliveryState.PENDING, due_at__lte=now)
    yield _queue(request, "Outbox, due", "events.delivery", outbox, since="due_at", now=now, late=timedelta(minutes=1))
    messages = Message.objects.filter(state__in=OPEN_STATES, due_at__lte=now)
    yield _queue(request, "Messages, due", "notifications.message", messages, since="due_at", now=now, late=timedelta(minutes=5))
    if may_view("ledger.queuedleaf")(request):
        lag = ledger_lag()
        yield Line(
            "Waiting to be sealed", _age(lag.queue_age), _list("ledger.queuedleaf"), is_bad=lag.queue_age > 60,
            age=f"last seen by a witness {_age(lag.cosignature_age)} ago" if isfinite(lag.cosignature_age) else "",
        )  # fmt: skip


def _incidents(request: HttpRequest, now: datetime) -> Iterator[Line | None]:
    given_up = [
        ("Deliveries given up", "events.delivery", Delivery.objects.filter(state=DeliveryState.DEAD), "state__exact=dead"),
        ("Messages given up", "notifications.message", Message.objects.filter(state=MessageState.DEAD), "state__exact=dead"),
        ("Timers given up", "timers.timer", Timer.objects.filter(state=TimerState.DEAD), "state__exact=dead"),
        (
            "Webhooks given up today",
            "webhooks.webhookdelivery",
            WebhookDelivery.objects.filter(
                state=CallState.FAILED, due_at__gte=now - timedelta(days=1), endpoint__removed_at=None
            ),
            "state__exact=failed",
        ),
    ]
    for title, model, rows, query in given_up:
        if may_view(model)(request) and (number := rows.count()):
            yield Line(title, str(number), f"{_list(model)}?{query}", is_bad=True)
    if may_view("ledger.auditrun")(request) and (wrong := last_mismatches()):
        yield Line("The last audit of the log found", f"{wrong:.0f} mismatches", _list("ledger.auditrun"), is_bad=True)
    if may_view("privacy.deletion")(request) and (late := overdue_deletions()):
        yield Line("Accounts that should be erased by now", f"{late:.0f}", _list("privacy.deletion"), is_bad=True)


def _orders(request: HttpRequest, now: datetime) -> Iterator[Line | None]:
    if may_view("orders.order")(request):
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        today = Order.objects.filter(placed_at__gte=midnight).count()
        before = Order.objects.filter(placed_at__gte=midnight - timedelta(days=1), placed_at__lt=now - timedelta(days=1)).count()
        yield Line("Orders today (UTC)", str(today), _list("orders.order"), age=f"{before} by this time yesterday")


_GROUPS: list[tuple[str, Callable[[HttpRequest, datetime], Iterator[Line | None]]]] = [
    ("Incidents", _incidents),
    ("Queues", _queues),
    ("Orders", _orders),
]


def _queue(
    request: HttpRequest, title: str, model: str, rows: QuerySet[Any], *, since: str, now: datetime, late: timedelta
) -> Line | None:
    if not may_view(model)(request):
        return None
    found = rows.aggregate(number=Count("pk"), oldest=Min(since))
    if not found["number"]:
        return Line(title, "0", _list(model))
    waits = now - found["oldest"]
    age = f"the oldest waits for {_age(waits.total_seconds())}"
    return Line(title, str(found["number"]), _list(model), age=age, is_bad=waits > late)


def _list(model: str) -> str:
    return reverse(f"admin:{model.replace('.', '_')}_changelist")


def _age(seconds: float) -> str:
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
