"""What Celery runs. A lost task loses nothing: the next tick finds the rows."""

from celery import shared_task

from common.draining import drain
from timers import services


@shared_task(name="timers.tasks.fire_due")
def fire_due() -> int:
    """Fire what is due until nothing is left or the time is used up; the next tick goes on with the rest."""
    return drain(services.fire_due)
