"""Of many schedulers one leads; each tick is sent once, and whoever takes over goes on where the last one was."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from celery.schedules import crontab
from django.db import connection
from django.utils import timezone

from config.celery import app
from tests.threads import at_once
from timers.beat import LeadingScheduler
from timers.leading import claim, heartbeat_age, last_ticks, lead, leader, step_down
from timers.models import Lead, Tick

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


class Sending(LeadingScheduler):
    """Notes what it would have sent."""

    def __init__(self, schedule: dict[str, Any]) -> None:
        self.own = schedule
        self.sent: list[str] = []
        super().__init__(app)

    def setup_schedule(self) -> None:
        self.update_from_dict(self.own)

    @property
    def producer(self) -> None:
        """Ask no broker."""
        return None

    def apply_async(self, entry: Any, producer: Any = None, advance: bool = True, **_: Any) -> None:
        self.sent.append(entry.name)

    def run(self) -> list[str]:
        """Tick until there is nothing to do; return what was sent now."""
        before = len(self.sent)
        while self.tick() == 0:
            pass
        return self.sent[before:]

    def later(self) -> None:
        """Have the lead be asked for again at the next tick, as a second later."""
        self._asked_at = 0.0


EVERY_SECOND = {"often": {"task": "test.often", "schedule": 1.0}}


@pytest.fixture
def clock() -> Iterator[Any]:
    """A clock of ours for the schedulers; the database keeps its own."""
    with time_machine.travel(datetime(2026, 11, 1, 3, tzinfo=UTC), tick=False) as travelling:
        yield travelling


def expire() -> None:
    Lead.objects.update(expires_at=timezone.now() - SECOND)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE timers_lead SET expires_at = statement_timestamp() - interval '1 second'")


def test_one_leads_until_it_is_not_heard_of() -> None:
    assert (heartbeat_age(), leader()) == (None, None)
    assert (lead("a"), lead("b"), lead("a")) == (True, False, True)
    first = leader()
    expire()
    assert (lead("b"), lead("a")) == (True, False)
    now = leader()
    assert first is not None
    assert now is not None
    assert (now.holder, now.since > first.since) == ("b", True)
    age = heartbeat_age()
    assert age is not None
    assert age < 5


def test_who_steps_down_is_followed_at_once() -> None:
    lead("a")
    step_down("b")
    assert not lead("b")
    step_down("a")
    assert lead("b")


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_leads() -> None:
    assert sum(at_once(*[partial(lead, name) for name in "abcdefgh"])) == 1


def test_a_tick_is_claimed_once_and_by_the_leader_alone() -> None:
    lead("a")
    at = timezone.now()
    assert not claim("often", holder="b", at=at, seen=None)
    assert claim("often", holder="a", at=at, seen=None)
    assert not claim("often", holder="a", at=at + SECOND, seen=None)
    assert claim("often", holder="a", at=at + SECOND, seen=at)
    assert (last_ticks(), Tick.objects.get().count) == ({"often": at + SECOND}, 2)
    expire()
    assert not claim("often", holder="a", at=at + 2 * SECOND, seen=at + SECOND)


def test_a_standby_sends_nothing_and_goes_on_where_the_leader_was(clock: Any) -> None:
    first, second = Sending(EVERY_SECOND), Sending(EVERY_SECOND)
    first.tick()
    clock.shift(1)
    assert (first.run(), second.run()) == (["often"], [])
    first.close()
    second.later()
    assert second.run() == []  # it was sent a moment ago, by the other
    clock.shift(1)
    assert second.run() == ["often"]


def test_what_was_done_this_night_is_not_done_again_by_who_takes_over(clock: Any) -> None:
    nightly = {"audit": {"task": "test.audit", "schedule": crontab(hour=3, minute=17)}}
    first, second = Sending(nightly), Sending(nightly)
    first.tick()
    clock.shift(20 * 60)
    assert first.run() == ["audit"]
    first.close()
    assert second.run() == []
    clock.shift(24 * 3600)
    second.later()
    assert second.run() == ["audit"]


def test_a_leader_that_was_frozen_sends_nothing_that_another_has_sent(clock: Any) -> None:
    first, second = Sending(EVERY_SECOND), Sending(EVERY_SECOND)
    first.tick()
    expire()
    second.tick()
    clock.shift(1)
    assert second.run() == ["often"]
    assert first.run() == []  # it still believes to lead


def test_with_the_clock_put_back_a_day_ticks_go_on(clock: Any) -> None:
    scheduler = Sending(EVERY_SECOND)
    scheduler.tick()
    clock.shift(1)
    assert scheduler.run() == ["often"]
    clock.shift(-24 * 3600)
    scheduler.run()
    clock.shift(1)
    assert scheduler.run() == ["often"]
    clock.shift(48 * 3600)
    assert scheduler.run() == ["often"]  # once, not 172,800 times
