"""The history of a review, and of an answer."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from reviews.models import ResponseVersion, ReviewVersion
from reviews.serializers.review import ReviewItemSerializer


class ReviewVersionSerializer(serializers.ModelSerializer[ReviewVersion]):
    """What a review said from then on. `is_withheld`: a moderator redacted it later, so its words are shown to nobody."""

    is_withheld = serializers.SerializerMethodField()
    items = serializers.SerializerMethodField()
    photo_count = serializers.SerializerMethodField()

    class Meta:
        model = ReviewVersion
        fields = ["number", "kind", "rating", "title", "body", "recorded_at", "is_withheld", "items", "photo_count"]
        read_only_fields = fields

    def to_representation(self, version: ReviewVersion) -> dict[str, Any]:
        """Return the version, without its words where they are withheld."""
        shown = super().to_representation(version)
        return {**shown, "title": "", "body": "", "items": []} if shown["is_withheld"] else shown

    def get_is_withheld(self, version: ReviewVersion) -> bool:
        """Say whether a later version is a redaction."""
        return version.number < int(self.context["redacted_at"])

    @extend_schema_field(ReviewItemSerializer(many=True))
    def get_items(self, version: ReviewVersion) -> Any:
        """Return what it said of single items."""
        return ReviewItemSerializer(version.items.all(), many=True).data

    def get_photo_count(self, version: ReviewVersion) -> int:
        """Return how many photos it showed."""
        return len(version.photos.all())


class ReviewVersionPageSerializer(serializers.Serializer[Any]):
    """A page of a review's versions, the first one first."""

    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = ReviewVersionSerializer(many=True)


class ResponseVersionSerializer(serializers.ModelSerializer[ResponseVersion]):
    """What a vendor's answer said from then on."""

    class Meta:
        model = ResponseVersion
        fields = ["number", "body", "recorded_at"]
        read_only_fields = fields


class ResponseVersionPageSerializer(serializers.Serializer[Any]):
    """A page of an answer's versions, the first one first."""

    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = ResponseVersionSerializer(many=True)
