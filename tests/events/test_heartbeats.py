"""Workers say that they live; the scheduler has a heartbeat of its own (timers.leading)."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from events import heartbeats
from events.heartbeats import note_round_trip, note_worker, worker_ages, worker_state

WORKER = SimpleNamespace(eventer=SimpleNamespace(hostname="celery@one"))


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(heartbeats, "_last_written", -1000.0)


def later(seconds: int) -> datetime:
    return timezone.now() + timedelta(seconds=seconds)


def test_before_anybody_was_seen() -> None:
    assert worker_state() == "not seen yet"


def test_a_round_trip_shows_that_one_works() -> None:
    note_round_trip()
    assert worker_state() == "ok"


def test_a_worker_is_alive_also_where_the_scheduler_is_not() -> None:
    note_round_trip()
    with time_machine.travel(later(70), tick=False):
        note_worker(WORKER)
        assert worker_state() == "ok"
        assert worker_ages() == {"celery@one": 0.0}


def test_a_dead_worker_is_late() -> None:
    note_worker(WORKER)
    assert worker_state() == "ok"
    with time_machine.travel(later(70), tick=False):
        assert worker_state() == "late"


def test_a_worker_writes_now_and_then_alone() -> None:
    note_worker(WORKER)
    cache.clear()
    note_worker(WORKER)
    assert worker_ages() == {}
