"""Several at the same moment."""

from functools import partial

import pytest

from accounts.models import User
from orders.models import Order
from reviews.errors import AlreadyModerated, ReviewNotAllowed
from reviews.models import ModerationGround, Review
from reviews.moderation import hide_review, restore_review
from reviews.services import submit_review
from tests.stories import completed_order
from tests.threads import at_once
from vendors.models import Item, Vendor

pytestmark = pytest.mark.django_db(transaction=True)


def rating(vendor: Vendor) -> tuple[int, int]:
    vendor.refresh_from_db()
    return vendor.rating_sum, vendor.rating_count


def test_r35_two_submits_of_one_order_publish_one(order: Order, customer: User, vendor: Vendor) -> None:
    calls = [partial(submit_review, order=order, by=customer, rating=stars, body="Mine") for stars in (5, 4, 3, 2)]
    results = at_once(*calls)

    assert [type(result) for result in results].count(Review) == 1
    refusals = [result.refusal for result in results if isinstance(result, ReviewNotAllowed)]
    assert refusals == ["already_reviewed"] * 3
    assert rating(vendor) == (Review.objects.get().rating, 1)


def test_reviews_of_different_orders_all_count(
    customer: User, item: Item, vendor_staff: User, vendor: Vendor, moderator: User
) -> None:
    orders = [completed_order(customer, item, vendor_staff) for _ in range(8)]
    stars = [1, 2, 3, 4, 5, 5, 4, 3]
    results = at_once(
        *[partial(submit_review, order=o, by=customer, rating=s, body="x") for o, s in zip(orders, stars, strict=True)]
    )
    assert all(isinstance(result, Review) for result in results)
    assert rating(vendor) == (27, 8)


def test_moderators_at_once_count_a_review_out_once(review: Review, moderator: User, vendor: Vendor) -> None:
    results = at_once(*[partial(hide_review, review, by=moderator, ground=ModerationGround.ABUSIVE, note="Abusive")] * 4)
    assert [type(result) for result in results].count(AlreadyModerated) == 3
    assert rating(vendor) == (0, 0)

    at_once(*[partial(restore_review, review, by=moderator, ground=ModerationGround.MISTAKE, note="Not abusive")] * 4)
    assert rating(vendor) == (4, 1)


def test_hiding_and_submitting_at_once_keep_the_sum(
    review: Review, customer: User, item: Item, vendor_staff: User, moderator: User, vendor: Vendor
) -> None:
    orders = [completed_order(customer, item, vendor_staff) for _ in range(4)]
    at_once(
        partial(hide_review, review, by=moderator, ground=ModerationGround.ABUSIVE, note="Abusive"),
        *[partial(submit_review, order=order, by=customer, rating=5, body="x") for order in orders],
    )
    published = Review.objects.published()
    assert rating(vendor) == (20, 4) == (sum(published.values_list("rating", flat=True)), published.count())
