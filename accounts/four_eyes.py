"""Four eyes: who asks for something never decides it. The one rule for checks, rights and, later, money."""

from http import HTTPStatus

from accounts.models import User
from common.errors import DomainError


class OtherPersonRequired(DomainError):
    """The same person would ask and decide."""

    code = "other_person_required"
    status = HTTPStatus.FORBIDDEN
    title = "Somebody else decides this"


def require_other_person(submitter: User | int | None, decider: User) -> None:
    """Let pass where `decider` is not who asked (a user, an id, or None where nobody is known).

    Raises:
        OtherPersonRequired: otherwise.
    """
    asked = submitter.pk if isinstance(submitter, User) else submitter
    if asked == decider.pk:
        raise OtherPersonRequired("You asked for this, so somebody else decides it.")
