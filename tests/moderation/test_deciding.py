"""Decisions: the act, what the log, the audit trail and the author are told, and that nobody decides twice."""

import json
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from common.errors import Invalid
from common.models import AuditEntry
from events.models import Event
from ledger.models import Entry
from moderation.errors import CaseDecided, CaseTaken
from moderation.models import Case, CaseState, Statement
from moderation.services import claim_case, decide_case, ground_of_dismissal, look_at, possible_decisions
from reviews.errors import AlreadyModerated
from reviews.models import ModerationAction, ModerationGround, ModerationKind, Review, VersionKind
from reviews.moderation import hide_review
from tests.threads import at_once
from vendors.models import Vendor

FACTS = "It calls the baker a thief by name."
ABUSIVE = ModerationGround.ABUSIVE


def decide(case: Case, kind: ModerationKind, by: User, ground: ModerationGround = ABUSIVE, **more: Any) -> ModerationAction:
    return decide_case(case, kind=kind, by=by, ground=ground, **{"facts": FACTS, **more})


def test_hidden_with_all_that_belongs_to_it(case: Case, review: Review, moderator: User, vendor: Vendor) -> None:
    action = decide(case, ModerationKind.HIDE, moderator, note="See the second sentence")
    for row in (review, case, vendor):
        row.refresh_from_db()
    assert (review.status, case.state, case.action, vendor.rating_count) == ("hidden", CaseState.DECIDED, action, 0)
    statement = Statement.objects.get(action=action)
    assert (statement.recipient, statement.facts, statement.found_by, statement.is_automated) == (
        review.author, FACTS, "report", False,
    )  # fmt: skip
    assert statement.appeal_until is not None
    assert AuditEntry.objects.get(action="review.hide").changes == {"ground": "abusive"}
    told = json.loads(bytes(Entry.objects.get(chain__name="moderation").payload))["data"]
    assert told == {"action": "hide", "reason": "abusive", "vendor": vendor.slug, "review": str(review.pk)}
    events = set(Event.objects.values_list("type", flat=True))
    assert {"review.hidden", "moderation.stated", "moderation.case_decided"} <= events


def test_the_log_tells_of_the_act_before_it_takes_the_review_out(case: Case, review: Review, moderator: User) -> None:
    decide(case, ModerationKind.HIDE, moderator)
    review.refresh_from_db()
    assert review.status == "hidden"
    first, second = Entry.objects.filter(kind__in=["mod.action", "review.remove"]).order_by("pk")
    assert (first.kind, second.kind) == ("mod.action", "review.remove")


def test_nothing_is_hidden_where_the_log_cannot_be_told(case: Case, review: Review, moderator: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_queue ADD CONSTRAINT closed CHECK (false) NOT VALID")
    with pytest.raises(IntegrityError, match="closed"):
        decide(case, ModerationKind.HIDE, moderator)
    review.refresh_from_db()
    assert (review.status, ModerationAction.objects.count(), Statement.objects.count()) == ("published", 0, 0)


def test_redacted_words_are_another_version(case: Case, review: Review, moderator: User) -> None:
    decide(case, ModerationKind.REDACT, moderator, title="Still warm", body="Ready when […] said.")
    review.refresh_from_db()
    assert (review.status, review.body, review.is_redacted) == ("published", "Ready when […] said.", True)
    newest = review.versions.latest("number")
    assert (newest.kind, newest.number, newest.author) == (VersionKind.REDACTION, 2, moderator)
    opened = Entry.objects.select_related("opening").get(kind="review.publish").opening.fields
    assert not any(field.get("public") for field in opened.values())


@pytest.mark.parametrize("words", [{"title": "", "body": ""}, {"title": "Still warm", "body": "Ready when they said."}])
def test_a_redaction_takes_something_out_and_leaves_something(case: Case, moderator: User, words: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        decide(case, ModerationKind.REDACT, moderator, ABUSIVE, **words)
    assert not ModerationAction.objects.exists()


def test_redacted_words_are_put_back(case: Case, review: Review, moderator: User, other_moderator: User) -> None:
    decide(case, ModerationKind.REDACT, moderator, title="", body="[…]")
    again = look_at(review, by=other_moderator)
    decide(again, ModerationKind.PUT_BACK, other_moderator, ModerationGround.MISTAKE)
    review.refresh_from_db()
    assert (review.title, review.body, review.is_redacted) == ("Still warm", "Ready when they said.", False)
    assert review.versions.latest("number").kind == VersionKind.PUT_BACK


def test_a_warning_changes_nothing_about_the_review(case: Case, review: Review, moderator: User) -> None:
    decide(case, ModerationKind.WARN, moderator)
    review.refresh_from_db()
    assert review.status == "published"
    assert Statement.objects.get().appeal_until is not None


def test_nothing_wrong_needs_no_statement(case: Case, review: Review, moderator: User) -> None:
    decide(case, ModerationKind.DISMISS, moderator, ModerationGround.NOTHING_WRONG, facts="")
    review.refresh_from_db()
    assert (review.status, Statement.objects.count()) == ("published", 0)
    assert ModerationAction.objects.get().action == "dismiss"


@pytest.mark.parametrize(
    ("kind", "ground", "facts"),
    [
        (ModerationKind.HIDE, ModerationGround.NOTHING_WRONG, FACTS),
        (ModerationKind.DISMISS, ABUSIVE, FACTS),
        (ModerationKind.HIDE, ABUSIVE, "Rude"),
        (ModerationKind.WARN, ABUSIVE, "x" * 1001),
        (ModerationKind.HIDE, ModerationGround.UNSTATED, FACTS),
        (ModerationKind.UPHOLD, ModerationGround.APPEAL_REFUSED, FACTS),
        (ModerationKind.UNWARN, ModerationGround.MISTAKE, FACTS),
    ],
)
def test_a_decision_has_a_reason_of_its_kind_and_facts(
    case: Case, moderator: User, kind: ModerationKind, ground: ModerationGround, facts: str
) -> None:
    with pytest.raises(Invalid):
        decide(case, kind, moderator, ground, facts=facts)
    assert not ModerationAction.objects.exists()


def test_another_who_looks_at_it_keeps_it(case: Case, moderator: User, other_moderator: User) -> None:
    claim_case(case, by=other_moderator)
    with pytest.raises(CaseTaken):
        decide(case, ModerationKind.HIDE, moderator)


@pytest.mark.django_db(transaction=True)
def test_r31_two_decisions_at_once_are_one(case: Case, moderator: User, other_moderator: User) -> None:
    calls = [partial(decide, case, ModerationKind.HIDE, by) for by in (moderator, other_moderator)]
    results = at_once(*calls)
    refused = [result for result in results if isinstance(result, Exception)]
    assert len(refused) == 1
    assert isinstance(refused[0], CaseDecided | CaseTaken)
    assert ModerationAction.objects.count() == Statement.objects.count() == 1


def test_what_is_hidden_already_is_not_hidden_again(case: Case, review: Review, moderator: User) -> None:
    hide_review(review, by=moderator, ground=ABUSIVE)
    with pytest.raises(AlreadyModerated):
        decide(case, ModerationKind.HIDE, moderator)
    review.refresh_from_db()
    case = look_at(review, by=moderator)
    with pytest.raises(Invalid):
        decide(case, ModerationKind.DISMISS, moderator, ModerationGround.NOTHING_WRONG)
    assert ground_of_dismissal(case) == ModerationGround.HIDDEN_ALREADY
    assert possible_decisions(case) == [ModerationKind.RESTORE, ModerationKind.DISMISS]
    decide(case, ModerationKind.RESTORE, moderator, ModerationGround.MISTAKE)
    assert Statement.objects.get().appeal_until is None


@pytest.mark.parametrize(
    ("action", "ground"),
    [("hide", "nothing_wrong"), ("dismiss", "abusive"), ("restore", "spam"), ("uphold", "mistake"), ("hide", "because")],
)
def test_the_database_refuses_a_ground_of_another_kind(review: Review, moderator: User, action: str, ground: str) -> None:
    with pytest.raises(IntegrityError, match="moderation_ground_of_its_kind"), transaction.atomic():
        ModerationAction.objects.create(moderator=moderator, review=review, action=action, ground=ground)


def test_the_database_hides_nothing_without_an_act(review: Review, moderator: User) -> None:
    with pytest.raises(IntegrityError, match="without an act"), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(status="hidden")
    hide_review(review, by=moderator, ground=ABUSIVE)
    with pytest.raises(IntegrityError, match="without an act"), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(status="published")


def test_the_database_keeps_statements(case: Case, moderator: User, stranger: User) -> None:
    action = decide(case, ModerationKind.HIDE, moderator)
    for change in ({"facts": "Other facts of mine"}, {"found_by": "rule"}, {"appeal_until": None}, {"is_automated": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Statement.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.all().delete()
    with pytest.raises(IntegrityError, match="goes to the author"), transaction.atomic():
        Statement.objects.create(action=action, recipient=stranger, found_by="report")
    Statement.objects.update(facts="")  # with the account


def test_the_database_refuses_what_no_person_decided(case: Case, review: Review, moderator: User) -> None:
    action = hide_review(review, by=moderator, ground=ABUSIVE)
    with pytest.raises(IntegrityError, match="statement_decided_by_a_person"), transaction.atomic():
        Statement.objects.create(action=action, recipient=review.author, found_by="rule", is_automated=True)
