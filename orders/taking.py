"""Whether a vendor may take orders, and work on those it has."""

from django.db import connection
from django.utils import timezone

from orders.errors import VendorNotTakingOrders, VendorPaused
from vendors.models import Vendor, Verification
from vendors.pausing import pause_words
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
    """Raise VendorNotTakingOrders where refusal_of() finds a reason; VendorPaused where it takes no new ones for a while."""
    if reason := refusal_of(vendor, existing=existing):
        raise VendorNotTakingOrders(reason)
    if not existing and (words := pause_words(vendor, timezone.now())):
        until = vendor.paused_until
        raise VendorPaused(words, paused_until=until.isoformat() if until else None)


def hold_taking(vendor: Vendor) -> None:
    """Look again, in the transaction that places an order, and keep a pause or a suspension waiting until it has committed.

    Comes after the items' locks: whoever changes an item locks it first, and its vendor then. Raises as
    refuse_unless_taking_orders does.
    """
    with connection.cursor() as cursor:
        # Shared: customers do not wait for each other.
        cursor.execute("SELECT is_suspended, paused_at, paused_until FROM vendors_vendor WHERE id = %s FOR SHARE", [vendor.pk])
        vendor.is_suspended, vendor.paused_at, vendor.paused_until = cursor.fetchone() or (True, None, None)
    refuse_unless_taking_orders(vendor)
