"""Decisions as tests of other apps need them: made in a case and stated to the author, as in life."""

from accounts.models import User
from moderation.services import decide_case, look_at
from reviews.models import ModerationAction, ModerationGround, ModerationKind, Review

FACTS = "It names a neighbour of the shop."


def hide(review: Review, *, by: User) -> ModerationAction:
    """Have the review looked at and hidden."""
    return _decide(review, ModerationKind.HIDE, ModerationGround.ABUSIVE, by)


def restore(review: Review, *, by: User) -> ModerationAction:
    """Have the hidden review looked at again and brought back."""
    return _decide(review, ModerationKind.RESTORE, ModerationGround.MISTAKE, by)


def _decide(review: Review, kind: ModerationKind, ground: ModerationGround, by: User) -> ModerationAction:
    return decide_case(look_at(Review.objects.get(pk=review.pk), by=by), kind=kind, by=by, ground=ground, facts=FACTS)
