"""Baskets over HTTP."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.scopes import PUBLIC
from orders.basket import MAX_ITEMS, BasketVendor, basket_of, parse_item_ids
from vendors.serializers import ItemSerializer
from vendors.views.base import BAD


class BasketItemSerializer(ItemSerializer):
    """An item in a basket, as it is sold now."""

    class Meta(ItemSerializer.Meta):
        fields = ["id", "name", "price", "stock", "in_stock", "image_url"]


class BasketVendorSerializer(serializers.Serializer[BasketVendor]):
    """A vendor of items in a basket."""

    slug = serializers.CharField(source="vendor.slug")
    name = serializers.CharField(source="vendor.name")
    city = serializers.CharField(source="vendor.city")
    country = serializers.CharField(source="vendor.country")
    currency = serializers.CharField(source="vendor.currency")
    fulfilments = serializers.SerializerMethodField()
    accepts_orders = serializers.SerializerMethodField()
    accepts_orders_reason = serializers.CharField(source="refusal", allow_null=True)
    items = BasketItemSerializer(many=True)

    @extend_schema_field({"type": "array", "items": {"type": "string", "enum": ["pickup", "delivery"]}})
    def get_fulfilments(self, basket: BasketVendor) -> list[str]:
        """Return how orders reach the customer."""
        offered = {"pickup": basket.vendor.offers_pickup, "delivery": basket.vendor.offers_delivery}
        return [name for name, offers in offered.items() if offers]

    def get_accepts_orders(self, basket: BasketVendor) -> bool:
        """Say whether customers can order."""
        return basket.refusal is None


class BasketSerializer(serializers.Serializer[Any]):
    """The vendors of the named items. An item that is not here is not sold at the moment."""

    vendors = BasketVendorSerializer(many=True)


EXAMPLE = OpenApiExample(
    "A loaf that costs 4.80 now",
    value={
        "vendors": [
            {
                "slug": "crumb-and-co", "name": "Crumb & Co", "city": "Bristol", "country": "GB", "currency": "GBP",
                "fulfilments": ["pickup"], "accepts_orders": True, "accepts_orders_reason": None,
                "items": [
                    {
                        "id": 7, "name": "Rye loaf", "price": {"amount": "4.80", "currency": "GBP"}, "stock": 3,
                        "in_stock": True, "image_url": None,
                    },
                ],
            },
        ],
    },
    response_only=True,
)  # fmt: skip


class BasketView(APIView):
    """The items of somebody's baskets as they are now."""

    permission_classes = [AllowAny]
    scopes = {"GET": PUBLIC}

    @extend_schema(
        operation_id="basket_retrieve",
        parameters=[
            OpenApiParameter(
                "items",
                str,
                required=True,
                description=f"Ids of items by commas, of one or several vendors; at most {MAX_ITEMS}.",
            )
        ],
        responses={200: BasketSerializer, **BAD},
        examples=[EXAMPLE],
        tags=["orders"],
    )
    def get(self, request: Request) -> Response:
        """Return price and stock of items as they are now, by vendor: what to show before orders are placed."""
        baskets = basket_of(parse_item_ids(request.query_params.get("items", "")))
        context = {"request": request, "is_member": False}
        return Response(BasketSerializer({"vendors": baskets}, context=context).data)
