"""Cases: opened by whatever speaks of a review, taken by one moderator at a time.

Locks are taken in one order: the review first, then its case.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from moderation.errors import CaseDecided, CaseTaken
from moderation.models import TOP_PRIORITY, Appeal, Case, CaseSource, CaseState, SourceKind
from reviews.models import Review, ReviewReport, Subject
from reviews.moderation import require_moderator
from reviews.services import lock_review
from vendors.relatives import lately_left

CLAIM_HOLDS = timedelta(minutes=30)
REPORT_PRIORITY, EACH_FURTHER_REPORT, SAMPLING_PRIORITY, MODERATOR_PRIORITY, APPEAL_PRIORITY = 50, 10, 5, 60, 90


@dataclass(frozen=True)
class Because:
    """Why a review should be looked at: the parts of a CaseSource."""

    kind: SourceKind
    priority: int
    report: ReviewReport | None = None
    appeal: Appeal | None = None
    moderator: User | None = None
    rule: str = ""
    rule_version: int = 0
    review_version: int = 1
    inputs: dict[str, Any] = field(default_factory=dict)
    about: Subject = Subject.REVIEW


@transaction.atomic
def open_case(review: Review, because: Because) -> Case:
    """Have a review or its answer looked at: open a case, or add to the undecided one that there is, whose priority may rise.

    Safe to repeat: the same report, appeal or version of a rule on the same words adds nothing.
    """
    lock_review(review)  # so that two reports at once make one case
    known = _known(review, because)
    if known is not None:
        return known.case
    case = Case.objects.select_for_update(no_key=True).undecided().filter(review=review, about=because.about).first()
    if case is None:
        case = Case.objects.create(review=review, about=because.about, priority=because.priority)
    else:
        step = EACH_FURTHER_REPORT if because.kind == SourceKind.REPORT else 0
        case.priority = min(TOP_PRIORITY, max(case.priority + step, because.priority))
        case.save(update_fields=["priority"])
    CaseSource.objects.create(
        case=case,
        review=review,
        kind=because.kind,
        report=because.report,
        appeal=because.appeal,
        moderator=because.moderator,
        rule=because.rule,
        rule_version=because.rule_version,
        review_version=because.review_version,
        inputs=because.inputs,
    )
    return case


def look_at(review: Review, *, by: User, about: Subject = Subject.REVIEW) -> Case:
    """Open a case about a review or its answer that a moderator chose, and take it. Raises as claim_case does."""
    require_moderator(review, by)
    case = open_case(review, Because(SourceKind.MODERATOR, MODERATOR_PRIORITY, moderator=by, about=about))
    return claim_case(case, by=by)


@transaction.atomic
def claim_case(case: Case, *, by: User) -> Case:
    """Take a case, for half an hour. Raises NotAModerator, OtherPersonRequired, DeciderNotAllowed, CaseTaken or CaseDecided."""
    require_moderator(case.review, by)
    locked = locked_case(case)
    if locked.state == CaseState.DECIDED:
        raise CaseDecided("Somebody decided this while you were looking at it.")
    if is_taken(locked, by):
        raise CaseTaken("Another moderator took this a moment ago.")
    locked.state, locked.claimed_by, locked.claimed_at = CaseState.CLAIMED, by, timezone.now()
    locked.save(update_fields=["state", "claimed_by", "claimed_at"])
    return locked


@transaction.atomic
def release_case(case: Case, *, by: User) -> Case:
    """Put a case back into the queue. Raises CaseTaken where it is another's, CaseDecided."""
    locked = locked_case(case)
    if locked.state == CaseState.DECIDED:
        raise CaseDecided("This is decided; it cannot go back into the queue.")
    if is_taken(locked, by):
        raise CaseTaken("Only who took it puts it back.")
    leave_open(locked)
    return locked


def leave_open(case: Case) -> None:
    """Let anybody take a case that the caller holds locked."""
    case.state, case.claimed_by, case.claimed_at = CaseState.OPEN, None, None
    case.save(update_fields=["state", "claimed_by", "claimed_at"])


def next_case(by: User) -> Case | None:
    """Return the most urgent case that `by` may decide and nobody has taken; None where there is none."""
    stale = timezone.now() - CLAIM_HOLDS
    free = Q(state=CaseState.OPEN) | Q(claimed_at__lt=stale) | Q(claimed_by=by)
    others = Case.objects.undecided().filter(free).exclude(review__author=by)
    others = others.exclude(review__vendor__in=by.memberships.values("vendor"))
    others = others.exclude(review__vendor__in=lately_left(by).values("vendor"))
    waiting = Appeal.objects.waiting().filter(source__case=OuterRef("pk"))
    mine = Q(statement__action__moderator=by)
    judged = others.exclude(Exists(waiting.filter(mine)) & ~Exists(waiting.exclude(mine)))
    return judged.with_review().by_urgency().first()


def is_taken(case: Case, by: User) -> bool:
    """Say whether somebody other than `by` is looking at a case."""
    if case.claimed_at is None or case.claimed_by_id == by.pk:
        return False
    return case.claimed_at > timezone.now() - CLAIM_HOLDS


def locked_case(case: Case) -> Case:
    """Return the case as it is now, locked until the transaction ends."""
    return Case.objects.select_for_update(no_key=True, of=("self",)).with_review().get(pk=case.pk)


def _known(review: Review, because: Because) -> CaseSource | None:
    sources = CaseSource.objects.select_related("case").filter(review=review)
    if because.kind == SourceKind.REPORT:
        return sources.filter(report=because.report).first()
    if because.kind == SourceKind.APPEAL:
        return sources.filter(appeal=because.appeal).first()
    if because.kind == SourceKind.MODERATOR:
        mine = sources.filter(moderator=because.moderator, case__about=because.about)
        return mine.exclude(case__state=CaseState.DECIDED).first()
    same = {"rule": because.rule, "rule_version": because.rule_version, "review_version": because.review_version}
    return sources.filter(**same).first()
