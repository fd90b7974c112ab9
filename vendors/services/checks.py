"""What a vendor hands in for its checks, and takes back while nobody has decided."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from common.errors import DomainError, Invalid
from events.services import record
from vendors.event_types import CHECK_SUBMITTED, CHECK_WITHDRAWN
from vendors.models import OPEN_STATUSES, CheckKind, CheckStatus, Vendor, VerificationCheck
from vendors.permissions import Permission, require_private


class CheckAlreadyOpen(DomainError):
    """One submission of a kind at a time."""

    code = "check_already_open"
    title = "This is being looked at already"


class CheckNotOpen(DomainError):
    """A decision stands; a new submission gets a new one."""

    code = "check_not_open"
    title = "This check is decided"


class PlaceNeeded(Invalid):
    """An approved location is a place on the map."""

    code = "place_needed"

    def __init__(self) -> None:
        super().__init__("Put the business on the map first: that place is what is checked.", pointer="/check", code=self.code)


@transaction.atomic
def submit_check(vendor: Vendor, *, by: User, kind: CheckKind, evidence: str, register_number: str = "") -> VerificationCheck:
    """Hand in evidence for one check; an approved location is about the vendor's place as it is now.

    Raises NotAllowed, CheckAlreadyOpen, PlaceNeeded.
    """
    require_private(by, vendor, Permission.CHECKS_SUBMIT)
    check = VerificationCheck(vendor=vendor, kind=kind, evidence=evidence, submitted_by=by, **_place_of(vendor, kind))
    if kind == CheckKind.BUSINESS_REGISTRATION:
        check.register_number = register_number.strip().upper()
    check.submitted_at = check.moved_at = timezone.now()
    check.moved_by = by
    try:
        with transaction.atomic():
            check.save()
    except IntegrityError as error:
        raise CheckAlreadyOpen("Wait for the decision on what you sent.") from error
    record(CHECK_SUBMITTED, subject=vendor.slug, payload={"vendor": vendor.slug, "check": check.pk, "kind": str(kind)})
    return check


@transaction.atomic
def withdraw_submission(check: VerificationCheck, *, by: User) -> VerificationCheck:
    """Take back what was handed in, while nobody has decided; the badge is not touched. Raises NotAllowed, CheckNotOpen."""
    require_private(by, check.vendor, Permission.CHECKS_SUBMIT)
    locked = lock_check(check)
    if locked.status not in OPEN_STATUSES:
        raise CheckNotOpen("This is decided already. Hand in something new instead.")
    move_check(locked, CheckStatus.WITHDRAWN, by=by)
    payload = {"vendor": locked.vendor.slug, "check": locked.pk, "kind": locked.kind}
    record(CHECK_WITHDRAWN, subject=locked.vendor.slug, payload=payload)
    return locked


def lock_check(check: VerificationCheck) -> VerificationCheck:
    """Return the check as it is now, with its vendor, held until the transaction ends."""
    rows = VerificationCheck.objects.select_for_update(no_key=True, of=("self",)).select_related("vendor")
    return rows.get(pk=check.pk)


def lock_waiting(vendor: Vendor, kind: CheckKind) -> VerificationCheck | None:
    """Return the check of a kind that waits for a decision, with its vendor, held to the end; None where none does."""
    rows = VerificationCheck.objects.waiting().select_for_update(no_key=True, of=("self",)).select_related("vendor")
    return rows.filter(vendor=vendor, kind=kind).first()


def move_check(check: VerificationCheck, status: CheckStatus, *, by: User | None, **fields: Any) -> None:
    """Write the check's next status, who moved it and `fields`; whose claim it was ends. The database keeps the move."""
    changes = {"claimed_by": None, "claimed_at": None, "moved_by": by, "moved_at": timezone.now(), **fields, "status": status}
    for name, value in changes.items():
        setattr(check, name, value)
    check.save(update_fields=list(changes))


def _place_of(vendor: Vendor, kind: CheckKind) -> dict[str, float]:
    if kind != CheckKind.SITE_ANCHOR:
        return {}
    latitude, longitude = Vendor.objects.values_list("latitude", "longitude").get(pk=vendor.pk)
    if latitude is None or longitude is None:
        raise PlaceNeeded
    return {"latitude": latitude, "longitude": longitude}
