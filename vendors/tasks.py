"""What the scheduler asks for."""

from celery import shared_task

from vendors.badges import record_lapses as record


@shared_task(name="vendors.tasks.record_lapses")
def record_lapses() -> int:
    """Tell the log of badges that ran out; return how many."""
    return record()
