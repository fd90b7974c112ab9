"""A page of vendors, with what narrows it down."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from vendors.models import Vendor
from vendors.serializers.vendor import CategoryNameSerializer, VendorSummarySerializer


class FacetCountSerializer(CategoryNameSerializer):
    """How many matches a category has."""

    count = serializers.IntegerField()

    class Meta(CategoryNameSerializer.Meta):
        fields = ["slug", "name", "count"]


class CityCountSerializer(serializers.Serializer[Any]):
    """How many matches a city has."""

    slug = serializers.CharField(help_text="For `city=`.")
    name = serializers.CharField()
    count = serializers.IntegerField()


class RatingCountSerializer(serializers.Serializer[Any]):
    """How many matches are rated so well."""

    min_rating = serializers.FloatField()
    count = serializers.IntegerField()


class DistanceCountSerializer(serializers.Serializer[Any]):
    """How many matches are so near."""

    radius_km = serializers.IntegerField()
    count = serializers.IntegerField()


class FacetsSerializer(serializers.Serializer[Any]):
    """Counts among the first 300 matches."""

    categories = FacetCountSerializer(many=True, help_text="As if no category were chosen.")
    cities = CityCountSerializer(many=True, help_text="As if no city were chosen; the 12 with the most matches.")
    ratings = RatingCountSerializer(many=True)
    distances = DistanceCountSerializer(many=True, help_text="Within the radius that was asked for; empty without `near`.")
    is_verified = serializers.IntegerField()
    open_now = serializers.IntegerField()
    total = serializers.IntegerField(help_text="Matches counted, at most 300.")
    capped = serializers.BooleanField(help_text="There may be more matches than were counted.")


class WordsSerializer(serializers.Serializer[Any]):
    """What was searched for."""

    typed = serializers.CharField()
    used = serializers.CharField(help_text="Other than `typed` where a word was mistyped; see `as_typed`.")
    is_corrected = serializers.BooleanField()


class FoundWordSerializer(serializers.Serializer[Any]):
    """A word that was asked for, and where the vendor has it."""

    word = serializers.CharField()
    sections = serializers.ListField(child=serializers.ChoiceField(["name", "items", "about"]))


class ReasonSerializer(serializers.Serializer[Any]):
    """What decided the place in the list. The formulas: docs/ranking.md. Nobody can pay for a place."""

    order = serializers.ChoiceField(["relevance", "distance", "best", "rating", "newest", "name"])
    words = FoundWordSerializer(many=True)
    score = serializers.FloatField(help_text="Mean of the ratings and five imagined ones of 3.5.")
    score_version = serializers.IntegerField()


class FoundVendorSerializer(VendorSummarySerializer):
    """A vendor that was found, and why."""

    why = serializers.SerializerMethodField()

    class Meta(VendorSummarySerializer.Meta):
        fields = [*VendorSummarySerializer.Meta.fields, "why"]

    @extend_schema_field(ReasonSerializer)
    def get_why(self, vendor: Vendor) -> Any:
        """Return the inputs of its place in the list."""
        return self.context["reasons"][vendor.pk]


class SuggestionSerializer(serializers.Serializer[Any]):
    """What may be going to be asked."""

    kind = serializers.ChoiceField(["vendor", "category", "item", "place", "word"])
    text = serializers.CharField()
    slug = serializers.CharField(allow_null=True, help_text="Of a vendor, category or city.")
    detail = serializers.CharField(help_text="Tells equal ones apart; may be empty.")


class SuggestionsSerializer(serializers.Serializer[Any]):
    """Suggestions, by kind."""

    results = SuggestionSerializer(many=True)


class PlaceSerializer(serializers.Serializer[Any]):
    """A place, by name."""

    name = serializers.CharField()
    kind = serializers.ChoiceField(["city", "postcode", "address"])
    country = serializers.CharField(help_text="ISO 3166-1; may be empty.")
    slug = serializers.CharField(allow_null=True, help_text="For `city=`; null of what is no city with vendors.")
    latitude = serializers.FloatField(min_value=-90, max_value=90)
    longitude = serializers.FloatField(min_value=-180, max_value=180)


class PlacesSerializer(serializers.Serializer[Any]):
    """Places, the likeliest first."""

    results = PlaceSerializer(many=True)


class VendorPageSerializer(serializers.Serializer[Any]):
    """A page of vendors."""

    results = FoundVendorSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    words = WordsSerializer(allow_null=True, help_text="null without `search`")
    facets = FacetsSerializer()
