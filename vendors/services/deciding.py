"""The platform's decisions about checks. Each leaves a move, an audit row and, where the badge changes, an entry in the log."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.four_eyes import require_other_person
from accounts.models import User
from accounts.permissions import PlatformPermission
from common.audit import record_act
from common.errors import DomainError, Invalid
from events.services import record
from vendors.badges import record_badges
from vendors.checked_fields import is_off_anchor
from vendors.event_types import CHECK_DECIDED
from vendors.models import (
    AUTOMATIC_METHODS,
    OPEN_STATUSES,
    REJECTION_REASONS,
    WAIVER_REASONS,
    WITHDRAWAL_REASONS,
    CheckKind,
    CheckMethod,
    CheckReason,
    CheckStatus,
    Vendor,
    VerificationCheck,
)
from vendors.relatives import require_decider
from vendors.seen import mark_now
from vendors.services.checks import CheckNotOpen, lock_check, lock_waiting, move_check

#: A verifier who went home does not hold a check up: after this long, another may take it.
CLAIM_LASTS = timedelta(minutes=30)


class CheckClaimed(DomainError):
    """Somebody else is looking at it."""

    code = "check_claimed"
    title = "Somebody else is looking at this"


class EvidenceChanged(DomainError):
    """What is approved is not what was looked at."""

    code = "evidence_changed"
    title = "This has changed since you opened it"

    def __init__(self) -> None:
        super().__init__("The profile, its owners or the documents changed since you opened this page. Look again, then decide.")


class PlaceLeft(DomainError):
    """The place that was handed in is not the vendor's any more."""

    code = "place_left"
    title = "The pin is somewhere else now"

    def __init__(self) -> None:
        super().__init__("The business moved its pin since it handed this place in. It has to hand in the new one.")


class ReasonRequired(Invalid):
    """A refusal is explained."""

    code = "reason_required"


@transaction.atomic
def claim_check(check: VerificationCheck, *, by: User) -> VerificationCheck:
    """Take a check to look at: it is in review, by `by`, for CLAIM_LASTS; taken again, for as long anew.

    Raises DeciderNotAllowed, OtherPersonRequired, CheckNotOpen, CheckClaimed.
    """
    locked = _locked_to_decide(check, by)
    if locked.claimed_by_id == by.pk:
        VerificationCheck.objects.filter(pk=locked.pk).update(claimed_at=timezone.now())
        return locked
    move_check(locked, CheckStatus.IN_REVIEW, by=by, claimed_by=by, claimed_at=timezone.now())
    record_act("claim_check", by=by, on=locked)
    return locked


@transaction.atomic
def release_check(check: VerificationCheck, *, by: User) -> VerificationCheck:
    """Put a check back into the queue undecided. Raises as claim_check does."""
    locked = _locked_to_decide(check, by)
    if locked.status == CheckStatus.IN_REVIEW:
        move_check(locked, CheckStatus.SUBMITTED, by=by)
        record_act("release_check", by=by, on=locked)
    return locked


@transaction.atomic
def decide_check(
    check: VerificationCheck,
    *,
    approve: bool,
    by: User,
    method: CheckMethod = CheckMethod.DOCUMENTS,
    reason_code: CheckReason = CheckReason.OTHER,
    reason: str = "",
    expires_at: datetime | None = None,
    seen: str | None = None,
) -> VerificationCheck:
    """Approve a check until `expires_at`, or reject it for a reason of the closed list. The badge follows by itself.

    `reason` are words for the vendor's team; the code `other` needs them. `seen` is the mark of the evidence that was looked
    at (vendors.seen): an approval of what has changed since is refused.
    Raises DeciderNotAllowed, OtherPersonRequired, CheckNotOpen (one decision each, the first counts), CheckClaimed,
    EvidenceChanged, PlaceLeft, ReasonRequired, Invalid.
    """
    locked = _locked_to_decide(check, by)
    _require_human(method)
    if approve:
        _require_future(expires_at)
        _require_seen(locked, seen)
        return _decide(locked, CheckStatus.APPROVED, by=by, method=method, reason=reason, expires_at=expires_at)
    _require_reason(reason_code, reason, REJECTION_REASONS)
    return _decide(locked, CheckStatus.REJECTED, by=by, method=method, reason_code=reason_code, reason=reason)


@transaction.atomic
def waive_check(
    vendor: Vendor, *, kind: CheckKind, by: User, reason_code: CheckReason, reason: str = "", expires_at: datetime | None
) -> VerificationCheck:
    """Do without a check until `expires_at`: it counts for the badge and is shown as waived. What waits for a decision is that.

    Raises DeciderNotAllowed, OtherPersonRequired, CheckClaimed, ReasonRequired, Invalid.
    """
    require_decider(by, vendor.pk, PlatformPermission.WAIVE_CHECKS)
    _require_reason(reason_code, reason, WAIVER_REASONS)
    _require_future(expires_at)
    if kind == CheckKind.SITE_ANCHOR:
        raise Invalid("A location is approved by looking, or not at all.", pointer="/kind", code="kind")
    waiting = lock_waiting(vendor, kind)  # checks first, then the vendor: in that order everywhere
    Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)
    fresh = VerificationCheck(vendor=vendor, kind=kind, submitted_at=timezone.now())
    check = _unclaimed_by_others(waiting, by) if waiting else fresh
    return _decide(check, CheckStatus.WAIVED, by=by, reason_code=reason_code, reason=reason, expires_at=expires_at)


@transaction.atomic
def withdraw_check(
    check: VerificationCheck, *, by: User, reason: str, reason_code: CheckReason = CheckReason.OTHER
) -> VerificationCheck:
    """Take an approval or a waiver back; the badge goes at once. Raises as decide_check does.

    Only the one that stands: taking back what a later decision replaced would pass for the newest, and end the badge.
    """
    require_decider(by, check.vendor_id, PlatformPermission.DECIDE_CHECKS, by_invitation=False)
    locked = lock_check(check)
    require_other_person(locked.submitted_by_id, by)
    if not VerificationCheck.objects.standing().filter(pk=locked.pk).exists():
        raise CheckNotOpen("Only the approval or waiver that stands can be taken back.")
    _require_reason(reason_code, reason, WITHDRAWAL_REASONS)
    return _decide(locked, CheckStatus.WITHDRAWN, by=by, reason_code=reason_code, reason=reason, expires_at=locked.expires_at)


def require_words(code: CheckReason, reason: str) -> None:
    """Let pass a reason that says something: the code `other` needs words. Raises ReasonRequired."""
    if code == CheckReason.OTHER and not reason.strip():
        raise ReasonRequired("Say why.", pointer="/reason", code="required")


def _locked_to_decide(check: VerificationCheck, by: User) -> VerificationCheck:
    require_decider(by, check.vendor_id, PlatformPermission.DECIDE_CHECKS)
    return _unclaimed_by_others(lock_check(check), by)


def _unclaimed_by_others(locked: VerificationCheck, by: User) -> VerificationCheck:
    require_other_person(locked.submitted_by_id, by)
    if locked.status not in OPEN_STATUSES:
        raise CheckNotOpen("Somebody decided it before.")
    is_fresh = locked.claimed_at is not None and locked.claimed_at > timezone.now() - CLAIM_LASTS
    if is_fresh and locked.claimed_by_id != by.pk:
        raise CheckClaimed(f"They took it at {locked.claimed_at:%H:%M} UTC. It is free again 30 minutes after that.")
    return locked


def _require_reason(code: CheckReason, reason: str, offered: tuple[CheckReason, ...]) -> None:
    if code not in offered:
        raise Invalid("This is no reason for that.", pointer="/reason_code", code="reason_code")
    require_words(code, reason)


def _require_human(method: CheckMethod) -> None:
    if method in AUTOMATIC_METHODS:
        raise Invalid("No person decides by this method.", pointer="/method", code="method")


def _require_future(expires_at: datetime | None) -> None:
    if expires_at is None or expires_at <= timezone.now():
        raise Invalid("It ends at a time in the future.", pointer="/expires_at", code="expires_at")


def _require_seen(check: VerificationCheck, seen: str | None) -> None:
    # Held to the end: a change that comes later finds the approval, and is asked whether it may end it (services/ending.py).
    vendor = Vendor.objects.select_for_update(no_key=True).get(pk=check.vendor_id)
    if seen is not None and seen != mark_now(check, vendor):
        raise EvidenceChanged
    if is_off_anchor(check, vendor.point):
        raise PlaceLeft


def _decide(
    check: VerificationCheck,
    status: CheckStatus,
    *,
    by: User,
    method: CheckMethod | None = None,
    reason_code: CheckReason | None = None,
    reason: str,
    expires_at: datetime | None = None,
) -> VerificationCheck:
    decision = {
        "method": method or check.method,
        "reason_code": reason_code or "",
        "reason": reason.strip(),
        "expires_at": expires_at,
    }
    write_decision(check, status, by=by, **decision)
    changes = {"kind": check.kind, "status": str(status), "method": check.method, "reason_code": check.reason_code}
    changes["expires_at"] = expires_at.isoformat() if expires_at else ""
    record_act("decide_check", by=by, on=check, reason=check.reason, changes=changes)
    return check


def write_decision(check: VerificationCheck, status: CheckStatus, *, by: User | None, **fields: object) -> None:
    """Write a decision, and all that follows from one: the badge's history, the event. `by` none: it decided by itself."""
    if check._state.adding:
        now = timezone.now()
        fresh = {"status": status, "decided_by": by, "decided_at": now, "moved_by": by, "moved_at": now, **fields}
        for name, value in fresh.items():
            setattr(check, name, value)
        check.save()
    else:
        move_check(check, status, by=by, decided_by=by, decided_at=timezone.now(), **fields)
    tell_decision(check)


def tell_decision(check: VerificationCheck) -> None:
    """Tell of a check's new status: the badge's history and, through the event, the vendor's owners."""
    record_badges([check.vendor_id], check=CheckKind(check.kind), because=CheckStatus(check.status))
    payload = {"vendor": check.vendor.slug, "check": check.pk, "kind": check.kind, "status": str(check.status)}
    record(CHECK_DECIDED, subject=check.vendor.slug, payload=payload)
