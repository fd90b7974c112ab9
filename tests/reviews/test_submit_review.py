"""POST /api/v1/reviews/."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from events.models import Event
from orders.models import Order
from reviews.errors import ReviewNotAllowed
from reviews.gate import Refusal
from reviews.models import Review
from reviews.services import submit_review
from tests.factories import MembershipFactory
from vendors.models import MembershipRole, Vendor
from vendors.services import remove_member

Api = Callable[[User], APIClient]
URL = "/api/v1/reviews/"


def body(reviewed: Order, **more: Any) -> dict[str, Any]:
    return {"order": reviewed.uid, "rating": 5, "title": "Still warm", "body": "Ready when they said.", **more}


def test_the_customer_reviews_a_completed_order(api: Api, customer: User, order: Order, vendor: Vendor) -> None:
    answer = api(customer).post(URL, body(order))

    assert answer.status_code == 201, answer.content
    given = answer.json()
    assert (given["rating"], given["title"], given["author"], given["vendor"]) == (5, "Still warm", "Ada L.", "crumb-and-co")
    assert (given["response"], given["verified_purchase"]) == (None, True)
    vendor.refresh_from_db()
    assert (vendor.rating_sum, vendor.rating_count) == (5, 1)
    event = Event.objects.get(type="review.published")
    assert (event.subject, event.payload) == (
        order.uid,
        {"review": given["id"], "order": order.uid, "vendor": "crumb-and-co", "rating": 5},
    )


def test_r35_not_before_it_is_completed(api: Api, customer: User, open_order: Order, vendor: Vendor) -> None:
    answer = api(customer).post(URL, body(open_order))

    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert (answer.json()["code"], answer.json()["reason"]) == ("review_not_allowed", "order_not_completed")
    vendor.refresh_from_db()
    assert (Review.objects.count(), vendor.rating_count) == (0, 0)


@pytest.mark.parametrize("person", ["stranger", "vendor_owner", "vendor_staff", "moderator"])
def test_r35_only_its_customer(api: Api, request: pytest.FixtureRequest, order: Order, person: str) -> None:
    answer = api(request.getfixturevalue(person)).post(URL, body(order))
    assert (answer.status_code, answer.json()["reason"]) == (403, "not_your_order")


def test_a_stranger_does_not_learn_where_the_order_is(api: Api, stranger: User, open_order: Order) -> None:
    assert api(stranger).post(URL, body(open_order)).json()["reason"] == "not_your_order"


def test_r35_nobody_reviews_their_own_business(api: Api, customer: User, order: Order, vendor: Vendor) -> None:
    MembershipFactory.create(vendor=vendor, user=customer)
    answer = api(customer).post(URL, body(order))
    assert (answer.status_code, answer.json()["reason"]) == (403, "own_business")
    shown = api(customer).get(f"/api/v1/orders/{order.uid}/review/").json()
    assert (shown["allowed"], shown["reason"]) == (False, "own_business")


def test_r35_only_once(api: Api, customer: User, review: Review) -> None:
    answer = api(customer).post(URL, body(review.order, rating=1))
    assert (answer.status_code, answer.json()["reason"]) == (403, "already_reviewed")
    assert Review.objects.get().rating == 4


def test_an_unknown_order_is_a_fault_of_the_input(api: Api, customer: User, order: Order) -> None:
    answer = api(customer).post(URL, body(order, order="AAAAAAAAAAAAAAAAAAAAAA"))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/order")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"rating": 0}, "/rating"),
        ({"rating": 6}, "/rating"),
        ({"rating": "good"}, "/rating"),
        ({"rating": None}, "/rating"),
        ({"body": " "}, "/body"),
        ({"body": "x" * 5001}, "/body"),
        ({"body": "a\u0000b"}, "/body"),
        ({"title": "x" * 121}, "/title"),
        ({"order": "a\u0000b"}, "/order"),
        ({"order": {"uid": 1}}, "/order"),
    ],
)
def test_bad_input_names_the_field(api: Api, customer: User, order: Order, change: dict[str, Any], pointer: str) -> None:
    answer = api(customer).post(URL, json.dumps(body(order, **change)), content_type="application/json")
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_r21_text_that_is_no_unicode_is_refused(api: Api, customer: User, order: Order) -> None:
    text = json.dumps(body(order, body="\ud800"))
    assert api(customer).post(URL, text, content_type="application/json").status_code == 400
    assert not Review.objects.exists()


def test_r03_nothing_else_can_be_set(api: Api, customer: User, stranger: User, order: Order) -> None:
    answer = api(customer).post(
        URL, body(order, status="hidden", author=stranger.pk, vendor="elsewhere", verified_purchase=False, id=99)
    )
    review = Review.objects.get()
    assert answer.status_code == 201
    assert (review.status, review.author, review.vendor) == ("published", customer, order.vendor)


def test_r33_the_same_key_gives_the_same_answer(api: Api, customer: User, order: Order) -> None:
    client = api(customer)
    first = client.post(URL, body(order), headers={"Idempotency-Key": "one"})
    again = client.post(URL, body(order), headers={"Idempotency-Key": "one"})
    other = client.post(URL, body(order, rating=1), headers={"Idempotency-Key": "one"})

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_anonymous_is_asked_to_sign_in(anonymous: APIClient, order: Order) -> None:
    assert anonymous.post(URL, body(order)).status_code == 401


def test_r29_reviews_are_limited(api: Api, customer: User, open_order: Order) -> None:
    client = api(customer)
    for _ in range(20):
        assert client.post(URL, body(open_order)).status_code == 403
    answer = client.post(URL, body(open_order))
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


def test_who_ordered_while_in_the_team_reviews_nothing_after_leaving(order: Order, customer: User, vendor: Vendor) -> None:
    membership = MembershipFactory.create(vendor=vendor, user=customer, role=MembershipRole.STAFF)
    remove_member(membership, by=customer)
    with pytest.raises(ReviewNotAllowed) as refused:
        submit_review(order=order, by=customer, rating=5, body="The best there is.")
    assert refused.value.refusal == Refusal.OWN_BUSINESS
