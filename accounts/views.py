"""The accounts API: tokens of API clients, and who is signed in. The website's own flows are allauth's (`/_allauth/`)."""

from typing import Any

from django.http import HttpRequest
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import CHALLENGE, NoAuthentication
from accounts.phones import ask_for_phone_code, confirm_phone
from accounts.reauthentication import require_recent_sign_in
from accounts.requests import signed_in_user
from accounts.serializers import (
    PhoneCodeInput,
    PhoneCodeOutput,
    PhoneConfirmationInput,
    ProfileInput,
    ProfileOutput,
    RefreshInput,
    SignInInput,
    TokenPairOutput,
)
from accounts.services import sign_in_client, update_profile
from accounts.tokens import revoke_by_token, rotate

_PAIR = OpenApiExample("pair", value={"access": "eyJhbGciOi…", "refresh": "eyJhbGciOi…"}, response_only=True)


class TokenEndpoint(APIView):
    """Base of the three: no cookie is read, refusals carry the headers that their status asks for."""

    authentication_classes = (NoAuthentication,)
    permission_classes = (AllowAny,)
    throttle_scope = "token"

    def finalize_response(self, request: HttpRequest, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Add WWW-Authenticate to a 401, Retry-After to a 429, and forbid keeping what is secret."""
        answer: Response = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[arg-type]  # a DRF request
        answer["Cache-Control"] = "no-store"
        if answer.status_code == status.HTTP_401_UNAUTHORIZED:
            answer["WWW-Authenticate"] = CHALLENGE
        if isinstance(answer.data, dict) and "retry_after" in answer.data:
            answer["Retry-After"] = str(answer.data["retry_after"])
        return answer


class TokenView(TokenEndpoint):
    """Sign an API client in."""

    @extend_schema(
        operation_id="token_create",
        request=SignInInput,
        responses={
            200: TokenPairOutput,
            401: OpenApiResponse(
                description="`invalid_credentials`, `email_not_verified`, `second_factor_required` (with `methods` and "
                "`sms_sent`: repeat the call with `code`), `second_factor_invalid`"
            ),
            429: OpenApiResponse(description="`too_many_attempts`, `too_many_messages`, `throttled`, with Retry-After"),
            503: OpenApiResponse(description="`sms_unavailable`"),
        },
        examples=[_PAIR],
        tags=["accounts"],
    )
    def post(self, request: Request) -> Response:
        """Exchange e-mail and password, and the code of the second factor where one is set, for tokens."""
        data = SignInInput(data=request.data)
        data.is_valid(raise_exception=True)
        pair = sign_in_client(request._request, **data.validated_data)
        return Response(TokenPairOutput(pair).data)


class TokenRefreshView(TokenEndpoint):
    """Refresh."""

    @extend_schema(
        operation_id="token_refresh",
        request=RefreshInput,
        responses={200: TokenPairOutput, 401: OpenApiResponse(description="`token_invalid`")},
        examples=[_PAIR],
        tags=["accounts"],
    )
    def post(self, request: Request) -> Response:
        """Exchange a refresh token, once, for a new pair. A copied one that comes back ends the whole sign-in."""
        data = RefreshInput(data=request.data)
        data.is_valid(raise_exception=True)
        return Response(TokenPairOutput(rotate(data.validated_data["refresh"], request=request._request)).data)


class TokenRevokeView(TokenEndpoint):
    """Sign an API client out."""

    @extend_schema(operation_id="token_revoke", request=RefreshInput, responses={204: None}, tags=["accounts"])
    def post(self, request: Request) -> Response:
        """End the sign-in that the refresh token belongs to. Answers the same for a token that is worth nothing (RFC 7009)."""
        data = RefreshInput(data=request.data)
        data.is_valid(raise_exception=True)
        revoke_by_token(data.validated_data["refresh"], request=request._request)
        return Response(status=status.HTTP_204_NO_CONTENT)


class MeView(APIView):
    """Who is signed in."""

    scopes = {"GET": "me.read", "PATCH": "me.change"}

    @extend_schema(operation_id="me_retrieve", responses=ProfileOutput, tags=["accounts"])
    def get(self, request: Request) -> Response:
        """Return the user, memberships and permissions."""
        return Response(ProfileOutput(signed_in_user(request)).data)

    @extend_schema(operation_id="me_update", request=ProfileInput, responses=ProfileOutput, tags=["accounts"])
    def patch(self, request: Request) -> Response:
        """Change name or phone. Another phone in the place of a verified one needs a recent sign-in."""
        data = ProfileInput(data=request.data)
        data.is_valid(raise_exception=True)
        user = signed_in_user(request)
        if user.phone_verified_at and data.validated_data.get("phone", user.phone) != user.phone:
            require_recent_sign_in(request)  # a verified number is a way in
        changed = update_profile(user, by=user, request=request._request, **data.validated_data)
        return Response(ProfileOutput(changed).data)


class PhoneCodeView(APIView):
    """A code to the phone."""

    @extend_schema(
        operation_id="me_phone_code_create",
        request=PhoneCodeInput,
        responses={
            202: PhoneCodeOutput,
            401: OpenApiResponse(description="`reauthentication_required`"),
            429: OpenApiResponse(description="`too_many_messages`, with Retry-After"),
            503: OpenApiResponse(description="`sms_unavailable`"),
        },
        tags=["accounts"],
    )
    def post(self, request: Request) -> Response:
        """Send a code of six digits by SMS, good for ten minutes. The number is the profile's once the code comes back."""
        require_recent_sign_in(request)
        data = PhoneCodeInput(data=request.data)
        data.is_valid(raise_exception=True)
        sent = ask_for_phone_code(signed_in_user(request), **data.validated_data)
        return Response(PhoneCodeOutput(sent).data, status=status.HTTP_202_ACCEPTED)


class PhoneConfirmationView(APIView):
    """The code from the phone."""

    @extend_schema(
        operation_id="me_phone_confirm",
        request=PhoneConfirmationInput,
        responses={
            200: ProfileOutput,
            400: OpenApiResponse(description="`phone_code_invalid`"),
            401: OpenApiResponse(description="`reauthentication_required`"),
        },
        tags=["accounts"],
    )
    def post(self, request: Request) -> Response:
        """Take the number that the code was sent to as one's verified phone."""
        require_recent_sign_in(request)
        data = PhoneConfirmationInput(data=request.data)
        data.is_valid(raise_exception=True)
        user = confirm_phone(signed_in_user(request), request=request._request, **data.validated_data)
        return Response(ProfileOutput(user).data)
