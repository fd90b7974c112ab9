"""The checks behind the badge, and the platform's hand on a vendor."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.four_eyes import require_other_person
from accounts.models import User
from accounts.permissions import PlatformPermission
from common.audit import record_act
from common.errors import DomainError, Invalid
from events.services import record
from ledger.encoding import Statement
from ledger.services import append_public
from vendors.badges import record_badges
from vendors.models import CheckKind, CheckStatus, Vendor, VerificationCheck
from vendors.permissions import Permission, require_private
from vendors.relatives import require_decider


class CheckAlreadyOpen(DomainError):
    """One submission of a kind at a time."""

    code = "check_already_open"
    title = "This is being looked at already"


class CheckNotOpen(DomainError):
    """A decision stands; a new submission gets a new one."""

    code = "check_not_open"
    title = "This check is decided"


class ReasonRequired(Invalid):
    """A refusal is explained."""

    code = "reason_required"


@transaction.atomic
def submit_check(vendor: Vendor, *, by: User, kind: CheckKind, evidence: str) -> VerificationCheck:
    """Hand in evidence for one check. Raises NotAllowed, CheckAlreadyOpen."""
    require_private(by, vendor, Permission.CHECKS_SUBMIT)
    try:
        with transaction.atomic():
            check = VerificationCheck.objects.create(vendor=vendor, kind=kind, evidence=evidence, submitted_by=by)
    except IntegrityError as error:
        raise CheckAlreadyOpen("Wait for the decision on what you sent.") from error
    record("vendor.check_submitted", subject=vendor.slug, payload={"check": check.pk, "kind": str(kind)})
    return check


@transaction.atomic
def decide_check(
    check: VerificationCheck, *, approve: bool, by: User, reason: str = "", expires_at: datetime | None = None
) -> VerificationCheck:
    """Approve a submitted check until `expires_at`, or reject it with a reason. The badge follows by itself.

    Raises DeciderNotAllowed, OtherPersonRequired, CheckNotOpen (one decision each, the first counts), ReasonRequired, Invalid.
    """
    locked = _locked(check, by)
    now = timezone.now()
    if locked.status != CheckStatus.SUBMITTED:
        raise CheckNotOpen("Somebody decided it before.")
    if not approve:
        _require_reason(reason)
    elif expires_at is None or expires_at <= now:
        raise Invalid("An approval ends at a time in the future.", pointer="/expires_at", code="expires_at")
    status = CheckStatus.APPROVED if approve else CheckStatus.REJECTED
    return _decide(locked, status, by=by, reason=reason, at=now, expires_at=expires_at if approve else None)


@transaction.atomic
def withdraw_check(check: VerificationCheck, *, by: User, reason: str) -> VerificationCheck:
    """Take an approval back; the badge goes at once. Raises as decide_check does."""
    locked = _locked(check, by)
    if locked.status != CheckStatus.APPROVED:
        raise CheckNotOpen("Only an approval can be taken back.")
    _require_reason(reason)
    return _decide(locked, CheckStatus.WITHDRAWN, by=by, reason=reason, at=timezone.now(), expires_at=locked.expires_at)


def suspend_vendor(vendor: Vendor, *, by: User, reason: str) -> Vendor:
    """Take a vendor out of discovery and stop its orders, at once. Raises DeciderNotAllowed, ReasonRequired."""
    return _set_suspended(vendor, True, by=by, reason=reason)


def reinstate_vendor(vendor: Vendor, *, by: User, reason: str) -> Vendor:
    """Undo a suspension. Raises DeciderNotAllowed, ReasonRequired."""
    return _set_suspended(vendor, False, by=by, reason=reason)


@transaction.atomic
def _set_suspended(vendor: Vendor, suspended: bool, *, by: User, reason: str) -> Vendor:
    require_decider(by, vendor.pk, PlatformPermission.SUSPEND_VENDORS, by_invitation=not suspended)
    _require_reason(reason)
    locked = Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)
    if locked.is_suspended == suspended:
        return locked
    locked.is_suspended = suspended
    locked.save(update_fields=["is_suspended", "updated_at"])
    action = "suspend" if suspended else "reinstate"
    record_act(action, by=by, on=locked, reason=reason)
    append_public(
        "moderation",
        Statement("mod.action", {"action": action, "vendor": locked.slug}, {"actor": f"user:{by.pk}", "reason": reason.strip()}),
    )
    record("vendor.suspended" if suspended else "vendor.reinstated", subject=locked.slug, payload={"vendor": locked.pk})
    return locked


def _locked(check: VerificationCheck, by: User) -> VerificationCheck:
    require_decider(by, check.vendor_id, PlatformPermission.DECIDE_CHECKS)
    rows = VerificationCheck.objects.select_for_update(no_key=True, of=("self",)).select_related("vendor")
    locked = rows.get(pk=check.pk)
    require_other_person(locked.submitted_by_id, by)
    return locked


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonRequired("Say why.", pointer="/reason", code="required")


def _decide(
    check: VerificationCheck, status: CheckStatus, *, by: User, reason: str, at: datetime, expires_at: datetime | None
) -> VerificationCheck:
    check.status, check.decided_by, check.decided_at = status, by, at
    check.reason, check.expires_at = reason.strip(), expires_at
    check.save(update_fields=["status", "decided_by", "decided_at", "reason", "expires_at"])
    changes = {"kind": check.kind, "status": str(status), "expires_at": expires_at and expires_at.isoformat()}
    record_act("decide_check", by=by, on=check, reason=check.reason, changes=changes)
    record_badges([check.vendor_id], check=CheckKind(check.kind))
    record(
        "vendor.check_decided", subject=check.vendor.slug, payload={"check": check.pk, "kind": check.kind, "status": str(status)}
    )
    return check
