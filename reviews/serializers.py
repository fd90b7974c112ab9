"""Reviews as the API shows them, and what it takes."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from orders.models import Order
from reviews.gate import Refusal
from reviews.models import MAX_BODY, MAX_RESPONSE, MAX_TITLE, ReportReason, Review, ReviewResponse
from reviews.pagination import ORDERINGS


class ReviewInput(serializers.Serializer[Any]):
    """A review of one completed order."""

    order = serializers.CharField(max_length=64, help_text="The order's uid.")
    rating = serializers.IntegerField(min_value=1, max_value=5)
    title = serializers.CharField(max_length=MAX_TITLE, required=False, allow_blank=True, default="")
    body = serializers.CharField(max_length=MAX_BODY)

    def validate_order(self, uid: str) -> Order:
        """Return the order, whosever it is: the gate says whether it is the caller's."""
        order = Order.objects.filter(uid=uid).first()
        if order is None:
            raise serializers.ValidationError("There is no such order.", code="does_not_exist")
        return order


class ResponseInput(serializers.Serializer[Any]):
    """The vendor's answer."""

    body = serializers.CharField(max_length=MAX_RESPONSE)


class ReportInput(serializers.Serializer[Any]):
    """Why a review should be looked at."""

    reason = serializers.ChoiceField(choices=ReportReason.choices)
    detail = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class ReviewQuery(serializers.Serializer[Any]):
    """What a reader of a vendor's reviews can ask for."""

    rating = serializers.IntegerField(min_value=1, max_value=5, required=False)
    ordering = serializers.ChoiceField(choices=list(ORDERINGS), required=False, default="newest")


class ReviewResponseSerializer(serializers.ModelSerializer[ReviewResponse]):
    """The vendor's answer, in the vendor's name."""

    class Meta:
        model = ReviewResponse
        fields = ["body", "created_at"]
        read_only_fields = fields


class ReviewSerializer(serializers.ModelSerializer[Review]):
    """A review as everybody sees it. The author is a first name and an initial."""

    author = serializers.CharField(source="author.short_name")
    vendor = serializers.CharField(source="vendor.slug", help_text="The vendor's slug.")
    response = serializers.SerializerMethodField()
    verified_purchase = serializers.SerializerMethodField()

    class Meta:
        model = Review
        fields = ["id", "rating", "title", "body", "author", "vendor", "created_at", "response", "verified_purchase"]
        read_only_fields = fields

    @extend_schema_field(ReviewResponseSerializer(allow_null=True))
    def get_response(self, review: Review) -> Any:
        """Return the vendor's answer, where there is one."""
        response = getattr(review, "response", None)
        return ReviewResponseSerializer(response).data if response else None

    def get_verified_purchase(self, _review: Review) -> bool:
        """Return true: a review without a completed order does not exist."""
        return True


class OwnReviewSerializer(ReviewSerializer):
    """A review as its author sees it: also whether a moderator has hidden it."""

    class Meta(ReviewSerializer.Meta):
        fields = [*ReviewSerializer.Meta.fields, "status"]
        read_only_fields = fields


class ReviewableSerializer(serializers.Serializer[Any]):
    """Whether an order can be reviewed, why not, and the review that there is."""

    allowed = serializers.BooleanField()
    reason = serializers.ChoiceField(choices=Refusal.choices, allow_null=True)
    review = OwnReviewSerializer(allow_null=True)


class DistributionSerializer(serializers.Serializer[Any]):
    """How many published reviews gave how many stars."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Return the fields "1" to "5"."""
        return {str(stars): serializers.IntegerField() for stars in range(1, 6)}


class ReviewPageSerializer(serializers.Serializer[Any]):
    """A page of a vendor's reviews; the figures count all of them, whatever the filter."""

    average = serializers.FloatField(allow_null=True)
    count = serializers.IntegerField()
    distribution = DistributionSerializer()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = ReviewSerializer(many=True)


def summary(distribution: dict[int, int]) -> dict[str, Any]:
    """Return what a vendor's reviews add up to: `average` (null without any), `count`, `distribution`."""
    count = sum(distribution.values())
    total = sum(stars * number for stars, number in distribution.items())
    return {
        "average": round(total / count, 2) if count else None,
        "count": count,
        "distribution": {str(stars): number for stars, number in distribution.items()},
    }


class ReportedSerializer(serializers.Serializer[Any]):
    """What was reported."""

    review = serializers.IntegerField(source="review_id")
    reason = serializers.ChoiceField(choices=ReportReason.choices)
