"""Appeals: the author of a review asks for a second look at a decision against them; another person takes it."""

from django.db import IntegrityError, transaction
from django.db.models import Case as Either
from django.db.models import Q, When
from django.utils import timezone

from accounts.models import User
from common.errors import Invalid
from events.services import record
from moderation.errors import AlreadyAppealed, CaseDecided, NotAppealable, SamePersonDecided
from moderation.event_types import APPEAL_DECIDED, DECISION_APPEALED
from moderation.models import MAX_APPEAL, Appeal, Case, CaseState, Outcome, SourceKind, Statement
from moderation.services.cases import APPEAL_PRIORITY, Because, leave_open, open_case
from moderation.services.deciding import close_case, open_for
from moderation.services.statements import sound_facts, state_reasons
from reviews.models import OF_ANSWERS, ModerationAction, ModerationGround, ModerationKind, Review, Subject
from reviews.moderating_answers import restore_response
from reviews.moderation import restore_review, take_warning_back, uphold
from reviews.photos import remove_photos
from reviews.redacting import put_words_back, standing_redactions
from reviews.services import lock_review

MIN_APPEAL = 10
#: How each decision is taken back; a redaction is undone by name.
REVERSALS = {
    ModerationKind.HIDE: restore_review,
    ModerationKind.WARN: take_warning_back,
    ModerationKind.HIDE_RESPONSE: restore_response,
}


@transaction.atomic
def submit_appeal(statement: Statement, *, by: User, words: str) -> Appeal:
    """Appeal against a decision about one's own review or answer, once. The caller has found the statement among those of `by`.

    Raises NotAppealable after its time or where there is nothing to appeal against, AlreadyAppealed, Invalid.
    """
    words = words.strip()
    if not MIN_APPEAL <= len(words) <= MAX_APPEAL:
        raise Invalid(f"Say in {MIN_APPEAL} to {MAX_APPEAL} characters why.", pointer="/words", code="length")
    if statement.recipient_id != by.pk or statement.appeal_until is None or statement.appeal_until <= timezone.now():
        raise NotAppealable("The time to appeal is over, or there is nothing to appeal against.")
    review = lock_review(statement.action.review)
    if not _stands(statement.action):
        raise NotAppealable("This decision was taken back already.")
    appeal = _insert(statement, words)
    about = Subject.RESPONSE if statement.action.action in OF_ANSWERS else Subject.REVIEW
    because = Because(SourceKind.APPEAL, APPEAL_PRIORITY, appeal=appeal, review_version=review.version, about=about)
    case = open_case(review, because)
    _let_go(case, statement.action.moderator_id)
    record(DECISION_APPEALED, subject=f"review:{review.pk}", payload={"appeal": appeal.pk})
    return appeal


@transaction.atomic
def decide_appeal(
    appeal: Appeal, *, outcome: Outcome, by: User, facts: str, note: str = "", title: str = "", body: str = ""
) -> Appeal:
    """Let the decision stand, or take it back, in which case all is as it was before. Never by who made it.

    The author gets a statement with `facts`. The case ends with its last appeal, unless it has something else to be decided.
    `title` and `body` are for a redaction after which others took words out of the same text (reviews.redacting).
    Raises SamePersonDecided, CaseTaken, CaseDecided (somebody decided this appeal) and what the act raises.
    """
    review = lock_review(appeal.statement.action.review)
    locked = open_for(appeal.source.case, by)
    appeal = Appeal.objects.with_decision().get(pk=appeal.pk)  # as it is under the locks
    if appeal.outcome:
        raise CaseDecided("Somebody decided this appeal while you were looking at it.")
    if appeal.statement.action.moderator_id == by.pk:
        raise SamePersonDecided("You made the decision, so somebody else decides the appeal.")
    facts = sound_facts(ModerationKind.HIDE, facts)
    decision = appeal.statement.action
    if outcome == Outcome.REVERSED:
        action = _reverse(decision, review, by=by, note=note, title=title, body=body)
    else:
        action = uphold(review, by=by, ground=ModerationGround.APPEAL_REFUSED, note=note)
        remove_photos(decision.withheld_photos.filter(removed_at=None))
    appeal.outcome, appeal.decided_by, appeal.decided_at, appeal.action = outcome, by, timezone.now(), action
    appeal.save(update_fields=["outcome", "decided_by", "decided_at", "action"])
    state_reasons(action, case=locked, facts=facts)
    if locked.sources.exclude(kind=SourceKind.APPEAL).exists() or waiting_appeal(locked):
        leave_open(locked)  # what readers and rules said of the review is not decided by this
    else:
        close_case(locked, action)
    record(APPEAL_DECIDED, subject=f"review:{review.pk}", payload={"appeal": appeal.pk})
    return appeal


def waiting_appeal(case: Case, by: User | None = None) -> Appeal | None:
    """Return the oldest undecided appeal of a case with the decision that it is against; those that `by` may judge come first."""
    waiting = Appeal.objects.waiting().with_decision().filter(source__case=case)
    is_mine = Q(statement__action__moderator=by) if by else Q(pk=None)
    return waiting.order_by(Either(When(is_mine, then=1), default=0), "pk").first()


def _insert(statement: Statement, words: str) -> Appeal:
    try:
        with transaction.atomic():
            return Appeal.objects.create(statement=statement, words=words, created_at=timezone.now())
    except IntegrityError as error:
        if "statement_id" not in str(error):
            raise
        raise AlreadyAppealed("One appeal can be made against each decision, and you have made it.") from error


def _reverse(decision: ModerationAction, review: Review, *, by: User, note: str, title: str, body: str) -> ModerationAction:
    granted = ModerationGround.APPEAL_GRANTED
    if decision.action == ModerationKind.REDACT:
        return put_words_back(review, by=by, ground=granted, redaction=decision, title=title, body=body, note=note)
    return REVERSALS[ModerationKind(decision.action)](review, by=by, ground=granted, note=note)


def _stands(decision: ModerationAction) -> bool:
    """Say whether nothing has undone the decision, or taken its place, since."""
    if decision.action == ModerationKind.REDACT:
        return standing_redactions(decision.review).filter(pk=decision.pk).exists()
    if decision.action == ModerationKind.WARN:
        return True
    is_answer = decision.action in OF_ANSWERS
    pair = OF_ANSWERS if is_answer else (ModerationKind.HIDE, ModerationKind.RESTORE)
    return not ModerationAction.objects.filter(review=decision.review_id, action__in=pair, pk__gt=decision.pk).exists()


def _let_go(case: Case, moderator_id: int) -> None:
    """Take the case from who made the decision, should they be looking at it: they may not decide it any more."""
    if case.claimed_by_id == moderator_id and case.state == CaseState.CLAIMED:
        leave_open(case)
