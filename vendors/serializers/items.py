"""What a vendor sells."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from common.fields import MoneyField
from vendors.models import Item
from vendors.rating import rating_json
from vendors.serializers.vendor import RatingSerializer, absolute_url

PUBLIC_STOCK = 5  # "only 3 left" is told, "412 left" is the vendor's business


class ItemSerializer(serializers.ModelSerializer[Item]):
    """Something for sale."""

    price = MoneyField(source="price_minor", read_only=True)
    stock = serializers.SerializerMethodField()
    in_stock = serializers.SerializerMethodField()
    image_url = serializers.SerializerMethodField()
    rating = serializers.SerializerMethodField()

    class Meta:
        model = Item
        fields = [
            "id", "name", "description", "price", "stock", "in_stock", "is_available", "sold_out_until", "image_url", "section",
            "rating",
        ]  # fmt: skip
        extra_kwargs = {"sold_out_until": {"help_text": "Sold out today: until then, by itself; null or past where it is not."}}

    def get_stock(self, item: Item) -> int | None:
        """Return how many are left: for members always, for the public when few; null where it is not told or unlimited."""
        told = item.stock is not None and (self.context["is_member"] or item.stock <= PUBLIC_STOCK)
        return item.stock if told else None

    def get_in_stock(self, item: Item) -> bool:
        """Say whether one can be ordered now."""
        return item.left_at(timezone.now()) != 0

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_image_url(self, item: Item) -> str | None:
        """Return where the picture is."""
        return absolute_url(self.context["request"], item.image)

    @extend_schema_field(RatingSerializer)
    def get_rating(self, item: Item) -> dict[str, Any]:
        """Return what published reviews say of this item."""
        return rating_json(total=item.rating_sum, count=item.rating_count)


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
