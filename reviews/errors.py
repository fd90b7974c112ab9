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


class ReviewFixed(DomainError):
    """The author cannot change or withdraw this review now. `reason` says which rule it is."""

    code = "review_fixed"
    title = "This review stays as it is"

    class Reason(models.TextChoices):
        """Why not. The values are part of the public contract."""

        NOT_PUBLISHED = "not_published", "Only a review that is published can be changed or withdrawn."
        REDACTED = "redacted", "A moderator has redacted this review, so its words stay as they are."
        TOO_OLD = "too_old", "The time for changes is over. You can still withdraw the review."

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason.label), reason=reason.value)
        self.reason = reason


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
