"""Publishing, answering and reporting reviews. Moderation stands in reviews/moderation.py, imports in reviews/imports.py.

A vendor's rating is the sum and count of its published reviews, kept by F() in the transaction that changes them. Locks are
taken in one order: the order or the review first, then the vendor, the chains of the public log last.
"""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.http import Http404

from accounts.models import User
from events.services import record
from ledger.services import append_public
from orders.models import Order
from reviews.errors import AlreadyResponded, ReviewNotAllowed
from reviews.gate import Refusal, gate
from reviews.models import Review, ReviewResponse, ReviewStatus
from reviews.statements import chain_of, published
from vendors.models import Vendor
from vendors.permissions import Permission, require
from vendors.relatives import was_in_team


def review_refusal(order: Order, user: User) -> Refusal | None:
    """Return why `user` cannot review `order` now, or None."""
    is_own = order.customer_id == user.pk
    is_reviewed = is_own and Review.objects.filter(order=order).exists()
    is_member = is_own and was_in_team(user, order.vendor_id, since=order.placed_at)
    return gate(status=order.status, is_own=is_own, is_reviewed=is_reviewed, is_member=is_member)


def submit_review(*, order: Order, by: User, rating: int, title: str = "", body: str) -> Review:
    """Publish the review of `by` on `order`, and count it in the vendor's rating.

    Raises ReviewNotAllowed with its reason; nothing is written then. Of two at once, one is published.
    """
    with transaction.atomic():
        locked = Order.objects.select_for_update(no_key=True, of=("self",)).select_related("vendor", "chain").get(pk=order.pk)
        if refusal := review_refusal(locked, by):
            raise ReviewNotAllowed(refusal)
        review = Review(order=locked, vendor=locked.vendor, author=by, rating=rating, title=title.strip(), body=body.strip())
        review.save(force_insert=True)
        count_in_rating(review.vendor_id, rating=rating, by=1)
        append_public(chain_of(review.vendor.slug), published(review))
        record_review("review.published", review, rating=rating)
    return review


def respond_to_review(review: Review, *, by: User, body: str) -> ReviewResponse:
    """Publish the vendor's one answer. Raises NotAllowed (the role is too small), Http404 (hidden) or AlreadyResponded."""
    require(by, review.vendor, Permission.REVIEWS_RESPOND)
    with transaction.atomic():
        locked = lock_review(review)
        if locked.status != ReviewStatus.PUBLISHED:
            raise Http404
        if ReviewResponse.objects.filter(review=locked).exists():
            raise AlreadyResponded("Each review has one answer, and this one was given before.")
        response = ReviewResponse(review=locked, author=by, body=body.strip())
        response.save(force_insert=True)
        record_review("review.responded", locked)
    return response


def lock_review(review: Review) -> Review:
    """Return the review as it is now, locked until the transaction ends, with vendor and order."""
    return Review.objects.select_for_update(no_key=True, of=("self",)).select_related("vendor", "order__chain").get(pk=review.pk)


def count_in_rating(vendor_id: int, *, rating: int, by: int) -> None:
    """Add `by` reviews that give `rating` in sum to the vendor's rating; negative figures take them out."""
    Vendor.objects.filter(pk=vendor_id).update(rating_sum=F("rating_sum") + rating, rating_count=F("rating_count") + by)


def record_review(event_type: str, review: Review, **more: Any) -> None:
    """Write the event of a review, whose vendor and order are loaded."""
    payload = {"review": review.pk, "order": review.order.uid, "vendor": review.vendor.slug, **more}
    record(event_type, subject=review.order.uid, payload=payload)
