"""Webhooks over HTTP. Keys and limited tokens may look and send again; where calls go is changed by persons alone."""

from typing import Any

from django.db import models
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import generics, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.reauthentication import require_recent_sign_in
from accounts.requests import signed_in_user
from accounts.scopes import PUBLIC
from common.idempotency import idempotent_without
from common.pagination import KeysetPagination, Ordering
from common.schema import IDEMPOTENCY_KEY
from vendors.models import Vendor
from vendors.permissions import Permission, refuse_without_second_factor, require_private
from webhooks import replaying, services
from webhooks.filters import WebhookDeliveryFilter, WebhookEndpointFilter
from webhooks.models import WebhookDelivery, WebhookEndpoint
from webhooks.planning import offered_types
from webhooks.serializers import (
    MadeWebhookEndpointSerializer,
    ReplayedSerializer,
    ReplayRangeSerializer,
    WebhookDeliveryDetailSerializer,
    WebhookDeliverySerializer,
    WebhookEndpointChangesSerializer,
    WebhookEndpointInputSerializer,
    WebhookEndpointSerializer,
    WebhookEventTypeSerializer,
)

PROBLEM = OpenApiResponse(OpenApiTypes.OBJECT, description="A problem (RFC 9457) with a stable `code`.")
CONFLICT, MISSING = {409: PROBLEM}, {404: PROBLEM}
SHOWN_ONCE = "secret"
UNKEPT = {"Cache-Control": "no-store"}
TAGS = ["webhooks"]
EXAMPLE = OpenApiExample(
    "A shop's server",
    value={
        "vendor": "crumb-and-co",
        "url": "https://hooks.example.com/trusttrack",
        "description": "Stock program",
        "event_types": ["order.placed", "order.status_changed@1"],
    },
    request_only=True,
)


class NewestEndpoints(KeysetPagination):
    """Newest first."""

    default_order = Ordering("newest", "created_at", models.DateTimeField())


class NewestDeliveries(KeysetPagination):
    """Newest first."""

    default_order = Ordering("newest", "planned_at", models.DateTimeField())


class _EndpointMixin:
    """Finds the endpoint of the path."""

    def endpoint(self, request: Request, pk: int, permission: Permission) -> WebhookEndpoint:
        """Return it; 404 for who is not of its vendor's team, 403 for a role or scope that is too small."""
        rows = WebhookEndpoint.objects.with_key_state().select_related("vendor", "api_key")
        endpoint: WebhookEndpoint = get_object_or_404(rows, pk=pk)
        require_private(request.user, endpoint.vendor, permission)
        return endpoint

    def endpoint_to_change(self, request: Request, pk: int) -> WebhookEndpoint:
        """Return it for who may change it and signed in a moment ago. Raises ReauthenticationRequired besides."""
        endpoint = self.endpoint(request, pk, Permission.WEBHOOKS_CHANGE)
        require_recent_sign_in(request)
        return endpoint


class WebhookEventTypeList(APIView):
    """What there is to be told of."""

    permission_classes = [AllowAny]
    scopes = {"GET": PUBLIC}

    @extend_schema(operation_id="webhook_event_types_list", responses=WebhookEventTypeSerializer(many=True), tags=TAGS)
    def get(self, request: Request) -> Response:
        """Return the types of events that webhooks tell of."""
        return Response(WebhookEventTypeSerializer(offered_types(), many=True).data)


class WebhookEndpointList(generics.ListAPIView[WebhookEndpoint]):
    """The endpoints of the caller's vendors."""

    scopes = {"GET": Permission.WEBHOOKS_VIEW}
    serializer_class = WebhookEndpointSerializer
    filterset_class = WebhookEndpointFilter
    pagination_class = NewestEndpoints
    queryset = WebhookEndpoint.objects.none()

    def get_queryset(self) -> Any:
        """Return what the caller may see."""
        rows = WebhookEndpoint.objects.visible_to(self.request.user).with_key_state()
        return rows.select_related("vendor", "api_key")

    @extend_schema(
        operation_id="webhook_endpoints_list", responses={200: WebhookEndpointSerializer(many=True), **MISSING}, tags=TAGS
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return the endpoints (owner, manager), newest first. No secret is among them."""
        answer = super().get(request, *args, **kwargs)
        if not answer.data["results"]:
            self._explain_none(request)
        return answer

    @extend_schema(
        operation_id="webhook_endpoints_create",
        parameters=[IDEMPOTENCY_KEY],
        request=WebhookEndpointInputSerializer,
        responses={201: MadeWebhookEndpointSerializer, **MISSING, **CONFLICT},
        examples=[EXAMPLE],
        tags=TAGS,
    )
    @idempotent_without(SHOWN_ONCE)
    def post(self, request: Request) -> Response:
        """Add an endpoint (owner, manager). `secret` is shown in this answer alone; a replay by Idempotency-Key has null there.

        401 `reauthentication_required` where the sign-in is older than five minutes.
        """
        given = _checked(WebhookEndpointInputSerializer(data=request.data))
        vendor: Vendor = given.pop("vendor")
        require_private(request.user, vendor, Permission.WEBHOOKS_CHANGE)
        require_recent_sign_in(request)
        made = services.create_endpoint(vendor, by=signed_in_user(request), request=request._request, **given)
        return Response(_shown(made), status=status.HTTP_201_CREATED, headers=UNKEPT)

    def _explain_none(self, request: Request) -> None:
        """Say so where only a role or the second factor is missing."""
        slug = request.query_params.get("vendor")
        if slug and (vendor := Vendor.objects.filter(slug=slug.replace("\0", "")).first()):
            require_private(request.user, vendor, Permission.WEBHOOKS_VIEW)
        refuse_without_second_factor(request.user, Permission.WEBHOOKS_VIEW)


class WebhookEndpointDetail(_EndpointMixin, APIView):
    """One endpoint."""

    scopes = {"GET": Permission.WEBHOOKS_VIEW}

    @extend_schema(operation_id="webhook_endpoints_retrieve", responses=WebhookEndpointSerializer, tags=TAGS)
    def get(self, request: Request, pk: int) -> Response:
        """Return the endpoint (owner, manager)."""
        return Response(WebhookEndpointSerializer(self.endpoint(request, pk, Permission.WEBHOOKS_VIEW)).data)

    @extend_schema(
        operation_id="webhook_endpoints_partial_update",
        request=WebhookEndpointChangesSerializer,
        responses=WebhookEndpointSerializer,
        tags=TAGS,
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Change address, words, filter, or turn it off and on (owner, manager). 401 as for adding one."""
        endpoint = self.endpoint_to_change(request, pk)
        changes = _checked(WebhookEndpointChangesSerializer(data=request.data))
        changed = services.change_endpoint(endpoint, by=signed_in_user(request), request=request._request, **changes)
        return Response(WebhookEndpointSerializer(changed).data)

    @extend_schema(operation_id="webhook_endpoints_destroy", responses={204: None}, tags=TAGS)
    def delete(self, request: Request, pk: int) -> Response:
        """Remove the endpoint at once; the log of what it was sent goes after it (owner, manager). 401 as for adding one."""
        endpoint = self.endpoint_to_change(request, pk)
        services.delete_endpoint(endpoint, by=signed_in_user(request), request=request._request)
        return Response(status=status.HTTP_204_NO_CONTENT)


class WebhookEndpointRotate(_EndpointMixin, APIView):
    """An endpoint's next secret."""

    @extend_schema(
        operation_id="webhook_endpoints_rotate",
        parameters=[IDEMPOTENCY_KEY],
        request=None,
        responses={200: MadeWebhookEndpointSerializer, **CONFLICT},
        tags=TAGS,
    )
    @idempotent_without(SHOWN_ONCE)
    def post(self, request: Request, pk: int) -> Response:
        """Give the endpoint a new secret (owner, manager); each one before signs too for 24 hours. 401 as for adding one.

        409 `too_many_secrets` where five earlier ones still sign.
        """
        endpoint = self.endpoint_to_change(request, pk)
        made = services.rotate_secret(endpoint, by=signed_in_user(request), request=request._request)
        return Response(_shown(made), headers=UNKEPT)


class WebhookTest(_EndpointMixin, APIView):
    """A test."""

    scopes = {"POST": Permission.WEBHOOKS_REPLAY}
    throttle_scope = "webhook_send"

    @extend_schema(
        operation_id="webhook_endpoints_test", request=None, responses={202: WebhookDeliverySerializer, **CONFLICT}, tags=TAGS
    )
    def post(self, request: Request, pk: int) -> Response:
        """Send `webhook.test` to this endpoint (owner, manager). 409 `endpoint_off` where it is off."""
        endpoint = self.endpoint(request, pk, Permission.WEBHOOKS_REPLAY)
        delivery = replaying.send_test(endpoint, by=signed_in_user(request))
        return Response(WebhookDeliverySerializer(delivery).data, status=status.HTTP_202_ACCEPTED)


class WebhookReplayRange(_EndpointMixin, APIView):
    """Sending a range again."""

    scopes = {"POST": Permission.WEBHOOKS_REPLAY}
    throttle_scope = "webhook_send"

    @extend_schema(
        operation_id="webhook_endpoints_replay",
        request=ReplayRangeSerializer,
        responses={200: ReplayedSerializer, **CONFLICT},
        tags=TAGS,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Send again what was planned in a time, with the same ids and bytes (owner, manager).

        Up to 1,000 at once, the oldest first; `next_after` given back as `after` goes on with the rest.
        """
        endpoint = self.endpoint(request, pk, Permission.WEBHOOKS_REPLAY)
        asked = _checked(ReplayRangeSerializer(data=request.data))
        done = replaying.replay_range(endpoint, by=signed_in_user(request), **asked)
        return Response(done._asdict())


class WebhookDeliveryList(_EndpointMixin, generics.ListAPIView[WebhookDelivery]):
    """What was sent to an endpoint, and what waits."""

    scopes = {"GET": Permission.WEBHOOKS_VIEW}
    serializer_class = WebhookDeliverySerializer
    filterset_class = WebhookDeliveryFilter
    pagination_class = NewestDeliveries
    queryset = WebhookDelivery.objects.none()

    def get_queryset(self) -> Any:
        """Return the endpoint's deliveries."""
        return self.endpoint(self.request, self.kwargs["pk"], Permission.WEBHOOKS_VIEW).deliveries.select_related("event")

    @extend_schema(operation_id="webhook_deliveries_list", tags=TAGS)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return the deliveries of the last 30 days (owner, manager), newest first."""
        return super().get(request, *args, **kwargs)


class WebhookDeliveryDetail(_EndpointMixin, APIView):
    """One delivery."""

    scopes = {"GET": Permission.WEBHOOKS_VIEW}

    @extend_schema(operation_id="webhook_deliveries_retrieve", responses=WebhookDeliveryDetailSerializer, tags=TAGS)
    def get(self, request: Request, pk: int, delivery_id: int) -> Response:
        """Return the delivery with what was sent and answered (owner, manager)."""
        endpoint = self.endpoint(request, pk, Permission.WEBHOOKS_VIEW)
        delivery = get_object_or_404(endpoint.deliveries.select_related("event"), pk=delivery_id)
        return Response(WebhookDeliveryDetailSerializer(delivery).data)


class WebhookDeliveryReplay(_EndpointMixin, APIView):
    """Sending one again."""

    scopes = {"POST": Permission.WEBHOOKS_REPLAY}
    throttle_scope = "webhook_send"

    @extend_schema(
        operation_id="webhook_deliveries_replay",
        request=None,
        responses={202: WebhookDeliverySerializer, **CONFLICT},
        tags=TAGS,
    )
    def post(self, request: Request, pk: int, delivery_id: int) -> Response:
        """Send the delivery again, with the same id and bytes (owner, manager). 409 `endpoint_off` where the endpoint is off."""
        endpoint = self.endpoint(request, pk, Permission.WEBHOOKS_REPLAY)
        delivery = get_object_or_404(endpoint.deliveries.select_related("event", "endpoint"), pk=delivery_id)
        again = replaying.replay_delivery(delivery, by=signed_in_user(request))
        return Response(WebhookDeliverySerializer(again).data, status=status.HTTP_202_ACCEPTED)


def _checked(serializer: Any) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    data: dict[str, Any] = serializer.validated_data
    return data


def _shown(made: services.MadeEndpoint) -> dict[str, Any]:
    return {**WebhookEndpointSerializer(made.endpoint).data, SHOWN_ONCE: made.secret}
