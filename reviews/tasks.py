"""What the scheduler asks for."""

from celery import shared_task

from reviews import inviting, pickups


@shared_task(name="reviews.tasks.invite_due")
def invite_due() -> int:
    """Ask customers for the reviews that are due; return how many."""
    return inviting.invite_due()


@shared_task(name="reviews.tasks.reveal_due")
def reveal_due() -> int:
    """Show what waits in blind windows that are over; return of how many orders."""
    return pickups.reveal_due()
