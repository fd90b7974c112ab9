"""What the scheduler asks for."""

from celery import shared_task

from vendors.badges import record_lapses as record
from vendors.tallies import fold_tallies as fold


@shared_task(name="vendors.tasks.record_lapses")
def record_lapses() -> int:
    """Tell the log of badges that ran out; return how many."""
    return record()


@shared_task(name="vendors.tasks.fold_tallies")
def fold_tallies() -> int:
    """Keep the tallies of categories short; return how many rows are gone."""
    return fold()
