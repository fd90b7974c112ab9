"""Deciding a case: the act about the review, the statement to its author, and the end of the case, in one transaction."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.errors import Invalid
from events.services import record
from moderation.errors import AppealWaits, CaseDecided, CaseTaken, WordsChanged
from moderation.event_types import CASE_DECIDED
from moderation.models import Case, CaseState, SourceKind
from moderation.services.cases import is_taken, locked_case
from moderation.services.statements import sound_facts, state_reasons
from reviews.models import (
    OF_ANSWERS,
    ModerationAction,
    ModerationGround,
    ModerationKind,
    Review,
    ReviewResponse,
    ReviewStatus,
    Subject,
)
from reviews.moderating_answers import hide_response, restore_response
from reviews.moderation import dismiss, hide_review, restore_review, warn_author
from reviews.redacting import put_words_back, redact_review
from reviews.services import lock_review

ACTS = {
    ModerationKind.HIDE: hide_review,
    ModerationKind.RESTORE: restore_review,
    ModerationKind.PUT_BACK: put_words_back,
    ModerationKind.WARN: warn_author,
    ModerationKind.DISMISS: dismiss,
    ModerationKind.HIDE_RESPONSE: hide_response,
    ModerationKind.RESTORE_RESPONSE: restore_response,
}


def possible_decisions(case: Case) -> list[ModerationKind]:
    """Return what can be decided about the review, or the answer, of a case as it stands now."""
    review = case.review
    if case.about == Subject.RESPONSE:
        return [*_about_answer(review), ModerationKind.DISMISS]
    if review.status == ReviewStatus.HIDDEN:
        return [ModerationKind.RESTORE, ModerationKind.DISMISS]
    if review.status == ReviewStatus.PENDING:
        return []
    if review.status != ReviewStatus.PUBLISHED:
        return [ModerationKind.WARN, ModerationKind.DISMISS]
    back = [ModerationKind.PUT_BACK] if review.is_redacted else []
    return [ModerationKind.HIDE, ModerationKind.REDACT, ModerationKind.WARN, *back, ModerationKind.DISMISS]


def ground_of_dismissal(case: Case) -> ModerationGround:
    """Return why a case is dismissed: nothing is wrong, or what it is about is hidden already."""
    if case.about == Subject.RESPONSE:
        is_hidden = ReviewResponse.objects.filter(review=case.review, hidden_at__isnull=False).exists()
    else:
        is_hidden = case.review.status == ReviewStatus.HIDDEN
    return ModerationGround.HIDDEN_ALREADY if is_hidden else ModerationGround.NOTHING_WRONG


def version_looked_at(case: Case, review: Review) -> int:
    """Return the version of the words that a case is about: the review's, or the answer's (0: there is none)."""
    if case.about == Subject.REVIEW:
        return review.version
    return ReviewResponse.objects.filter(review=review).values_list("version", flat=True).first() or 0


def _about_answer(review: Review) -> list[ModerationKind]:
    response = ReviewResponse.objects.filter(review=review, withdrawn_at=None).first()
    if response is None:
        return []
    return [ModerationKind.RESTORE_RESPONSE if response.hidden_at else ModerationKind.HIDE_RESPONSE]


@transaction.atomic
def decide_case(
    case: Case,
    *,
    kind: ModerationKind,
    by: User,
    ground: ModerationGround,
    version: int | None = None,
    facts: str = "",
    note: str = "",
    title: str = "",
    body: str = "",
    items: Mapping[int, str] | None = None,
    without_photos: Collection[str] = (),
) -> ModerationAction:
    """Decide a case. `facts` go to the author, `note` stays with the team, the rest is what a redaction leaves (redact_review).

    `version` is of the words that the decision is about. Raises what the act raises (reviews.moderation), CaseTaken, CaseDecided,
    AppealWaits, WordsChanged where the review says something else by now, and Invalid for too few facts.
    """
    review = lock_review(case.review)
    if version not in {None, version_looked_at(case, review)}:
        raise WordsChanged("It says something else since you opened this page. Read it again.")
    locked = open_for(case, by)
    if locked.sources.filter(kind=SourceKind.APPEAL, appeal__outcome="").exists():
        raise AppealWaits("Its author has appealed. Uphold the decision or take it back.")
    if (locked.about == Subject.RESPONSE) != (kind in OF_ANSWERS) and kind != ModerationKind.DISMISS:
        raise Invalid("This case is about something else.", pointer="/decision", code="invalid_choice")
    if kind == ModerationKind.DISMISS and ground != ground_of_dismissal(locked):
        raise Invalid("What is hidden is not found right; what is not hidden is.", pointer="/ground", code="invalid_choice")
    facts = sound_facts(kind, facts)
    left = {"title": title, "body": body, "items": items, "without_photos": without_photos}
    action = _act(locked.review, kind, by=by, ground=ground, note=note, left=left)
    if kind != ModerationKind.DISMISS:
        state_reasons(action, case=locked, facts=facts)
    close_case(locked, action)
    return action


def open_for(case: Case, by: User) -> Case:
    """Return the case, locked, where `by` may decide it now. Raises CaseDecided or CaseTaken."""
    locked = locked_case(case)
    if locked.state == CaseState.DECIDED:
        raise CaseDecided("Somebody decided this while you were looking at it.")
    if is_taken(locked, by):
        raise CaseTaken("Another moderator is looking at this.")
    return locked


def close_case(case: Case, action: ModerationAction) -> None:
    """End a case that the caller holds locked; whoever reported the review is told that it was looked at."""
    now = timezone.now()
    case.state, case.action, case.decided_at = CaseState.DECIDED, action, now
    case.claimed_by, case.claimed_at = action.moderator, case.claimed_at or now
    case.save(update_fields=["state", "action", "decided_at", "claimed_by", "claimed_at"])
    record(CASE_DECIDED, subject=f"review:{case.review_id}", payload={"case": case.pk})


def _act(
    review: Review, kind: ModerationKind, *, by: User, ground: ModerationGround, note: str, left: Mapping[str, Any]
) -> ModerationAction:
    if kind == ModerationKind.REDACT:
        return redact_review(review, by=by, ground=ground, note=note, **left)
    if kind not in ACTS:
        raise Invalid("A case is not decided that way.", pointer="/decision", code="invalid_choice")
    return ACTS[kind](review, by=by, ground=ground, note=note)
