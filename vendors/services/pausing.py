"""A busy shop takes no new orders for a while. What it has, it finishes."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from common.audit import record_act
from common.errors import Invalid
from vendors.models import Vendor
from vendors.permissions import Permission, require

LONGEST_PAUSE = timedelta(days=14)


@transaction.atomic
def pause_orders(vendor: Vendor, *, by: User, at: datetime, until: datetime | None = None) -> Vendor:
    """Take no new orders from `at` until then; without an end: until somebody resumes. Again with another end: changes it.

    Whoever places an order at the same moment is either before it, or is refused (orders.taking.hold_taking).
    Raises NotAllowed, Invalid.
    """
    require(by, vendor, Permission.ORDERS_PAUSE)
    if until is not None and not at < until <= at + LONGEST_PAUSE:
        raise Invalid(f"Pause until a time within the next {LONGEST_PAUSE.days} days.", pointer="/until", code="range")
    locked = Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)
    if not locked.is_paused(at):
        locked.paused_at = at
    _keep(locked, until, by=by, action="pause_orders")
    return locked


@transaction.atomic
def resume_orders(vendor: Vendor, *, by: User, at: datetime) -> Vendor:
    """Take new orders again. Changes nothing where none are refused. Raises NotAllowed."""
    require(by, vendor, Permission.ORDERS_PAUSE)
    locked = Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)
    if locked.is_paused(at):
        locked.paused_at = None
        _keep(locked, None, by=by, action="resume_orders")
    return locked


def _keep(vendor: Vendor, until: datetime | None, *, by: User, action: str) -> None:
    vendor.paused_until = until
    vendor.save(update_fields=["paused_at", "paused_until", "updated_at"])
    record_act(action, by=by, on=vendor, changes={"until": until.isoformat() if until else None})
