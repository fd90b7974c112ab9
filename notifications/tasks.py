"""What Celery runs. A lost task loses nothing: the sweep finds the rows."""

import time

from celery import shared_task

from notifications import delivering

BUDGET_SECONDS = 45  # below the lease and the task's soft limit
ROUND = 10


@shared_task(name="notifications.tasks.send_due")
def send_due() -> int:
    """Send what is due until nothing is left or the time is used up; the sweep goes on with the rest."""
    started, done = time.monotonic(), 0
    while time.monotonic() - started < BUDGET_SECONDS:
        taken = delivering.send_due(limit=ROUND)
        done += taken
        if taken < ROUND:
            break
    return done
