"""A vendor's API keys. No call with a key or a limited token reaches these views: they declare no scope."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from accounts.reauthentication import require_recent_sign_in
from accounts.requests import signed_in_user
from common.idempotency import idempotent_without
from common.pagination import KeysetPagination, Ordering
from common.schema import IDEMPOTENCY_KEY, PAGE_PARAMETERS
from vendors.api_keys import with_role
from vendors.models import ApiKey, Vendor
from vendors.permissions import Permission, require_private
from vendors.serializers import ApiKeyInputSerializer, ApiKeyRotationSerializer, ApiKeySerializer, MadeKeySerializer
from vendors.services import MadeKey, create_api_key, revoke_api_key, rotate_api_key
from vendors.views.base import BAD, CONFLICT, DENIED, MISSING, VendorScopedView, parsed

NEWEST_FIRST = Ordering("newest", "created_at", models.DateTimeField())
SHOWN_ONCE = "key"
UNKEPT = {"Cache-Control": "no-store"}


class ApiKeyPageSerializer(serializers.Serializer[dict[str, object]]):
    """A page of keys."""

    results = ApiKeySerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class ApiKeyBaseView(VendorScopedView):
    """Base of the three: seen by owners and managers, changed by owners who signed in a moment ago."""

    permission_classes = [IsAuthenticated]

    def vendor_to_change(self, request: Request, slug: str) -> Vendor:
        """Return the vendor whose keys the caller may change. Raises Http404, NotAllowed, ReauthenticationRequired."""
        vendor = self.get_vendor(request, slug)
        require_private(request.user, vendor, Permission.KEYS_CHANGE)
        require_recent_sign_in(request)
        return vendor


class ApiKeyListView(ApiKeyBaseView):
    """The keys of a vendor."""

    @extend_schema(
        operation_id="api_keys_list",
        parameters=PAGE_PARAMETERS,
        responses={200: ApiKeyPageSerializer, **BAD, **DENIED, **MISSING},
        tags=["api keys"],
    )
    def get(self, request: Request, slug: str) -> Response:
        """Return the keys, those that ended too, newest first (owner, manager). No secret is among them."""
        vendor = self.get_vendor(request, slug)
        require_private(request.user, vendor, Permission.KEYS_VIEW)
        pages = KeysetPagination(NEWEST_FIRST)
        keys = with_role(ApiKey.objects.filter(vendor=vendor)).select_related("created_by", "revoked_by")
        rows = pages.paginate_queryset(keys, request)
        results = ApiKeySerializer(rows, many=True, context={"user": request.user}).data
        return Response({"results": results, "next": pages.get_next_link(), "previous": pages.get_previous_link()})

    @extend_schema(
        operation_id="api_keys_create",
        parameters=[IDEMPOTENCY_KEY],
        request=ApiKeyInputSerializer,
        responses={201: MadeKeySerializer, **BAD, **DENIED, **MISSING, **CONFLICT},
        tags=["api keys"],
    )
    @idempotent_without(SHOWN_ONCE)
    def post(self, request: Request, slug: str) -> Response:
        """Make a key (owner). `key` is shown in this answer alone; a replay by Idempotency-Key has null there.

        401 `reauthentication_required` where the sign-in is older than five minutes.
        """
        vendor = self.vendor_to_change(request, slug)
        user = signed_in_user(request)
        made = create_api_key(vendor, by=user, request=request._request, **parsed(ApiKeyInputSerializer, request))
        return Response(_shown(made, user), status=status.HTTP_201_CREATED, headers=UNKEPT)


class ApiKeyView(ApiKeyBaseView):
    """One key."""

    @extend_schema(operation_id="api_keys_destroy", responses={204: None, **DENIED, **MISSING}, tags=["api keys"])
    def delete(self, request: Request, slug: str, pk: int) -> Response:
        """Revoke a key (owner): it fails from the next call on. 401 `reauthentication_required` as for making one."""
        key = get_object_or_404(ApiKey, vendor=self.vendor_to_change(request, slug), pk=pk)
        revoke_api_key(key, by=signed_in_user(request), request=request._request)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ApiKeyRotateView(ApiKeyBaseView):
    """A key's next secret."""

    @extend_schema(
        operation_id="api_keys_rotate",
        parameters=[IDEMPOTENCY_KEY],
        request=ApiKeyRotationSerializer,
        responses={200: MadeKeySerializer, **BAD, **DENIED, **MISSING, **CONFLICT},
        tags=["api keys"],
    )
    @idempotent_without(SHOWN_ONCE)
    def post(self, request: Request, slug: str, pk: int) -> Response:
        """Give a key that one made oneself a new secret (owner); the old one works on for `overlap_minutes`.

        401 `reauthentication_required` as for making one.
        """
        key = get_object_or_404(ApiKey, vendor=self.vendor_to_change(request, slug), pk=pk)
        user = signed_in_user(request)
        overlap = timedelta(minutes=parsed(ApiKeyRotationSerializer, request)["overlap_minutes"])
        made = rotate_api_key(key, by=user, overlap=overlap, request=request._request)
        return Response(_shown(made, user), headers=UNKEPT)


def _shown(made: MadeKey, user: User) -> dict[str, Any]:
    return {**ApiKeySerializer(made.key, context={"user": user}).data, SHOWN_ONCE: made.text}
