"""A person's own addresses over HTTP. No scope opens them to programs."""

from typing import Any

from django.db import models
from django.http import Http404
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.addresses import MAX_ADDRESSES, change_address, forget_address, keep_address
from accounts.models import Address
from accounts.requests import signed_in_user
from common.addresses import AddressInput
from common.idempotency import idempotent
from common.pagination import KeysetPagination, Ordering
from common.schema import IDEMPOTENCY_KEY, PAGE_PARAMETERS

NEWEST = Ordering("newest", "created_at", models.DateTimeField())
EXAMPLE = OpenApiExample(
    "Home",
    value={
        "label": "Home",
        "line1": "12 Mill Street",
        "city": "Bristol",
        "postcode": "BS1 4DJ",
        "country": "GB",
        "is_default": True,
    },
    request_only=True,
)
REFUSED = {400: OpenApiResponse(description="Some of this needs changing.")}
MISSING = {404: OpenApiResponse(description="Not found, or not yours.")}
FULL = {409: OpenApiResponse(description="`too_many_addresses`: there are as many as there can be.")}


class SavedAddressInput(AddressInput):
    """An address to keep."""

    label = serializers.CharField(  # type: ignore[assignment]  # a field may be named like an argument
        max_length=40, required=False, allow_blank=True, default="", help_text="What you call it."
    )
    is_default = serializers.BooleanField(required=False, default=False, help_text="Whether forms are filled with it.")


class SavedAddressSerializer(serializers.ModelSerializer[Address]):
    """An address that one keeps."""

    class Meta:
        model = Address
        fields = ["id", "label", "line1", "line2", "city", "region", "postcode", "country", "is_default", "created_at"]
        read_only_fields = fields


class SavedAddressPage(serializers.Serializer[Any]):
    """One's addresses."""

    results = SavedAddressSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class AddressListView(APIView):
    """One's addresses."""

    @extend_schema(operation_id="me_addresses_list", parameters=PAGE_PARAMETERS, responses=SavedAddressPage, tags=["me"])
    def get(self, request: Request) -> Response:
        """Return the addresses that one keeps, the newest first."""
        pages = KeysetPagination(NEWEST)
        rows = pages.paginate_queryset(Address.objects.filter(user=signed_in_user(request)), request)
        return pages.get_paginated_response(SavedAddressSerializer(rows, many=True).data)

    @extend_schema(
        operation_id="me_addresses_create",
        request=SavedAddressInput,
        responses={201: SavedAddressSerializer, **REFUSED, **FULL},
        parameters=[IDEMPOTENCY_KEY],
        examples=[EXAMPLE],
        description=f"Keep an address; up to {MAX_ADDRESSES}. The first one is the default.",
        tags=["me"],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Keep an address."""
        data = SavedAddressInput(data=request.data)
        data.is_valid(raise_exception=True)
        kept = keep_address(by=signed_in_user(request), **data.validated_data)
        return Response(SavedAddressSerializer(kept).data, status=status.HTTP_201_CREATED)


class AddressView(APIView):
    """One address."""

    @extend_schema(
        operation_id="me_addresses_update",
        request=SavedAddressInput,
        responses={200: SavedAddressSerializer, **REFUSED, **MISSING},
        tags=["me"],
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Change it, or make it the default."""
        data = SavedAddressInput(data=request.data, partial=True)
        data.is_valid(raise_exception=True)
        try:
            changed = change_address(pk, by=signed_in_user(request), **data.validated_data)
        except Address.DoesNotExist as error:
            raise Http404 from error
        return Response(SavedAddressSerializer(changed).data)

    @extend_schema(operation_id="me_addresses_destroy", responses={204: None, **MISSING}, tags=["me"])
    def delete(self, request: Request, pk: int) -> Response:
        """Forget it. Orders keep the address that they were placed with."""
        try:
            forget_address(pk, by=signed_in_user(request))
        except Address.DoesNotExist as error:
            raise Http404 from error
        return Response(status=status.HTTP_204_NO_CONTENT)
