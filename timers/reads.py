"""What is asked about timers: what a page shows, what operators watch."""

from datetime import datetime
from typing import TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import JSONObject, Now

from timers.models import Timer, TimerState


class ShownTimer(TypedDict):
    """A timer as pages show it; `fired_at` is None while it is to come."""

    kind: str
    due_at: datetime
    fired_at: datetime | None


def shown_for(subject: str, kinds: tuple[str, ...]) -> ArraySubquery:
    """Return an annotation: what is planned and what has fired of `kinds`, for the row whose column `subject` names.

    It is read in the same query as the row, by the index timer_of_subject; `as_shown` makes it usable.
    """
    rows = Timer.objects.filter(subject=OuterRef(subject), kind__in=kinds, state__in=(TimerState.PLANNED, TimerState.FIRED))
    shown = JSONObject(kind="kind", due_at="due_at", fired_at="settled_at")
    return ArraySubquery(rows.order_by("due_at", "pk").values(shown=shown))


def fired_for(subject: str, kinds: tuple[str, ...]) -> Subquery:
    """Return an annotation: how many timers of `kinds` have fired for the row whose column `subject` names."""
    rows = Timer.objects.filter(subject=OuterRef(subject), kind__in=kinds, state=TimerState.FIRED)
    return Subquery(rows.order_by().values("subject").annotate(number=Count("pk")).values("number"))


def as_shown(rows: list[dict[str, str | None]]) -> list[ShownTimer]:
    """Return an annotation of shown_for with its times."""
    return [
        {
            "kind": str(row["kind"]),
            "due_at": datetime.fromisoformat(str(row["due_at"])),
            "fired_at": datetime.fromisoformat(row["fired_at"]) if row["fired_at"] else None,
        }
        for row in rows
    ]


def overdue_seconds() -> float:
    """Return for how long the oldest timer has been there to be fired, and nobody has taken it: no worker, or too few."""
    waiting = Timer.objects.filter(state=TimerState.PLANNED, try_at__lte=Now())
    found = waiting.annotate(now=Now()).order_by("try_at").values_list("now", "try_at").first()
    return (found[0] - found[1]).total_seconds() if found else 0.0


def count_in(state: TimerState) -> int:
    """Return how many timers are in a state; asked of planned and dead ones, of which there are few."""
    return Timer.objects.filter(state=state).count()
