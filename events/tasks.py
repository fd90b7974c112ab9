"""What Celery runs. A lost task loses nothing: the sweep finds the rows."""

import time

import structlog
from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded

from common import pruning
from common.draining import BUDGET_SECONDS, drain
from common.idempotency import prune_answers
from events import services
from events.heartbeats import note_round_trip
from events.registry import Pruner, registry

log = structlog.get_logger(__name__)


@shared_task(name="events.tasks.deliver_due")
def deliver_due() -> int:
    """Do the work that is due until none is left or the time is used up; the sweep goes on with the rest."""
    return drain(services.deliver_due)


@shared_task(name="events.tasks.heartbeat")
def heartbeat() -> None:
    """Say that scheduler, Redis and a worker are alive, for /readyz."""
    note_round_trip()


@shared_task(name="events.tasks.prune")
def prune() -> int:
    """Delete what is past its time: answers kept under idempotency keys, done deliveries, what the apps above registered.

    In rounds: each has its turn, and who deleted as much as one run may has another, until the time is used up. Returns how many
    rows went.
    """
    until, deleted = time.monotonic() + BUDGET_SECONDS, 0
    left: list[Pruner] = [prune_answers, services.prune_deliveries, *registry.pruners]
    while left:
        done = [(pruner, _pruned(pruner)) for pruner in left]
        deleted += sum(rows for _, rows in done)
        left = [pruner for pruner, rows in done if rows >= pruning.ROWS_A_RUN] if time.monotonic() < until else []
    return deleted


def _pruned(pruner: Pruner) -> int:
    """Have one pruner delete; return how many rows went. One that fails keeps none of the others from it."""
    try:
        return pruner()
    except SoftTimeLimitExceeded:
        raise
    except Exception as error:
        log.error("pruner_failed", pruner=f"{pruner.__module__}.{pruner.__qualname__}", exc_info=error)
        return 0
