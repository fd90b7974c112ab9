"""Stars for single items: of this order, once each, counted in the item's rating."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from accounts.models import User
from common.errors import Invalid
from orders.models import Order
from reviews.auditing import check_versions
from reviews.editing import edit_review, withdraw_review
from reviews.imports import ReviewRow, import_reviews
from reviews.items import ItemWords
from reviews.models import ModerationGround, Review, ReviewItem, ReviewVersion
from reviews.moderation import hide_review, restore_review
from reviews.recounting import check_figures
from reviews.redacting import redact_review
from reviews.services import submit_review
from tests.factories import ItemFactory
from tests.ledger.owner import rewriting
from tests.reviews.test_log import said
from tests.stories import completed_order
from vendors.models import Item, Vendor


def rated(item: Item) -> tuple[int, int]:
    item.refresh_from_db()
    return item.rating_sum, item.rating_count


@pytest.fixture
def rated_review(order: Order, customer: User, item: Item) -> Review:
    """Four stars, five for the loaf."""
    return submit_review(order=order, by=customer, rating=4, body="Good.", items=[ItemWords(item.pk, 5, " Crisp. ")])


def test_an_items_stars_count_and_are_shown(rated_review: Review, item: Item, anonymous: APIClient, vendor: Vendor) -> None:
    assert rated(item) == (5, 1)
    row = anonymous.get(f"/api/v1/vendors/{vendor.slug}/reviews/").json()["results"][0]
    assert row["items"] == [{"item": item.pk, "name": item.name, "rating": 5, "body": "Crisp."}]
    (sold,) = anonymous.get(f"/api/v1/vendors/{vendor.slug}/items/").json()["results"]
    assert (sold["rating"]["average"], sold["rating"]["count"], sold["rating"]["formula"]) == (5.0, 1, "rating-1")


def test_the_log_tells_of_the_items_stars(rated_review: Review, item: Item, customer: User) -> None:
    edit_review(rated_review, by=customer, items=[ItemWords(item.pk, 2)])
    assert [data.get("items") for _, data in said()] == [{str(item.pk): 5}, {str(item.pk): 2}]


def test_an_edit_counts_the_new_stars_alone(rated_review: Review, item: Item, customer: User) -> None:
    edit_review(rated_review, by=customer, items=[ItemWords(item.pk, 2)])
    assert rated(item) == (2, 1)
    edit_review(rated_review, by=customer, body="Good still.")  # what is left out stays
    assert rated(item) == (2, 1)
    edit_review(rated_review, by=customer, items=[])
    assert rated(item) == (0, 0)
    assert list(check_figures()) == []


def test_what_is_hidden_or_withdrawn_counts_no_more(rated_review: Review, item: Item, customer: User, moderator: User) -> None:
    hide_review(rated_review, by=moderator, ground=ModerationGround.ABUSIVE)
    assert rated(item) == (0, 0)
    restore_review(rated_review, by=moderator, ground=ModerationGround.MISTAKE)
    assert rated(item) == (5, 1)
    withdraw_review(rated_review, by=customer)
    assert rated(item) == (0, 0)
    assert list(check_figures()) == []


def test_the_audit_finds_words_about_items_that_somebody_rewrote(rated_review: Review) -> None:
    with rewriting("reviews_reviewitem") as cursor:
        cursor.execute("UPDATE reviews_reviewitem SET body = 'Stale.'")
    assert list(check_versions()) == [f"version 1 of review {rated_review.pk}: its words are not those of the log"]


def test_a_redaction_keeps_the_stars_of_items_and_names_the_words_that_go(
    rated_review: Review, item: Item, moderator: User
) -> None:
    title, body = rated_review.title, rated_review.body
    redact_review(
        rated_review, by=moderator, ground=ModerationGround.PERSONAL_DATA, title=title, body=body, items={item.pk: "[…]"}
    )
    rated_review.refresh_from_db()
    assert list(rated_review.newest.items.values_list("rating", "body")) == [(5, "[…]")]
    assert (rated_review.body, rated(item)) == (body, (5, 1))


@pytest.mark.parametrize("words", ["another", "twice"])
def test_only_what_was_ordered_and_once(order: Order, customer: User, item: Item, vendor: Vendor, words: str) -> None:
    other = ItemFactory.create(vendor=vendor)
    items = {"another": [ItemWords(item.pk, 5), ItemWords(other.pk, 5)], "twice": [ItemWords(item.pk, 5), ItemWords(item.pk, 1)]}
    with pytest.raises(Invalid) as caught:
        submit_review(order=order, by=customer, rating=4, body="Good.", items=items[words])
    assert caught.value.pointer == {"another": "/items/1/item", "twice": "/items/0/item"}[words]
    assert not Review.objects.exists()


def test_the_database_refuses_items_of_other_orders_and_of_older_versions(
    rated_review: Review, customer: User, item: Item, vendor_staff: User
) -> None:
    other: Any = completed_order(customer, item, vendor_staff).items.get()
    version = ReviewVersion.objects.get()
    with pytest.raises(IntegrityError, match="not of the reviewed order"), transaction.atomic():
        ReviewItem.objects.create(version=version, order_item=other, rating=5)
    edit_review(rated_review, by=customer, items=[])
    with pytest.raises(IntegrityError, match="not the newest"), transaction.atomic():
        ReviewItem.objects.create(version=version, order_item=rated_review.order.items.get(), rating=5)


@pytest.mark.parametrize("rating", [0, 6])
def test_one_to_five_stars(rated_review: Review, rating: int, customer: User) -> None:
    newest = edit_review(rated_review, by=customer, items=[])
    with pytest.raises(IntegrityError, match="review_item_rating_range"), transaction.atomic():
        ReviewItem.objects.create(version=newest, order_item=rated_review.order.items.get(), rating=rating)


def test_once_for_each_version(rated_review: Review) -> None:
    with pytest.raises(IntegrityError, match="review_item_once"), transaction.atomic():
        ReviewItem.objects.create(version=rated_review.newest, order_item=rated_review.order.items.get(), rating=1)


def test_the_audit_finds_stars_of_an_item_that_somebody_rewrote(rated_review: Review) -> None:
    assert list(check_versions()) == []
    with rewriting("reviews_reviewitem") as cursor:
        cursor.execute("UPDATE reviews_reviewitem SET rating = 1")
    assert list(check_versions()) == [f"version 1 of review {rated_review.pk}: the stars of its items are not those of the log"]


def test_an_import_rates_items_too(order: Order, customer: User, item: Item) -> None:
    words = [ItemWords(item.pk, 3, "Dry.")]
    row = ReviewRow(order=order, author_id=customer.pk, rating=4, external_id="r1", created_at=order.placed_at, items=words)
    assert import_reviews([row]) == [None]
    assert rated(item) == (3, 1)
    assert [*check_versions(), *check_figures()] == []
