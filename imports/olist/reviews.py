"""Olist's reviews, through the same gate as everybody's."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from imports.olist.baskets import Basket
from imports.olist.files import REVIEWS, Source
from imports.olist.story import Story
from imports.olist.times import UnreadableTime, read_time
from imports.reading import Row
from imports.tally import Tally
from orders.models import Order
from reviews.gate import gate
from reviews.imports import ReviewRow, import_reviews
from reviews.models import Review

ALREADY_IMPORTED = "already_imported"
RATING_INVALID = "rating_invalid"
TIME_UNREADABLE = "time_unreadable"
REVIEW_OF_REFUSED_ORDER = "review_of_refused_order"
RATINGS = {"1", "2", "3", "4", "5"}


class JudgedOrder(Protocol):
    """The part of a judged order that its reviews need."""

    @property
    def order_id(self) -> str: ...
    @property
    def story(self) -> Story | None: ...
    @property
    def baskets(self) -> Sequence[Basket]: ...


def load_reviews(judged: Sequence[JudgedOrder], orders: Mapping[str, Order], source: Source, tally: Tally) -> None:
    """Publish the reviews of the orders that pass the gate, the first that was written of several; refuse the rest.

    The review of an order of several sellers says not whom it means: it goes to the one who sold the most of it.
    """
    rows = [(each, row) for each in judged for row in sorted(source.reviews.get(each.order_id, []), key=_age)]
    external_ids = [_external_id(row) for _, row in rows]
    known = set(Review.objects.filter(external_id__in=external_ids).values_list("external_id", flat=True))
    passed: list[ReviewRow] = []
    for each, row in rows:
        order = orders[each.baskets[0].external_id] if each.baskets else None
        verdict = _judge(row, each.story, order, is_known=_external_id(row) in known)
        if isinstance(verdict, str):
            tally.refuse(REVIEWS.file, verdict)
        else:
            passed.append(verdict)
    for refusal in import_reviews(passed):
        tally.settle(REVIEWS.file, refusal.value if refusal else None)
        tally.written["reviews_accepted"] += refusal is None


def _judge(row: Row, story: Story | None, order: Order | None, *, is_known: bool) -> ReviewRow | str:
    """Return the review for the gate, or why it does not come so far."""
    if is_known:
        return ALREADY_IMPORTED
    if row["review_score"] not in RATINGS:
        return RATING_INVALID
    if order is None:
        refusal = gate(status=story.status, is_own=True, is_reviewed=False, is_member=False) if story else None
        return refusal.value if refusal else REVIEW_OF_REFUSED_ORDER
    try:
        written = read_time(row["review_answer_timestamp"]) or read_time(row["review_creation_date"])
    except UnreadableTime:
        return TIME_UNREADABLE
    if written is None:
        return TIME_UNREADABLE
    return ReviewRow(
        order=order,
        author_id=order.customer_id,
        rating=int(row["review_score"]),
        external_id=_external_id(row),
        created_at=written.at,
        title=row["review_comment_title"],
        body=row["review_comment_message"],
    )


def _external_id(row: Row) -> str:
    """Olist gives one review several rows where it was asked for several orders at once."""
    return f"{row['review_id']}:{row['order_id']}"


def _age(row: Row) -> tuple[str, str, str]:
    return row["review_answer_timestamp"], row["review_creation_date"], row["review_id"]
