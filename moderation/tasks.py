"""What the scheduler asks for."""

from celery import shared_task

from moderation.figures import count_months
from moderation.tombstones import count_tombstones


@shared_task(name="moderation.tasks.count")
def count() -> int:
    """Count the figures of the transparency page again; return of how many months."""
    count_tombstones()
    return count_months()
