"""A further version of a review: the one way in which stars and words change after publication."""

from accounts.models import User
from ledger.services import append_public, conceal
from reviews.models import Review, ReviewStatus, ReviewVersion, VersionKind
from reviews.services import count_in_rating
from reviews.statements import chain_of, edited


def add_version(review: Review, *, kind: VersionKind, by: User, rating: int, title: str, body: str) -> ReviewVersion:
    """Append the next version of a review that the caller holds locked (reviews.services.lock_review), and tell the log.

    The database makes the review say it; `review` is brought up to date. Where the review counts, the vendor's rating follows.
    A redaction keeps the stars, and opens the earlier words to nobody any more. Whether `by` may is the caller's to ask.
    """
    stars_before = review.rating
    version = ReviewVersion(
        review=review, number=review.version + 1, kind=kind, author=by, rating=rating, title=title.strip(), body=body.strip()
    )
    version.save(force_insert=True)
    review.refresh_from_db(fields=["rating", "title", "body", "version", "revised_at", "is_redacted"])
    if review.status == ReviewStatus.PUBLISHED and rating != stars_before:
        count_in_rating(review.vendor_id, rating=rating - stars_before, by=0)
    _tell_the_log(review, version)
    return version


def _tell_the_log(review: Review, version: ReviewVersion) -> None:
    chain = chain_of(review.vendor.slug)
    if version.kind == VersionKind.REDACTION:
        conceal(chain, review=str(review.pk))
    append_public(chain, edited(review, version))
