"""Publishing and reporting reviews, and what all of reviews' services share.

A vendor's rating is the sum and count of its published reviews, kept by F() in the transaction that changes them; its figures and
the ratings of its items follow by triggers (migration 0008). Locks are taken in one order: the order, the review, the figures,
items, then the vendor, the chains of the public log last.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.models import User
from events.catalogue import EventType
from events.services import record
from ledger.services import append_public
from orders.models import Order
from reviews.errors import ReviewNotAllowed
from reviews.event_types import REVIEW_PUBLISHED, REVIEW_SUBMITTED
from reviews.gate import Refusal, gate
from reviews.items import ItemWords, write_items
from reviews.models import Review, ReviewStatus
from reviews.photos import find_photos, show_photos
from reviews.statements import chain_of, published
from reviews.window import show_pickup_rating, window_end
from vendors.models import Vendor
from vendors.relatives import was_in_team


def review_refusal(order: Order, user: User) -> Refusal | None:
    """Return why `user` cannot review `order` now, or None."""
    is_own = order.customer_id == user.pk
    is_reviewed = is_own and Review.objects.filter(order=order).exists()
    is_member = is_own and was_in_team(user, order.vendor_id, since=order.placed_at)
    return gate(status=order.status, is_own=is_own, is_reviewed=is_reviewed, is_member=is_member)


def submit_review(
    *,
    order: Order,
    by: User,
    rating: int,
    title: str = "",
    body: str,
    items: Sequence[ItemWords] = (),
    photos: Sequence[str] = (),
) -> Review:
    """Publish the review of `by` on `order`, and count it in the vendor's rating.

    Where the vendor rates pick-ups and has not yet rated this one, it waits unseen until then, or until the window ends
    (reviews.window). `items` are of the order; `photos` are uids of what `by` uploaded before.
    Raises ReviewNotAllowed with its reason, or Invalid; nothing is written then. Of two at once, one is published.
    """
    with transaction.atomic():
        locked = Order.objects.select_for_update(no_key=True, of=("self",)).select_related("vendor", "chain").get(pk=order.pk)
        if refusal := review_refusal(locked, by):
            raise ReviewNotAllowed(refusal)
        reveal_at = window_end(locked)
        review = Review(
            order=locked,
            vendor=locked.vendor,
            author=by,
            rating=rating,
            title=title.strip(),
            body=body.strip(),
            status=ReviewStatus.PENDING if reveal_at else ReviewStatus.PUBLISHED,
            reveal_at=reveal_at,
        )
        review.save(force_insert=True)
        version = review.versions.get()
        write_items(version, items)
        show_photos(version, find_photos(photos, by=by))
        review.refresh_from_db(fields=["route", "order_completed_at", "photo_count"])
        if reveal_at:
            record_review(REVIEW_SUBMITTED, review)
        else:
            show_pickup_rating(locked)
            tell_published(review)
    return review


def tell_published(review: Review) -> None:
    """Count a review that was published a moment ago, and tell the log and the listeners."""
    count_in_rating(review.vendor_id, rating=review.rating, by=1)
    append_public(chain_of(review.vendor.slug), published(review))
    record_review(REVIEW_PUBLISHED, review, rating=review.rating)


def lock_review(review: Review) -> Review:
    """Return the review as it is now, locked until the transaction ends, with vendor and order."""
    return Review.objects.select_for_update(no_key=True, of=("self",)).select_related("vendor", "order__chain").get(pk=review.pk)


def count_in_rating(vendor_id: int, *, rating: int, by: int) -> None:
    """Add `by` reviews that give `rating` in sum to the vendor's rating; negative figures take them out."""
    Vendor.objects.filter(pk=vendor_id).update(rating_sum=F("rating_sum") + rating, rating_count=F("rating_count") + by)


def record_review(event_type: EventType, review: Review, **more: Any) -> None:
    """Write the event of a review, whose vendor and order are loaded."""
    payload = {"review": review.pk, "order": review.order.uid, "vendor": review.vendor.slug, **more}
    record(event_type, subject=review.order.uid, payload=payload)
