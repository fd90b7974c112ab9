"""Statements and appeals over HTTP: one's own alone."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tokens import issue_tokens
from moderation.models import Appeal, Case, Outcome, Statement
from moderation.services import decide_appeal, decide_case, look_at
from reviews.models import ModerationGround, ModerationKind, Review
from reviews.services import submit_review
from tests.access.world import hidden_review
from tests.stories import completed_order
from vendors.models import Item

Api = Callable[[User], APIClient]
LIST = "/api/v1/moderation/statements/"
WORDS = {"words": "The name in it is the shop's own."}


@pytest.fixture
def statement(case: Case, moderator: User) -> Statement:
    action = decide_case(
        case, kind=ModerationKind.HIDE, by=moderator, ground=ModerationGround.PERSONAL_DATA, facts="It names a neighbour."
    )
    return Statement.objects.get(action=action)


def test_the_author_reads_what_why_and_how_to_appeal(api: Api, customer: User, statement: Statement, review: Review) -> None:
    told = api(customer).get(f"{LIST}{statement.pk}/").json()
    assert told["sentence"] == "Your review of Crumb & Co is hidden"
    assert told["rule"].startswith("Our rules: a review gives away nobody's personal data")
    assert told["found"] == "A reader reported it, and a person of our team looked at it."
    assert (told["decision"], told["reason"], told["facts"], told["is_automated"], told["can_appeal"], told["appeal"]) == (
        "hide", "personal_data", "It names a neighbour.", False, True, None,
    )  # fmt: skip
    assert (told["review"], told["order"], told["vendor"]) == (review.pk, review.order.uid, "crumb-and-co")
    assert "moderator" not in str(told)


def test_somebody_elses_is_not_found(api: Api, stranger: User, vendor_owner: User, statement: Statement) -> None:
    for person in (stranger, vendor_owner):
        assert api(person).get(f"{LIST}{statement.pk}/").status_code == 404
        assert api(person).post(f"{LIST}{statement.pk}/appeal/", WORDS).status_code == 404
        assert api(person).get(LIST).json()["results"] == []
    assert APIClient().get(LIST).status_code == 401


def test_appealed_against_once(api: Api, customer: User, statement: Statement) -> None:
    answer = api(customer).post(f"{LIST}{statement.pk}/appeal/", WORDS)
    assert answer.status_code == 201
    assert answer.json()["appeal"] == {
        "words": WORDS["words"], "created_at": answer.json()["appeal"]["created_at"], "outcome": None, "decided_at": None,
    }  # fmt: skip
    assert answer.json()["can_appeal"] is False
    again = api(customer).post(f"{LIST}{statement.pk}/appeal/", WORDS)
    assert (again.status_code, again.json()["code"]) == (409, "already_appealed")


def test_the_same_key_appeals_once_and_answers_alike(api: Api, customer: User, statement: Statement) -> None:
    key = {"Idempotency-Key": "a"}
    first, second = (api(customer).post(f"{LIST}{statement.pk}/appeal/", WORDS, headers=key) for _ in range(2))
    assert (first.status_code, second.status_code, Appeal.objects.count()) == (201, 201, 1)
    assert first.json() == second.json()


@pytest.mark.parametrize("body", [{}, {"words": ""}, {"words": "Why?"}, {"words": "x" * 2001}])
def test_an_appeal_without_words_is_refused(api: Api, customer: User, statement: Statement, body: dict[str, str]) -> None:
    answer = api(customer).post(f"{LIST}{statement.pk}/appeal/", body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/words")


def test_the_outcome_is_read_where_the_appeal_was_made(
    api: Api, customer: User, statement: Statement, other_moderator: User
) -> None:
    api(customer).post(f"{LIST}{statement.pk}/appeal/", WORDS)
    decide_appeal(Appeal.objects.get(), outcome=Outcome.REVERSED, by=other_moderator, facts="It names the shop.")
    newest, first = api(customer).get(LIST).json()["results"]
    assert (first["appeal"]["outcome"], newest["sentence"]) == ("reversed", "Your review of Crumb & Co is back")


@pytest.mark.parametrize("number", [1, 50])
def test_r28_a_page_takes_as_many_queries_however_long(
    api: Api, customer: User, item: Item, vendor_staff: User, moderator: User, number: int
) -> None:
    item.stock = 100
    item.save()
    review = submit_review(order=completed_order(customer, item, vendor_staff), by=customer, rating=3, body="So so")
    for _ in range(number):
        decide_case(
            look_at(review, by=moderator),
            kind=ModerationKind.WARN,
            by=moderator,
            ground=ModerationGround.SPAM,
            facts="It is an advert.",
        )
    client = api(customer)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"{LIST}?page_size=100").json()
    assert (len(page["results"]), len(queries)) == (number, 1)


def test_a_token_for_reviews_reads_them_too(customer: User, item: Item, vendor_staff: User, moderator: User) -> None:
    statement = hidden_review(completed_order(customer, item, vendor_staff), by=moderator)
    caller = APIClient()
    caller.credentials(HTTP_AUTHORIZATION=f"Bearer {issue_tokens(customer, scopes=['reviews.write']).access}")
    assert caller.get(f"{LIST}{statement.pk}/").status_code == 200


def test_the_database_keeps_words_of_an_appeal(statement: Statement, customer: User, api: Api) -> None:
    api(customer).post(f"{LIST}{statement.pk}/appeal/", WORDS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.update(words="Something else")
    assert Appeal.objects.update(words="") == 1
