"""Many reviews at once, by the same gate as one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ledger.encoding import Statement
from ledger.services import extend_public
from orders.models import Order
from reviews.gate import Refusal, gate
from reviews.items import ItemWords, write_items
from reviews.models import MAX_BODY, MAX_TITLE, Review, ReviewVersion
from reviews.services import count_in_rating
from reviews.statements import Details, chain_of, published
from vendors.models import Membership

BATCH = 1000


@dataclass(frozen=True)
class ReviewRow:
    """One review of an import. `order` is saved; `external_id` names the row in its source."""

    order: Order
    author_id: int
    rating: int
    external_id: str
    created_at: datetime
    title: str = ""
    body: str = ""
    items: Sequence[ItemWords] = ()


def import_reviews(rows: Sequence[ReviewRow]) -> list[Refusal | None]:
    """Publish those of `rows` that pass the gate; return for each, in order, None or why it was refused.

    One transaction, a handful of statements for a batch. Words that are too long are cut; a rating outside of 1 to 5 is the
    caller's to refuse, since it is no matter of the gate. No event is written: nobody is told of the past.
    """
    with transaction.atomic():
        reviewed = set(Review.objects.filter(order_id__in={row.order.pk for row in rows}).values_list("order_id", flat=True))
        team = Membership.objects.filter(vendor__in={row.order.vendor_id for row in rows})
        members = set(team.values_list("vendor_id", "user_id"))
        outcomes: list[Refusal | None] = []
        passed: list[ReviewRow] = []
        for row in rows:
            order = row.order
            refusal = gate(
                status=order.status,
                is_own=order.customer_id == row.author_id,
                is_reviewed=order.pk in reviewed,
                is_member=(order.vendor_id, row.author_id) in members,
            )
            outcomes.append(refusal)
            if refusal is None:
                reviewed.add(order.pk)
                passed.append(row)
        reviews = Review.objects.bulk_create([_review(row) for row in passed], batch_size=BATCH)
        _rate_items(reviews, passed)
        _count(passed)
        _tell_the_log(reviews, passed)
    return outcomes


def _review(row: ReviewRow) -> Review:
    return Review(
        order=row.order,
        vendor_id=row.order.vendor_id,
        author_id=row.author_id,
        rating=row.rating,
        title=row.title[:MAX_TITLE],
        body=row.body[:MAX_BODY],
        external_id=row.external_id,
        created_at=row.created_at,
    )


def _rate_items(reviews: Sequence[Review], rows: Sequence[ReviewRow]) -> None:
    """Add what the rows say of items, each as the first version of its review."""
    said = [(review, row) for review, row in zip(reviews, rows, strict=True) if row.items]
    versions = ReviewVersion.objects.select_related("review__order").filter(review__in=[review for review, _ in said])
    by_review = {version.review_id: version for version in versions}
    for review, row in said:
        write_items(by_review[review.pk], row.items)


def _count(rows: Sequence[ReviewRow]) -> None:
    """Add each vendor's new reviews to its rating, vendors in the order of their ids (no deadlock between two imports)."""
    ratings: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        ratings[row.order.vendor_id].append(row.rating)
    for vendor_id in sorted(ratings):
        count_in_rating(vendor_id, rating=sum(ratings[vendor_id]), by=len(ratings[vendor_id]))


def _tell_the_log(reviews: Sequence[Review], rows: Sequence[ReviewRow]) -> None:
    """Write each into the public chain of its vendor."""
    orders = Order.objects.select_related("vendor", "chain").in_bulk([review.order_id for review in reviews])
    stories: dict[str, list[Statement]] = defaultdict(list)
    for review, row in zip(reviews, rows, strict=True):
        review.order = orders[review.order_id]
        stories[chain_of(review.order.vendor.slug)].append(published(review, Details(row.items)))
    extend_public(stories)
