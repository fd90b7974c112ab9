"""Statements of reasons: what the author of a review is told of a decision about it, made with the decision."""

from django.conf import settings
from django.utils import timezone

from common.errors import Invalid
from events.services import record
from moderation.event_types import DECISION_STATED
from moderation.models import MAX_FACTS, Case, SourceKind, Statement
from reviews.models import ModerationAction, ModerationGround, ModerationKind, Subject
from reviews.moderating_answers import answered_by

#: Decisions against the author: they say on which facts, and can be appealed against.
AGAINST = frozenset({ModerationKind.HIDE, ModerationKind.REDACT, ModerationKind.WARN, ModerationKind.HIDE_RESPONSE})
MIN_FACTS = 10


def sound_facts(kind: ModerationKind, facts: str) -> str:
    """Return the facts without blanks around them. Raises Invalid where they say too little against somebody, or too much."""
    facts = facts.strip()
    if len(facts) > MAX_FACTS or (kind in AGAINST and len(facts) < MIN_FACTS):
        raise Invalid(
            f"Tell the author in {MIN_FACTS} to {MAX_FACTS} characters what in the review this is about.",
            pointer="/facts",
            code="facts",
        )
    return facts


def state_reasons(action: ModerationAction, *, case: Case, facts: str) -> Statement:
    """Make the statement to who wrote what the case is about, in the caller's transaction; mailed after the commit."""
    found_by, rule = _found_by(case, action)
    against = action.action in AGAINST
    statement = Statement.objects.create(
        action=action,
        recipient_id=answered_by(action.review).pk if case.about == Subject.RESPONSE else action.review.author_id,
        facts=facts,
        found_by=found_by,
        rule=rule,
        appeal_until=timezone.now() + settings.APPEAL_WITHIN if against else None,
    )
    record(DECISION_STATED, subject=f"review:{action.review_id}", payload={"statement": statement.pk})
    return statement


def _found_by(case: Case, action: ModerationAction) -> tuple[SourceKind, str]:
    """Return how the review came to be looked at: by the appeal that is decided, else by the first source that is none."""
    if action.ground in {ModerationGround.APPEAL_GRANTED, ModerationGround.APPEAL_REFUSED}:
        return SourceKind.APPEAL, ""
    source = case.sources.exclude(kind=SourceKind.APPEAL).earliest("pk")
    return SourceKind(source.kind), source.rule if source.kind == SourceKind.RULE else ""
