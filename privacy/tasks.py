"""What the scheduler asks for."""

from celery import shared_task

from privacy import deleting
from privacy.again import erase_again
from privacy.journal import unknown_names


@shared_task(name="privacy.tasks.delete_due")
def delete_due() -> int:
    """Close and erase the accounts whose time has come; return how many steps were done.

    Before, what a crash left in the journal alone: written, and not committed.
    """
    if unknown_names():
        erase_again()
    return deleting.delete_due()
