"""What an account keeps, as JSON."""

from typing import Any

from rest_framework import serializers

from discovery.models import MAX_QUERY, Favourite, SavedSearch
from vendors.serializers import VendorSummarySerializer


class FavouriteSerializer(serializers.ModelSerializer[Favourite]):
    """A vendor that one keeps."""

    vendor = VendorSummarySerializer()
    added_at = serializers.DateTimeField(source="created_at")

    class Meta:
        model = Favourite
        fields = ["vendor", "added_at"]


class FavouriteSlugsSerializer(serializers.Serializer[Any]):
    """Which vendors one keeps."""

    slugs = serializers.ListField(child=serializers.CharField(), help_text="At most 200.")


class SavedSearchSerializer(serializers.ModelSerializer[SavedSearch]):
    """A search that one keeps."""

    class Meta:
        model = SavedSearch
        fields = ["id", "name", "query", "created_at"]


class SavedSearchInputSerializer(serializers.Serializer[Any]):
    """A search to keep."""

    name = serializers.CharField(max_length=80)
    query = serializers.CharField(max_length=2 * MAX_QUERY, help_text="As in the address of discovery; a position is left out.")


class FavouritePageSerializer(serializers.Serializer[Any]):
    """A page of favourites."""

    results = FavouriteSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class SavedSearchPageSerializer(serializers.Serializer[Any]):
    """A page of saved searches."""

    results = SavedSearchSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
