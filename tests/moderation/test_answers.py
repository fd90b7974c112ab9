"""A vendor's answer: reported, found by rules, hidden by itself with a statement to who wrote it, appealed against."""

import json
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from rest_framework.test import APIClient

from accounts.models import User
from common.errors import Invalid
from ledger.models import Entry
from moderation.desk.case_page import facts_of
from moderation.errors import WordsChanged
from moderation.models import Case, Outcome, SourceKind, Statement
from moderation.screening import screen_answer
from moderation.services import Because, decide_appeal, decide_case, look_at, open_case, possible_decisions, submit_appeal
from moderation.words import decision_in_words, why_in_words
from reviews.auditing import check_moderation
from reviews.errors import AlreadyModerated, AlreadyReported, AlreadyResponded
from reviews.models import (
    ModerationAction,
    ModerationGround,
    ModerationKind,
    ReportReason,
    ResponseVersion,
    Review,
    ReviewResponse,
    Subject,
)
from reviews.moderating_answers import hide_response
from reviews.reporting import report_review
from reviews.responding import edit_response, respond_to_review, withdraw_response
from tests.desks import desk_of

Api = Callable[[User], APIClient]
FACTS = "It tells where the customer lives."
HIDE, PERSONAL = ModerationKind.HIDE_RESPONSE, ModerationGround.PERSONAL_DATA


@pytest.fixture
def answered(review: Review, vendor_owner: User) -> Review:
    """A review whose author is given away in the answer."""
    respond_to_review(review, by=vendor_owner, body="Ada, of 12 Mill Lane, you never paid.")
    return Review.objects.get(pk=review.pk)


@pytest.fixture
def hidden(answered: Review, moderator: User) -> Statement:
    """What the owner was told of the hiding."""
    case = look_at(answered, by=moderator, about=Subject.RESPONSE)
    return Statement.objects.get(action=decide_case(case, kind=HIDE, by=moderator, ground=PERSONAL, facts=FACTS))


def shown(client: APIClient, review: Review) -> object:
    return client.get(f"/api/v1/reviews/{review.pk}/").json()["response"]


def test_hidden_by_itself_and_told_to_who_wrote_it(
    hidden: Statement, answered: Review, vendor_owner: User, anonymous: APIClient
) -> None:
    answered.refresh_from_db()
    assert (answered.status, shown(anonymous, answered)) == ("published", None)
    assert anonymous.get(f"/api/v1/reviews/{answered.pk}/response/versions/").status_code == 404
    assert (hidden.recipient, hidden.facts, hidden.appeal_until is not None) == (vendor_owner, FACTS, True)
    assert decision_in_words(hidden.action) == "Your answer to a review of Crumb & Co is hidden"
    assert "an answer gives away nobody's personal data" in why_in_words(hidden.action)
    told = json.loads(bytes(Entry.objects.get(kind="mod.action").payload))["data"]
    assert (told["action"], told["review"]) == ("hide_response", str(answered.pk))
    assert list(check_moderation()) == []


def test_what_is_hidden_is_neither_changed_nor_given_anew(hidden: Statement, answered: Review, vendor_owner: User) -> None:
    with pytest.raises(AlreadyResponded, match="A moderator has hidden"):
        respond_to_review(answered, by=vendor_owner, body="Again: 12 Mill Lane")
    for change in (
        lambda: edit_response(answered, by=vendor_owner, body="x"),
        lambda: withdraw_response(answered, by=vendor_owner),
    ):
        with pytest.raises(Http404):
            change()


def test_the_vendor_appeals_and_another_person_brings_it_back(
    hidden: Statement, answered: Review, vendor_owner: User, other_moderator: User, anonymous: APIClient
) -> None:
    appeal = submit_appeal(hidden, by=vendor_owner, words="That is our own address, not hers.")
    assert appeal.source.case.about == Subject.RESPONSE
    decide_appeal(appeal, outcome=Outcome.REVERSED, by=other_moderator, facts="It is the address of the shop.")
    assert shown(anonymous, answered) is not None
    assert Statement.objects.latest("pk").recipient == vendor_owner
    assert list(ModerationAction.objects.order_by("pk").values_list("action", flat=True)) == ["hide_response", "restore_response"]


def test_upheld_is_told_to_the_vendor_too(hidden: Statement, vendor_owner: User, other_moderator: User) -> None:
    appeal = submit_appeal(hidden, by=vendor_owner, words="That is our own address, not hers.")
    decide_appeal(appeal, outcome=Outcome.UPHELD, by=other_moderator, facts="It is where she lives.")
    assert Statement.objects.latest("pk").recipient == vendor_owner
    assert not Case.objects.undecided().exists()


def test_a_case_of_its_own_beside_the_reviews(answered: Review, case: Case, customer: User, moderator: User) -> None:
    report = report_review(answered, by=customer, reason=ReportReason.PERSONAL_DATA, about=Subject.RESPONSE)
    about = open_case(answered, Because(SourceKind.REPORT, 50, report=report, about=Subject.RESPONSE))
    assert about != case
    assert possible_decisions(about) == [HIDE, ModerationKind.DISMISS]
    assert HIDE not in possible_decisions(case)
    with pytest.raises(Invalid, match="about something else"):
        decide_case(case, kind=HIDE, by=moderator, ground=PERSONAL, facts=FACTS)
    with pytest.raises(Invalid, match="about something else"):
        decide_case(about, kind=ModerationKind.HIDE, by=moderator, ground=PERSONAL, facts=FACTS)


def test_reported_by_the_api_once(api: Api, answered: Review, customer: User) -> None:
    url, body = f"/api/v1/reviews/{answered.pk}/report/", {"reason": "personal_data", "about": "response"}
    assert api(customer).post(url, body).status_code == 201
    assert api(customer).post(url, {"reason": "other"}).status_code == 201  # the review is another thing
    with pytest.raises(AlreadyReported):
        report_review(answered, by=customer, reason=ReportReason.OTHER, about=Subject.RESPONSE)


def test_where_there_is_no_answer_none_is_reported(api: Api, review: Review, stranger: User) -> None:
    url, body = f"/api/v1/reviews/{review.pk}/report/", {"reason": "abusive", "about": "response"}
    assert api(stranger).post(url, body).status_code == 404


def test_rules_point_at_answers(answered: Review, moderator: User, vendor_owner: User) -> None:
    assert screen_answer(answered) == ["answer_personal_data"]
    assert screen_answer(answered) == ["answer_personal_data"]
    case = Case.objects.get()
    assert (case.about, case.sources.get().inputs["places"][0]["field"]) == ("response", "answer")
    facts = facts_of(case, moderator)
    assert [part.text for part in facts["answer_words"] if part.what] == ["12 Mill Lane"]
    edit_response(answered, by=vendor_owner, body="Thank you.")
    assert screen_answer(Review.objects.get(pk=answered.pk)) == []


def test_the_desk_hides_what_it_shows(answered: Review, moderator: User, vendor_owner: User) -> None:
    case = look_at(answered, by=moderator, about=Subject.RESPONSE)
    desk, page = desk_of(moderator), f"/admin/moderation/case/{case.pk}/change/"
    assert "you never paid" in desk.get(page).content.decode()
    decision = {"version": "1", "decision": "hide_response", "ground": "personal_data", "facts": FACTS}
    edit_response(answered, by=vendor_owner, body="Ada of Mill Lane")
    with pytest.raises(WordsChanged):
        decide_case(case, kind=HIDE, by=moderator, ground=PERSONAL, facts=FACTS, version=1)
    desk.post(page, {**decision, "version": "2"})
    assert ReviewResponse.objects.get().hidden_at is not None


# --- The database -----------------------------------------------------------------------------------------------------


def test_nothing_hides_or_restores_but_an_act(answered: Review, moderator: User) -> None:
    with pytest.raises(IntegrityError, match="by an act of a moderator"), transaction.atomic():
        ReviewResponse.objects.update(hidden_at=answered.created_at)
    hide_response(answered, by=moderator, ground=PERSONAL)
    with pytest.raises(AlreadyModerated):
        hide_response(answered, by=moderator, ground=PERSONAL)
    with pytest.raises(IntegrityError, match="by an act of a moderator"), transaction.atomic():
        ReviewResponse.objects.update(hidden_at=None)


def test_no_version_of_what_is_hidden(hidden: Statement, vendor_owner: User) -> None:
    with pytest.raises(IntegrityError, match="is hidden, and stays"), transaction.atomic():
        ResponseVersion.objects.create(response=ReviewResponse.objects.get(), number=2, author=vendor_owner, body="x")


def test_a_statement_about_an_answer_goes_to_who_wrote_it(answered: Review, moderator: User, customer: User) -> None:
    action = hide_response(answered, by=moderator, ground=PERSONAL)
    with pytest.raises(IntegrityError, match="of the answer that it is about"), transaction.atomic():
        Statement.objects.create(action=action, recipient=customer, found_by="report")


@pytest.mark.parametrize("ground", ["not_about_the_order", "nothing_wrong"])
def test_an_answer_has_grounds_of_its_own(answered: Review, moderator: User, ground: str) -> None:
    with pytest.raises(IntegrityError, match="moderation_ground_of_its_kind"), transaction.atomic():
        ModerationAction.objects.create(moderator=moderator, review=answered, action="hide_response", ground=ground)
