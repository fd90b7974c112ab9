"""Asking the moderators to look at a review. Nothing is hidden by it: a person decides."""

from django.db import IntegrityError, transaction

from accounts.models import User
from reviews.errors import AlreadyReported
from reviews.event_types import REVIEW_REPORTED
from reviews.models import ReportReason, Review, ReviewReport
from reviews.services import record_review


def report_review(review: Review, *, by: User, reason: ReportReason, detail: str = "") -> ReviewReport:
    """Ask the moderators to look at a review; `by` is mailed what came of it. Raises AlreadyReported the second time."""
    report = ReviewReport(review=review, reporter=by, reason=reason, detail=detail.strip())
    try:
        with transaction.atomic():
            report.save(force_insert=True)
            record_review(REVIEW_REPORTED, review, report=report.pk)
    except IntegrityError as error:
        if "report_once_per_reader" not in str(error):
            raise
        raise AlreadyReported("A moderator will look at it; there is no need to report it twice.") from error
    return report
