"""A check is about what the profile said when it was approved. What says something else now was not checked."""

from collections.abc import Sequence

from django.utils import timezone

from accounts.models import User
from common.errors import DomainError
from vendors.models import CheckKind, CheckReason, CheckStatus, Membership, MembershipRole, Vendor, VerificationCheck
from vendors.services.checks import move_check
from vendors.services.deciding import tell_decision

_WHAT_CHANGED: dict[str, str] = {
    CheckKind.IDENTITY: "The owners whose identity was checked own the business no more.",
    CheckKind.BUSINESS_REGISTRATION: "The name on the profile was changed.",
    CheckKind.ADDRESS: "The address on the profile was changed.",
    CheckKind.PHONE: "The phone number on the profile was changed.",
    CheckKind.SITE_ANCHOR: "The place on the map was moved.",
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


def end_identity_without(leaving: Membership, *, by: User, is_agreed: bool) -> None:
    """End the check of the owners' identity, where `leaving` is the last of those who owned the vendor when it was approved.

    For a membership that is about to end or to lose its role, under the vendor's lock. Raises ChecksWouldEnd.
    """
    standing = hold_standing_checks(leaving.vendor)
    ended = [check for check in standing if check.kind == CheckKind.IDENTITY and _is_last_known(leaving, check)]
    end_checks_of([CheckKind.IDENTITY], among=ended, by=by, is_agreed=is_agreed)


def _is_last_known(owner: Membership, identity: VerificationCheck) -> bool:
    known = Membership.objects.filter(vendor=owner.vendor_id, role=MembershipRole.OWNER, owner_since__lte=identity.decided_at)
    return known.filter(pk=owner.pk).exists() and not known.owners().exclude(pk=owner.pk).exists()


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
