"""The platform's hand on a whole vendor."""

from django.db import transaction

from accounts.models import User
from accounts.permissions import PlatformPermission
from common.audit import record_act
from events.services import record
from ledger.encoding import Statement
from ledger.services import append_public
from vendors.event_types import VENDOR_REINSTATED, VENDOR_SUSPENDED
from vendors.models import CheckReason, Vendor
from vendors.relatives import require_decider
from vendors.services.deciding import require_words


def suspend_vendor(vendor: Vendor, *, by: User, reason: str) -> Vendor:
    """Take a vendor out of discovery and stop its orders, at once. Raises DeciderNotAllowed, ReasonRequired."""
    return _set_suspended(vendor, True, by=by, reason=reason)


def reinstate_vendor(vendor: Vendor, *, by: User, reason: str) -> Vendor:
    """Undo a suspension. Raises DeciderNotAllowed, ReasonRequired."""
    return _set_suspended(vendor, False, by=by, reason=reason)


@transaction.atomic
def _set_suspended(vendor: Vendor, suspended: bool, *, by: User, reason: str) -> Vendor:
    require_decider(by, vendor.pk, PlatformPermission.SUSPEND_VENDORS, by_invitation=not suspended)
    require_words(CheckReason.OTHER, reason)
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
    event_type = VENDOR_SUSPENDED if suspended else VENDOR_REINSTATED
    record(event_type, subject=locked.slug, payload={"vendor": locked.slug, "vendor_key": locked.pk})
    return locked
