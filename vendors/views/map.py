"""The map: what it is drawn with, and what is on it."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django_filters.utils import translate_validation  # type: ignore[import-untyped,unused-ignore]  # has no stubs
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.scopes import PUBLIC
from vendors.clusters import cluster
from vendors.discovery import read_search
from vendors.filters import MapForm
from vendors.views.base import BAD
from vendors.views.discovery import FILTER_PARAMETERS


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


class ClusterSerializer(serializers.Serializer[Any]):
    """Several vendors."""

    latitude = serializers.FloatField()
    longitude = serializers.FloatField()
    count = serializers.IntegerField()
    is_capped = serializers.BooleanField(help_text="There are more than were counted.")


class MapPointSerializer(serializers.Serializer[Any]):
    """One vendor."""

    slug = serializers.CharField()
    name = serializers.CharField()
    category = serializers.CharField(help_text="Slug.")
    is_verified = serializers.BooleanField()
    latitude = serializers.FloatField()
    longitude = serializers.FloatField()


class MapPartSerializer(serializers.Serializer[Any]):
    """A part of the map."""

    clusters = ClusterSerializer(many=True)
    points = MapPointSerializer(many=True)
    capped = serializers.BooleanField(help_text="There are more vendors than were looked at.")


class VendorMapView(APIView):
    """Vendors on the map."""

    permission_classes = [AllowAny]
    throttle_scope = "search"
    scopes = {"GET": PUBLIC}

    @extend_schema(
        operation_id="vendors_map",
        parameters=[
            OpenApiParameter("bbox", str, required=True, description="`west,south,east,north` in degrees."),
            OpenApiParameter("zoom", float, required=True, description="Of tiles of 512 pixels, 0 to 22."),
            *FILTER_PARAMETERS,
        ],
        responses={200: MapPartSerializer, **BAD},
        tags=["vendors"],
    )
    def get(self, request: Request) -> Response:
        """Find vendors in a part of the map: at most 300 points and 150 clusters. The filters are those of the list."""
        form = MapForm(request.query_params)
        if not form.is_valid():
            raise translate_validation(form.errors)
        found = read_search(request.query_params, timezone.now())
        return Response(cluster(found, form.cleaned_data["bbox"], form.cleaned_data["zoom"]))
