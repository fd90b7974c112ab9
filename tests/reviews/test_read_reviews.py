"""GET /api/v1/vendors/{slug}/reviews/ and /api/v1/orders/{uid}/review/."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from accounts.models import User
from orders.models import Order
from reviews.items import ItemWords
from reviews.models import ModerationGround, Review
from reviews.moderation import hide_review
from reviews.responding import respond_to_review
from reviews.services import submit_review
from tests.factories import UserFactory
from tests.stories import completed_order
from vendors.models import Item, Vendor

Api = Callable[[User], APIClient]
URL = "/api/v1/vendors/crumb-and-co/reviews/"


@pytest.fixture
def publish(customer: User, item: Item, vendor_staff: User) -> Callable[..., list[Review]]:
    """`publish(5, 3)` publishes a review with five stars, then one with three."""

    def publish(*ratings: int) -> list[Review]:
        Item.objects.filter(pk=item.pk).update(stock=None)
        orders = [completed_order(customer, item, vendor_staff) for _ in ratings]
        return [
            submit_review(order=order, by=customer, rating=rating, body=f"{rating} stars")
            for order, rating in zip(orders, ratings, strict=True)
        ]

    return publish


def test_everybody_reads_reviews_and_what_they_add_up_to(
    anonymous: APIClient, publish: Any, vendor_owner: User, vendor: Vendor
) -> None:
    best, _ = publish(5, 2)
    respond_to_review(best, by=vendor_owner, body="Thank you.")
    page = anonymous.get(URL).json()

    assert [row["rating"] for row in page["results"]] == [2, 5]
    assert page["results"][1]["response"]["body"] == "Thank you."
    assert page["distribution"] == {"1": 0, "2": 1, "3": 0, "4": 0, "5": 1}
    assert (page["average"], page["count"], page["next"], page["previous"]) == (3.5, 2, None, None)


def test_r04_nothing_of_the_author_but_a_short_name(anonymous: APIClient, review: Review) -> None:
    answer = anonymous.get(URL)
    assert set(answer.json()["results"][0]) == {
        "id", "status", "rating", "title", "body", "author", "vendor", "created_at", "version", "revised_at", "is_redacted",
        "removed_at", "route", "order_completed_at", "items", "photos", "response", "helpful_count", "is_helpful",
        "is_own", "verified_purchase",
    }  # fmt: skip
    for secret in ("ada@example.com", "Lovelace", review.order.uid, review.order.reference):
        assert secret not in answer.content.decode()


def test_of_a_hidden_one_a_tombstone_is_left(anonymous: APIClient, publish: Any, moderator: User) -> None:
    bad, _ = publish(1, 4)
    hide_review(bad, by=moderator, ground=ModerationGround.ABUSIVE, note="Abusive")
    page = anonymous.get(URL).json()
    assert [row["rating"] for row in page["results"]] == [4, None]
    tombstone = page["results"][1]
    assert (tombstone["status"], tombstone["body"], tombstone["author"]) == ("hidden", "", None)
    assert tombstone["removed_at"]
    assert (page["average"], page["count"], page["distribution"]["1"]) == (4.0, 1, 0)
    assert page["figures"]["removed"] == {"moderation": 1, "author": 0}
    for filtered in ({"rating": 1}, {"search": "stars"}, {"with_words": True}, {"ordering": "lowest"}, {"ordering": "helpful"}):
        assert bad.pk not in [row["id"] for row in anonymous.get(URL, filtered).json()["results"]]


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("newest", [2, 5, 3, 5]),
        ("oldest", [5, 3, 5, 2]),
        ("highest", [5, 5, 3, 2]),
        ("lowest", [2, 3, 5, 5]),
        ("helpful", [2, 5, 3, 5]),
    ],
)
@pytest.mark.parametrize("page_size", [1, 3, 100])
def test_r28_pages_in_every_order_are_complete(
    anonymous: APIClient, publish: Any, ordering: str, expected: list[int], page_size: int
) -> None:
    publish(5, 3, 5, 2)
    url, seen, ids = f"{URL}?ordering={ordering}&page_size={page_size}", [], set()
    while url:
        page = anonymous.get(url).json()
        seen += [row["rating"] for row in page["results"]]
        ids |= {row["id"] for row in page["results"]}
        url = page["next"]
    assert (seen, len(ids)) == (expected, 4)


def test_the_filter_leaves_the_figures_alone(anonymous: APIClient, publish: Any) -> None:
    publish(5, 2, 5)
    page = anonymous.get(URL, {"rating": 5}).json()
    assert ([row["rating"] for row in page["results"]], page["count"]) == ([5, 5], 3)


@pytest.mark.parametrize("query", [{"rating": "6"}, {"rating": "x"}, {"ordering": "best"}, {"cursor": "forged"}])
def test_r28_bad_queries_are_errors(anonymous: APIClient, vendor: Vendor, query: dict[str, str]) -> None:
    answer = anonymous.get(URL, query)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_a_vendor_without_reviews(anonymous: APIClient, vendor: Vendor) -> None:
    page = anonymous.get(URL).json()
    assert (page["average"], page["count"], page["results"]) == (None, 0, [])


def test_suspended_and_unknown_vendors_are_not_found(anonymous: APIClient, vendor: Vendor) -> None:
    Vendor.objects.filter(pk=vendor.pk).update(is_suspended=True)
    assert anonymous.get(URL).status_code == 404
    assert anonymous.get("/api/v1/vendors/nobody/reviews/").status_code == 404


@pytest.mark.parametrize("number", [1, 50])
def test_r28_a_page_costs_seven_queries(
    customer: User, item: Item, vendor_staff: User, anonymous: APIClient, number: int, django_assert_num_queries: Any
) -> None:
    Item.objects.filter(pk=item.pk).update(stock=None)
    for _ in range(number):
        order = completed_order(customer, item, vendor_staff)
        submit_review(order=order, by=customer, rating=3, body="x", items=[ItemWords(item.pk, 4)])
    with django_assert_num_queries(7):  # the vendor, the page, its versions, their items, lines and photos, the figures
        assert len(anonymous.get(URL, {"page_size": 100}).json()["results"]) == number


def test_the_lists_use_their_indexes(publish: Any, vendor: Vendor) -> None:
    publish(5)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off")
    of_vendor = Review.objects.of_vendor(vendor)
    rows = of_vendor.published()
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX review_by_age")  # of a handful of reviews any order by age costs the same
    assert "review_shown_by_age" in of_vendor.shown().order_by("-created_at", "-id").explain()
    assert "review_shown_by_age" in of_vendor.shown().order_by("created_at", "id").explain()
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX review_shown_by_age")
    assert "review_by_stars_and_age" in rows.with_stars(5).order_by("-created_at", "-id").explain()
    assert "review_photos_by_age" in rows.filter(photo_count__gt=0).order_by("-created_at", "-id").explain()
    assert "review_by_rating" in rows.order_by("rating", "id").explain()
    assert "review_by_votes" in rows.order_by("-helpful_count", "-id").explain()


def test_a_search_reads_the_index_of_words(publish: Any, vendor: Vendor) -> None:
    publish(5)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        # With a single review any index is as good.
        cursor.execute(
            "DROP INDEX review_by_votes, review_by_age, review_by_rating, review_by_stars_and_age, review_shown_by_age"
        )
    assert "review_words" in Review.objects.saying("stars", vendor.pk).explain()


def test_all_words_of_a_search_stand_in_what_is_found(
    anonymous: APIClient, publish: Any, customer: User, item: Item, vendor_staff: User
) -> None:
    publish(5)
    other = completed_order(customer, item, vendor_staff)
    submit_review(order=other, by=customer, rating=2, title="Late", body="The bread was cold, the bag was torn.")
    found = {text: anonymous.get(URL, {"search": text}).json()["results"] for text in ("bread LATE", "bread stars", "'vendor:1'")}
    assert [row["title"] for row in found["bread LATE"]] == ["Late"]
    assert found["bread stars"] == []
    assert found["'vendor:1'"] == []


def test_a_search_stays_with_its_vendor(publish: Any, other_vendor: Vendor, anonymous: APIClient) -> None:
    publish(5)
    assert anonymous.get(f"/api/v1/vendors/{other_vendor.slug}/reviews/", {"search": "stars"}).json()["results"] == []


def test_the_customer_is_told_whether_and_why_not(api: Api, customer: User, open_order: Order, order: Order) -> None:
    client = api(customer)
    assert client.get(f"/api/v1/orders/{open_order.uid}/review/").json() == {
        "allowed": False, "reason": "order_not_completed", "review": None, "waits_until": None, "waiting_photos": [],
    }  # fmt: skip
    assert client.get(f"/api/v1/orders/{order.uid}/review/").json() == {
        "allowed": True, "reason": None, "review": None, "waits_until": None, "waiting_photos": [],
    }  # fmt: skip


def test_the_customer_sees_a_hidden_review_of_their_own(api: Api, customer: User, moderator: User, review: Review) -> None:
    hide_review(review, by=moderator, ground=ModerationGround.ABUSIVE, note="Abusive")
    given = api(customer).get(f"/api/v1/orders/{review.order.uid}/review/").json()
    assert (given["allowed"], given["reason"]) == (False, "already_reviewed")
    assert (given["review"]["id"], given["review"]["status"]) == (review.pk, "hidden")


@pytest.mark.parametrize("person", ["stranger", "vendor_owner"])
def test_r01_nobody_else_is_told(api: Api, request: pytest.FixtureRequest, order: Order, person: str) -> None:
    client = api(request.getfixturevalue(person))
    assert client.get(f"/api/v1/orders/{order.uid}/review/").status_code == 404


def test_anonymous_is_asked_to_sign_in(anonymous: APIClient, order: Order) -> None:
    assert anonymous.get(f"/api/v1/orders/{order.uid}/review/").status_code == 401


def test_a_name_of_one_word(anonymous: APIClient, item: Item, vendor_staff: User) -> None:
    author = UserFactory.create(name="Plato")
    submit_review(order=completed_order(author, item, vendor_staff), by=author, rating=3, body="Ideal")
    assert anonymous.get(URL).json()["results"][0]["author"] == "Plato"
