"""The tracking page's data over HTTP."""

import hashlib
from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import Throttled
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.rendering import as_json
from common.throttling import ScopedThrottle, count
from orders.models import Fulfilment
from orders.statuses import ActorRole, Status
from tracking.frames import tracking_page
from tracking.reads import entries_after, find_order


class TrackingEntry(serializers.Serializer[Any]):
    """One entry as anybody with the link sees it."""

    sequence = serializers.IntegerField()
    status = serializers.ChoiceField(choices=Status.choices)
    label = serializers.CharField()  # type: ignore[assignment]  # a field may be named like an argument
    note = serializers.CharField(help_text="From the vendor to the customer.")
    reason = serializers.CharField(help_text="Why the vendor rejected or cancelled.")
    actor_role = serializers.ChoiceField(choices=ActorRole.choices)
    estimated_ready_at = serializers.DateTimeField(allow_null=True)
    claimed_at = serializers.DateTimeField(help_text="When it happened, as the actor says.")
    recorded_at = serializers.DateTimeField(help_text="When it was written, by the database's clock.")
    flags = serializers.ListField(child=serializers.CharField())
    leaf_index = serializers.IntegerField(allow_null=True, help_text="Null until the entry is sealed in the log.")
    leaf_hash = serializers.CharField(allow_null=True, help_text="Null until the entry is sealed in the log.")


class TrackingVendor(serializers.Serializer[Any]):
    """The vendor of a tracked order."""

    slug = serializers.CharField()
    name = serializers.CharField()
    is_verified = serializers.BooleanField()


class TrackingPage(serializers.Serializer[Any]):
    """An order as anybody with the link sees it: nothing personal."""

    reference = serializers.CharField()
    status = serializers.ChoiceField(choices=Status.choices)
    status_label = serializers.CharField()
    fulfilment = serializers.ChoiceField(choices=Fulfilment.choices)
    vendor = TrackingVendor()
    estimated_ready_at = serializers.DateTimeField(allow_null=True)
    entries = TrackingEntry(many=True)
    ledger = serializers.JSONField(allow_null=True, help_text="Null until the log seals entries.")


class Tracking(APIView):
    """Where an order is, for anybody who has its link."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = ()  # only misses count, see get()

    @extend_schema(
        responses=TrackingPage,
        parameters=[OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER, description="ETag of an earlier answer.")],
    )
    def get(self, request: Request, uid: str) -> Response:
        """Return the page's data; 304 where it is as before. Guessing links is limited by address."""
        order = find_order(uid)
        if order is None:
            wait = count("tracking_miss", ScopedThrottle().get_ident(request))
            raise Throttled(wait) if wait else Http404
        page = tracking_page(order, entries_after(order, -1))
        etag = f'"{hashlib.sha256(as_json(page).encode()).hexdigest()[:32]}"'
        headers = {"ETag": etag, "Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}
        if request.headers.get("If-None-Match", "").removeprefix("W/") == etag:
            return Response(status=304, headers=headers)
        return Response(page, headers=headers)
