"""The checks behind the badge, and every move that one made."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from common.append_only import AppendOnlyModel
from vendors.models.check_words import AUTOMATIC_METHODS, CheckKind, CheckMethod, CheckReason, CheckStatus
from vendors.models.vendor import Vendor
from vendors.querysets import CheckQuerySet


class VerificationCheck(models.Model):
    """One submission of evidence for one check, and what became of it. Older submissions are kept.

    What may follow on which status stands in migration 0009, which also writes a CheckMove for each. The last one was made by
    `moved_by` (none: the clock, or a code that came back) at `moved_at`: every service that moves a check sets both.
    """

    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=30, choices=CheckKind.choices)
    status = models.CharField(max_length=12, choices=CheckStatus.choices, default=CheckStatus.SUBMITTED)
    evidence = models.CharField(max_length=500, blank=True)  # what was shown: "Companies House no. 0123", never a scan's content
    register_number = models.CharField(
        max_length=20, blank=True, db_default=""
    )  # under which a company register knows the vendor
    latitude = models.FloatField(null=True)  # the place that a site_anchor is about, as it was on the map then
    longitude = models.FloatField(null=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(db_default=Now())
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    method = models.CharField(max_length=20, choices=CheckMethod.choices, blank=True, db_default="")
    reason_code = models.CharField(max_length=30, choices=CheckReason.choices, blank=True, db_default="")
    reason = models.CharField(max_length=500, blank=True)  # words for the vendor's team, beside the code
    expires_at = models.DateTimeField(null=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    moved_at = models.DateTimeField(null=True)

    objects: ClassVar[CheckQuerySet] = CheckQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    class Meta:
        permissions = [
            ("decide_verificationcheck", "Can decide checks"),
            ("waive_verificationcheck", "Can do without a check"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CheckKind.values), name="check_kind_is_known"),
            models.CheckConstraint(condition=Q(status__in=CheckStatus.values), name="check_status_is_known"),
            models.CheckConstraint(
                condition=Q(status__in=("submitted", "in_review"), decided_at__isnull=True)
                | Q(status="withdrawn")
                | Q(decided_at__isnull=False, decided_by__isnull=False)
                | Q(decided_at__isnull=False, method__in=AUTOMATIC_METHODS),
                name="check_decision_has_source",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("approved", "waived", "expired"))
                | Q(expires_at__isnull=False, expires_at__gt=F("decided_at")),
                name="check_standing_expires",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("rejected", "waived")) | ~Q(reason_code=""), name="check_refusal_has_code"
            ),
            models.CheckConstraint(condition=~Q(reason_code="other") | ~Q(reason=""), name="check_other_has_words"),
            models.CheckConstraint(
                condition=Q(status="in_review", claimed_by__isnull=False, claimed_at__isnull=False)
                | (~Q(status="in_review") & Q(claimed_by__isnull=True, claimed_at__isnull=True)),
                name="check_claim_whole",
            ),
            models.CheckConstraint(
                condition=~Q(kind="site_anchor") | Q(latitude__isnull=False, longitude__isnull=False),
                name="check_anchor_has_place",
            ),
            models.CheckConstraint(condition=~Q(decided_by=F("submitted_by")), name="check_decided_by_another"),
            models.UniqueConstraint(
                fields=["vendor", "kind"], condition=Q(status__in=("submitted", "in_review")), name="check_one_waiting"
            ),
        ]
        indexes = [
            models.Index(fields=["vendor", "kind", "-submitted_at"], name="check_of_vendor"),
            # The desk's queue, oldest first.
            models.Index(fields=["submitted_at"], condition=Q(status__in=("submitted", "in_review")), name="check_waiting"),
            # What runs out next: services.expiring.
            models.Index(fields=["expires_at"], condition=Q(status__in=("approved", "waived")), name="check_running_out"),
            models.Index(
                fields=["-decided_at"], condition=Q(decided_at__isnull=False), name="check_decided"
            ),  # the desk's figures
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.status}"


class CheckMove(AppendOnlyModel):
    """One move of one check: who, when, how and why. Written by a trigger on VerificationCheck alone (migration 0009)."""

    verification_check = models.ForeignKey(VerificationCheck, on_delete=models.PROTECT, related_name="moves")
    from_status = models.CharField(max_length=12, blank=True)  # none: it was handed in
    to_status = models.CharField(max_length=12, choices=CheckStatus.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    method = models.CharField(max_length=20, choices=CheckMethod.choices, blank=True)
    reason_code = models.CharField(max_length=30, choices=CheckReason.choices, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    expires_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(from_status="") | Q(from_status__in=CheckStatus.values), name="check_move_from_known"
            ),
            models.CheckConstraint(condition=Q(to_status__in=CheckStatus.values), name="check_move_to_known"),
        ]

    def __str__(self) -> str:
        return f"{self.from_status or 'new'} → {self.to_status}"


class CheckWarning(AppendOnlyModel):
    """That a vendor was told, so many days ahead, that a check runs out: once each."""

    verification_check = models.ForeignKey(VerificationCheck, on_delete=models.PROTECT, related_name="warnings")
    days_ahead = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["verification_check", "days_ahead"], name="check_warned_once")]

    def __str__(self) -> str:
        return f"{self.days_ahead} days ahead"
