"""Workers say that they live; the scheduler has a heartbeat of its own (timers.leading)."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from events import heartbeats
from events.heartbeats import forget_worker, note_round_trip, note_worker, worker_ages, worker_state

WORKER = SimpleNamespace(eventer=SimpleNamespace(hostname="celery@one"))


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(heartbeats, "_last_written", -1000.0)


def later(seconds: int) -> datetime:
    return timezone.now() + timedelta(seconds=seconds)


def test_before_anybody_was_seen() -> None:
    assert worker_state(led_seconds=0) == "not seen yet"


def test_a_round_trip_shows_that_one_works() -> None:
    note_round_trip()
    assert worker_state(led_seconds=0) == "ok"


def test_a_worker_is_alive_also_where_the_scheduler_is_not() -> None:
    note_round_trip()
    with time_machine.travel(later(70), tick=False):
        note_worker(WORKER)
        assert worker_state(led_seconds=0) == "ok"
        assert worker_ages() == {"celery@one": 0.0}


def test_a_dead_worker_is_late() -> None:
    note_worker(WORKER)
    assert worker_state(led_seconds=0) == "ok"
    with time_machine.travel(later(70), tick=False):
        assert worker_state(led_seconds=0) == "late"


def test_workers_that_live_and_do_nothing_are_stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    note_round_trip()
    note_worker(WORKER)
    assert worker_state(led_seconds=600) == "ok"
    monkeypatch.setattr(heartbeats, "_last_written", -1000.0)
    with time_machine.travel(later(70), tick=False):
        note_worker(WORKER)
        assert worker_state(led_seconds=600) == "stuck"
        assert worker_state(led_seconds=5) == "ok"  # a scheduler that has just begun, after an hour without one


def test_a_pool_that_never_did_anything_is_stuck_once_a_scheduler_has_led_for_a_minute() -> None:
    note_worker(WORKER)
    assert worker_state(led_seconds=30) == "ok"
    assert worker_state(led_seconds=61) == "stuck"


def test_one_dead_worker_beside_a_living_one_is_missed_unless_it_said_goodbye(monkeypatch: pytest.MonkeyPatch) -> None:
    note_worker(WORKER)
    monkeypatch.setattr(heartbeats, "_last_written", -1000.0)
    with time_machine.travel(later(70), tick=False):
        note_worker(SimpleNamespace(eventer=SimpleNamespace(hostname="celery@two")))
        note_round_trip()
        assert worker_state(led_seconds=600) == "late"
        forget_worker(SimpleNamespace(hostname="celery@one"))
        assert worker_state(led_seconds=600) == "ok"


def test_a_worker_writes_now_and_then_alone() -> None:
    note_worker(WORKER)
    cache.clear()
    note_worker(WORKER)
    assert worker_ages() == {}
