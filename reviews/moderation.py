"""What moderators do about reviews. Nothing is ever deleted: what was done, by whom and why, stays.

Each act is one row, one entry in the public log and one in the audit trail, all in one transaction: nothing is seen to change
that the log does not tell of. Inside it, what counts is locked before the log's chains, as everywhere in reviews, and of the
chains `moderation` comes first. Taking words out is in reviews.redacting. Statements of reasons, cases and appeals stand above,
in the app `moderation`.
"""

from collections.abc import Callable

from django.db import transaction

from accounts.four_eyes import require_other_person
from accounts.models import User
from accounts.permissions import PlatformPermission, has_platform_permission
from common.audit import record_act
from common.errors import Invalid
from ledger.services import append_public, conceal
from reviews.errors import AlreadyModerated, NotAModerator, NotPublicYet
from reviews.event_types import REVIEW_HIDDEN, REVIEW_RESTORED
from reviews.models import (
    GROUNDS,
    MAX_REASON,
    ModerationAction,
    ModerationGround,
    ModerationKind,
    Review,
    ReviewStatus,
)
from reviews.services import count_in_rating, lock_review, record_review
from reviews.statements import MODERATION, chain_of, moderated, published, removed
from vendors.relatives import require_no_relative

#: The status that an act needs; the others go with every status.
NEEDS = {
    ModerationKind.HIDE: ReviewStatus.PUBLISHED,
    ModerationKind.RESTORE: ReviewStatus.HIDDEN,
    ModerationKind.REDACT: ReviewStatus.PUBLISHED,
}
#: Acts that bring a further version.
OF_VERSIONS = frozenset({ModerationKind.REDACT, ModerationKind.PUT_BACK})
#: Changes a locked review, and calls what tells the chain `moderation` between counting and the review's own entry.
Change = Callable[[Review, ModerationAction, Callable[[], object]], None]


def may_moderate(user: User) -> bool:
    """Say whether `user` has a role of the platform that moderates."""
    return has_platform_permission(user, PlatformPermission.MODERATE_REVIEWS)


def require_moderator(review: Review, by: User) -> None:
    """Let pass a moderator who has no part in the review, once it is public.

    Raises NotAModerator, NotPublicYet, OtherPersonRequired or DeciderNotAllowed.
    """
    if not may_moderate(by):
        raise NotAModerator("Only moderators decide about reviews.")
    if review.status == ReviewStatus.PENDING:
        raise NotPublicYet("It waits for the other side's rating. Look at it once it is published.")
    require_other_person(review.author_id, by)
    require_no_relative(by, review.vendor_id, by_invitation=False)  # a vendor could hold its judges off by inviting them


def hide_review(review: Review, *, by: User, ground: ModerationGround, note: str = "") -> ModerationAction:
    """Take a review out of public sight and out of the rating. Nobody moderates their own review, or their vendor's.

    Raises NotAModerator, OtherPersonRequired, DeciderNotAllowed, Invalid or AlreadyModerated.
    """
    return act(review, ModerationKind.HIDE, _hide, by=by, ground=ground, note=note)


def restore_review(review: Review, *, by: User, ground: ModerationGround, note: str = "") -> ModerationAction:
    """Bring a hidden review back, and count it again. Raises as hide_review does."""
    return act(review, ModerationKind.RESTORE, _restore, by=by, ground=ground, note=note)


def warn_author(review: Review, *, by: User, ground: ModerationGround, note: str = "") -> ModerationAction:
    """Leave the review as it is, and warn its author. Raises as hide_review does."""
    return act(review, ModerationKind.WARN, _nothing, by=by, ground=ground, note=note)


def take_warning_back(review: Review, *, by: User, ground: ModerationGround, note: str = "") -> ModerationAction:
    """Say that the author should not have been warned. Raises as hide_review does."""
    return act(review, ModerationKind.UNWARN, _nothing, by=by, ground=ground, note=note)


def dismiss(review: Review, *, by: User, ground: ModerationGround, note: str = "") -> ModerationAction:
    """Say that nothing is wrong with the review. Raises as hide_review does."""
    return act(review, ModerationKind.DISMISS, _nothing, by=by, ground=ground, note=note)


def uphold(review: Review, *, by: User, ground: ModerationGround, note: str = "") -> ModerationAction:
    """Say that an earlier decision stands after an appeal. Raises as hide_review does."""
    return act(review, ModerationKind.UPHOLD, _nothing, by=by, ground=ground, note=note)


def act(
    review: Review,
    kind: ModerationKind,
    change: Change,
    *,
    by: User,
    ground: ModerationGround,
    note: str,
    undoes: ModerationAction | None = None,
) -> ModerationAction:
    """Do what every act has in common: who may, the lock, the row, the log, the trace. For the functions of each act."""
    require_moderator(review, by)
    note = _sound(kind, ground, note)
    with transaction.atomic():
        locked = lock_review(review)  # so that two moderators at once count it out once
        needed = NEEDS.get(kind, locked.status)
        if locked.status != needed:
            raise AlreadyModerated(f"This review is {locked.get_status_display().lower()} already.")
        version = locked.version + 1 if kind in OF_VERSIONS else None
        action = ModerationAction.objects.create(
            moderator=by, review=locked, action=kind, ground=ground, note=note, version=version, undoes=undoes
        )
        change(locked, action, lambda: append_public(MODERATION, moderated(action, locked)))
        record_act(f"review.{kind.value}", by=by, on=locked, reason=note, changes={"ground": ground.value})
    return action


def _sound(kind: ModerationKind, ground: ModerationGround, note: str) -> str:
    if ground not in GROUNDS[kind]:
        raise Invalid("Choose one of the reasons that this decision can have.", pointer="/ground", code="invalid_choice")
    if len(note.strip()) > MAX_REASON:
        raise Invalid(f"A note has up to {MAX_REASON} characters; it is kept for ever.", pointer="/note", code="max_length")
    return note.strip()


def _nothing(_review: Review, _action: ModerationAction, tell: Callable[[], object]) -> None:
    tell()


def _hide(review: Review, _action: ModerationAction, tell: Callable[[], object]) -> None:
    _set_status(review, ReviewStatus.HIDDEN, sign=-1)
    chain = chain_of(review.vendor.slug)
    conceal(chain, review=str(review.pk))  # before any chain is held: it reads
    tell()
    append_public(chain, removed(review))
    record_review(REVIEW_HIDDEN, review)


def _restore(review: Review, _action: ModerationAction, tell: Callable[[], object]) -> None:
    _set_status(review, ReviewStatus.PUBLISHED, sign=1)
    tell()
    append_public(chain_of(review.vendor.slug), published(review))
    record_review(REVIEW_RESTORED, review)


def _set_status(review: Review, status: ReviewStatus, *, sign: int) -> None:
    review.status = status
    review.save(update_fields=["status"])
    count_in_rating(review.vendor_id, rating=sign * review.rating, by=sign)
