"""What Celery runs. A lost task loses nothing: the sweep finds the rows."""

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

from common.idempotency import prune_answers
from events import services

HEARTBEAT_KEY = "worker-heartbeat"
ROUNDS = 20


@shared_task(name="events.tasks.deliver_due")
def deliver_due() -> int:
    """Do the work that is due, in rounds, until none is left or the rounds are used up."""
    done = 0
    for _ in range(ROUNDS):
        taken = services.deliver_due()
        done += taken
        if not taken:
            break
    return done


@shared_task(name="events.tasks.heartbeat")
def heartbeat() -> None:
    """Say that scheduler, Redis and a worker are alive, for /readyz."""
    cache.set(HEARTBEAT_KEY, timezone.now().timestamp(), timeout=300)


@shared_task(name="events.tasks.prune")
def prune() -> int:
    """Delete answers kept under idempotency keys for longer than a day."""
    return prune_answers()
