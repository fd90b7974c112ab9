"""A vendor, in short and whole, and what its team may write of it."""

import math
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import DateTimeField

from common.fields import SlugField
from common.serializers import BuiltOnce
from vendors.covers import CoverFiles
from vendors.languages import LANGUAGE_CHOICES
from vendors.models import Category, OpeningHours, SpecialDay, Vendor
from vendors.models.vendor import ANSWER_MINUTES, CANCEL_OFFER_MINUTES, PICKUP_HOURS
from vendors.pausing import pause_words
from vendors.places import Point
from vendors.rating import rating_json
from vendors.serializers.checks import CheckSummarySerializer
from vendors.verification import refusal_of_orders, summary_of


def absolute_url(request: Any, file: Any) -> str | None:
    """Return where an upload is, with scheme and host; None where there is none."""
    return request.build_absolute_uri(file.url) if file else None


class CategoryNameSerializer(BuiltOnce, serializers.ModelSerializer[Category]):
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


class IntervalSerializer(serializers.Serializer[Any]):
    """Where the mean likely lies (95 %)."""

    low = serializers.FloatField(min_value=1, max_value=5)
    high = serializers.FloatField(min_value=1, max_value=5)


class RatingSerializer(serializers.Serializer[Any]):
    """What published reviews say, by a published formula (docs/rating.md)."""

    average = serializers.FloatField(allow_null=True, min_value=1, max_value=5, help_text="null without reviews")
    count = serializers.IntegerField(min_value=0)
    interval = IntervalSerializer(allow_null=True, help_text="null without reviews")
    formula = serializers.CharField(help_text="The formula's name and version.")


class LocationSerializer(serializers.Serializer[Any]):
    """Degrees, WGS 84."""

    latitude = serializers.FloatField(min_value=-90, max_value=90)
    longitude = serializers.FloatField(min_value=-180, max_value=180)

    def validate(self, attrs: dict[str, float]) -> Any:
        """Return a Point. NaN passes every range, so it is caught here."""
        if bad := {name: ["Give degrees."] for name, value in attrs.items() if not math.isfinite(value)}:
            raise serializers.ValidationError(bad)
        return Point(attrs["latitude"], attrs["longitude"])


class PictureFileSerializer(serializers.Serializer[Any]):
    """A picture in one width, in pixels."""

    width = serializers.IntegerField()
    url = serializers.URLField()


class PictureSerializer(serializers.Serializer[Any]):
    """A picture in several widths and two kinds, the narrowest first; `width` and `height` are those of the widest."""

    width = serializers.IntegerField()
    height = serializers.IntegerField()
    avif = PictureFileSerializer(many=True)
    webp = PictureFileSerializer(many=True)


def cover_json(request: Any, vendor: Vendor) -> dict[str, Any] | None:
    """Return a PictureSerializer's data; None without a cover, and for one that was drawn in one width only."""
    files = CoverFiles.named(vendor.cover.name)
    if files is None:
        return None
    kinds: dict[str, list[dict[str, Any]]] = {"avif": [], "webp": []}
    for file in files:
        url = request.build_absolute_uri(vendor.cover.storage.url(file.name))
        kinds[file.kind].append({"width": file.width, "url": url})
    return {"width": files.width, "height": files.height, **kinds}


class VendorSummarySerializer(BuiltOnce, serializers.ModelSerializer[Vendor]):
    """A vendor in a list."""

    category = CategoryNameSerializer()
    is_verified = serializers.BooleanField()
    verified_at = serializers.DateTimeField(allow_null=True)
    rating = serializers.SerializerMethodField()
    distance_km = serializers.SerializerMethodField()
    open_now = serializers.BooleanField()
    opening_changes_at = serializers.SerializerMethodField(help_text="When it next opens or closes, within eight days.")
    cover_url = serializers.SerializerMethodField()
    cover = serializers.SerializerMethodField()
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
            "opening_changes_at",
            "timezone",
            "cover_url",
            "cover",
            "location",
        ]

    @extend_schema_field(RatingSerializer)
    def get_rating(self, vendor: Vendor) -> dict[str, Any]:
        """Return the published reviews' mean, number, and where the mean likely lies."""
        return rating_json(total=vendor.rating_sum, count=vendor.rating_count)

    def get_distance_km(self, vendor: Vendor) -> float | None:
        """Return the distance from `near`, to ten metres."""
        return None if vendor.distance_km is None else round(vendor.distance_km, 2)

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_opening_changes_at(self, vendor: Vendor) -> Any:
        """Return when it next opens or closes."""
        changes_at = vendor.week.changes_at(timezone.now())
        return DateTimeField().to_representation(changes_at) if changes_at else None

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_cover_url(self, vendor: Vendor) -> str | None:
        """Return where the cover is."""
        return absolute_url(self.context["request"], vendor.cover)

    @extend_schema_field(PictureSerializer(allow_null=True))
    def get_cover(self, vendor: Vendor) -> dict[str, Any] | None:
        """Return the cover's files. null without one, and for one of before that has `cover_url` alone."""
        return cover_json(self.context["request"], vendor)

    @extend_schema_field(LocationSerializer(allow_null=True))
    def get_location(self, vendor: Vendor) -> dict[str, Any] | None:
        """Return the place."""
        return None if vendor.latitude is None else {"latitude": vendor.latitude, "longitude": vendor.longitude}


class OpeningHoursSerializer(serializers.ModelSerializer[OpeningHours]):
    """One span. `closes` at or before `opens` is on the next day."""

    weekday = serializers.IntegerField(min_value=0, max_value=6, help_text="Monday is 0")
    opens = serializers.TimeField(format="%H:%M")
    closes = serializers.TimeField(format="%H:%M")

    class Meta:
        model = OpeningHours
        fields = ["weekday", "opens", "closes"]


class SpecialDaySerializer(serializers.ModelSerializer[SpecialDay]):
    """Other hours on one date; closed where both times are null."""

    opens = serializers.TimeField(format="%H:%M", allow_null=True)
    closes = serializers.TimeField(format="%H:%M", allow_null=True)

    class Meta:
        model = SpecialDay
        fields = ["day", "opens", "closes"]


class AddressSerializer(serializers.Serializer[Any]):
    """Where letters go."""

    line1 = serializers.CharField(max_length=120, allow_blank=True)
    line2 = serializers.CharField(max_length=120, allow_blank=True, required=False)
    city = serializers.CharField(max_length=80)
    postcode = serializers.CharField(max_length=16, allow_blank=True)
    country = serializers.RegexField(r"^[A-Z]{2}$", help_text="ISO 3166-1")


class VendorSerializer(VendorSummarySerializer):
    """A vendor's profile."""

    address = AddressSerializer(source="*")
    hours = OpeningHoursSerializer(many=True)
    special_days = SpecialDaySerializer(many=True)
    verification = serializers.SerializerMethodField()
    fulfilments = serializers.SerializerMethodField()
    accepts_orders = serializers.SerializerMethodField()
    accepts_orders_reason = serializers.SerializerMethodField()
    is_paused = serializers.SerializerMethodField()
    paused_until = serializers.DateTimeField(allow_null=True, help_text="With `is_paused`: null until its people resume.")
    answer_minutes = serializers.IntegerField(help_text="So long an order may wait for an answer, while the business is open.")
    cancel_offer_minutes = serializers.IntegerField(help_text="So long until the customer is offered to cancel; likewise.")
    pickup_hours = serializers.IntegerField(help_text="So long an order may wait to be picked up before both sides are reminded.")
    joined_at = serializers.DateTimeField(source="created_at")

    class Meta(VendorSummarySerializer.Meta):
        fields = [
            *VendorSummarySerializer.Meta.fields,
            "description",
            "address",
            "phone",
            "hours",
            "special_days",
            "language",
            "currency",
            "verification",
            "fulfilments",
            "accepts_orders",
            "accepts_orders_reason",
            "is_paused",
            "paused_until",
            "rates_pickups",
            "answer_minutes",
            "cancel_offer_minutes",
            "pickup_hours",
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
        return refusal_of_orders(vendor, is_verified=vendor.is_verified) or pause_words(vendor, timezone.now())

    def get_is_paused(self, vendor: Vendor) -> bool:
        """Say whether its people take no new orders for a while."""
        return vendor.is_paused(timezone.now())


def _limit(bounds: tuple[int, int], help_text: str) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=bounds[0], max_value=bounds[1], required=False, help_text=help_text)


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
    language = serializers.ChoiceField(
        LANGUAGE_CHOICES, allow_blank=True, required=False, help_text="Of the words; blank: that of the country."
    )
    hours = OpeningHoursSerializer(many=True, required=False)
    special_days = SpecialDaySerializer(many=True, required=False)
    fulfilments = serializers.MultipleChoiceField(choices=["pickup", "delivery"], required=False, allow_empty=False)
    answer_minutes = _limit(ANSWER_MINUTES, "So long, while it is open, an order may wait for an answer; then managers are told.")
    cancel_offer_minutes = _limit(
        CANCEL_OFFER_MINUTES, "So long, while it is open, until the customer is offered to cancel; more than answer_minutes."
    )
    pickup_hours = _limit(PICKUP_HOURS, "So long an order may wait to be picked up; then both sides are reminded.")
    rates_pickups = serializers.BooleanField(
        required=False, help_text="Whether the team rates pick-ups; reviews of pick-ups then wait for it, a week at most."
    )


class VendorChangesSerializer(VendorInputSerializer):
    """Changes of a profile, some of which touch what was checked."""

    end_checks = serializers.BooleanField(
        required=False,
        help_text="Agree that checks end whose facts change (the name, the address, the phone, an approved location), and the "
        "badge with them. "
        "Without it such a change is refused: 409 `checks_would_end`, with their kinds in `checks`.",
    )


class VendorCreateSerializer(VendorInputSerializer):
    """A new vendor. The currency is fixed from here on."""

    currency = serializers.RegexField(r"^[A-Z]{3}$", required=False, default="GBP", help_text="ISO 4217")


class PauseInputSerializer(serializers.Serializer[Any]):
    """Until when no new orders are taken."""

    until = serializers.DateTimeField(allow_null=True, help_text="At most two weeks ahead; null: until its people resume.")


class PauseSerializer(serializers.Serializer[Vendor]):
    """Whether new orders are taken."""

    is_paused = serializers.SerializerMethodField()
    paused_at = serializers.DateTimeField(allow_null=True)
    paused_until = serializers.DateTimeField(allow_null=True, help_text="null until its people resume")

    def get_is_paused(self, vendor: Vendor) -> bool:
        """Say whether a pause stands."""
        return vendor.is_paused(timezone.now())


class CoverSerializer(serializers.Serializer[Any]):
    """A picture: JPEG, PNG or WebP, at most 10 MB and 40 megapixels."""

    cover = serializers.FileField()


class CoverAnswerSerializer(serializers.Serializer[Any]):
    """Where the new cover is."""

    cover_url = serializers.URLField()
    cover = PictureSerializer()
