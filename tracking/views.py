"""The tracking page's data over HTTP."""

import hashlib
from collections.abc import Sequence
from typing import NoReturn

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import Throttled
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from accounts.scopes import PUBLIC
from common.errors import DomainError
from common.rendering import as_json
from common.throttling import ScopedThrottle, count
from ledger.bundles import NotSealedYet
from orders.models import Order
from tracking.frames import tracking_page
from tracking.misses import MISSES, count_miss
from tracking.proofs import entry_proof, order_bundle
from tracking.reads import find_order, find_page
from tracking.serializers import TrackingPage

NOT_SEALED = OpenApiResponse(description="`not_sealed_yet`: ask again in a second.")
PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}


class LinkView(APIView):
    """Base of what anybody with the link may see. Guessing links is limited by address; only misses count."""

    permission_classes = (AllowAny,)
    throttle_classes: Sequence[type[BaseThrottle]] = ()
    throttle_scope = MISSES

    def order_of(self, request: Request, uid: str) -> Order:
        """Return the order behind the link. Raises Http404, or Throttled after too many misses."""
        return find_order(uid) or self.miss(request)

    def miss(self, request: Request) -> NoReturn:
        """Say that the link opens nothing. Raises Http404, or Throttled after too many misses."""
        wait = count_miss(request)
        raise Throttled(wait) if wait else Http404


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
        page = tracking_page(*(find_page(uid) or self.miss(request)))
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
