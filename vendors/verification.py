"""What was checked about a vendor, as the profile shows it."""

from datetime import datetime
from typing import TypedDict

from django.utils import timezone

from vendors.models import (
    OPEN_STATUSES,
    REQUIRED_CHECKS,
    STANDING_STATUSES,
    CheckKind,
    CheckStatus,
    Vendor,
    VerificationCheck,
)


class CheckSummary(TypedDict):
    """One check, as the public sees it. `status` is a CheckStatus, or `missing`."""

    check: str
    label: str
    status: str
    method: str | None
    decided_at: datetime | None
    expires_at: datetime | None


def summary_of(vendor: Vendor) -> list[CheckSummary]:
    """Return each required check with what stands now: the last decision, or what is being looked at where none is live.

    An approved location is shown where there is one, since the badge does not ask for it.
    """
    checks = sorted(vendor.checks.all(), key=lambda check: (check.decided_at or check.submitted_at, check.pk))
    summaries = {kind: _summarise(kind, [check for check in checks if check.kind == kind]) for kind in CheckKind}
    return [one for kind, one in summaries.items() if kind in REQUIRED_CHECKS or one["status"] == CheckStatus.APPROVED]


def status_now(check: VerificationCheck, at: datetime) -> CheckStatus:
    """Return where a check is at `at`: one that ran out is expired, before the clock's job has come by too."""
    if check.status in STANDING_STATUSES and check.expires_at is not None and check.expires_at <= at:
        return CheckStatus.EXPIRED
    return CheckStatus(check.status)


def _summarise(kind: CheckKind, checks: list[VerificationCheck]) -> CheckSummary:
    decided = next((check for check in reversed(checks) if check.decided_at), None)
    status = "missing" if decided is None else str(status_now(decided, timezone.now()))
    stands = decided if status in STANDING_STATUSES else None
    if stands is None and any(check.status in OPEN_STATUSES for check in checks):
        status, decided = CheckStatus.SUBMITTED, None  # that somebody is just looking is nobody's concern
    return {
        "check": str(kind),
        "label": kind.label,
        "status": str(status),
        "method": stands.method or None if stands else None,
        "decided_at": _became_so_at(decided, status) if decided else None,
        "expires_at": stands.expires_at if stands else None,
    }


def _became_so_at(check: VerificationCheck, status: str) -> datetime | None:
    """Return when a decided check came to where it is: decided, run out, or taken back."""
    if status in STANDING_STATUSES or status == CheckStatus.REJECTED:
        return check.decided_at
    return check.expires_at if status == CheckStatus.EXPIRED else check.moved_at or check.decided_at


def refusal_of_orders(vendor: Vendor, *, is_verified: bool) -> str | None:
    """Return why customers cannot order of a vendor whose badge is live or not, or None; orders.taking has the last word."""
    if vendor.is_suspended:
        return f"{vendor.name} is suspended."
    if not is_verified:
        return f"{vendor.name} is not verified yet. Orders open once its checks are approved."
    return None
