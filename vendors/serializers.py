"""JSON in and out. What comes in is named field by field: nothing else can be written."""

import math
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from common.fields import MoneyField, SlugField
from vendors.models import (
    ApiKey,
    Category,
    CheckKind,
    CheckStatus,
    Invitation,
    Item,
    Membership,
    MembershipRole,
    OpeningHours,
    Vendor,
    VerificationCheck,
)
from vendors.places import Point
from vendors.scopes import KEY_SCOPE_CHOICES, KEY_SCOPES
from vendors.verification import refusal_of_orders, summary_of

PUBLIC_STOCK = 5  # "only 3 left" is told, "412 left" is the vendor's business


def _url(request: Any, file: Any) -> str | None:
    return request.build_absolute_uri(file.url) if file else None


class CategoryNameSerializer(serializers.ModelSerializer[Category]):
    """A category, by name."""

    class Meta:
        model = Category
        fields = ["slug", "name"]


class ChildCategorySerializer(serializers.ModelSerializer[Category]):
    """A category below another."""

    count = serializers.IntegerField(help_text="Vendors listed in it.")

    class Meta:
        model = Category
        fields = ["slug", "name", "count"]


class CategorySerializer(serializers.ModelSerializer[Category]):
    """A category with those below it."""

    count = serializers.IntegerField(help_text="Vendors listed in it and below.")
    children = ChildCategorySerializer(many=True)

    class Meta:
        model = Category
        fields = ["slug", "name", "count", "children"]


class RatingSerializer(serializers.Serializer[Any]):
    """What published reviews say."""

    average = serializers.FloatField(allow_null=True, min_value=1, max_value=5, help_text="null without reviews")
    count = serializers.IntegerField(min_value=0)


class LocationSerializer(serializers.Serializer[Any]):
    """Degrees, WGS 84."""

    latitude = serializers.FloatField(min_value=-90, max_value=90)
    longitude = serializers.FloatField(min_value=-180, max_value=180)

    def validate(self, attrs: dict[str, float]) -> Any:
        """Return a Point. NaN passes every range, so it is caught here."""
        if bad := {name: ["Give degrees."] for name, value in attrs.items() if not math.isfinite(value)}:
            raise serializers.ValidationError(bad)
        return Point(attrs["latitude"], attrs["longitude"])


class VendorSummarySerializer(serializers.ModelSerializer[Vendor]):
    """A vendor in a list."""

    category = CategoryNameSerializer()
    is_verified = serializers.BooleanField()
    verified_at = serializers.DateTimeField(allow_null=True)
    rating = serializers.SerializerMethodField()
    distance_km = serializers.SerializerMethodField()
    open_now = serializers.BooleanField()
    cover_url = serializers.SerializerMethodField()
    location = serializers.SerializerMethodField()

    class Meta:
        model = Vendor
        fields = [
            "slug",
            "name",
            "tagline",
            "category",
            "city",
            "is_verified",
            "verified_at",
            "rating",
            "distance_km",
            "open_now",
            "cover_url",
            "location",
        ]

    @extend_schema_field(RatingSerializer)
    def get_rating(self, vendor: Vendor) -> dict[str, Any]:
        """Return the published reviews' mean and number."""
        return {"average": round(vendor.average, 2) if vendor.rating_count else None, "count": vendor.rating_count}

    def get_distance_km(self, vendor: Vendor) -> float | None:
        """Return the distance from `near`, to ten metres."""
        return None if vendor.distance_km is None else round(vendor.distance_km, 2)

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_cover_url(self, vendor: Vendor) -> str | None:
        """Return where the cover is."""
        return _url(self.context["request"], vendor.cover)

    @extend_schema_field(LocationSerializer(allow_null=True))
    def get_location(self, vendor: Vendor) -> dict[str, Any] | None:
        """Return the place."""
        return None if vendor.latitude is None else {"latitude": vendor.latitude, "longitude": vendor.longitude}


class FacetCountSerializer(CategoryNameSerializer):
    """How many matches a category has."""

    count = serializers.IntegerField()

    class Meta(CategoryNameSerializer.Meta):
        fields = ["slug", "name", "count"]


class FacetsSerializer(serializers.Serializer[Any]):
    """Counts among the first 300 matches."""

    categories = FacetCountSerializer(many=True, help_text="As if no category were chosen.")
    is_verified = serializers.IntegerField()
    open_now = serializers.IntegerField()
    total = serializers.IntegerField(help_text="Matches counted, at most 300.")
    capped = serializers.BooleanField(help_text="There may be more matches than were counted.")


class VendorPageSerializer(serializers.Serializer[Any]):
    """A page of vendors."""

    results = VendorSummarySerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    facets = FacetsSerializer()


class OpeningHoursSerializer(serializers.ModelSerializer[OpeningHours]):
    """One span. `closes` at or before `opens` is on the next day."""

    weekday = serializers.IntegerField(min_value=0, max_value=6, help_text="Monday is 0")
    opens = serializers.TimeField(format="%H:%M")
    closes = serializers.TimeField(format="%H:%M")

    class Meta:
        model = OpeningHours
        fields = ["weekday", "opens", "closes"]


class AddressSerializer(serializers.Serializer[Any]):
    """Where letters go."""

    line1 = serializers.CharField(max_length=120, allow_blank=True)
    line2 = serializers.CharField(max_length=120, allow_blank=True, required=False)
    city = serializers.CharField(max_length=80)
    postcode = serializers.CharField(max_length=16, allow_blank=True)
    country = serializers.RegexField(r"^[A-Z]{2}$", help_text="ISO 3166-1")


class CheckSummarySerializer(serializers.Serializer[Any]):
    """One required check, as the public sees it."""

    check = serializers.ChoiceField(choices=CheckKind.choices)
    label = serializers.CharField()  # type: ignore[assignment]  # the name of an argument of Field
    status = serializers.ChoiceField(choices=["approved", "expired", "submitted", "rejected", "withdrawn", "missing"])
    decided_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)


class VendorSerializer(VendorSummarySerializer):
    """A vendor's profile."""

    address = AddressSerializer(source="*")
    hours = OpeningHoursSerializer(many=True)
    verification = serializers.SerializerMethodField()
    fulfilments = serializers.SerializerMethodField()
    accepts_orders = serializers.SerializerMethodField()
    accepts_orders_reason = serializers.SerializerMethodField()
    joined_at = serializers.DateTimeField(source="created_at")

    class Meta(VendorSummarySerializer.Meta):
        fields = [
            *VendorSummarySerializer.Meta.fields,
            "description",
            "address",
            "phone",
            "hours",
            "timezone",
            "currency",
            "verification",
            "fulfilments",
            "accepts_orders",
            "accepts_orders_reason",
            "joined_at",
        ]

    @extend_schema_field(CheckSummarySerializer(many=True))
    def get_verification(self, vendor: Vendor) -> list[Any]:
        """Return each required check."""
        return list(summary_of(vendor))

    @extend_schema_field({"type": "array", "items": {"type": "string", "enum": ["pickup", "delivery"]}})
    def get_fulfilments(self, vendor: Vendor) -> list[str]:
        """Return how orders reach the customer."""
        offered = {"pickup": vendor.offers_pickup, "delivery": vendor.offers_delivery}
        return [name for name, offers in offered.items() if offers]

    def get_accepts_orders(self, vendor: Vendor) -> bool:
        """Say whether customers can order."""
        return self.get_accepts_orders_reason(vendor) is None

    def get_accepts_orders_reason(self, vendor: Vendor) -> str | None:
        """Return why not."""
        return refusal_of_orders(vendor, is_verified=vendor.is_verified)


class VendorInputSerializer(serializers.Serializer[Any]):
    """What a member may write about a vendor."""

    name = serializers.CharField(max_length=120)
    tagline = serializers.CharField(max_length=160, allow_blank=True, required=False)
    description = serializers.CharField(max_length=5000, allow_blank=True, required=False)
    category = SlugField(slug_field="slug", queryset=Category.objects.all())
    phone = serializers.CharField(max_length=30, allow_blank=True, required=False)
    email = serializers.EmailField(max_length=254, allow_blank=True, required=False)
    address = AddressSerializer()
    location = LocationSerializer(allow_null=True, required=False)
    timezone = serializers.CharField(max_length=40, required=False, default="Europe/London")
    hours = OpeningHoursSerializer(many=True, required=False)
    fulfilments = serializers.MultipleChoiceField(choices=["pickup", "delivery"], required=False, allow_empty=False)


class VendorCreateSerializer(VendorInputSerializer):
    """A new vendor. The currency is fixed from here on."""

    currency = serializers.RegexField(r"^[A-Z]{3}$", required=False, default="GBP", help_text="ISO 4217")


class CoverSerializer(serializers.Serializer[Any]):
    """A picture: JPEG, PNG or WebP, at most 10 MB and 40 megapixels."""

    cover = serializers.FileField()


class CoverAnswerSerializer(serializers.Serializer[Any]):
    """Where the new cover is."""

    cover_url = serializers.URLField()


class ItemSerializer(serializers.ModelSerializer[Item]):
    """Something for sale."""

    price = MoneyField(source="price_minor", read_only=True)
    stock = serializers.SerializerMethodField()
    in_stock = serializers.SerializerMethodField()
    image_url = serializers.SerializerMethodField()

    class Meta:
        model = Item
        fields = ["id", "name", "description", "price", "stock", "in_stock", "is_available", "image_url", "section"]

    def get_stock(self, item: Item) -> int | None:
        """Return how many are left: for members always, for the public when few; null where it is not told or unlimited."""
        told = item.stock is not None and (self.context["is_member"] or item.stock <= PUBLIC_STOCK)
        return item.stock if told else None

    def get_in_stock(self, item: Item) -> bool:
        """Say whether one can be ordered now."""
        return item.stock is None or item.stock > 0

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_image_url(self, item: Item) -> str | None:
        """Return where the picture is."""
        return _url(self.context["request"], item.image)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A loaf", value={"name": "Sourdough loaf", "price": "3.50", "stock": 12, "section": "Bread"}, request_only=True
        )
    ]
)
class ItemInputSerializer(serializers.Serializer[Any]):
    """What a member may write about an item."""

    name = serializers.CharField(max_length=160)
    description = serializers.CharField(max_length=500, allow_blank=True, required=False)
    section = serializers.CharField(max_length=60, allow_blank=True, required=False)
    price = MoneyField()
    stock = serializers.IntegerField(
        min_value=0, max_value=1_000_000, allow_null=True, required=False, help_text="null: as many as wanted"
    )
    is_available = serializers.BooleanField(required=False)
    position = serializers.IntegerField(min_value=0, max_value=1_000_000, required=False)


class MemberSerializer(serializers.ModelSerializer[Membership]):
    """A person of the team."""

    name = serializers.CharField(source="user.name")
    email = serializers.EmailField(source="user.email")
    joined_at = serializers.DateTimeField(source="created_at")

    class Meta:
        model = Membership
        fields = ["id", "name", "email", "role", "joined_at"]


class MemberRoleSerializer(serializers.Serializer[Any]):
    """A role."""

    role = serializers.ChoiceField(choices=MembershipRole.choices)


class MemberInputSerializer(MemberRoleSerializer):
    """Whom to invite."""

    email = serializers.EmailField(max_length=254)


class InvitationSerializer(serializers.ModelSerializer[Invitation]):
    """An open invitation, as the team sees it."""

    invited_by = serializers.CharField(source="invited_by.name")
    is_expired = serializers.SerializerMethodField()

    class Meta:
        model = Invitation
        fields = ["id", "email", "role", "invited_by", "created_at", "expires_at", "is_expired"]

    def get_is_expired(self, invitation: Invitation) -> bool:
        """Say whether its time ran out; it can be sent again."""
        return invitation.expires_at <= timezone.now()


class VendorNameSerializer(serializers.Serializer[Any]):
    """Which vendor."""

    slug = serializers.CharField()
    name = serializers.CharField()
    city = serializers.CharField()


class InvitationLinkSerializer(serializers.Serializer[Any]):
    """What an invitation's link shows before anybody accepts."""

    vendor = VendorNameSerializer()
    role = serializers.ChoiceField(choices=MembershipRole.choices)
    invited_by = serializers.CharField(source="invited_by.name")
    email_hint = serializers.CharField(help_text="The invited address, so that its owner knows it: g…@example.com")
    expires_at = serializers.DateTimeField()
    is_yours = serializers.BooleanField(
        allow_null=True, help_text="Whether the account signed in has that address; null for none."
    )


class OfferPersonSerializer(serializers.Serializer[Any]):
    """One of the two."""

    name = serializers.CharField()
    email = serializers.EmailField()


class OwnershipOfferSerializer(serializers.Serializer[Any]):
    """An offer of ownership."""

    offered_by = OfferPersonSerializer()
    offered_to = OfferPersonSerializer()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    is_yours = serializers.BooleanField(help_text="Whether it is for the caller to accept.")


class StandingOfferSerializer(serializers.Serializer[Any]):
    """The offer that can be accepted now, if there is one that the caller may see."""

    offer = OwnershipOfferSerializer(allow_null=True)


class OwnershipInputSerializer(serializers.Serializer[Any]):
    """To whom."""

    member = serializers.IntegerField(min_value=1, max_value=2**63 - 1, help_text="The id of a member, from the team's list.")


class CheckSerializer(serializers.ModelSerializer[VerificationCheck]):
    """A submission, as the team sees it."""

    label = serializers.CharField(source="get_kind_display")  # type: ignore[assignment]  # the same
    check = serializers.ChoiceField(source="kind", choices=CheckKind.choices)
    status = serializers.ChoiceField(choices=CheckStatus.choices)

    class Meta:
        model = VerificationCheck
        fields = ["id", "check", "label", "status", "evidence", "submitted_at", "decided_at", "expires_at", "reason"]


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Registration",
            value={"check": "business_registration", "evidence": "Companies House no. 01234567"},
            request_only=True,
        )
    ]
)
class CheckInputSerializer(serializers.Serializer[Any]):
    """Evidence for a check: what was shown and where it can be looked up."""

    check = serializers.ChoiceField(choices=CheckKind.choices)
    evidence = serializers.CharField(max_length=500)


class ApiKeySerializer(serializers.ModelSerializer[ApiKey]):
    """A key, as owners and managers see it. `prefix` is how it is told from others; the secret is nowhere."""

    scopes = serializers.ListField(child=serializers.CharField())
    created_by = serializers.SerializerMethodField(help_text="Whom the key acts as.")
    is_own = serializers.SerializerMethodField(help_text="The caller made it, and so can renew it.")
    is_orphaned = serializers.SerializerMethodField(help_text="It has stopped, since its maker is not in the team any more.")
    revoked_by = serializers.SerializerMethodField(help_text="Null where the platform revoked it.")
    last_used_network = serializers.CharField(help_text="The network of the last call, such as 203.0.113.0/24; or empty.")

    class Meta:
        model = ApiKey
        fields = [
            "id",
            "name",
            "prefix",
            "scopes",
            "created_by",
            "is_own",
            "is_orphaned",
            "created_at",
            "expires_at",
            "last_used_at",
            "last_used_network",
            "previous_until",
            "revoked_at",
            "revoked_by",
        ]

    def get_created_by(self, key: ApiKey) -> str:
        """Return the maker's name."""
        return key.created_by.name or key.created_by.email

    def get_is_own(self, key: ApiKey) -> bool:
        """Return whether the caller made it."""
        return bool(key.created_by_id == self.context["user"].pk)

    def get_is_orphaned(self, key: ApiKey) -> bool:
        """Return whether its maker left. Keys come with their makers' roles."""
        return key.role is None

    def get_revoked_by(self, key: ApiKey) -> str | None:
        """Return who of the team revoked it."""
        return None if key.revoked_by is None or key.revoked_by.is_staff else key.revoked_by.name or key.revoked_by.email


class MadeKeySerializer(ApiKeySerializer):
    """A key with its text, which is shown this once. For the schema: the view adds the text to the row."""

    key = serializers.CharField(allow_null=True, help_text="Keep it now: it is shown once. Null where the answer is a replay.")

    class Meta(ApiKeySerializer.Meta):
        fields = [*ApiKeySerializer.Meta.fields, "key"]


class ApiKeyInputSerializer(serializers.Serializer[Any]):
    """What a key is for."""

    name = serializers.CharField(max_length=80, help_text='Where it is used, so that a leak is found: "Till in the shop".')
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=KEY_SCOPE_CHOICES),
        allow_empty=False,
        max_length=len(KEY_SCOPES),
    )
    expires_at = serializers.DateTimeField(required=False, allow_null=True, help_text="When it ends by itself.")


class ApiKeyRotationSerializer(serializers.Serializer[Any]):
    """How long the old secret works on."""

    overlap_minutes = serializers.IntegerField(min_value=0, max_value=24 * 60, default=60)
