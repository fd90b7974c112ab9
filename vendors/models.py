"""Vendors, their teams, what they sell, and the checks behind the badge."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now

from common.append_only import AppendOnlyModel
from common.money import MAX_MINOR
from vendors.querysets import (
    ApiKeyQuerySet,
    CheckQuerySet,
    InvitationQuerySet,
    ItemQuerySet,
    MembershipQuerySet,
    VendorQuerySet,
)

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Category(models.Model):
    """What kind of business; two levels at most."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "categories"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Vendor(models.Model):
    """A business. `is_verified` is no column: see Verification, and VendorQuerySet.with_verification()."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    tagline = models.CharField(max_length=160, blank=True)
    description = models.TextField(max_length=5000, blank=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="vendors")
    phone = models.CharField(max_length=20, blank=True)  # E.164
    email = models.EmailField(blank=True)
    line1 = models.CharField(max_length=120, blank=True)
    line2 = models.CharField(max_length=120, blank=True)
    city = models.CharField(max_length=80)
    postcode = models.CharField(max_length=16, blank=True)
    country = models.CharField(max_length=2, default="GB")
    latitude = models.FloatField(null=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(null=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    cell_5 = models.BigIntegerField(null=True, editable=False)  # H3 cells of the place, set by set_place(); radius search
    cell_7 = models.BigIntegerField(null=True, editable=False)
    timezone = models.CharField(max_length=40, default="Europe/London")
    currency = models.CharField(max_length=3, default="GBP")
    cover = models.ImageField(upload_to="covers/", blank=True)
    offers_pickup = models.BooleanField(default=True)
    offers_delivery = models.BooleanField(default=False)
    is_suspended = models.BooleanField(default=False)
    rating_sum = models.PositiveIntegerField(default=0, editable=False)  # of published reviews; reviews.services adds to it
    rating_count = models.PositiveIntegerField(default=0, editable=False)
    # Mean pulled towards 3.5 by five imagined reviews, so that one friend's five stars do not lead the list.
    score = models.GeneratedField(
        expression=(F("rating_sum") * 1.0 + 17.5) / (F("rating_count") + 5.0), output_field=models.FloatField(), db_persist=True
    )
    average = models.GeneratedField(
        expression=models.Case(models.When(rating_count__gt=0, then=F("rating_sum") * 1.0 / F("rating_count")), default=0.0),
        output_field=models.FloatField(),
        db_persist=True,
    )
    search = SearchVectorField(null=True, editable=False)  # written by services.refresh_search
    external_id = models.CharField(max_length=64, null=True, unique=True, editable=False)  # of the import it came from
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[VendorQuerySet] = VendorQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    if TYPE_CHECKING:
        # Annotations of VendorQuerySet.
        is_verified: bool
        verified_at: datetime | None
        verified_until: datetime | None
        distance_km: float | None
        open_now: bool
        items: RelatedManager["Item"]
        hours: RelatedManager["OpeningHours"]
        checks: RelatedManager["VerificationCheck"]
        memberships: RelatedManager["Membership"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                # An unknown comparison passes a check, so that both are there must be said.
                | Q(latitude__isnull=False, longitude__isnull=False, latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="vendor_place_whole",
            ),
            models.CheckConstraint(
                condition=Q(rating_sum__gte=F("rating_count"), rating_sum__lte=F("rating_count") * 5),
                name="vendor_rating_possible",
            ),
        ]
        permissions = [("suspend_vendor", "Can suspend and reinstate vendors")]
        # Lists page by (key, id) in one direction, so that a page is one range of one index (common/pagination.py).
        indexes = [
            GinIndex(fields=["search"], name="vendor_search"),
            models.Index(fields=["-score", "-id"], name="vendor_by_score"),  # discovery's order
            models.Index(fields=["category", "-score", "-id"], name="vendor_by_category_score"),
            models.Index(fields=["-average", "-id"], name="vendor_by_average"),  # ordering=rating, min_rating
            models.Index(fields=["-created_at", "-id"], name="vendor_by_age"),  # ordering=newest
            models.Index(fields=["name", "id"], name="vendor_by_name"),  # ordering=name
            models.Index(fields=["cell_7"], name="vendor_by_cell_7"),  # near, up to 10 km
            models.Index(fields=["cell_5"], name="vendor_by_cell_5"),  # near, beyond
        ]

    def __str__(self) -> str:
        return self.name


class OpeningHours(models.Model):
    """One opening span. `closes` before `opens` runs past midnight; several spans a day are several rows."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()  # Monday is 0
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        verbose_name_plural = "opening hours"
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="hours_weekday"),
            models.UniqueConstraint(fields=["vendor", "weekday", "opens"], name="hours_once"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}-{self.closes:%H:%M}"


class Item(models.Model):
    """Something for sale. `stock` null: as many as wanted."""

    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="items")
    name = models.CharField(max_length=160)
    description = models.CharField(max_length=500, blank=True)
    section = models.CharField(max_length=60, blank=True)
    price_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    stock = models.PositiveIntegerField(null=True, blank=True)
    image = models.ImageField(upload_to="items/", blank=True)
    is_available = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)
    external_id = models.CharField(max_length=100, null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[ItemQuerySet] = ItemQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(price_minor__gte=0, price_minor__lte=MAX_MINOR), name="item_price_range"),
            models.UniqueConstraint(fields=["vendor", "external_id"], name="item_external_once"),
        ]
        indexes = [models.Index(fields=["vendor", "position", "id"], name="item_of_vendor")]

    def __str__(self) -> str:
        return self.name


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

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vendor", "user"], name="membership_once"),
            models.CheckConstraint(condition=Q(role__in=MembershipRole.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.role}"


class ApiKey(models.Model):
    """A vendor's key for calls from server to server: it acts as its creator, in this vendor, within its scopes.

    The secret is shown once and kept as a hash. What a key may do and how it reads: vendors/api_keys.py.
    """

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=10, unique=True)  # public: names the key in lists, logs and its own text
    secret_hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64, blank=True)  # of the secret before the last rotation
    previous_until = models.DateTimeField(null=True, blank=True)
    scopes = ArrayField(models.CharField(max_length=40))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)  # written once a minute at most
    last_used_network = models.CharField(max_length=49, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[ApiKeyQuerySet] = ApiKeyQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    if TYPE_CHECKING:
        role: str | None  # the maker's, annotated by vendors.api_keys.with_role

    class Meta:
        verbose_name = "API key"
        verbose_name_plural = "API keys"
        constraints = [
            models.CheckConstraint(condition=Q(scopes__len__gt=0), name="api_key_has_scopes"),
            models.CheckConstraint(
                condition=Q(previous_hash="", previous_until=None) | ~Q(previous_hash="") & Q(previous_until__isnull=False),
                name="api_key_previous_whole",
            ),
            models.CheckConstraint(condition=Q(revoked_by=None) | Q(revoked_at__isnull=False), name="api_key_revoked_whole"),
        ]
        indexes = [models.Index(fields=["vendor", "-created_at", "-id"], name="api_key_of_vendor")]  # the dashboard's list

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"


class FormerMember(AppendOnlyModel):
    """Who was in a team, until when. Written by a trigger on Membership (migration 0006), so that no way out passes it by.

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
