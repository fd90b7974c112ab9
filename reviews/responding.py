"""What vendors answer: one public answer to a review, whose versions everybody can see, until it is withdrawn."""

from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts.models import User
from reviews.errors import AlreadyResponded, refuse_stale
from reviews.event_types import RESPONSE_EDITED, RESPONSE_WITHDRAWN, REVIEW_RESPONDED
from reviews.models import ResponseVersion, Review, ReviewResponse, ReviewStatus
from reviews.services import lock_review, record_review
from vendors.permissions import Permission, require


def respond_to_review(review: Review, *, by: User, body: str, at: datetime | None = None) -> ReviewResponse:
    """Publish the vendor's one answer; one that was withdrawn is answered anew by a further version of it.

    `at` is when, for data that is loaded. Raises NotAllowed (the role is too small), Http404 (not published) or AlreadyResponded.
    """
    require(by, review.vendor, Permission.REVIEWS_RESPOND)
    with transaction.atomic():
        locked = _lock_published(review)
        found = ReviewResponse.objects.filter(review=locked).first()
        if found and found.hidden_at is not None:
            raise AlreadyResponded("A moderator has hidden the answer. Who wrote it can appeal against that.")
        if found and found.withdrawn_at is None:
            raise AlreadyResponded("Each review has one answer, and this one was given before.")
        if found:
            _add_version(found, by=by, body=body)
        else:
            found = ReviewResponse(review=locked, author=by, body=body.strip(), **({"created_at": at} if at else {}))
            found.save(force_insert=True)
        record_review(REVIEW_RESPONDED, locked)
    return found


def edit_response(review: Review, *, by: User, body: str, version: int | None = None) -> ReviewResponse:
    """Publish a new version of the vendor's answer; saying the same again changes nothing.

    `version` is the one that the change was written on. Raises NotAllowed, ChangedMeanwhile, or Http404 where there is no answer.
    """
    require(by, review.vendor, Permission.REVIEWS_RESPOND)
    with transaction.atomic():
        locked = _lock_published(review)
        response = _standing(locked)
        refuse_stale(version, response.version)
        if response.body != body.strip():
            _add_version(response, by=by, body=body)
            record_review(RESPONSE_EDITED, locked)
    return response


def withdraw_response(review: Review, *, by: User) -> None:
    """Take the vendor's answer back: nobody reads it or its versions any more, whatever is answered later.

    Raises NotAllowed, or Http404 without one.
    """
    require(by, review.vendor, Permission.REVIEWS_RESPOND)
    with transaction.atomic():
        locked = _lock_published(review)
        response = _standing(locked)
        response.withdrawn_at = timezone.now()  # the database notes which versions that takes away
        response.save(update_fields=["withdrawn_at"])
        record_review(RESPONSE_WITHDRAWN, locked)


def _lock_published(review: Review) -> Review:
    locked = lock_review(review)
    if locked.status != ReviewStatus.PUBLISHED:
        raise Http404
    return locked


def _standing(review: Review) -> ReviewResponse:
    response = ReviewResponse.objects.standing().filter(review=review).first()
    if response is None:
        raise Http404
    return response


def _add_version(response: ReviewResponse, *, by: User, body: str) -> None:
    ResponseVersion(response=response, number=response.version + 1, author=by, body=body.strip()).save(force_insert=True)
    response.refresh_from_db()
