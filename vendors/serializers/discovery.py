"""A page of vendors, with what narrows it down."""

from typing import Any

from rest_framework import serializers

from vendors.serializers.vendor import CategoryNameSerializer, VendorSummarySerializer


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
