"""Who is alive of those who work outside of requests. Which scheduler leads, and whether one does, tells timers.leading.

A task that the scheduler sends every ten seconds, and a worker does, shows that both and Redis are well
(`events.tasks.heartbeat`). Workers beat beside it, from their main process: one that beats while the task stays out is stuck, and
one that does not beat any more, and did not say goodbye, is missed for an hour.
"""

import time
from typing import Any

from django.core.cache import cache
from django.utils import timezone

ROUND_TRIP_KEY = "worker-heartbeat"
WORKERS_KEY = "worker-names"
LATE_SECONDS = 60
FORGOTTEN_SECONDS = 3600
PAUSE_SECONDS = 5
_last_written = 0.0


def note_round_trip() -> None:
    """Say that scheduler, Redis and a worker are alive."""
    cache.set(ROUND_TRIP_KEY, timezone.now().timestamp(), timeout=FORGOTTEN_SECONDS)


def note_worker(sender: Any = None, **_: Any) -> None:
    """Say that this worker is alive. Connected to Celery's signal of its own heartbeat (every two seconds)."""
    global _last_written  # noqa: PLW0603 - of this process alone
    if time.monotonic() - _last_written < PAUSE_SECONDS:
        return
    _last_written = time.monotonic()
    now = timezone.now().timestamp()
    name = str(getattr(getattr(sender, "eventer", None), "hostname", "worker"))
    # Two at once may lose one name; it is back a moment later.
    seen = {worker: at for worker, at in (cache.get(WORKERS_KEY) or {}).items() if now - at < FORGOTTEN_SECONDS}
    cache.set(WORKERS_KEY, {**seen, name: now}, timeout=FORGOTTEN_SECONDS)


def worker_ages() -> dict[str, float]:
    """Return for each worker how many seconds ago it was seen."""
    now = timezone.now().timestamp()
    return {name: now - at for name, at in sorted((cache.get(WORKERS_KEY) or {}).items())}


def round_trip_age() -> float | None:
    """Return how many seconds ago the scheduler's task was done; None where it never was."""
    at = cache.get(ROUND_TRIP_KEY)
    return None if at is None else timezone.now().timestamp() - float(at)


def forget_worker(sender: Any = None, **_: Any) -> None:
    """Take a worker that ends by itself off the list: it is not missed."""
    name = str(getattr(sender, "hostname", "worker"))
    seen = {worker: at for worker, at in (cache.get(WORKERS_KEY) or {}).items() if worker != name}
    cache.set(WORKERS_KEY, seen, timeout=FORGOTTEN_SECONDS)


def worker_state(*, led_seconds: float) -> str:
    """Say whether work is done: `ok`, `late` (a worker is missed), `stuck` (they live, and do nothing), or `not seen yet`.

    `led_seconds`: for how long one scheduler has led by now, 0 where none does. From a minute on its task must have come through.
    """
    ages, trip = worker_ages().values(), round_trip_age()
    is_through = trip is not None and trip <= LATE_SECONDS
    if not ages and trip is None:
        return "not seen yet"
    if any(age > LATE_SECONDS for age in ages) or not (ages or is_through):
        return "late"
    return "stuck" if led_seconds > LATE_SECONDS and not is_through else "ok"
