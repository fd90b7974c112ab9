"""Handlers that do as they are told, and timers that are due."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Event
from timers.models import Timer, TimerState
from timers.registry import registry
from timers.services import plan

KIND = "test.rings"
MINUTE = timedelta(minutes=1)


class Handler:
    """Writes an event for each timer; `fails(timer)` says when it raises after that, `then(timer)` is called last."""

    def __init__(self) -> None:
        self.fails: Callable[[Timer], bool] = lambda timer: False
        self.then: Callable[[Timer], object] = lambda timer: None

    def __call__(self, timer: Timer) -> None:
        Event.objects.create(type=KIND, subject=timer.subject)
        if self.fails(timer):
            raise RuntimeError(f"cannot do {timer.subject} \x00\ud800")
        self.then(timer)


@pytest.fixture
def handler(db: None) -> Iterator[Handler]:
    """What is done when a test's timer is due."""
    found = Handler()
    registry.fire_with(KIND, found)
    yield found
    registry.handlers.pop(KIND, None)


def planned(subject: str = "a", *, in_: timedelta = -MINUTE) -> Timer:
    """Plan a timer that is due so far ahead; by default it has been due for a minute."""
    plan(KIND, subject=subject, due_at=timezone.now() + in_)
    return Timer.objects.get(kind=KIND, subject=subject, state=TimerState.PLANNED)


def rang() -> list[str]:
    """Return the subjects of what handlers wrote."""
    return list(Event.objects.filter(type=KIND).order_by("pk").values_list("subject", flat=True))


def make_due(**which: object) -> None:
    """Have planned timers be due now, as the passing of time would."""
    Timer.objects.filter(state=TimerState.PLANNED, **which).update(try_at=timezone.now() - timedelta(milliseconds=1))
