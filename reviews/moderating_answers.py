"""What moderators do about a vendor's answer. The review stays: else a vendor could have a bad one removed by a worse answer."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from accounts.four_eyes import require_other_person
from accounts.models import User
from reviews.errors import AlreadyModerated
from reviews.event_types import RESPONSE_HIDDEN, RESPONSE_RESTORED
from reviews.models import ModerationAction, ModerationGround, ModerationKind, ResponseVersion, Review, ReviewResponse
from reviews.moderation import act
from reviews.services import record_review


def hide_response(review: Review, *, by: User, ground: ModerationGround, note: str = "") -> ModerationAction:
    """Take the answer under a review out of public sight; the vendor can neither edit it nor answer anew.

    Raises as hide_review does; AlreadyModerated where there is no answer to read.
    """
    return _set_hidden(review, ModerationKind.HIDE_RESPONSE, timezone.now(), by=by, ground=ground, note=note)


def restore_response(review: Review, *, by: User, ground: ModerationGround, note: str = "") -> ModerationAction:
    """Bring a hidden answer back. Raises as hide_response does."""
    return _set_hidden(review, ModerationKind.RESTORE_RESPONSE, None, by=by, ground=ground, note=note)


def answered_by(review: Review) -> User:
    """Return who wrote the answer as it stands: whom a decision about it concerns."""
    return ResponseVersion.objects.select_related("author").filter(response__review=review).latest("number").author


def _set_hidden(
    review: Review, kind: ModerationKind, hidden_at: datetime | None, *, by: User, ground: ModerationGround, note: str
) -> ModerationAction:
    def change(locked: Review, _action: ModerationAction, tell: Callable[[], object]) -> None:
        answers = ReviewResponse.objects.filter(review=locked, withdrawn_at=None, hidden_at__isnull=hidden_at is not None)
        response = answers.select_for_update().first()
        if response is None:
            raise AlreadyModerated("There is no such answer any more.")
        require_other_person(answered_by(locked).pk, by)
        response.hidden_at = hidden_at
        response.save(update_fields=["hidden_at"])
        tell()
        record_review(RESPONSE_HIDDEN if hidden_at else RESPONSE_RESTORED, locked)

    return act(review, kind, change, by=by, ground=ground, note=note)
