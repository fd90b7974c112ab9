"""What privacy deletes in time."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from privacy.exporting import clear, expire, fail
from privacy.models import Export, ExportState

STUCK_AFTER = timedelta(hours=1)  # a worker that was killed over it again and again
EXPORTS_A_RUN = 500


def prune_exports() -> int:
    """End exports whose week is over, give up those that got stuck, delete the files of all that are over; return how many."""
    now = timezone.now()
    for export in Export.objects.filter(state=ExportState.READY, expires_at__lte=now).order_by("expires_at")[:EXPORTS_A_RUN]:
        expire(export)
    with transaction.atomic():
        stuck = Export.objects.filter(state=ExportState.PENDING, updated_at__lt=now - STUCK_AFTER).order_by("updated_at")
        for export in stuck.select_for_update(skip_locked=True, of=("self",))[:EXPORTS_A_RUN]:
            fail(export)
            export.save()
    left = Export.objects.filter(state__in=[ExportState.EXPIRED, ExportState.FAILED], is_file_gone=False).order_by("pk")
    cleared = list(left[:EXPORTS_A_RUN])
    for export in cleared:
        clear(export)
    return len(cleared)
