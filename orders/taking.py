"""Whether a vendor may take orders, and work on those it has."""

from django.utils import timezone

from orders.errors import VendorNotTakingOrders
from vendors.models import Vendor, Verification


def is_verified_now(vendor: Vendor) -> bool:
    """Say whether the badge is live; costs no query where `vendor__verification` was loaded with it."""
    verification: Verification | None = getattr(vendor, "verification", None)
    return verification is not None and verification.verified_until > timezone.now()


def refusal_of(vendor: Vendor, *, existing: bool = False) -> str | None:
    """Return why `vendor` can take no new order (or, with `existing`, not work on one it has), or None.

    A suspended vendor can do neither. One whose badge has lapsed takes nothing new, yet finishes what it has: a customer
    must not be stranded by an expired document.
    """
    if vendor.is_suspended:
        return f"{vendor.name} is suspended."
    if existing:
        return None
    if is_verified_now(vendor):
        return None
    return f"{vendor.name} is not verified yet. Orders open once its checks are approved."


def refuse_unless_taking_orders(vendor: Vendor, *, existing: bool = False) -> None:
    """Raise VendorNotTakingOrders where refusal_of() finds a reason."""
    if reason := refusal_of(vendor, existing=existing):
        raise VendorNotTakingOrders(reason)
