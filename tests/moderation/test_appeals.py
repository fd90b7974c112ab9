"""Appeals: once, in time, decided by somebody else, and what is taken back is as it was before."""

import json
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from common.errors import Invalid
from ledger.models import Entry
from moderation.errors import AlreadyAppealed, AppealWaits, CaseDecided, NotAppealable, SamePersonDecided
from moderation.models import Appeal, Case, Outcome, SourceKind, Statement
from moderation.services import (
    Because,
    claim_case,
    decide_appeal,
    decide_case,
    look_at,
    next_case,
    open_case,
    submit_appeal,
    waiting_appeal,
)
from moderation.withheld import remove_withheld
from reviews.models import ModerationAction, ModerationGround, ModerationKind, ReportReason, Review, ReviewPhoto
from reviews.moderation import hide_review
from reviews.reporting import report_review
from tests.threads import at_once
from vendors.models import Vendor

WORDS = "The name in it is the name over the shop's door."
FACTS = "It names a neighbour of the shop."


@pytest.fixture
def hidden(case: Case, moderator: User) -> Statement:
    """The statement about the review that the moderator has hidden."""
    return decided(case, moderator, ModerationKind.HIDE)


def decided(case: Case, by: User, kind: ModerationKind, **more: Any) -> Statement:
    action = decide_case(case, kind=kind, by=by, ground=ModerationGround.PERSONAL_DATA, facts=FACTS, **more)
    return Statement.objects.get(action=action)


def appealed(statement: Statement) -> Appeal:
    return submit_appeal(statement, by=statement.recipient, words=WORDS)


def appeal_case(statement: Statement) -> Case:
    return appealed(statement).source.case


def test_another_person_takes_it_back_and_the_review_is_there_again(
    hidden: Statement, review: Review, other_moderator: User, vendor: Vendor
) -> None:
    appeal = appealed(hidden)
    case = appeal.source.case
    assert (case.priority, case.sources.get().kind) == (90, SourceKind.APPEAL)
    appeal = decide_appeal(appeal, outcome=Outcome.REVERSED, by=other_moderator, facts="The name is the shop's own.")
    review.refresh_from_db()
    vendor.refresh_from_db()
    assert (review.status, vendor.rating_count, appeal.outcome) == ("published", 1, "reversed")
    assert appeal.action is not None
    told = Statement.objects.get(action=appeal.action)
    assert (told.recipient, told.found_by, told.appeal_until) == (review.author, "appeal", None)
    acts = [json.loads(bytes(entry.payload))["data"] for entry in Entry.objects.filter(chain__name="moderation").order_by("seq")]
    assert [(act["action"], act["reason"]) for act in acts] == [("hide", "personal_data"), ("restore", "appeal_granted")]


def test_upheld_leaves_all_as_it_is_and_says_so(hidden: Statement, review: Review, other_moderator: User) -> None:
    decide_appeal(appealed(hidden), outcome=Outcome.UPHELD, by=other_moderator, facts="The neighbour is named in full.")
    review.refresh_from_db()
    assert review.status == "hidden"
    assert list(ModerationAction.objects.order_by("pk").values_list("action", flat=True)) == ["hide", "uphold"]
    assert Statement.objects.count() == 2


def test_redacted_words_come_back(case: Case, review: Review, moderator: User, other_moderator: User) -> None:
    statement = decided(case, moderator, ModerationKind.REDACT, title="", body="Ready when […] said.")
    decide_appeal(appealed(statement), outcome=Outcome.REVERSED, by=other_moderator, facts="They named nobody.")
    review.refresh_from_db()
    assert (review.body, review.is_redacted) == ("Ready when they said.", False)


def test_a_warning_is_taken_back(case: Case, moderator: User, other_moderator: User) -> None:
    statement = decided(case, moderator, ModerationKind.WARN)
    appeal = decide_appeal(appealed(statement), outcome=Outcome.REVERSED, by=other_moderator, facts="It was harsh, no more.")
    assert appeal.action is not None
    assert appeal.action.action == ModerationKind.UNWARN


def test_who_decided_does_not_judge_it(hidden: Statement, moderator: User, other_moderator: User) -> None:
    appeal = appealed(hidden)
    case = appeal.source.case
    assert next_case(moderator) is None
    assert next_case(other_moderator) == case
    with pytest.raises(SamePersonDecided):
        decide_appeal(appeal, outcome=Outcome.REVERSED, by=moderator, facts="I was wrong about it.")


def test_the_database_refuses_the_same_judge(hidden: Statement, moderator: User, other_moderator: User, review: Review) -> None:
    appeal_case(hidden)
    mine, theirs = (
        ModerationAction.objects.create(moderator=by, review=review, action="uphold", ground="appeal_refused")
        for by in (moderator, other_moderator)
    )
    whole = {"outcome": "upheld", "decided_at": timezone.now()}
    with pytest.raises(IntegrityError, match="a judge with a part in it"), transaction.atomic():
        Appeal.objects.update(**whole, decided_by=moderator, action=mine)
    with pytest.raises(IntegrityError, match="by an act of its judge"), transaction.atomic():
        Appeal.objects.update(**whole, decided_by=other_moderator, action=mine)
    with pytest.raises(IntegrityError, match="appeal_decided_whole"), transaction.atomic():
        Appeal.objects.update(outcome="upheld")
    Appeal.objects.update(**whole, decided_by=other_moderator, action=theirs)
    with pytest.raises(IntegrityError, match="is decided"), transaction.atomic():
        Appeal.objects.update(outcome="reversed")
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.all().delete()


def test_once(hidden: Statement, customer: User) -> None:
    submit_appeal(hidden, by=customer, words=WORDS)
    with pytest.raises(AlreadyAppealed):
        submit_appeal(hidden, by=customer, words=WORDS)


@pytest.mark.django_db(transaction=True)
def test_r31_two_appeals_at_once_are_one(hidden: Statement, customer: User) -> None:
    results = at_once(*[partial(submit_appeal, hidden, by=customer, words=WORDS)] * 3)
    assert sum(isinstance(result, AlreadyAppealed) for result in results) == 2
    assert Appeal.objects.count() == 1


def test_within_six_months(hidden: Statement, customer: User) -> None:
    with time_machine.travel(timezone.now() + settings.APPEAL_WITHIN + timedelta(hours=1)), pytest.raises(NotAppealable):
        submit_appeal(hidden, by=customer, words=WORDS)
    with pytest.raises(IntegrityError, match="cannot be appealed"), transaction.atomic():
        Appeal.objects.create(statement=hidden, words=WORDS, created_at=timezone.now() + settings.APPEAL_WITHIN * 2)


def test_by_the_author_alone(hidden: Statement, stranger: User) -> None:
    with pytest.raises(NotAppealable):
        submit_appeal(hidden, by=stranger, words=WORDS)


@pytest.mark.parametrize("words", ["", "   Why?   ", "x" * 2001])
def test_with_words(hidden: Statement, customer: User, words: str) -> None:
    with pytest.raises(Invalid):
        submit_appeal(hidden, by=customer, words=words)


def test_what_was_taken_back_already_is_not_appealed_against(
    hidden: Statement, review: Review, customer: User, other_moderator: User, moderator: User
) -> None:
    decide_case(
        look_at(review, by=other_moderator), kind=ModerationKind.RESTORE, by=other_moderator, ground=ModerationGround.MISTAKE
    )
    with pytest.raises(NotAppealable):
        submit_appeal(hidden, by=customer, words=WORDS)
    review.refresh_from_db()
    hide_review(review, by=moderator, ground=ModerationGround.ABUSIVE)
    with pytest.raises(NotAppealable):
        submit_appeal(hidden, by=customer, words=WORDS)


def test_a_decision_for_the_author_or_on_an_appeal_is_final(hidden: Statement, customer: User, other_moderator: User) -> None:
    decide_appeal(appealed(hidden), outcome=Outcome.UPHELD, by=other_moderator, facts="The neighbour is named in full.")
    final = Statement.objects.latest("pk")
    with pytest.raises(NotAppealable):
        submit_appeal(final, by=customer, words=WORDS)


def test_an_appeal_is_decided_as_one(hidden: Statement, moderator: User, other_moderator: User) -> None:
    case = appeal_case(hidden)
    with pytest.raises(AppealWaits):
        decide_case(case, kind=ModerationKind.RESTORE, by=other_moderator, ground=ModerationGround.MISTAKE, facts=FACTS)


def test_who_decided_loses_the_case_that_they_were_looking_at(
    case: Case, review: Review, moderator: User, other_moderator: User
) -> None:
    statement = decided(case, moderator, ModerationKind.WARN)
    taken = look_at(review, by=moderator)
    submit_appeal(statement, by=statement.recipient, words=WORDS)
    assert claim_case(taken, by=other_moderator).claimed_by == other_moderator


def test_a_case_ends_with_its_last_appeal(
    case: Case, review: Review, moderator: User, other_moderator: User, customer: User
) -> None:
    warned = decided(case, moderator, ModerationKind.WARN)
    hidden = decided(look_at(review, by=other_moderator), other_moderator, ModerationKind.HIDE)
    first, second = appealed(warned), appealed(hidden)
    assert first.source.case == second.source.case
    assert {next_case(moderator), next_case(other_moderator)} == {first.source.case}  # each may judge the other's
    assert waiting_appeal(first.source.case, moderator) == second
    decide_appeal(first, outcome=Outcome.UPHELD, by=other_moderator, facts="It was a warning, no more.")
    assert Case.objects.undecided().get().state == "open"
    with pytest.raises(CaseDecided):
        decide_appeal(first, outcome=Outcome.UPHELD, by=other_moderator, facts="It was a warning, no more.")
    decide_appeal(second, outcome=Outcome.REVERSED, by=moderator, facts="It names nobody at all.")
    assert not Case.objects.undecided().exists()
    assert set(Appeal.objects.values_list("outcome", flat=True)) == {"upheld", "reversed"}
    assert set(Statement.objects.filter(appeal_until=None).values_list("found_by", flat=True)) == {"appeal"}


def test_a_report_that_joined_an_appeal_is_decided_for_itself(
    case: Case, review: Review, moderator: User, other_moderator: User, vendor_owner: User
) -> None:
    appeal = appealed(decided(case, moderator, ModerationKind.WARN))
    report = report_review(review, by=vendor_owner, reason=ReportReason.SPAM)
    assert open_case(review, Because(SourceKind.REPORT, 50, report=report)) == appeal.source.case
    decide_appeal(appeal, outcome=Outcome.UPHELD, by=other_moderator, facts="It was a warning, no more.")
    case = Case.objects.undecided().get()
    assert (case.state, next_case(moderator)) == ("open", case)
    decided(case, moderator, ModerationKind.HIDE)
    assert Statement.objects.latest("pk").found_by == "report"


def test_each_redaction_is_appealed_against_by_itself(case: Case, review: Review, moderator: User, other_moderator: User) -> None:
    first = decided(case, moderator, ModerationKind.REDACT, title="Still warm", body="Ready […] they said.")
    second = decided(look_at(review, by=moderator), moderator, ModerationKind.REDACT, title="Still warm", body="[…] they said.")
    decide_appeal(appealed(second), outcome=Outcome.REVERSED, by=other_moderator, facts="The word names nobody.")
    review.refresh_from_db()
    assert (review.body, review.is_redacted) == ("Ready […] they said.", True)
    decide_appeal(appealed(first), outcome=Outcome.REVERSED, by=other_moderator, facts="The word names nobody.")
    review.refresh_from_db()
    assert (review.body, review.is_redacted) == ("Ready when they said.", False)


@pytest.mark.parametrize("end", ["refused", "time", "waits"])
def test_withheld_photos_go_when_the_appeal_is_over(
    case: Case, review: Review, moderator: User, other_moderator: User, end: str
) -> None:
    statement = decided(case, moderator, ModerationKind.REDACT, title="", body="Ready […] they said.")
    photo = ReviewPhoto.objects.create(
        author=review.author, review=review, sha256="0" * 64, width=1, height=1, withheld_by=statement.action
    )
    assert remove_withheld() == 0
    if end == "refused":
        decide_appeal(appealed(statement), outcome=Outcome.UPHELD, by=other_moderator, facts="It shows a neighbour.")
    if end == "waits":
        appealed(statement)
    with time_machine.travel(timezone.now() + settings.APPEAL_WITHIN + timedelta(hours=1)):
        assert remove_withheld() == (end == "time")
    photo.refresh_from_db()
    assert (photo.removed_at is None) == (end == "waits")
