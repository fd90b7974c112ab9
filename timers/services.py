"""Planning what is to happen, taking it back, and having it happen once."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now

from common.pruning import delete_first
from timers.models import Timer, TimerState
from timers.registry import registry

LEASE = timedelta(seconds=60)
LATE_AFTER = timedelta(seconds=60)
SETTLED_KEPT_FOR = timedelta(days=30)
MAX_ATTEMPTS = 8
FIRST_RETRY_SECONDS = 10
log = structlog.get_logger(__name__)


class WorkerLost(RuntimeError):
    """A timer whose handler ended its worker every time (killed, out of memory), and that is given up."""


class NoLongerOpen(RuntimeError):
    """While the handler ran, the timer was cancelled, moved, or fired by another: what the handler wrote is taken back."""


@dataclass(frozen=True)
class Plan:
    """One timer to be planned: what about which subject, and when."""

    kind: str
    subject: str
    due_at: datetime
    payload: Mapping[str, Any] = field(default_factory=dict)


def plan(kind: str, *, subject: str, due_at: datetime, payload: Mapping[str, Any] | None = None) -> None:
    """Plan one timer in the caller's transaction; see plan_all."""
    plan_all([Plan(kind, subject, due_at, payload or {})])


def plan_all(plans: Iterable[Plan]) -> None:
    """Plan timers in the caller's transaction, by one statement. Of one kind and subject there is one open timer at most.

    Where one is open already it stays as it is: planning again, as a listener does that is called twice, changes nothing.
    """
    Timer.objects.bulk_create([_timer(one) for one in plans], ignore_conflicts=True)


def cancel(*kinds: str, subject: str) -> int:
    """Take back the open timers of these kinds and this subject, in the caller's transaction; return how many there were.

    Dead ones too: what they were about is over.
    """
    open_ones = Timer.objects.filter(subject=subject, kind__in=kinds, state__in=(TimerState.PLANNED, TimerState.DEAD))
    return open_ones.update(state=TimerState.CANCELLED, settled_at=Now())


def move(kind: str, *, subject: str, due_at: datetime) -> bool:
    """Have an open timer fire at another time; return False where none is open."""
    open_one = Timer.objects.filter(subject=subject, kind=kind, state=TimerState.PLANNED)
    return bool(open_one.update(due_at=due_at, try_at=due_at, attempts=0, last_error=""))


def fire_due(*, limit: int = 50) -> int:
    """Fire up to `limit` timers that are due by the database's clock, the oldest first; return how many were taken.

    Each is leased by itself under SKIP LOCKED, then fired in one transaction with all that its handler writes. Whatever is
    killed in between, and however many do this at once, the handler's effects are there once or not at all.
    """
    taken = 0
    while taken < limit and (timer := _lease()) is not None:
        _attempt(timer)
        taken += 1
    return taken


def replay(timer: Timer) -> bool:
    """Have a dead timer tried again now; return False where it is not dead, or another of its kind is open."""
    dead = Timer.objects.filter(pk=timer.pk, state=TimerState.DEAD)
    try:
        with transaction.atomic():
            return bool(dead.update(state=TimerState.PLANNED, attempts=0, try_at=Now()))
    except IntegrityError:  # timer_open_once
        return False


def prune_timers() -> int:
    """Delete the oldest timers that fired or were cancelled more than 30 days ago; return how many. Dead ones stay."""
    settled = Timer.objects.filter(state__in=(TimerState.FIRED, TimerState.CANCELLED), settled_at__lt=Now() - SETTLED_KEPT_FOR)
    return delete_first(settled.order_by("settled_at"))


def _timer(plan: Plan) -> Timer:
    return Timer(kind=plan.kind, subject=plan.subject, payload=dict(plan.payload), due_at=plan.due_at, try_at=plan.due_at)


def _lease() -> Timer | None:
    """Take the timer that has waited longest. The clock is the database's: workers may disagree about the time, it does not."""
    with transaction.atomic():
        due = Timer.objects.filter(state=TimerState.PLANNED, try_at__lte=Now()).order_by("try_at")
        timer = due.annotate(now=Now()).select_for_update(skip_locked=True).first()
        if timer is not None:
            timer.attempts += 1
            Timer.objects.filter(pk=timer.pk).update(attempts=timer.attempts, try_at=Now() + LEASE)
    return timer


def _attempt(timer: Timer) -> None:
    try:
        _fire(timer)
    except NoLongerOpen:
        log.info("timer_no_longer_open", kind=timer.kind, timer=timer.pk)
    except Exception as error:
        _put_off(timer, error)


@transaction.atomic
def _fire(timer: Timer) -> None:
    """Call the handler, then mark the timer. In this order, so that everybody locks the subject first and the timer last."""
    if timer.attempts > MAX_ATTEMPTS:
        raise WorkerLost(f"{MAX_ATTEMPTS} workers ended while they did this")
    late = timer.now - timer.due_at  # type: ignore[attr-defined]  # annotated by _lease
    if late > LATE_AFTER:
        log.warning("timer_fires_late", kind=timer.kind, timer=timer.pk, seconds=round(late.total_seconds()))
    registry.handlers[timer.kind](timer)
    held = Timer.objects.filter(pk=timer.pk, state=TimerState.PLANNED, attempts=timer.attempts, due_at=timer.due_at)
    if not held.update(state=TimerState.FIRED, settled_at=Now(), last_error=""):
        raise NoLongerOpen


def _put_off(timer: Timer, error: Exception) -> None:
    dead = timer.attempts >= MAX_ATTEMPTS
    seconds = FIRST_RETRY_SECONDS * 2 ** (timer.attempts - 1) * random.uniform(0.8, 1.2)  # noqa: S311 - jitter, not a secret
    log.warning("timer_failed", kind=timer.kind, timer=timer.pk, attempts=timer.attempts, dead=dead, exc_info=error)
    # Only who holds the last lease: a worker that was too slow must not undo what another has done since.
    Timer.objects.filter(pk=timer.pk, state=TimerState.PLANNED, attempts=timer.attempts).update(
        state=TimerState.DEAD if dead else F("state"),
        try_at=Now() + timedelta(seconds=seconds),
        last_error=_storable(f"{type(error).__name__}: {error}"),
    )


def _storable(text: str) -> str:
    """Return `text` without what PostgreSQL refuses, so that no error can keep itself from being noted."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()[:2000]
