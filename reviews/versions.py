"""A further version of a review: the one way in which stars and words change after publication."""

from collections.abc import Callable, Sequence

from accounts.models import User
from ledger.services import append_public, conceal
from reviews.items import ItemWords, items_of, write_items
from reviews.models import Review, ReviewPhoto, ReviewStatus, ReviewVersion, VersionKind
from reviews.photos import photos_of, remove_photos, show_photos
from reviews.services import count_in_rating
from reviews.statements import chain_of, edited

MIRRORED = ["rating", "title", "body", "version", "revised_at", "is_redacted", "photo_count"]


def add_version(
    review: Review,
    *,
    kind: VersionKind,
    by: User,
    rating: int,
    title: str,
    body: str,
    items: Sequence[ItemWords] | None = None,
    photos: Sequence[ReviewPhoto] | None = None,
    say_first: Callable[[], object] = lambda: None,
) -> ReviewVersion:
    """Append the next version of a review that the caller holds locked (reviews.services.lock_review), and tell the log.

    The database makes the review say it; `review` is brought up to date. Where the review counts, the vendor's rating follows.
    `items` and `photos` None: as in the version before. Photos that the author drops are removed for good; what becomes of those
    that a moderator takes out is the caller's. A redaction keeps the stars, and opens the earlier words to nobody any more.
    `say_first` is called when all is counted, before the log is told: what else is to be told goes there (locks: chains last).
    Whether `by` may is the caller's to ask. Raises Invalid for an item that was not ordered.
    """
    before = review.versions.get(number=review.version)
    shown = photos_of(before)
    version = ReviewVersion(
        review=review, number=review.version + 1, kind=kind, author=by, rating=rating, title=title.strip(), body=body.strip()
    )
    version.save(force_insert=True)
    write_items(version, items_of(before) if items is None else items)
    photos = shown if photos is None else photos
    show_photos(version, photos)
    if kind == VersionKind.EDIT:
        remove_photos(photo for photo in shown if photo not in photos)
    review.refresh_from_db(fields=MIRRORED)
    if review.status == ReviewStatus.PUBLISHED and rating != before.rating:
        count_in_rating(review.vendor_id, rating=rating - before.rating, by=0)
    chain = chain_of(review.vendor.slug)
    if kind == VersionKind.REDACTION:
        conceal(chain, review=str(review.pk))  # before any chain is held: it reads
    say_first()
    append_public(chain, edited(review, version))
    return version
