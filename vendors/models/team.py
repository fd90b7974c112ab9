"""Who acts for a vendor, who is asked to, and who did."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now

from common.append_only import AppendOnlyModel
from vendors.models.vendor import Vendor
from vendors.querysets import InvitationQuerySet, MembershipQuerySet


class MembershipRole(models.TextChoices):
    """What a person is in a vendor."""

    OWNER = "owner", "Owner"
    MANAGER = "manager", "Manager"
    STAFF = "staff", "Staff"


class Membership(models.Model):
    """A person's role in a vendor."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=MembershipRole.choices)
    created_at = models.DateTimeField(db_default=Now())
    owner_since = models.DateTimeField(
        null=True, editable=False
    )  # written by a trigger (migration 0031): whose identity a check saw

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vendor", "user"], name="membership_once"),
            models.CheckConstraint(condition=Q(role__in=MembershipRole.values), name="membership_role_known"),
            models.CheckConstraint(
                condition=Q(role="owner", owner_since__isnull=False) | (~Q(role="owner") & Q(owner_since__isnull=True)),
                name="membership_owner_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.role}"


class FormerMember(AppendOnlyModel):
    """Who was in a team, until when. Written by a trigger on Membership (migration 0007), so that no way out passes it by.

    Who left keeps an interest for a while: vendors.relatives asks here before somebody of the platform decides.
    """

    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=MembershipRole.choices)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["user", "vendor", "-left_at"], name="former_member_of_vendor")]  # relatives

    def __str__(self) -> str:
        return f"{self.user_id} · {self.role} until {self.left_at:%Y-%m-%d}"


class InvitationState(models.TextChoices):
    """What became of an invitation. That its time ran out is no state: it is `expires_at` in the past."""

    OPEN = "open", "Open"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    REVOKED = "revoked", "Taken back"


class Invitation(models.Model):
    """An e-mail that is offered a role in a team. The link is mailed; here is its hash alone (vendors.services.invitations)."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=10, choices=MembershipRole.choices)
    state = models.CharField(max_length=10, choices=InvitationState.choices, default=InvitationState.OPEN)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    token_hash = models.BinaryField(max_length=32, null=True, unique=True)  # null until the mail is written
    round = models.PositiveSmallIntegerField(default=1)  # which sending counts; an older link is worth nothing
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects: ClassVar[InvitationQuerySet] = InvitationQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=MembershipRole.values), name="invitation_role_known"),
            models.CheckConstraint(condition=Q(state__in=InvitationState.values), name="invitation_state_known"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invitation_email_lower"),
            models.CheckConstraint(condition=Q(state="open") ^ Q(closed_at__isnull=False), name="invitation_closed_has_time"),
            models.CheckConstraint(
                condition=Q(state="accepted") ^ Q(accepted_by__isnull=True), name="invitation_accepted_by_somebody"
            ),
            models.UniqueConstraint(fields=["vendor", "email"], condition=Q(state="open"), name="invitation_one_open"),
        ]
        indexes = [
            models.Index(fields=["vendor", "-created_at", "-id"], condition=Q(state="open"), name="invitation_open_of_vendor"),
            models.Index(fields=["vendor", "email"], name="invitation_of_email"),  # relatives
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} as {self.role}"


class OfferState(models.TextChoices):
    """What became of an offer of ownership."""

    OPEN = "open", "Open"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class OwnershipOffer(models.Model):
    """An owner's offer to hand the vendor to another member, who takes it or not."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="ownership_offers")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    offered_to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=OfferState.choices, default=OfferState.OPEN)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=OfferState.values), name="offer_state_known"),
            models.CheckConstraint(condition=Q(state="open") ^ Q(closed_at__isnull=False), name="offer_closed_has_time"),
            models.CheckConstraint(condition=~Q(offered_by=F("offered_to")), name="offer_to_another"),
            models.UniqueConstraint(fields=["vendor"], condition=Q(state="open"), name="offer_one_open"),
        ]

    def __str__(self) -> str:
        return f"offer {self.pk} of vendor {self.vendor_id}"
