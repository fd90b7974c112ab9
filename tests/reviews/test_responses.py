"""Answers with their versions, and helpful votes."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from rest_framework.test import APIClient

from accounts.models import User
from reviews.models import HelpfulVote, ModerationGround, ResponseVersion, Review, ReviewResponse
from reviews.moderation import hide_review
from reviews.responding import edit_response, respond_to_review, withdraw_response
from reviews.voting import take_vote_back, vote_helpful
from tests.threads import at_once

Api = Callable[[User], APIClient]


@pytest.fixture
def answered(review: Review, vendor_owner: User) -> ReviewResponse:
    """Thank you."""
    return respond_to_review(review, by=vendor_owner, body="Thank you.")


def url(review: Review, rest: str = "response/") -> str:
    return f"/api/v1/reviews/{review.pk}/{rest}"


def bodies(client: APIClient, review: Review) -> list[str]:
    return [one["body"] for one in client.get(url(review, "response/versions/")).json()["results"]]


def test_an_edited_answer_keeps_its_history(
    api: Api, answered: ReviewResponse, review: Review, vendor_owner: User, anonymous: APIClient
) -> None:
    told = api(vendor_owner).patch(url(review), {"body": "Thank you, come again."}).json()
    assert (told["response"]["body"], told["response"]["version"]) == ("Thank you, come again.", 2)
    assert told["response"]["revised_at"]
    api(vendor_owner).patch(url(review), {"body": "Thank you, come again. "})
    assert bodies(anonymous, review) == ["Thank you.", "Thank you, come again."]


def test_r38_who_changes_older_words_of_an_answer_is_told(
    api: Api, answered: ReviewResponse, review: Review, vendor_owner: User, anonymous: APIClient
) -> None:
    client = api(vendor_owner)
    assert client.patch(url(review), {"body": "Thanks.", "version": 1}).status_code == 200
    late = client.patch(url(review), {"body": "Thank you!", "version": 1})
    assert (late.status_code, late.json()["code"], late.json()["version"]) == (409, "changed_meanwhile", 2)
    assert bodies(anonymous, review) == ["Thank you.", "Thanks."]


@pytest.mark.django_db(transaction=True)
def test_r38_of_two_who_change_an_answer_at_once_one_is_told(review: Review, vendor_owner: User) -> None:
    respond_to_review(review, by=vendor_owner, body="Thank you.")
    changes = [partial(edit_response, review, by=vendor_owner, body=body, version=1) for body in ("Thanks.", "Thank you!")]
    assert sorted(type(outcome).__name__ for outcome in at_once(*changes)) == ["ChangedMeanwhile", "ReviewResponse"]
    assert ReviewResponse.objects.get().version == 2


def test_a_withdrawn_answer_is_read_by_nobody_and_can_be_given_anew(
    api: Api, answered: ReviewResponse, review: Review, vendor_owner: User, anonymous: APIClient
) -> None:
    assert api(vendor_owner).delete(url(review)).json()["response"] is None
    assert anonymous.get(url(review, "response/versions/")).status_code == 404
    assert api(vendor_owner).delete(url(review)).status_code == 404
    assert api(vendor_owner).patch(url(review), {"body": "x"}).status_code == 404
    answer = api(vendor_owner).post(url(review), {"body": "Thank you after all."})
    assert (answer.status_code, answer.json()["response"]["version"]) == (201, 2)
    assert bodies(anonymous, review) == ["Thank you after all."]  # what was withdrawn stays so
    api(vendor_owner).patch(url(review), {"body": "Thanks."})
    assert bodies(anonymous, review) == ["Thank you after all.", "Thanks."]
    assert api(vendor_owner).post(url(review), {"body": "Once more"}).json()["code"] == "already_responded"


@pytest.mark.parametrize("person", ["customer", "stranger", "vendor_staff"])
def test_nobody_else_changes_an_answer(
    api: Api, request: pytest.FixtureRequest, answered: ReviewResponse, review: Review, person: str
) -> None:
    client = api(request.getfixturevalue(person))
    assert client.patch(url(review), {"body": "Mine"}).status_code == 403
    assert client.delete(url(review)).status_code == 403


def test_of_a_hidden_review_nothing_is_answered(
    api: Api, answered: ReviewResponse, review: Review, vendor_owner: User, moderator: User
) -> None:
    hide_review(review, by=moderator, ground=ModerationGround.ABUSIVE)
    assert api(vendor_owner).patch(url(review), {"body": "x"}).status_code == 404
    assert api(vendor_owner).get(url(review, "response/versions/")).status_code == 404


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reviews_reviewresponse SET body = 'Rude'",
        "UPDATE reviews_reviewresponse SET version = 2",
        "UPDATE reviews_reviewresponse SET withdrawn_version = 0",
        "DELETE FROM reviews_reviewresponse",
        "UPDATE reviews_responseversion SET body = 'Rude'",
        "DELETE FROM reviews_responseversion",
    ],
)
def test_r08_answers_are_not_rewritten(answered: ReviewResponse, review: Review, vendor_owner: User, statement: str) -> None:
    withdraw_response(review, by=vendor_owner)
    with (
        pytest.raises(DatabaseError, match=r"append-only|as it was written"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_no_gap_in_an_answers_versions(answered: ReviewResponse, vendor_owner: User) -> None:
    with pytest.raises(IntegrityError, match="does not follow"), transaction.atomic():
        ResponseVersion.objects.create(response=answered, number=3, author=vendor_owner, body="x")
    with pytest.raises(IntegrityError, match="response_version_body_given"), transaction.atomic():
        ResponseVersion.objects.create(response=answered, number=2, author=vendor_owner, body="")


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one(review: Review, vendor_owner: User) -> None:
    at_once(*[partial(respond_to_review, review, by=vendor_owner, body=f"Thanks {n}") for n in range(4)])
    assert (ReviewResponse.objects.count(), ResponseVersion.objects.count()) == (1, 1)
    at_once(*[partial(withdraw_response, review, by=vendor_owner)] * 3)
    assert ReviewResponse.objects.get().withdrawn_at is not None


# --- Helpful ----------------------------------------------------------------------------------------------------------


def count(review: Review) -> int:
    review.refresh_from_db()
    return review.helpful_count


def test_a_vote_counts_once_and_is_taken_back(api: Api, review: Review, stranger: User, vendor: Any) -> None:
    client = api(stranger)
    for _ in range(2):
        assert client.put(url(review, "helpful/")).json() == {"helpful_count": 1, "is_helpful": True}
    (row,) = client.get(f"/api/v1/vendors/{vendor.slug}/reviews/", {"ordering": "helpful"}).json()["results"]
    assert (row["helpful_count"], row["is_helpful"]) == (1, True)
    for _ in range(2):
        assert client.delete(url(review, "helpful/")).json() == {"helpful_count": 0, "is_helpful": False}


@pytest.mark.parametrize("person", ["customer", "vendor_owner", "vendor_staff"])
def test_neither_author_nor_team_votes(api: Api, request: pytest.FixtureRequest, review: Review, person: str) -> None:
    answer = api(request.getfixturevalue(person)).put(url(review, "helpful/"))
    assert (answer.status_code, answer.json()["code"]) == (403, "not_yours_to_vote")
    with pytest.raises(IntegrityError, match="not for this reader"), transaction.atomic():
        HelpfulVote.objects.create(review=review, voter=request.getfixturevalue(person))


def test_what_is_hidden_takes_no_vote(api: Api, review: Review, stranger: User, moderator: User, anonymous: APIClient) -> None:
    hide_review(review, by=moderator, ground=ModerationGround.ABUSIVE)
    assert api(stranger).put(url(review, "helpful/")).status_code == 404
    assert anonymous.put(url(review, "helpful/")).status_code == 401


def test_once_for_each_reader(review: Review, stranger: User) -> None:
    vote_helpful(review, by=stranger)
    with pytest.raises(IntegrityError, match="helpful_once_per_reader"), transaction.atomic():
        HelpfulVote.objects.create(review=review, voter=stranger)


@pytest.mark.django_db(transaction=True)
def test_votes_at_once_are_counted_right(review: Review, stranger: User) -> None:
    at_once(*[partial(vote_helpful, review, by=stranger)] * 4)
    assert (count(review), HelpfulVote.objects.count()) == (1, 1)
    at_once(*[partial(take_vote_back, review, by=stranger)] * 4)
    assert (count(review), HelpfulVote.objects.count()) == (0, 0)
