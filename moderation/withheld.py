"""Photos that redactions took out of sight: kept while the author can appeal and has not been refused, then removed for good."""

from django.db import transaction
from django.utils import timezone

from common.pruning import ROWS_A_RUN
from moderation.models import Appeal
from reviews.models import ReviewPhoto
from reviews.photos import remove_photos


def remove_withheld() -> int:
    """Remove photos whose redaction can be appealed against no more, and waits for no judge; return how many."""
    waiting = Appeal.objects.waiting().values("statement__action")
    over = ReviewPhoto.objects.filter(removed_at=None, withheld_by__statement__appeal_until__lt=timezone.now())
    with transaction.atomic():
        photos = (
            over.exclude(withheld_by__in=waiting).select_for_update(skip_locked=True, of=("self",)).order_by("pk")[:ROWS_A_RUN]
        )
        gone = list(photos)
        remove_photos(gone)
    return len(gone)
