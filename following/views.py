"""Following over HTTP, for anybody who has an order's link."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.errors import Invalid
from common.letters import asked_language
from common.phones import to_e164
from common.throttling import ScopedThrottle
from following.codes import HOLDS
from following.models import Follow
from following.serializers import (
    FollowAsked,
    FollowBrowserInput,
    FollowCodeInput,
    FollowConfirmed,
    FollowInput,
    FollowWays,
    StopInput,
)
from following.services import Place, ask_to_follow, confirm_follow, follow_by_push, stop_following
from notifications.channels import provides
from notifications.me_views import SUBSCRIPTION, browser_in
from notifications.models import Channel
from notifications.vapid import public_key
from orders.models import Order
from tracking.views import LinkView
from vendors.views.base import BAD, CONFLICT, MISSING, parsed

_ANA = OpenApiExample("Ana", value={"email": "ana@example.com", "language": "de"}, request_only=True)
_PHONE = OpenApiExample("By SMS", value={"phone": "+44 117 496 0123"}, request_only=True)
_CODE = OpenApiExample("The code", value={"email": "ana@example.com", "code": "402817"}, request_only=True)


class FollowView(LinkView):
    """Asking to be told."""

    authentication_classes = ()
    throttle_classes = (ScopedThrottle,)
    throttle_scope = "follow"

    @extend_schema(
        operation_id="tracking_follow",
        request=FollowInput,
        responses={202: FollowAsked, **BAD, **MISSING, **CONFLICT},
        examples=[_ANA, _PHONE],
        tags=["tracking"],
    )
    def post(self, request: Request, uid: str) -> Response:
        """Send a code to an address or a number. The answer is the same whether it follows already or not."""
        order = self.order_of(request, uid)
        data = parsed(FollowInput, request)
        ask_to_follow(order, _place_in(data, order), language=_language_in(data, request))
        minutes = int(HOLDS.total_seconds() // 60)
        return Response(FollowAsked({"minutes": minutes}).data, status=status.HTTP_202_ACCEPTED)


class FollowConfirmView(LinkView):
    """The code from the message."""

    authentication_classes = ()
    throttle_classes = (ScopedThrottle,)
    throttle_scope = "follow_code"

    @extend_schema(
        operation_id="tracking_follow_confirm",
        request=FollowCodeInput,
        responses={200: FollowConfirmed, **BAD, **MISSING, **CONFLICT},
        examples=[_CODE],
        tags=["tracking"],
    )
    def post(self, request: Request, uid: str) -> Response:
        """Have the address or number told of each step from now on."""
        order = self.order_of(request, uid)
        data = parsed(FollowCodeInput, request)
        follow = confirm_follow(order, _place_in(data, order), code=data["code"])
        return Response(FollowConfirmed({"stop_token": follow.token}).data)


class FollowBrowserView(LinkView):
    """A browser that wants to be told."""

    authentication_classes = ()
    throttle_classes = (ScopedThrottle,)
    throttle_scope = "follow"

    @extend_schema(
        operation_id="tracking_follow_browser",
        request=FollowBrowserInput,
        responses={201: FollowConfirmed, **BAD, **MISSING, **CONFLICT},
        examples=[SUBSCRIPTION],
        tags=["tracking"],
    )
    def post(self, request: Request, uid: str) -> Response:
        """Have this browser told of each step from now on; no code is needed, since it alone has its keys."""
        order = self.order_of(request, uid)
        data = parsed(FollowBrowserInput, request)
        follow = follow_by_push(order, browser_in(data, request), language=_language_in(data, request))
        return Response(FollowConfirmed({"stop_token": follow.token}).data, status=status.HTTP_201_CREATED)


class FollowWaysView(APIView):
    """What a page can offer."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(operation_id="tracking_follow_ways", responses=FollowWays, tags=["tracking"])
    def get(self, request: Request) -> Response:
        """Return the ways in which this site tells of an order, beside mail."""
        return Response(FollowWays({"sms": provides(Channel.SMS), "push_key": public_key()}).data)


class FollowStopView(APIView):
    """Being told no more."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_scope = "follow_code"

    @extend_schema(operation_id="tracking_follow_stop", request=StopInput, responses={204: None, **BAD}, tags=["tracking"])
    def post(self, request: Request) -> Response:
        """Send nothing more, and delete where to. Safe to repeat, and silent about tokens that are none."""
        stop_following(parsed(StopInput, request)["token"])
        return Response(status=status.HTTP_204_NO_CONTENT)


@csrf_exempt  # RFC 8058: a mail program posts without cookies, and the link itself is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one_click(request: HttpRequest, token: str) -> HttpResponse:
    """Stop when a mail program posts; show the order's page, and change nothing, to whoever opens it."""
    if request.method != "POST":
        follow = Follow.objects.select_related("order").filter(token=token).first()
        return HttpResponseRedirect(f"{follow.order.tracking_path}#stop={token}" if follow else "/")
    stop_following(token)
    return HttpResponse("Done. You get no more of these.\n", content_type="text/plain; charset=utf-8")


def _place_in(data: dict[str, Any], order: Order) -> Place:
    """Return where a checked body wants the messages. Raises Invalid."""
    try:
        return Place(email=data.get("email", ""), phone=to_e164(data.get("phone", ""), order.vendor.country))
    except ValueError as error:
        raise Invalid(str(error), pointer="/phone") from error


def _language_in(data: dict[str, Any], request: Request) -> str:
    language: str = data.get("language") or asked_language(request).code
    return language
