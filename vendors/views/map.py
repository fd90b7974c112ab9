"""The map: what it is drawn with."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.scopes import PUBLIC


class MapStyleSerializer(serializers.Serializer[Any]):
    """What maps are drawn with."""

    style_url = serializers.CharField(allow_null=True, help_text="A MapLibre style; null where this site has no map.")
    attribution = serializers.CharField(help_text="Words to show on the map; may be empty.")


class MapStyleView(APIView):
    """What maps are drawn with."""

    permission_classes = [AllowAny]
    scopes = {"GET": PUBLIC}

    @extend_schema(
        operation_id="map_style_retrieve",
        responses=MapStyleSerializer,
        examples=[
            OpenApiExample(
                "A map", value={"style_url": "https://maps.example/style.json", "attribution": "© OpenStreetMap contributors"}
            )
        ],
        tags=["vendors"],
    )
    def get(self, request: Request) -> Response:
        """Return the map's style. Without one, lists do the map's work."""
        return Response({"style_url": settings.MAP_STYLE_URL or None, "attribution": settings.MAP_ATTRIBUTION})
