"""Every mail of moderation, with the worst that its fields can hold."""

from datetime import UTC, datetime

import pytest

from moderation import composing
from moderation.models import Appeal, Case, SourceKind, Statement
from moderation.rules import RULES
from moderation.words import DECISIONS, FOUND, OUTCOMES, WHY, outcome_in_words
from notifications.sending import MAX_SUBJECT, Mail, one_line
from reviews.models import ModerationAction, ModerationGround, ModerationKind, Review
from vendors.models import Vendor

HOSTILE = '<img src=x onerror="alert(1)">'
WHEN = datetime(2027, 5, 30, tzinfo=UTC)


def statement(kind: ModerationKind, ground: ModerationGround, found_by: SourceKind = SourceKind.REPORT) -> Statement:
    """A statement that fills every field; it is not saved."""
    review = Review(pk=1, vendor=Vendor(slug="x" * 80, name=(HOSTILE + "W" * 120)[:120]))
    action = ModerationAction(pk=2, review=review, action=kind, ground=ground)
    return Statement(pk=3, action=action, facts=HOSTILE * 30, found_by=found_by, rule=RULES[0].code, appeal_until=WHEN)


MAILS: dict[str, Mail] = {
    "decision": composing.decision(statement(ModerationKind.HIDE, ModerationGround.ABUSIVE)),
    "decision_by_rule": composing.decision(statement(ModerationKind.REDACT, ModerationGround.SPAM, SourceKind.RULE)),
    "appeal_received": composing.appeal_received(Appeal(statement=statement(ModerationKind.HIDE, ModerationGround.SPAM))),
    "report_decided": composing.report_decided(Case(review=Review(vendor=Vendor(slug="x", name=HOSTILE)))),
}


@pytest.mark.parametrize("name", MAILS)
def test_r25_hostile_names_and_facts_are_text(name: str) -> None:
    mail = MAILS[name]
    assert "<img src=x" not in mail.html
    assert "&lt;img src=x" in mail.html
    assert "{{" not in mail.text + mail.html
    assert len(one_line(mail.subject)) <= MAX_SUBJECT


@pytest.mark.parametrize("name", ["decision", "decision_by_rule"])
def test_a_decision_says_why_what_how_found_and_how_to_appeal(name: str) -> None:
    text = MAILS[name].text
    for words in (
        "Our rules:",
        "What this is about:",
        "a person of our team",
        "No program decided this.",
        "until 30 May 2027",
        "court",
    ):
        assert words in text


def test_a_rule_is_named_in_words() -> None:
    assert "A rule of ours pointed at it (personal data)" in MAILS["decision_by_rule"].text


def test_every_decision_ground_and_source_has_its_words() -> None:
    assert (set(DECISIONS), set(WHY), set(FOUND)) == (set(ModerationKind), set(ModerationGround), set(SourceKind))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (ModerationKind.HIDE, "we have acted on it"),
        (ModerationKind.DISMISS, "stays as it is"),
        (ModerationKind.RESTORE, "took that back"),
        (ModerationKind.PUT_BACK, "took that back"),
        (ModerationKind.UPHOLD, "what we decided stands"),
    ],
)
def test_who_reported_is_told_what_it_came_to(kind: ModerationKind, words: str) -> None:
    assert words in outcome_in_words(ModerationAction(action=kind))


def test_every_decision_has_its_words() -> None:
    assert set(OUTCOMES) == set(DECISIONS) == set(ModerationKind)
    assert set(WHY) == set(ModerationGround)
