"""Reads of vendors and items, as chainable steps."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Now

if TYPE_CHECKING:
    from vendors.models import Item, Vendor  # noqa: F401


class VendorQuerySet(models.QuerySet["Vendor"]):
    """Steps for lists and profiles of vendors."""

    def listed(self) -> "VendorQuerySet":
        """Leave out suspended vendors."""
        return self.filter(is_suspended=False)

    def with_verification(self) -> "VendorQuerySet":
        """Add `is_verified`, `verified_at` and `verified_until`, derived from the checks."""
        verified = Case(When(verification__verified_until__gt=Now(), then=Value(True)), default=Value(False))
        return self.annotate(
            is_verified=verified,
            verified_at=Case(When(verification__verified_until__gt=Now(), then=F("verification__verified_at"))),
            verified_until=F("verification__verified_until"),
        )

    def verified(self, wanted: bool = True) -> "VendorQuerySet":
        """Keep those that are verified at this moment, or those that are not."""
        live = Q(verification__verified_until__gt=Now())
        return self.filter(live) if wanted else self.exclude(live)

    def for_member(self, user: Any) -> "VendorQuerySet":
        """Keep the vendors that `user` is a member of."""
        return self.filter(memberships__user=user)


class ItemQuerySet(models.QuerySet["Item"]):
    """Steps for what a vendor sells."""

    def on_sale(self) -> "ItemQuerySet":
        """Keep what is offered now, sold out or not."""
        return self.filter(is_available=True)
