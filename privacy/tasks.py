"""What the scheduler asks for."""

from celery import shared_task

from privacy import deleting


@shared_task(name="privacy.tasks.delete_due")
def delete_due() -> int:
    """Close and erase the accounts whose time has come; return how many steps were done."""
    return deleting.delete_due()
