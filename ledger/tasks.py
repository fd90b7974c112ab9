"""What the scheduler asks for."""

from celery import shared_task

from ledger.audit import audit as run_audit


@shared_task(name="ledger.tasks.audit", time_limit=3600, soft_time_limit=3500)
def audit() -> int:
    """Hash everything again; return how many mismatches there were (each is logged as an error)."""
    return int(run_audit().mismatches)
