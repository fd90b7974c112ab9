"""What Celery runs. A lost task loses nothing: the sweep finds the rows."""

from celery import shared_task

from common.draining import drain
from common.idempotency import prune_answers
from events import services
from events.heartbeats import note_round_trip
from events.registry import registry


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
    """Delete what is past its time: answers kept under idempotency keys, done deliveries, what the apps above registered."""
    return prune_answers() + services.prune_deliveries() + sum(pruner() for pruner in registry.pruners)
