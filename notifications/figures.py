"""What operators watch of events and messages: how much waits and for how long, what failed, what is stuck."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone

from events.models import Delivery, DeliveryState
from notifications.models import OPEN_STATES, Attempt, Channel, Message, MessageState, Outcome

BAD = (Outcome.FAILED, Outcome.REFUSED, Outcome.UNCERTAIN)


@dataclass(frozen=True)
class Queue:
    """One listener's or channel's share of the work. `oldest`: seconds since the oldest piece was due."""

    name: str
    waiting: int = 0
    oldest: float = 0.0
    retried: int = 0  # of those waiting: tried before
    dead: int = 0
    uncertain: int = 0
    failures: int = 0  # of tries in the last hour


def listener_queues() -> list[Queue]:
    """Return what the outbox has to do, by listener; those with nothing waiting or dead are left out."""
    pending = Q(state=DeliveryState.PENDING)
    rows = (
        Delivery.objects.filter(pending | Q(state=DeliveryState.DEAD))
        .values("listener")
        .annotate(
            waiting=Count("pk", filter=pending),
            oldest=Min("due_at", filter=pending),
            retried=Count("pk", filter=pending & Q(attempts__gt=0)),
            dead=Count("pk", filter=Q(state=DeliveryState.DEAD)),
        )
        .order_by("listener")
    )
    return [Queue(row["listener"], row["waiting"], _age(row["oldest"]), row["retried"], row["dead"]) for row in rows]


def channel_queues() -> list[Queue]:
    """Return what waits to be sent, by channel; every channel is there."""
    open_ = Q(state__in=OPEN_STATES)
    stuck = Q(state__in=[MessageState.DEAD, MessageState.UNCERTAIN])
    rows = (
        Message.objects.filter(open_ | stuck)
        .values("channel")
        .annotate(
            waiting=Count("pk", filter=open_),
            oldest=Min("due_at", filter=open_),
            retried=Count("pk", filter=Q(state=MessageState.FAILED)),
            dead=Count("pk", filter=Q(state=MessageState.DEAD)),
            uncertain=Count("pk", filter=Q(state=MessageState.UNCERTAIN)),
        )
    )
    found, failures = {row["channel"]: row for row in rows}, _failures()
    return [
        Queue(
            channel.value,
            waiting=row["waiting"],
            oldest=_age(row["oldest"]),
            retried=row["retried"],
            dead=row["dead"],
            uncertain=row["uncertain"],
            failures=failures.get(channel.value, 0),
        )
        if (row := found.get(channel.value))
        else Queue(channel.value, failures=failures.get(channel.value, 0))
        for channel in Channel
    ]


def by_channel() -> Mapping[str, Mapping[str, float]]:
    """Return the figures of each channel by their names; two queries for all of them."""
    return {
        queue.name: {name: float(value) for name, value in asdict(queue).items() if name != "name"} for queue in channel_queues()
    }


def _failures() -> dict[str, int]:
    lately = Attempt.objects.filter(at__gte=timezone.now() - timedelta(hours=1), outcome__in=BAD)
    return dict(lately.values_list("message__channel").annotate(Count("pk")))


def _age(due_at) -> float:  # type: ignore[no-untyped-def]  # a datetime or None, from an aggregate
    return max(0.0, (timezone.now() - due_at).total_seconds()) if due_at else 0.0
