"""What a vendor's orders and reviews add up to, and that it stays so."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import DatabaseError, connection, transaction
from rest_framework.test import APIClient

from accounts.models import User
from reviews.editing import edit_review, withdraw_review
from reviews.models import ModerationGround, Review, VendorFigures
from reviews.moderation import hide_review, restore_review
from reviews.recounting import check_figures
from reviews.services import submit_review
from tests.factories import UserFactory
from tests.ledger.owner import rewriting
from tests.stories import completed_order
from tests.threads import at_once
from vendors.models import Item, Vendor


def written(customer: User, item: Item, staff: User, *stars: int) -> list[Review]:
    Item.objects.filter(pk=item.pk).update(stock=None)
    return [
        submit_review(order=completed_order(customer, item, staff), by=customer, rating=rating, body="Bread") for rating in stars
    ]


def test_everything_is_counted_and_told_in_the_page(
    customer: User, stranger: User, item: Item, vendor_staff: User, moderator: User, vendor: Vendor, anonymous: APIClient
) -> None:
    reviews = written(customer, item, vendor_staff, 5, 4, 1, 3)
    completed_order(stranger, item, vendor_staff)
    hide_review(reviews[2], by=moderator, ground=ModerationGround.ABUSIVE)
    withdraw_review(reviews[3], by=customer)
    edit_review(reviews[1], by=customer, rating=2)
    page = anonymous.get(f"/api/v1/vendors/{vendor.slug}/reviews/").json()
    assert page["figures"] == {
        "completed_orders": 5,
        "invited": 0,
        "reviewed": 4,
        "removed": {"moderation": 1, "author": 1},
        "customers": 2,
        "repeat_customers": 1,
        "repeat_share": 0.5,
    }
    assert (page["average"], page["count"], page["formula"]) == (3.5, 2, "rating-1")
    assert page["interval"] == {"low": 1.57, "high": 4.78}
    assert page["distribution"] == {"1": 0, "2": 1, "3": 0, "4": 0, "5": 1}
    assert anonymous.get(f"/api/v1/vendors/{vendor.slug}/").json()["rating"]["interval"] == page["interval"]
    restore_review(reviews[2], by=moderator, ground=ModerationGround.MISTAKE)
    assert list(check_figures()) == []


def test_a_vendor_without_anything(vendor: Vendor, anonymous: APIClient) -> None:
    page = anonymous.get(f"/api/v1/vendors/{vendor.slug}/reviews/").json()
    assert (page["average"], page["interval"], page["figures"]["repeat_share"]) == (None, None, None)
    assert page["figures"]["completed_orders"] == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reviews_vendorfigures SET stars_5 = 99",
        "DELETE FROM reviews_vendorfigures",
        "INSERT INTO reviews_vendorfigures (vendor_id) SELECT id FROM vendors_vendor",
    ],
)
def test_nobody_writes_figures(customer: User, item: Item, vendor_staff: User, statement: str) -> None:
    written(customer, item, vendor_staff, 5)
    with pytest.raises(DatabaseError, match="figures follow from"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_nightly_check_finds_what_is_off(customer: User, item: Item, vendor_staff: User, vendor: Vendor) -> None:
    written(customer, item, vendor_staff, 5)
    with rewriting("reviews_vendorfigures") as cursor:
        cursor.execute("UPDATE reviews_vendorfigures SET stars_5 = 3, customers = 0")
    Item.objects.filter(pk=item.pk).update(rating_sum=5, rating_count=1)
    assert list(check_figures()) == [
        f"customers of {vendor.slug} is 0, and they are 1",
        f"stars_5 of {vendor.slug} is 3, and they are 1",
        f"item {item.pk} has 5 stars of 1 reviews, and they are 0 of 0",
    ]


@pytest.mark.django_db(transaction=True)
def test_everything_at_once_adds_up(customer: User, item: Item, vendor_staff: User, moderator: User, vendor: Vendor) -> None:
    first = written(customer, item, vendor_staff, 5, 4, 3, 2)
    others = [UserFactory.create() for _ in range(2)]
    calls: list[Callable[[], object]] = [
        partial(edit_review, first[0], by=customer, rating=1),
        partial(hide_review, first[1], by=moderator, ground=ModerationGround.ABUSIVE),
        partial(withdraw_review, first[2], by=customer),
        *[partial(completed_order, other, item, vendor_staff) for other in others],
        *[partial(written, other, item, vendor_staff, 5) for other in others],
    ]
    results = at_once(*calls)
    assert [result for result in results if isinstance(result, BaseException)] == []
    assert list(check_figures()) == []
    figures = VendorFigures.objects.get(vendor=vendor)
    assert (figures.completed, figures.customers, figures.repeat_customers) == (8, 3, 3)
    vendor.refresh_from_db()
    assert vendor.rating_count == sum(figures.distribution.values())
