"""A review with all that stands around it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from reviews.editing import edit_refusal
from reviews.errors import FixedReason
from reviews.gate import Refusal
from reviews.models import SIZES, ReportReason, Review, ReviewItem, ReviewPhoto, ReviewResponse, ReviewStatus
from vendors.services.pictures import Kind


class ReviewItemSerializer(serializers.ModelSerializer[ReviewItem]):
    """What a review says of one item of its order."""

    item = serializers.IntegerField(source="order_item.item_id")
    name = serializers.CharField(source="order_item.name", help_text="As it was called when it was ordered.")

    class Meta:
        model = ReviewItem
        fields = ["item", "name", "rating", "body"]
        read_only_fields = fields


class PhotoUrlsSerializer(serializers.Serializer[Any]):
    """Where a photo is, by size."""

    small = serializers.URLField()
    medium = serializers.URLField()
    large = serializers.URLField()


class PhotoSerializer(serializers.ModelSerializer[ReviewPhoto]):
    """A photo. `width` and `height` are those of the largest size; `sha256` is of the file that was uploaded."""

    urls = serializers.SerializerMethodField(help_text="As WebP.")
    avif = serializers.SerializerMethodField()

    class Meta:
        model = ReviewPhoto
        fields = ["uid", "width", "height", "sha256", "urls", "avif"]
        read_only_fields = fields

    @extend_schema_field(PhotoUrlsSerializer)
    def get_urls(self, photo: ReviewPhoto) -> dict[str, str]:
        """Return an address for each size, of a kind that every browser knows."""
        return self._urls(photo, "webp")

    @extend_schema_field(PhotoUrlsSerializer(allow_null=True))
    def get_avif(self, photo: ReviewPhoto) -> dict[str, str] | None:
        """Return an address for each size as AVIF, the smaller files. null for photos of before there was any."""
        return self._urls(photo, "avif") if photo.has_avif else None

    def _urls(self, photo: ReviewPhoto, kind: Kind) -> dict[str, str]:
        return {size: f"{self.context['base_url']}/review-photos/{photo.uid}/{size}.{kind}" for size in SIZES}


class ReviewResponseSerializer(serializers.ModelSerializer[ReviewResponse]):
    """The vendor's answer, in the vendor's name."""

    class Meta:
        model = ReviewResponse
        fields = ["body", "created_at", "version", "revised_at"]
        read_only_fields = fields


class ReviewSerializer(serializers.ModelSerializer[Review]):
    """A review as everybody sees it. The author is a first name and an initial.

    A tombstone (hidden or withdrawn) has neither stars nor words, author nor answer: only that and when it was removed.
    """

    author = serializers.CharField(source="author.short_name", allow_null=True)
    vendor = serializers.CharField(source="vendor.slug", help_text="The vendor's slug.")
    items = serializers.SerializerMethodField()
    photos = serializers.SerializerMethodField()
    response = serializers.SerializerMethodField()
    is_helpful = serializers.SerializerMethodField()
    is_own = serializers.SerializerMethodField()
    verified_purchase = serializers.SerializerMethodField()
    rating = serializers.IntegerField(allow_null=True, min_value=1, max_value=5)
    revised_at = serializers.DateTimeField(allow_null=True, help_text="null: it is as first published")

    class Meta:
        model = Review
        fields = [
            "id", "status", "rating", "title", "body", "author", "vendor", "created_at", "version", "revised_at", "is_redacted",
            "removed_at", "route", "order_completed_at", "items", "photos", "response", "helpful_count", "is_helpful",
            "is_own", "verified_purchase",
        ]  # fmt: skip
        read_only_fields = fields

    def to_representation(self, review: Review) -> dict[str, Any]:
        """Return the review, or what a tombstone still shows."""
        shown = super().to_representation(review)
        return shown if self._is_readable(review) else {**shown, **TOMBSTONE}

    def _is_readable(self, review: Review) -> bool:
        return review.status == ReviewStatus.PUBLISHED

    @extend_schema_field(ReviewItemSerializer(many=True))
    def get_items(self, review: Review) -> Any:
        """Return what it says of single items."""
        return ReviewItemSerializer(review.newest.items.all(), many=True).data

    @extend_schema_field(PhotoSerializer(many=True))
    def get_photos(self, review: Review) -> Any:
        """Return its photos in order; those removed are left out."""
        shown = [shown.photo for shown in review.newest.photos.all() if shown.photo.removed_at is None]
        return PhotoSerializer(shown, many=True, context=self.context).data

    @extend_schema_field(ReviewResponseSerializer(allow_null=True))
    def get_response(self, review: Review) -> Any:
        """Return the vendor's answer, where there is one."""
        response = getattr(review, "response", None)
        return ReviewResponseSerializer(response).data if response and response.is_standing else None

    def get_is_helpful(self, review: Any) -> bool:
        """Say whether the caller has called it helpful: an annotation of `with_words()`."""
        return bool(review.is_helpful)

    def get_is_own(self, review: Any) -> bool:
        """Say whether the caller wrote it."""
        return bool(review.is_own)

    def get_verified_purchase(self, _review: Review) -> bool:
        """Return true: a review without a completed order does not exist."""
        return True


TOMBSTONE: dict[str, Any] = {
    "rating": None, "title": "", "body": "", "author": None, "items": [], "photos": [], "response": None, "helpful_count": 0,
    "is_helpful": False,
}  # fmt: skip


class OwnReviewSerializer(ReviewSerializer):
    """A review as its author sees it, whatever became of it; also whether it can be changed, and until when it waits."""

    can_edit = serializers.SerializerMethodField()
    fixed_reason = serializers.SerializerMethodField()

    class Meta(ReviewSerializer.Meta):
        fields = [*ReviewSerializer.Meta.fields, "reveal_at", "can_edit", "fixed_reason"]
        read_only_fields = fields

    def _is_readable(self, review: Review) -> bool:
        return True

    def get_can_edit(self, review: Review) -> bool:
        """Say whether a new version can be published now."""
        return edit_refusal(review) is None

    @extend_schema_field(serializers.ChoiceField(choices=FixedReason.choices, allow_null=True))
    def get_fixed_reason(self, review: Review) -> str | None:
        """Return why it cannot."""
        return edit_refusal(review)


class ReviewableSerializer(serializers.Serializer[Any]):
    """Whether an order can be reviewed, why not, and the review that there is."""

    allowed = serializers.BooleanField()
    reason = serializers.ChoiceField(choices=Refusal.choices, allow_null=True)
    waits_until = serializers.DateTimeField(
        allow_null=True, help_text="Until when a review of now would wait unseen for the vendor's rating of the pick-up."
    )
    review = OwnReviewSerializer(allow_null=True)
    waiting_photos = PhotoSerializer(many=True, help_text="Uploads of the caller that came to no review yet.")


class HelpfulSerializer(serializers.ModelSerializer[Review]):
    """How many readers a review helped, and whether the caller is one of them."""

    is_helpful = serializers.BooleanField()

    class Meta:
        model = Review
        fields = ["helpful_count", "is_helpful"]
        read_only_fields = fields


class ReportedSerializer(serializers.Serializer[Any]):
    """What was reported."""

    review = serializers.IntegerField(source="review_id")
    reason = serializers.ChoiceField(choices=ReportReason.choices)
