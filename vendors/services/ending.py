"""A check is about what the profile said when it was approved. What says something else now was not checked."""

from collections.abc import Sequence

from django.utils import timezone

from accounts.models import User
from common.errors import DomainError
from vendors.models import CheckKind, CheckReason, CheckStatus, Vendor, VerificationCheck
from vendors.services.checks import move_check
from vendors.services.deciding import tell_decision

_WHAT_CHANGED: dict[str, str] = {
    CheckKind.BUSINESS_REGISTRATION: "The name on the profile was changed.",
    CheckKind.ADDRESS: "The address on the profile was changed.",
    CheckKind.PHONE: "The phone number on the profile was changed.",
}


class ChecksWouldEnd(DomainError):
    """The change touches what was checked, and nobody has said that the checks may end. `checks` has their kinds."""

    code = "checks_would_end"
    title = "This ends a check"

    def __init__(self, kinds: Sequence[CheckKind]) -> None:
        names = ", ".join(kind.label.lower() for kind in kinds)
        super().__init__(f"This changes what was checked and ends: {names}.", checks=[str(kind) for kind in kinds])


def hold_standing_checks(vendor: Vendor) -> list[VerificationCheck]:
    """Return the vendor's approvals and waivers that count now, held until the transaction ends."""
    rows = VerificationCheck.objects.standing().filter(vendor=vendor, expires_at__gt=timezone.now())
    return list(rows.select_for_update(no_key=True, of=("self",)).select_related("vendor").order_by("pk"))


def end_checks_of(kinds: Sequence[CheckKind], *, among: Sequence[VerificationCheck], by: User, is_agreed: bool) -> None:
    """End each of these standing checks that is of such a kind: withdrawn, as what it showed is not true any more.

    The badge goes at once. Whoever decided it, and when, stays: the move says who ended it. Raises ChecksWouldEnd.
    """
    ended = [check for check in among if check.kind in kinds]
    if ended and not is_agreed:
        raise ChecksWouldEnd([kind for kind in kinds if any(check.kind == kind for check in ended)])
    for check in ended:
        why = {"reason_code": CheckReason.NO_LONGER_TRUE, "reason": _WHAT_CHANGED[check.kind]}
        move_check(check, CheckStatus.WITHDRAWN, by=by, **why)
        tell_decision(check)
