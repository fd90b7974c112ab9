"""Made-up facts for the letters about decisions."""

from common.letters.samples import SOME_TIME, Facts, Filling, add_sample, sample_of
from moderation.models import Appeal, Case, SourceKind, Statement
from moderation.rules import RULES
from moderation.words import DECISIONS, OUTCOMES, WHY
from reviews.models import ModerationAction, ModerationGround, ModerationKind, Review
from vendors.models import Vendor


def statement_for(
    fill: Filling,
    kind: ModerationKind = ModerationKind.HIDE,
    ground: ModerationGround = ModerationGround.ABUSIVE,
    found_by: SourceKind = SourceKind.REPORT,
) -> Statement:
    """Return a made-up statement of reasons."""
    review = Review(pk=1, vendor=_vendor(fill))
    action = ModerationAction(pk=2, review=review, action=kind, ground=ground)
    facts = fill(Statement, "facts", "The second sentence calls the baker a name.")
    return Statement(pk=3, action=action, facts=facts, found_by=found_by, rule=RULES[0].code, appeal_until=SOME_TIME)


for _kind in DECISIONS:
    add_sample("review_decision", _kind.label, lambda fill, kind=_kind: {"statement": statement_for(fill, kind)})  # type: ignore[misc]  # a default is bound
for _ground in WHY:
    add_sample("review_decision", _ground.label, lambda fill, ground=_ground: {"statement": statement_for(fill, ground=ground)})  # type: ignore[misc]  # as above
for _found in SourceKind:
    add_sample("review_decision", _found.label, lambda fill, found=_found: {"statement": statement_for(fill, found_by=found)})  # type: ignore[misc]  # as above


@sample_of("appeal_received")
def _appeal(fill: Filling) -> Facts:
    return {"appeal": Appeal(statement=statement_for(fill))}


for _kind in OUTCOMES:
    add_sample("report_decided", _kind.label, lambda fill, kind=_kind: {"case": _case(fill, kind)})  # type: ignore[misc]  # as above


def _case(fill: Filling, kind: ModerationKind) -> Case:
    action = statement_for(fill, kind).action
    return Case(review=action.review, action=action)


def _vendor(fill: Filling) -> Vendor:
    return Vendor(slug="x" * 80 if fill.is_longest else "crumb-and-co", name=fill(Vendor, "name", "Crumb & Co"))
