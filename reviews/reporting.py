"""Asking the moderators to look at a review. Nothing is hidden by it: a person decides."""

from django.db import IntegrityError, transaction
from django.http import Http404

from accounts.models import User
from reviews.errors import AlreadyReported
from reviews.event_types import REVIEW_REPORTED
from reviews.models import ReportReason, Review, ReviewReport, ReviewResponse, Subject
from reviews.services import record_review


def report_review(
    review: Review, *, by: User, reason: ReportReason, detail: str = "", about: Subject = Subject.REVIEW
) -> ReviewReport:
    """Ask the moderators to look at a review, or at the answer under it; `by` is mailed what came of it.

    Raises AlreadyReported the second time, Http404 where there is no answer to read.
    """
    if about == Subject.RESPONSE and not ReviewResponse.objects.standing().filter(review=review).exists():
        raise Http404
    report = ReviewReport(review=review, reporter=by, about=about, reason=reason, detail=detail.strip())
    try:
        with transaction.atomic():
            report.save(force_insert=True)
            record_review(REVIEW_REPORTED, review, report=report.pk)
    except IntegrityError as error:
        if "report_once_per_reader" not in str(error):
            raise
        raise AlreadyReported("A moderator will look at it; there is no need to report it twice.") from error
    return report
