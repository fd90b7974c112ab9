"""Hiding and restoring reviews. Nothing is ever deleted: what was done, by whom and why, stays."""

from django.db import transaction

from accounts.four_eyes import require_other_person
from accounts.models import User
from accounts.permissions import PlatformPermission, has_platform_permission
from common.audit import record_act
from common.errors import Invalid
from ledger.services import append_public, conceal
from reviews.errors import AlreadyModerated, NotAModerator
from reviews.models import MAX_REASON, ModerationAction, ModerationKind, Review, ReviewStatus
from reviews.services import count_in_rating, lock_review, record_review
from reviews.statements import MODERATION, chain_of, moderated, published, removed
from vendors.relatives import require_no_relative


def may_moderate(user: User) -> bool:
    """Say whether `user` has a role of the platform that moderates."""
    return has_platform_permission(user, PlatformPermission.MODERATE_REVIEWS)


def hide_review(review: Review, *, by: User, reason: str) -> ModerationAction:
    """Take a review out of public sight and out of the rating. Nobody moderates their own review, or their vendor's.

    Raises NotAModerator, OtherPersonRequired, DeciderNotAllowed, Invalid or AlreadyModerated.
    """
    return _moderate(review, ModerationKind.HIDE, to=ReviewStatus.HIDDEN, by=by, reason=reason)


def restore_review(review: Review, *, by: User, reason: str) -> ModerationAction:
    """Bring a hidden review back, and count it again. Raises as hide_review does."""
    return _moderate(review, ModerationKind.RESTORE, to=ReviewStatus.PUBLISHED, by=by, reason=reason)


def _moderate(review: Review, kind: ModerationKind, *, to: ReviewStatus, by: User, reason: str) -> ModerationAction:
    if not may_moderate(by):
        raise NotAModerator("Only moderators can hide or restore a review.")
    require_other_person(review.author_id, by)
    require_no_relative(by, review.vendor_id)
    reason = reason.strip()
    if not 1 <= len(reason) <= MAX_REASON:
        raise Invalid(f"Give a reason of up to {MAX_REASON} characters; it is kept for ever.", pointer="/reason", code="required")
    with transaction.atomic():
        locked = lock_review(review)  # so that two moderators at once count it out once
        if locked.status == to:
            raise AlreadyModerated(f"This review is {to.label.lower()} already.")
        locked.status = to
        locked.save(update_fields=["status"])
        sign = 1 if to == ReviewStatus.PUBLISHED else -1
        count_in_rating(locked.vendor_id, rating=sign * locked.rating, by=sign)
        action = ModerationAction.objects.create(moderator=by, review=locked, action=kind, reason=reason)
        _tell_the_log(locked, action)
        record_act(f"review.{kind.value}", by=by, on=locked, reason=reason, changes={"status": to.value})
        record_review("review.hidden" if to == ReviewStatus.HIDDEN else "review.restored", locked)
    return action


def _tell_the_log(review: Review, action: ModerationAction) -> None:
    """Say what was done, and take the review out of the rating that anybody can compute, or put it back."""
    append_public(MODERATION, moderated(action, review))
    chain = chain_of(review.vendor.slug)
    if review.status == ReviewStatus.HIDDEN:
        conceal(chain, review=str(review.pk))
        append_public(chain, removed(review))
    else:
        append_public(chain, published(review))
