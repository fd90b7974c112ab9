"""POST /api/v1/reviews/{id}/response/ and /report/."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from events.models import Event
from reviews.models import ModerationGround, Review, ReviewReport, ReviewResponse
from reviews.moderation import hide_review

Api = Callable[[User], APIClient]


def response_url(review: Review) -> str:
    return f"/api/v1/reviews/{review.pk}/response/"


def report_url(review: Review) -> str:
    return f"/api/v1/reviews/{review.pk}/report/"


def test_the_vendor_answers_once(api: Api, vendor_owner: User, review: Review) -> None:
    client = api(vendor_owner)
    answer = client.post(response_url(review), {"body": "Thank you, Ada."})
    again = client.post(response_url(review), {"body": "And again."})

    assert (answer.status_code, answer.json()["response"]["body"]) == (201, "Thank you, Ada.")
    assert (again.status_code, again.json()["code"]) == (409, "already_responded")
    assert Event.objects.filter(type="review.responded", subject=review.order.uid).count() == 1


@pytest.mark.parametrize("person", ["customer", "stranger", "vendor_staff"])
def test_nobody_else_answers_for_the_vendor(api: Api, request: pytest.FixtureRequest, review: Review, person: str) -> None:
    answer = api(request.getfixturevalue(person)).post(response_url(review), {"body": "Buy here!"})
    assert answer.status_code == 403
    assert not ReviewResponse.objects.exists()


def test_a_hidden_review_is_not_answered_or_reported(api: Api, vendor_owner: User, moderator: User, review: Review) -> None:
    hide_review(review, by=moderator, ground=ModerationGround.ABUSIVE, note="Abusive")
    assert api(vendor_owner).post(response_url(review), {"body": "Oh"}).status_code == 404
    assert api(vendor_owner).post(report_url(review), {"reason": "spam"}).status_code == 404


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001])
def test_an_answer_has_words(api: Api, vendor_owner: User, review: Review, text: str) -> None:
    answer = api(vendor_owner).post(response_url(review), {"body": text})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/body")


def test_a_reader_reports_once(api: Api, stranger: User, review: Review) -> None:
    client = api(stranger)
    answer = client.post(report_url(review), {"reason": "personal_data", "detail": "Names a person"})
    again = client.post(report_url(review), {"reason": "spam"})

    assert (answer.status_code, answer.json()) == (201, {"review": review.pk, "reason": "personal_data"})
    assert (again.status_code, again.json()["code"]) == (409, "already_reported")
    assert ReviewReport.objects.get().detail == "Names a person"
    review.refresh_from_db()
    assert review.status == "published"


def test_a_reason_is_one_of_the_list(api: Api, stranger: User, review: Review) -> None:
    answer = api(stranger).post(report_url(review), {"reason": "dislike"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/reason")


def test_anonymous_is_asked_to_sign_in(anonymous: APIClient, review: Review) -> None:
    assert anonymous.post(response_url(review), {"body": "Hi"}).status_code == 401
    assert anonymous.post(report_url(review), {"reason": "spam"}).status_code == 401


@pytest.mark.parametrize("number", [0, 999_999, 2**63, 10**30])
def test_an_unknown_review_is_not_found(api: Api, vendor_owner: User, number: int) -> None:
    assert api(vendor_owner).post(f"/api/v1/reviews/{number}/report/", {"reason": "spam"}).status_code == 404


def test_r29_reports_are_limited(api: Api, stranger: User, review: Review) -> None:
    codes = {api(stranger).post(report_url(review), {"reason": "spam"}).status_code for _ in range(21)}
    assert codes == {201, 409, 429}
