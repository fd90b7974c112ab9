"""Readers who found a review helpful."""

from django.db import transaction
from django.db.models import F
from django.http import Http404

from accounts.models import User
from reviews.errors import NotYoursToVote
from reviews.models import HelpfulVote, Review, ReviewStatus
from reviews.services import lock_review
from vendors.models import Membership


def vote_helpful(review: Review, *, by: User) -> Review:
    """Say that a review helped; a second time changes nothing. Raises Http404 (not published), or NotYoursToVote."""
    with transaction.atomic():
        locked = lock_review(review)
        if locked.status != ReviewStatus.PUBLISHED:
            raise Http404
        if locked.author_id == by.pk or Membership.objects.filter(vendor=locked.vendor_id, user=by).exists():
            raise NotYoursToVote("Neither the author nor the business's own people call a review helpful.")
        _, created = HelpfulVote.objects.get_or_create(review=locked, voter=by)
        return _count(locked, int(created))


def take_vote_back(review: Review, *, by: User) -> Review:
    """Say that it did not help after all; without a vote nothing changes."""
    with transaction.atomic():
        locked = lock_review(review)
        deleted, _ = HelpfulVote.objects.filter(review=locked, voter=by).delete()
        return _count(locked, -deleted)


def _count(review: Review, by: int) -> Review:
    if by:
        Review.objects.filter(pk=review.pk).update(helpful_count=F("helpful_count") + by)
        review.refresh_from_db(fields=["helpful_count"])
    return review
