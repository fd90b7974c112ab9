"""A page of vendors, with what narrows it down."""

from typing import Any

from rest_framework import serializers

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


class VendorPageSerializer(serializers.Serializer[Any]):
    """A page of vendors."""

    results = VendorSummarySerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    words = WordsSerializer(allow_null=True, help_text="null without `search`")
    facets = FacetsSerializer()
