"""What the checks add up to, and the history of it."""

from django.db import models
from django.db.models.functions import Now

from common.append_only import AppendOnlyModel
from vendors.models.check_words import CheckKind, CheckStatus
from vendors.models.vendor import Vendor


class BadgeMove(models.TextChoices):
    """What became of a badge."""

    GRANT = "grant", "Granted"
    RENEW = "renew", "Renewed"
    EXPIRE = "expire", "Expired"
    WITHDRAW = "withdraw", "Withdrawn"


class BadgeChange(AppendOnlyModel):
    """One line of a badge's history. Each is an entry of the public chain `vendor:<slug>/badge`, with the same `seq`."""

    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="badge_changes")
    move = models.CharField(max_length=10, choices=BadgeMove.choices)
    until = models.DateTimeField()  # when the badge ends, as it was known then
    check_kind = models.CharField(max_length=30, choices=CheckKind.choices, blank=True)  # the check that changed it
    because = models.CharField(max_length=12, choices=CheckStatus.choices, blank=True, db_default="")  # what that check became
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["vendor", "-id"], name="badge_change_of_vendor")]  # the newest; the profile's list

    def __str__(self) -> str:
        return f"{self.get_move_display()} until {self.until:%Y-%m-%d}"


class Verification(models.Model):
    """What the checks add up to; one row for a vendor with all required checks approved or waived.

    Written by a database trigger on VerificationCheck alone (migration 0002): any other write is refused, so the badge
    cannot be set. `is_verified` means `verified_until` lies in the future: it lapses by itself.
    """

    vendor = models.OneToOneField(Vendor, on_delete=models.PROTECT, primary_key=True, related_name="verification")
    verified_at = models.DateTimeField()  # when the last of the required checks was approved
    verified_until = models.DateTimeField()  # when the first of them expires

    class Meta:
        indexes = [models.Index(fields=["verified_until"], name="verification_until")]

    def __str__(self) -> str:
        return f"until {self.verified_until:%Y-%m-%d}"
