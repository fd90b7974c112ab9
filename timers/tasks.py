"""What Celery runs. A lost task loses nothing: the next tick finds the rows."""

import time

from celery import shared_task

from timers import services

BUDGET_SECONDS = 45  # below the lease and the task's soft limit
ROUND = 10


@shared_task(name="timers.tasks.fire_due")
def fire_due() -> int:
    """Fire what is due until nothing is left or the time is used up; the next tick goes on with the rest."""
    started, done = time.monotonic(), 0
    while time.monotonic() - started < BUDGET_SECONDS:
        taken = services.fire_due(limit=ROUND)
        done += taken
        if taken < ROUND:
            break
    return done
