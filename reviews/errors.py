"""Why a review, a response, a report or a moderation can be refused."""

from http import HTTPStatus

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
