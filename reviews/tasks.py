"""What the scheduler asks for."""

from celery import shared_task

from reviews import pickups


@shared_task(name="reviews.tasks.reveal_due")
def reveal_due() -> int:
    """Show what waits in blind windows that are over; return of how many orders."""
    return pickups.reveal_due()
