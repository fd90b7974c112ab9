"""What authors do with their reviews later: a new version, or none of it any more."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts.models import User
from ledger.services import append_public, conceal
from reviews.errors import ReviewFixed
from reviews.models import Review, ReviewStatus, ReviewVersion, VersionKind
from reviews.services import count_in_rating, lock_review, record_review
from reviews.statements import chain_of, removed
from reviews.versions import add_version


def edit_review(review: Review, *, by: User, rating: int, title: str = "", body: str) -> ReviewVersion:
    """Publish a new version of one's own review; the earlier ones stay, for everybody to see.

    Raises Http404 (another's), or ReviewFixed with its reason: not published, redacted, or too old. Saying the same again
    changes nothing and returns the newest version.
    """
    with transaction.atomic():
        locked = _lock_own(review, by)
        if refusal := edit_refusal(locked):
            raise ReviewFixed(refusal)
        if (rating, title.strip(), body.strip()) == (locked.rating, locked.title, locked.body):
            return locked.versions.get(number=locked.version)
        version = add_version(locked, kind=VersionKind.EDIT, by=by, rating=rating, title=title, body=body)
        record_review("review.edited", locked, version=version.number)
    return version


def edit_refusal(review: Review) -> ReviewFixed.Reason | None:
    """Return why the author of a review cannot change it now, or None."""
    if review.status != ReviewStatus.PUBLISHED:
        return ReviewFixed.Reason.NOT_PUBLISHED
    if review.is_redacted:
        return ReviewFixed.Reason.REDACTED
    if timezone.now() > review.created_at + timedelta(days=settings.REVIEW_EDIT_DAYS):
        return ReviewFixed.Reason.TOO_OLD
    return None


def withdraw_review(review: Review, *, by: User) -> Review:
    """Take one's own review back for good: it counts no more, and a tombstone without words stays in its place.

    Raises Http404 (another's), or ReviewFixed (not published). Nobody undoes it, and the order takes no second review.
    """
    with transaction.atomic():
        locked = _lock_own(review, by)
        if locked.status != ReviewStatus.PUBLISHED:
            raise ReviewFixed(ReviewFixed.Reason.NOT_PUBLISHED)
        locked.status = ReviewStatus.WITHDRAWN
        locked.save(update_fields=["status"])
        count_in_rating(locked.vendor_id, rating=-locked.rating, by=-1)
        chain = chain_of(locked.vendor.slug)
        conceal(chain, review=str(locked.pk))
        append_public(chain, removed(locked, cause="author"))
        record_review("review.withdrawn", locked)
    return locked


def _lock_own(review: Review, by: User) -> Review:
    if review.author_id != by.pk:
        raise Http404
    return lock_review(review)
