"""What Celery runs. A lost task loses nothing: the sweep finds the rows."""

import time

from celery import shared_task

from common.idempotency import prune_answers
from events import services
from events.heartbeats import note_round_trip
from events.registry import registry

BUDGET_SECONDS = 45  # below the lease and the task's soft limit, so that no piece of work is cut off by a backlog before it
ROUND = 10


@shared_task(name="events.tasks.deliver_due")
def deliver_due() -> int:
    """Do the work that is due until none is left or the time is used up; the sweep goes on with the rest."""
    started, done = time.monotonic(), 0
    while time.monotonic() - started < BUDGET_SECONDS:
        taken = services.deliver_due(limit=ROUND)
        done += taken
        if taken < ROUND:
            break
    return done


@shared_task(name="events.tasks.heartbeat")
def heartbeat() -> None:
    """Say that scheduler, Redis and a worker are alive, for /readyz."""
    note_round_trip()


@shared_task(name="events.tasks.prune")
def prune() -> int:
    """Delete what is past its time: answers kept under idempotency keys, done deliveries, what the apps above registered."""
    return prune_answers() + services.prune_deliveries() + sum(pruner() for pruner in registry.pruners)
