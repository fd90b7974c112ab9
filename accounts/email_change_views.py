"""Changing the e-mail over HTTP, and the page behind the link that stops it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import email_change
from accounts.email_change import NoEmailChange, Which
from accounts.reauthentication import require_recent_sign_in
from accounts.requests import signed_in_user
from accounts.security_serializers import EmailChangeCodeInput, EmailChangeInput, EmailChangeOutput
from accounts.sessions import current_sign_in

NONE_WAITS = OpenApiResponse(description="`no_email_change`")


class EmailChangeView(APIView):
    """The change that waits."""

    @property
    def throttle_scope(self) -> str | None:
        """Limit what sends mail."""
        return "email_change" if self.request.method == "POST" else None

    @extend_schema(
        operation_id="me_email_change_retrieve", responses={200: EmailChangeOutput, 404: NONE_WAITS}, tags=["accounts"]
    )
    def get(self, request: Request) -> Response:
        """Return how far it is."""
        return Response(EmailChangeOutput(email_change.pending_email_change(signed_in_user(request))).data)

    @extend_schema(
        operation_id="me_email_change_ask",
        request=EmailChangeInput,
        responses={201: EmailChangeOutput, 401: OpenApiResponse(description="`reauthentication_required`")},
        tags=["accounts"],
    )
    def post(self, request: Request) -> Response:
        """Send a code to the old and to the new address. Nothing changes before both are confirmed; after an hour they lapse."""
        require_recent_sign_in(request)
        data = EmailChangeInput(data=request.data)
        data.is_valid(raise_exception=True)
        change = email_change.ask_email_change(signed_in_user(request), request=request._request, **data.validated_data)
        return Response(EmailChangeOutput(change).data, status=status.HTTP_201_CREATED)

    @extend_schema(operation_id="me_email_change_cancel", responses={204: None, 404: NONE_WAITS}, tags=["accounts"])
    def delete(self, request: Request) -> Response:
        """Call it off."""
        email_change.cancel_email_change(signed_in_user(request), request=request._request)
        return Response(status=status.HTTP_204_NO_CONTENT)


class EmailChangeConfirmView(APIView):
    """The codes."""

    throttle_scope = "email_change_code"

    @extend_schema(
        operation_id="me_email_change_confirm",
        request=EmailChangeCodeInput,
        responses={
            200: EmailChangeOutput,
            400: OpenApiResponse(description="`code_wrong` with `attempts_left`, `invalid`"),
            404: NONE_WAITS,
            409: OpenApiResponse(description="`email_taken`"),
        },
        tags=["accounts"],
    )
    def post(self, request: Request) -> Response:
        """Confirm one address; with the second one the e-mail is changed and every other sign-in ends."""
        data = EmailChangeCodeInput(data=request.data)
        data.is_valid(raise_exception=True)
        change = email_change.confirm_email_change(
            signed_in_user(request),
            which=Which(data.validated_data["which"]),
            code=data.validated_data["code"],
            current=current_sign_in(request),
            request=request._request,
        )
        return Response(EmailChangeOutput(change).data)


@csrf_exempt  # the key in the link is the permission; no cookie is read
@require_http_methods(["GET", "HEAD", "POST"])
def stop_page(request: HttpRequest, key: str) -> HttpResponse:
    """Ask, then stop the change. Opening the link alone does nothing: mail programs open links to look at them."""
    context: dict[str, Any] = {"state": "ask"}
    if request.method == "POST":
        try:
            email_change.stop_email_change(key, request=request)
            context["state"] = "stopped"
        except NoEmailChange:
            context["state"] = "over"
    response = render(request, "account/email_change_stop.html", context, status=404 if context["state"] == "over" else 200)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
