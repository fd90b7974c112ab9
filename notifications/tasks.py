"""What Celery runs. A lost task loses nothing: the sweep finds the rows."""

from celery import shared_task

from common.draining import drain
from notifications import delivering, digests


@shared_task(name="notifications.tasks.send_due")
def send_due() -> int:
    """Send what is due until nothing is left or the time is used up; the sweep goes on with the rest."""
    return drain(delivering.send_due)


@shared_task(name="notifications.tasks.gather_digests")
def gather_digests() -> int:
    """Begin the digests that are due; the sweep goes on with the rest."""
    return digests.gather_due()
