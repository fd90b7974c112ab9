"""Whether a vendor may take orders, and work on those it has."""

from django.utils import timezone

from orders.errors import VendorNotTakingOrders
from vendors.models import Vendor, Verification
from vendors.verification import refusal_of_orders


def is_verified_now(vendor: Vendor) -> bool:
    """Say whether the badge is live; costs no query where `vendor__verification` was loaded with it."""
    verification: Verification | None = getattr(vendor, "verification", None)
    return verification is not None and verification.verified_until > timezone.now()


def refusal_of(vendor: Vendor, *, existing: bool = False) -> str | None:
    """Return why `vendor` can take no new order (or, with `existing`, not work on one it has), or None.

    A suspended vendor can do neither. One whose badge has lapsed takes nothing new, yet finishes what it has: a customer
    must not be stranded by an expired document.
    """
    return refusal_of_orders(vendor, is_verified=existing or is_verified_now(vendor))


def refuse_unless_taking_orders(vendor: Vendor, *, existing: bool = False) -> None:
    """Raise VendorNotTakingOrders where refusal_of() finds a reason."""
    if reason := refusal_of(vendor, existing=existing):
        raise VendorNotTakingOrders(reason)
