"""What authors do with their reviews later: a new version, or none of it any more."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts.models import User
from ledger.services import append_public, conceal
from reviews.errors import FixedReason, ReviewFixed, refuse_stale
from reviews.event_types import REVIEW_EDITED, REVIEW_WITHDRAWN
from reviews.items import ItemWords, items_of
from reviews.models import Review, ReviewPhoto, ReviewStatus, ReviewVersion, VersionKind
from reviews.photos import find_photos, photos_of, remove_photos
from reviews.services import count_in_rating, lock_review, record_review
from reviews.statements import chain_of, removed
from reviews.versions import add_version


def edit_review(
    review: Review,
    *,
    by: User,
    rating: int | None = None,
    title: str | None = None,
    body: str | None = None,
    items: Sequence[ItemWords] | None = None,
    photos: Sequence[str] | None = None,
    version: int | None = None,
) -> ReviewVersion:
    """Publish a new version of one's own review; the earlier ones stay, for everybody to see. What is None stays as it is.

    `version` is the one that the change was written on. Raises Http404 (another's), Invalid, ChangedMeanwhile (there is a newer
    one), or ReviewFixed with its reason: not published, redacted, or too old. Saying the same again changes nothing and returns
    the newest version.
    """
    with transaction.atomic():
        locked = _lock_own(review, by)
        if refusal := edit_refusal(locked):
            raise ReviewFixed(refusal)
        refuse_stale(version, locked.version)
        newest = locked.versions.get(number=locked.version)
        now_rating = locked.rating if rating is None else rating
        now_title = locked.title if title is None else title.strip()
        now_body = locked.body if body is None else body.strip()
        shown = None if photos is None else find_photos(photos, by=by, review_id=locked.pk)
        if (now_rating, now_title, now_body) == (locked.rating, locked.title, locked.body) and _is_same(newest, items, shown):
            return newest
        added = add_version(
            locked,
            kind=VersionKind.EDIT,
            by=by,
            rating=now_rating,
            title=now_title,
            body=now_body,
            items=items,
            photos=shown,
        )
        record_review(REVIEW_EDITED, locked, version=added.number)
    return added


def edit_refusal(review: Review) -> FixedReason | None:
    """Return why the author of a review cannot change it now, or None."""
    if review.status != ReviewStatus.PUBLISHED:
        return FixedReason.NOT_PUBLISHED
    if review.is_redacted:
        return FixedReason.REDACTED
    if timezone.now() > review.created_at + timedelta(days=settings.REVIEW_EDIT_DAYS):
        return FixedReason.TOO_OLD
    return None


def withdraw_review(review: Review, *, by: User) -> Review:
    """Take one's own review back for good: it counts no more, and a tombstone without words and photos stays in its place.

    Raises Http404 (another's), or ReviewFixed (not published). Nobody undoes it, and the order takes no second review.
    """
    with transaction.atomic():
        locked = _lock_own(review, by)
        if locked.status != ReviewStatus.PUBLISHED:
            raise ReviewFixed(FixedReason.NOT_PUBLISHED)
        locked.status = ReviewStatus.WITHDRAWN
        locked.save(update_fields=["status"])
        remove_photos(photos_of(locked.versions.get(number=locked.version)))
        count_in_rating(locked.vendor_id, rating=-locked.rating, by=-1)
        chain = chain_of(locked.vendor.slug)
        conceal(chain, review=str(locked.pk))
        append_public(chain, removed(locked, cause="author"))
        record_review(REVIEW_WITHDRAWN, locked)
    return locked


def _lock_own(review: Review, by: User) -> Review:
    if review.author_id != by.pk:
        raise Http404
    return lock_review(review)


def _is_same(newest: ReviewVersion, items: Sequence[ItemWords] | None, photos: Sequence[ReviewPhoto] | None) -> bool:
    same_items = items is None or sorted(items, key=_by_item) == sorted(items_of(newest), key=_by_item)
    return same_items and (photos is None or list(photos) == photos_of(newest))


def _by_item(words: ItemWords) -> int:
    return words.item
