"""Following by mail over HTTP, for anybody who has an order's link."""

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

from common.letters import asked_language
from common.throttling import ScopedThrottle
from following.codes import HOLDS
from following.models import Follow
from following.serializers import FollowAsked, FollowCodeInput, FollowConfirmed, FollowInput, StopInput
from following.services import ask_to_follow, confirm_follow, stop_following
from tracking.views import LinkView
from vendors.views.base import BAD, CONFLICT, MISSING, parsed

_ANA = OpenApiExample("Ana", value={"email": "ana@example.com", "language": "de"}, request_only=True)
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
        examples=[_ANA],
        tags=["tracking"],
    )
    def post(self, request: Request, uid: str) -> Response:
        """Send a code to an address. The answer is the same whether the address follows already or not."""
        order = self.order_of(request, uid)
        data = parsed(FollowInput, request)
        language = data.get("language") or asked_language(request).code
        ask_to_follow(order, email=data["email"], language=language)
        minutes = int(HOLDS.total_seconds() // 60)
        return Response(FollowAsked({"minutes": minutes}).data, status=status.HTTP_202_ACCEPTED)


class FollowConfirmView(LinkView):
    """The code from the mail."""

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
        """Have the address told of each step from now on."""
        order = self.order_of(request, uid)
        data = parsed(FollowCodeInput, request)
        follow = confirm_follow(order, email=data["email"], code=data["code"])
        return Response(FollowConfirmed({"stop_token": follow.token}).data)


class FollowStopView(APIView):
    """Being told no more."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_scope = "follow_code"

    @extend_schema(operation_id="tracking_follow_stop", request=StopInput, responses={204: None, **BAD}, tags=["tracking"])
    def post(self, request: Request) -> Response:
        """Send nothing more; the address is deleted here. Safe to repeat, and silent about tokens that are none."""
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
