"""What the database itself refuses, whoever asks."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.models import User
from orders.models import Order
from reviews.models import ModerationAction, ModerationGround, Review, ReviewReport, ReviewResponse
from reviews.moderation import hide_review
from tests.factories import MembershipFactory
from vendors.models import Vendor

KEPT = r"append-only|as it was written"


def create(order: Order, author: User, vendor: Vendor | None = None, rating: int = 5, **more: object) -> Review:
    with transaction.atomic():
        return Review.objects.create(order=order, author=author, vendor=vendor or order.vendor, rating=rating, body="x", **more)


def test_r35_no_review_of_an_order_that_is_not_completed(open_order: Order, customer: User) -> None:
    with pytest.raises(IntegrityError, match="is not completed"):
        create(open_order, customer)


def test_r35_no_review_by_another(order: Order, stranger: User) -> None:
    with pytest.raises(IntegrityError, match="by its customer"):
        create(order, stranger)


def test_r35_no_review_about_another_vendor(order: Order, customer: User, other_vendor: Vendor) -> None:
    with pytest.raises(IntegrityError, match="about its vendor"):
        create(order, customer, other_vendor)


def test_r35_no_review_of_ones_own_business(order: Order, customer: User) -> None:
    MembershipFactory.create(vendor=order.vendor, user=customer)
    with pytest.raises(IntegrityError, match="works for its vendor"):
        create(order, customer)


def test_r35_replication_mode_does_not_pass_the_gate_by(open_order: Order, customer: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        create(open_order, customer)


def test_r35_no_second_review(review: Review, customer: User) -> None:
    with pytest.raises(IntegrityError, match="order_id"):
        create(review.order, customer)


@pytest.mark.parametrize("rating", [0, 6])
def test_one_to_five_stars(order: Order, customer: User, rating: int) -> None:
    with pytest.raises(IntegrityError, match="review_rating_range"):
        create(order, customer, rating=rating)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM reviews_review",
        "UPDATE reviews_review SET rating = 5",
        "UPDATE reviews_review SET body = 'Wonderful'",
        "UPDATE reviews_review SET created_at = now() - interval '1 day'",
        "UPDATE reviews_moderationaction SET reason = 'nothing'",
        "DELETE FROM reviews_moderationaction",
    ],
)
@pytest.mark.parametrize("replica", [False, True])
def test_r08_nothing_is_rewritten(review: Review, moderator: User, statement: str, replica: bool) -> None:
    hide_review(review, by=moderator, ground=ModerationGround.ABUSIVE, note="Abusive")
    with pytest.raises(DatabaseError, match=KEPT), transaction.atomic(), connection.cursor() as cursor:
        if replica:
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)


def test_r08_truncate_is_refused_outside_of_test_databases(review: Review) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgname LIKE '%_refuse_truncate' AND tgenabled = 'A'"
            " AND tgrelid::regclass::text IN ('reviews_review', 'reviews_moderationaction')"
        )
        assert cursor.fetchone() == (2,)


def test_closed_lists_and_reasons(review: Review, moderator: User) -> None:
    with pytest.raises(IntegrityError, match="moderation_ground_of_its_kind"), transaction.atomic():
        ModerationAction.objects.create(moderator=moderator, review=review, action="hide", ground="")
    with pytest.raises(IntegrityError, match="moderation_action_known"), transaction.atomic():
        ModerationAction.objects.create(moderator=moderator, review=review, action="burn", ground="spam")
    with pytest.raises(IntegrityError, match="report_reason_known"), transaction.atomic():
        ReviewReport.objects.create(review=review, reporter=moderator, reason="dislike")
    with pytest.raises(IntegrityError, match="response_body_given"), transaction.atomic():
        ReviewResponse.objects.create(review=review, author=moderator, body="")
    with pytest.raises(IntegrityError, match="cannot become gone"), transaction.atomic():
        Review.objects.update(status="gone")
