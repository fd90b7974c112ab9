"""What operators watch."""

from datetime import timedelta

from django.db.models import Min
from django.utils import timezone

from privacy.models import OPEN, Deletion, Export, ExportState

OVERDUE_AFTER = timedelta(hours=1)


def exports_pending() -> float:
    """Return how many exports are being made."""
    return Export.objects.filter(state=ExportState.PENDING).count()


def oldest_export() -> float:
    """Return the age in seconds of the oldest export that is being made."""
    oldest = Export.objects.filter(state=ExportState.PENDING).aggregate(oldest=Min("asked_at"))["oldest"]
    return (timezone.now() - oldest).total_seconds() if oldest else 0.0


def overdue_deletions() -> float:
    """Return how many accounts should have been erased an hour ago."""
    open_ones = Deletion.objects.filter(state__in=OPEN)
    return open_ones.filter(due_at__lt=timezone.now() - OVERDUE_AFTER).count()
