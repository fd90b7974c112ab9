"""Workers and the scheduler can be told apart where one of them is gone."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from events import heartbeats
from events.heartbeats import note_round_trip, note_worker, scheduler_state, worker_ages, worker_state

WORKER = SimpleNamespace(eventer=SimpleNamespace(hostname="celery@one"))


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(heartbeats, "_last_written", -1000.0)


def later(seconds: int) -> datetime:
    return timezone.now() + timedelta(seconds=seconds)


def test_before_anybody_was_seen() -> None:
    assert (worker_state(), scheduler_state()) == ("not seen yet", "unknown")


def test_a_round_trip_shows_that_both_are_well() -> None:
    note_round_trip()
    assert (worker_state(), scheduler_state()) == ("ok", "ok")


def test_a_scheduler_that_died_is_seen_beside_a_worker_that_lives() -> None:
    note_round_trip()
    with time_machine.travel(later(70), tick=False):
        note_worker(WORKER)
        assert (worker_state(), scheduler_state()) == ("ok", "late")
        assert worker_ages() == {"celery@one": 0.0}


def test_a_dead_worker_is_late_and_says_nothing_of_the_scheduler() -> None:
    note_worker(WORKER)
    assert (worker_state(), scheduler_state()) == ("ok", "not seen yet")
    with time_machine.travel(later(70), tick=False):
        assert (worker_state(), scheduler_state()) == ("late", "unknown")


def test_a_worker_writes_now_and_then_alone() -> None:
    note_worker(WORKER)
    cache.clear()
    note_worker(WORKER)
    assert worker_ages() == {}
