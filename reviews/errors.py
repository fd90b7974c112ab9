"""Why a review, a response, a report or a moderation can be refused."""

from http import HTTPStatus

from django.db import models

from common.errors import DomainError
from reviews.gate import Refusal


class ReviewNotAllowed(DomainError):
    """This person cannot review this order. `reason` says which rule it is (see reviews.gate)."""

    code = "review_not_allowed"
    status = HTTPStatus.FORBIDDEN
    title = "This order cannot be reviewed"

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal.label), reason=refusal.value)
        self.refusal = refusal


class FixedReason(models.TextChoices):
    """Why a review cannot be changed or withdrawn. The values are part of the public contract."""

    NOT_PUBLISHED = "not_published", "Only a review that is published can be changed or withdrawn."
    REDACTED = "redacted", "A moderator has redacted this review, so its words stay as they are."
    TOO_OLD = "too_old", "The time for changes is over. You can still withdraw the review."


class ReviewFixed(DomainError):
    """The author cannot change or withdraw this review now. `reason` says which rule it is."""

    code = "review_fixed"
    title = "This review stays as it is"

    def __init__(self, reason: FixedReason) -> None:
        super().__init__(str(reason.label), reason=reason.value)
        self.reason = reason


class ChangedMeanwhile(DomainError):
    """The words that this change was written on are not the newest. `version` says which are."""

    code = "changed_meanwhile"
    title = "This was changed meanwhile"

    def __init__(self, version: int) -> None:
        super().__init__(
            "Somebody changed these words after you opened them. Read them as they are now, then change them.", version=version
        )


def refuse_stale(seen: int | None, newest: int) -> None:
    """Raise ChangedMeanwhile where `seen`, the version that was read before the change (None: not said), is not the newest."""
    if seen is not None and seen != newest:
        raise ChangedMeanwhile(newest)


class PickupRefusal(models.TextChoices):
    """Why a pick-up cannot be rated. The values are part of the public contract."""

    NOT_OFFERED = "not_offered", "This business does not rate pick-ups."
    NO_PICKUP = "no_pickup", "Only a completed pick-up can be rated."
    ALREADY_RATED = "already_rated", "This pick-up is rated already."
    ALREADY_REVIEWED = "already_reviewed", "The customer's review is public already, so the pick-up is not rated any more."
    TOO_LATE = "too_late", "The time for rating this pick-up is over."


class PickupNotRatable(DomainError):
    """This pick-up cannot be rated now. `reason` says which rule it is."""

    code = "pickup_not_ratable"
    title = "This pick-up cannot be rated"

    def __init__(self, reason: PickupRefusal) -> None:
        super().__init__(str(reason.label), reason=reason.value)
        self.reason = reason


class TooManyPhotos(DomainError):
    """A review, and what waits for one, has six photos at most."""

    code = "too_many_photos"
    title = "No more photos"


class NotYoursToVote(DomainError):
    """Authors and the vendor's team do not vote."""

    code = "not_yours_to_vote"
    status = HTTPStatus.FORBIDDEN
    title = "You cannot call this review helpful"


class AlreadyResponded(DomainError):
    """A review has one response at most."""

    code = "already_responded"
    title = "This review has an answer already"


class AlreadyReported(DomainError):
    """The same reader reported the same review before."""

    code = "already_reported"
    title = "You have reported this review already"


class NotAModerator(DomainError):
    """Only staff with the permission can hide or restore."""

    code = "not_a_moderator"
    status = HTTPStatus.FORBIDDEN
    title = "This is for moderators"


class AlreadyModerated(DomainError):
    """The review is hidden, or published, already."""

    code = "already_moderated"
    title = "Nothing to change"


class NotPublicYet(DomainError):
    """Nobody but its author knows of the review, and the log is told of nothing about it."""

    code = "not_public_yet"
    title = "This review is not public yet"


class LaterRedaction(DomainError):
    """Words were taken out of the same text twice, so undoing the first cannot tell what is to stay out."""

    code = "later_redaction"
    title = "Words were taken out once more since"
