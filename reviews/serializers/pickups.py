"""The vendor's rating of a pick-up: for the vendor's team and, once it is revealed, for the customer. For nobody else."""

from typing import Any

from rest_framework import serializers

from reviews.errors import PickupRefusal
from reviews.models import PickupRating


class PickupRatingSerializer(serializers.ModelSerializer[PickupRating]):
    """Stars and reasons; `revealed_at` null: the customer cannot see it yet."""

    class Meta:
        model = PickupRating
        fields = ["rating", "reasons", "created_at", "reveal_at", "revealed_at"]
        read_only_fields = fields


class PickupViewSerializer(serializers.Serializer[Any]):
    """Whether the caller can rate the pick-up, why not, and the rating as far as the caller may see it."""

    allowed = serializers.BooleanField()
    reason = serializers.ChoiceField(choices=PickupRefusal.choices, allow_null=True)
    pickup = PickupRatingSerializer(allow_null=True)
