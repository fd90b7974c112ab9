"""The tracking page's data over HTTP."""

import hashlib
from typing import Any

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import Throttled
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.scopes import PUBLIC
from common.errors import DomainError
from common.rendering import as_json
from common.throttling import ScopedThrottle, count
from ledger.bundles import NotSealedYet
from orders.models import Fulfilment, Order
from orders.serializers import TimerOutput
from orders.statuses import ActorRole, Status
from tracking.frames import tracking_page
from tracking.proofs import entry_proof, order_bundle
from tracking.reads import entries_after, find_order

NOT_SEALED = OpenApiResponse(description="`not_sealed_yet`: ask again in a second.")
PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}


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


class TrackingLedger(serializers.Serializer[Any]):
    """What it takes to check the order against the public log."""

    origin = serializers.CharField(help_text="The log's name.")
    chain_id = serializers.CharField(help_text="Of the order's chain: the same as on its confirmation.")
    proof_url = serializers.CharField()


class TrackingPage(serializers.Serializer[Any]):
    """An order as anybody with the link sees it: nothing personal."""

    reference = serializers.CharField()
    status = serializers.ChoiceField(choices=Status.choices)
    status_label = serializers.CharField()
    fulfilment = serializers.ChoiceField(choices=Fulfilment.choices)
    vendor = TrackingVendor()
    estimated_ready_at = serializers.DateTimeField(allow_null=True)
    timers = TimerOutput(many=True, help_text="What happens by itself, and when, or what has; never `order.unanswered`.")
    entries = TrackingEntry(many=True)
    ledger = TrackingLedger(allow_null=True, help_text="Null where the order was erased from the log.")


class LinkView(APIView):
    """Base of what anybody with the link may see. Guessing links is limited by address; only misses count."""

    permission_classes = (AllowAny,)
    throttle_classes = ()
    throttle_scope = "tracking_miss"

    def order_of(self, request: Request, uid: str) -> Order:
        """Return the order behind the link. Raises Http404, or Throttled after too many misses."""
        order = find_order(uid)
        if order is None:
            wait = count(LinkView.throttle_scope, ScopedThrottle().get_ident(request))
            raise Throttled(wait) if wait else Http404
        return order


class ProofView(LinkView):
    """Base of what takes hashing; limited by address beside the limit of misses."""

    throttle_scope = "proof"

    def order_of(self, request: Request, uid: str) -> Order:
        """Return the order behind the link. Raises Http404, or Throttled."""
        order = super().order_of(request, uid)
        if wait := count(self.throttle_scope, ScopedThrottle().get_ident(request)):
            raise Throttled(wait)
        return order


class Tracking(LinkView):
    """Where an order is, for anybody who has its link."""

    authentication_classes = ()

    @extend_schema(
        responses={200: TrackingPage, 304: None},
        parameters=[OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER, description="ETag of an earlier answer.")],
    )
    def get(self, request: Request, uid: str) -> Response:
        """Return the page's data; 304 where it is as before."""
        order = self.order_of(request, uid)
        page = tracking_page(order, entries_after(order, -1))
        etag = f'"{hashlib.sha256(as_json(page).encode()).hexdigest()[:32]}"'
        headers = {"ETag": etag, "Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}
        if request.headers.get("If-None-Match", "").removeprefix("W/") == etag:
            return Response(status=304, headers=headers)
        return Response(page, headers=headers)


class SealedLater(DomainError):
    """There is nothing to prove before the first checkpoint over it is signed; that takes a second."""

    code = "not_sealed_yet"
    title = "Not sealed yet"


class Proof(ProofView):
    """The proof of an order, for anybody who has its link; those who may see more get more of it opened."""

    scopes = {"GET": PUBLIC}

    @extend_schema(
        responses={200: OpenApiTypes.OBJECT, 409: NOT_SEALED}, description="A trusttrack-bundle/v1; see docs/log-format.md."
    )
    def get(self, request: Request, uid: str) -> Response:
        """Return the bundle of the sealed entries."""
        order = self.order_of(request, uid)
        try:
            bundle = order_bundle(order, reader=request.user)
        except NotSealedYet as error:
            raise SealedLater("This is being sealed, which takes a second. Ask again then.") from error
        return Response(bundle, headers=PRIVATE)


class EntryProof(ProofView):
    """The C2SP proof of one entry, for other people's verifiers."""

    authentication_classes = ()

    @extend_schema(
        responses={(200, "text/plain"): OpenApiTypes.STR, 409: NOT_SEALED},
        description="c2sp.org/tlog-proof@v1 of one entry.",
    )
    def get(self, request: Request, uid: str, sequence: int) -> HttpResponse:
        """Return the proof as text."""
        order = self.order_of(request, uid)
        try:
            text = entry_proof(order, sequence)
        except NotSealedYet as error:
            raise SealedLater("This is being sealed, which takes a second. Ask again then.") from error
        return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=PRIVATE)
