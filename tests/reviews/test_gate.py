"""The gate, as a table; and imports through it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from accounts.models import User
from orders.models import Order
from orders.statuses import Status
from reviews.gate import Refusal, gate
from reviews.imports import ReviewRow, import_reviews
from reviews.models import Review
from tests.factories import MembershipFactory
from vendors.models import Vendor

WHEN = datetime(2017, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("is_reviewed", [False, True])
@pytest.mark.parametrize("is_member", [False, True])
def test_whose_order_it_is_comes_first(status: str, is_reviewed: bool, is_member: bool) -> None:
    assert gate(status=status, is_own=False, is_reviewed=is_reviewed, is_member=is_member) == Refusal.NOT_YOUR_ORDER


@pytest.mark.parametrize("status", Status.values)
def test_only_completed_and_only_once(status: str) -> None:
    expected = None if status == "completed" else Refusal.ORDER_NOT_COMPLETED
    assert gate(status=status, is_own=True, is_reviewed=False, is_member=False) == expected
    assert gate(status=status, is_own=True, is_reviewed=True, is_member=False) == Refusal.ALREADY_REVIEWED
    assert gate(status=status, is_own=True, is_reviewed=False, is_member=True) == Refusal.OWN_BUSINESS


def row(order: Order, author: User, number: int, rating: int = 4, **more: Any) -> ReviewRow:
    return ReviewRow(order=order, author_id=author.pk, rating=rating, external_id=f"r{number}", created_at=WHEN, **more)


def test_an_import_goes_through_the_same_gate(
    order: Order, open_order: Order, customer: User, stranger: User, vendor: Vendor
) -> None:
    rows = [
        row(order, customer, 1, body="y" * 6000, title="z" * 200),
        row(order, customer, 2, rating=1),
        row(open_order, customer, 3),
        row(order, stranger, 4),
    ]
    assert import_reviews(rows) == [None, Refusal.ALREADY_REVIEWED, Refusal.ORDER_NOT_COMPLETED, Refusal.NOT_YOUR_ORDER]

    review = Review.objects.get()
    vendor.refresh_from_db()
    assert (review.external_id, review.created_at, len(review.body), len(review.title)) == ("r1", WHEN, 5000, 120)
    assert (vendor.rating_sum, vendor.rating_count) == (4, 1)


def test_an_import_takes_no_review_of_ones_own_business(order: Order, customer: User, vendor: Vendor) -> None:
    MembershipFactory.create(vendor=vendor, user=customer)
    assert import_reviews([row(order, customer, 1)]) == [Refusal.OWN_BUSINESS]
    assert not Review.objects.exists()


def test_the_second_import_adds_nothing(order: Order, customer: User, vendor: Vendor) -> None:
    import_reviews([row(order, customer, 1)])
    assert import_reviews([row(order, customer, 1)]) == [Refusal.ALREADY_REVIEWED]
    vendor.refresh_from_db()
    assert (Review.objects.count(), vendor.rating_count) == (1, 1)
    assert import_reviews([]) == []
