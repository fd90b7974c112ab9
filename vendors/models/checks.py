"""The checks, and the badge that they add up to."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from common.append_only import AppendOnlyModel
from vendors.models.vendor import Vendor
from vendors.querysets import CheckQuerySet


class CheckKind(models.TextChoices):
    """What is checked about a vendor."""

    IDENTITY = "identity", "Identity of the owner"
    BUSINESS_REGISTRATION = "business_registration", "Business registration"
    ADDRESS = "address", "Address"
    PHONE = "phone", "Phone number"


#: The checks that must all be approved and unexpired for the badge.
REQUIRED_CHECKS = (CheckKind.IDENTITY, CheckKind.BUSINESS_REGISTRATION, CheckKind.ADDRESS, CheckKind.PHONE)


class CheckStatus(models.TextChoices):
    """Where a check is. Expiry is no status: it is `expires_at` in the past."""

    SUBMITTED = "submitted", "Submitted"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"


class BadgeMove(models.TextChoices):
    """What became of a badge."""

    GRANT = "grant", "Granted"
    RENEW = "renew", "Renewed"
    EXPIRE = "expire", "Expired"
    WITHDRAW = "withdraw", "Withdrawn"


class BadgeChange(AppendOnlyModel):
    """One line of a badge's history. Each is an entry of the public chain `vendor:<slug>/badge`, with the same `seq`."""

    vendor = models.ForeignKey("Vendor", on_delete=models.PROTECT, related_name="badge_changes")
    move = models.CharField(max_length=10, choices=BadgeMove.choices)
    until = models.DateTimeField()  # when the badge ends, as it was known then
    check_kind = models.CharField(max_length=30, choices=CheckKind.choices, blank=True)  # whose decision changed it
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["vendor", "-id"], name="badge_change_of_vendor")]  # the newest of each vendor

    def __str__(self) -> str:
        return f"{self.get_move_display()} until {self.until:%Y-%m-%d}"


class VerificationCheck(models.Model):
    """One submission of evidence for one check, with a person's decision. Older submissions are kept."""

    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=30, choices=CheckKind.choices)
    status = models.CharField(max_length=12, choices=CheckStatus.choices, default=CheckStatus.SUBMITTED)
    evidence = models.CharField(max_length=500, blank=True)  # what was shown: "Companies House no. 0123", never a scan's content
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(db_default=Now())
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    expires_at = models.DateTimeField(null=True)

    objects: ClassVar[CheckQuerySet] = CheckQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    class Meta:
        permissions = [("decide_verificationcheck", "Can decide checks")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CheckKind.values), name="check_kind_known"),
            models.CheckConstraint(
                condition=Q(status="submitted", decided_at__isnull=True)
                | Q(status="withdrawn")
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="check_decision_has_decider",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(expires_at__gt=F("decided_at")), name="check_approval_expires"
            ),
            models.CheckConstraint(condition=~Q(status="rejected") | ~Q(reason=""), name="check_rejection_has_reason"),
            models.CheckConstraint(condition=~Q(decided_by=F("submitted_by")), name="check_decided_by_another"),
            models.UniqueConstraint(fields=["vendor", "kind"], condition=Q(status="submitted"), name="check_one_open"),
        ]
        indexes = [
            models.Index(fields=["vendor", "kind", "-submitted_at"], name="check_of_vendor"),
            models.Index(fields=["submitted_at"], condition=Q(status="submitted"), name="check_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.status}"


class Verification(models.Model):
    """What the checks add up to; one row for a vendor with all required checks approved.

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
