"""Who is alive of those who work outside of requests. Which scheduler leads, and whether one does, tells timers.leading.

A task that the scheduler sends every ten seconds, and a worker does, shows that both and Redis are well
(`events.tasks.heartbeat`). Workers beat beside it, so that the two can be told apart where it stays out.
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


def worker_state() -> str:
    """Say whether anybody works: `ok`, `late`, or `not seen yet`."""
    ages = [*worker_ages().values(), *filter(None, [round_trip_age()])]
    if not ages:
        return "not seen yet"
    return "ok" if min(ages) < LATE_SECONDS else "late"
