"""HTTP: parse, one domain call, serialise. Everything here is one's own; no scope opens it to programs."""

from django.db import models
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import signed_in_user
from common.pagination import KeysetPagination, Ordering
from common.schema import PAGE_PARAMETERS
from discovery.models import Favourite, SavedSearch
from discovery.serializers import (
    FavouritePageSerializer,
    FavouriteSerializer,
    FavouriteSlugsSerializer,
    SavedSearchInputSerializer,
    SavedSearchPageSerializer,
    SavedSearchSerializer,
)
from discovery.services import MAX_FAVOURITES, add_favourite, remove_favourite, save_search
from vendors.models import Vendor
from vendors.views.base import BAD, CONFLICT, MISSING, parsed

NEWEST = Ordering("newest", "created_at", models.DateTimeField())
_SEARCH = OpenApiExample(
    "Bread, verified", value={"name": "Bread nearby", "query": "is_verified=true&search=bread"}, request_only=True
)


class FavouriteListView(APIView):
    """One's favourites."""

    @extend_schema(
        operation_id="me_favourites_list",
        parameters=PAGE_PARAMETERS,
        responses=FavouritePageSerializer,
        tags=["me"],
    )
    def get(self, request: Request) -> Response:
        """Return one's favourite vendors, the newest first. Nobody else sees them, nor how many like a vendor."""
        pages = KeysetPagination(NEWEST)
        rows = pages.paginate_queryset(Favourite.objects.of(signed_in_user(request)).with_vendors(timezone.now()), request)
        return pages.get_paginated_response(FavouriteSerializer(rows, many=True, context={"request": request}).data)


class FavouriteSlugsView(APIView):
    """Which vendors are favourites."""

    @extend_schema(operation_id="me_favourite_slugs_retrieve", responses=FavouriteSlugsSerializer, tags=["me"])
    def get(self, request: Request) -> Response:
        """Return the slugs alone, for marking lists."""
        slugs = (
            Favourite.objects.of(signed_in_user(request)).order_by("-created_at", "-pk").values_list("vendor__slug", flat=True)
        )
        return Response({"slugs": list(slugs[:MAX_FAVOURITES])})


class FavouriteView(APIView):
    """One vendor, kept or not."""

    @extend_schema(operation_id="me_favourites_add", request=None, responses={204: None, **MISSING, **CONFLICT}, tags=["me"])
    def put(self, request: Request, slug: str) -> Response:
        """Keep a vendor; safe to repeat."""
        add_favourite(self._vendor(request, slug), by=signed_in_user(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="me_favourites_remove", responses={204: None, **MISSING}, tags=["me"])
    def delete(self, request: Request, slug: str) -> Response:
        """Let it go; safe to repeat."""
        remove_favourite(self._vendor(request, slug), by=signed_in_user(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _vendor(self, request: Request, slug: str) -> Vendor:
        return get_object_or_404(Vendor.objects.visible_to(request.user).defer("search"), slug=slug)


class SavedSearchListView(APIView):
    """One's saved searches."""

    @extend_schema(operation_id="me_searches_list", parameters=PAGE_PARAMETERS, responses=SavedSearchPageSerializer, tags=["me"])
    def get(self, request: Request) -> Response:
        """Return one's saved searches, the newest first."""
        pages = KeysetPagination(NEWEST)
        rows = pages.paginate_queryset(SavedSearch.objects.filter(user=signed_in_user(request)), request)
        return pages.get_paginated_response(SavedSearchSerializer(rows, many=True).data)

    @extend_schema(
        operation_id="me_searches_create",
        request=SavedSearchInputSerializer,
        responses={201: SavedSearchSerializer, **BAD, **CONFLICT},
        examples=[_SEARCH],
        tags=["me"],
    )
    def post(self, request: Request) -> Response:
        """Keep a search; up to 50. A position in it is left out. The same search again gets the new name."""
        data = parsed(SavedSearchInputSerializer, request)
        saved = save_search(by=signed_in_user(request), name=data["name"], query=data["query"])
        saved.refresh_from_db()
        return Response(SavedSearchSerializer(saved).data, status=status.HTTP_201_CREATED)


class SavedSearchView(APIView):
    """One saved search."""

    @extend_schema(operation_id="me_searches_destroy", responses={204: None, **MISSING}, tags=["me"])
    def delete(self, request: Request, pk: int) -> Response:
        """Forget it."""
        get_object_or_404(SavedSearch, pk=pk, user=signed_in_user(request)).delete()
        return Response(status=status.HTTP_204_NO_CONTENT)
