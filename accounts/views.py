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
from accounts.requests import signed_in_user
from accounts.serializers import ProfileInput, ProfileOutput, RefreshInput, SignInInput, TokenPairOutput
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
            401: OpenApiResponse(description="`invalid_credentials`, `email_not_verified`, `second_factor_required`"),
            429: OpenApiResponse(description="`too_many_attempts`, `throttled`, with Retry-After"),
        },
        examples=[_PAIR],
        tags=["accounts"],
    )
    def post(self, request: Request) -> Response:
        """Exchange e-mail and password for tokens."""
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
        """Change name or phone."""
        data = ProfileInput(data=request.data)
        data.is_valid(raise_exception=True)
        user = signed_in_user(request)
        return Response(ProfileOutput(update_profile(user, by=user, **data.validated_data)).data)
