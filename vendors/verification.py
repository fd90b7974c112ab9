"""What was checked about a vendor, as the profile shows it."""

from datetime import datetime
from typing import TypedDict

from django.utils import timezone

from vendors.models import REQUIRED_CHECKS, CheckKind, CheckStatus, Vendor, VerificationCheck


class CheckSummary(TypedDict):
    """One required check. `status` is a CheckStatus, or `expired`, or `missing`."""

    check: str
    label: str
    status: str
    decided_at: datetime | None
    expires_at: datetime | None


def summary_of(vendor: Vendor) -> list[CheckSummary]:
    """Return each required check with what stands now: the last decision, or what is being looked at where none is live."""
    checks = sorted(vendor.checks.all(), key=lambda check: (check.decided_at or check.submitted_at, check.pk))
    return [_summarise(kind, [check for check in checks if check.kind == kind]) for kind in REQUIRED_CHECKS]


def _summarise(kind: CheckKind, checks: list[VerificationCheck]) -> CheckSummary:
    decided = next((check for check in reversed(checks) if check.decided_at), None)
    status = "missing" if decided is None else decided.status
    if decided and status == CheckStatus.APPROVED and decided.expires_at and decided.expires_at <= timezone.now():
        status = "expired"
    if status != CheckStatus.APPROVED and any(check.status == CheckStatus.SUBMITTED for check in checks):
        status = CheckStatus.SUBMITTED
    return {
        "check": str(kind),
        "label": kind.label,
        "status": str(status),
        "decided_at": decided.decided_at if decided else None,
        "expires_at": decided.expires_at if decided else None,
    }


def refusal_of_orders(vendor: Vendor, *, is_verified: bool) -> str | None:
    """Return why customers cannot order of a vendor whose badge is live or not, or None; orders.taking has the last word."""
    if vendor.is_suspended:
        return f"{vendor.name} is suspended."
    if not is_verified:
        return f"{vendor.name} is not verified yet. Orders open once its checks are approved."
    return None
