"""API sign-in by access token, and what every bearer has in common."""

from typing import Any, cast

from django.conf import settings
from django.db.models import BigIntegerField, UUIDField
from django.utils.module_loading import import_string
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import Token

from accounts.errors import TokenInvalid
from accounts.models import TokenFamily, User
from accounts.scopes import grant_of, refuse_beyond
from accounts.signing import AccessToken
from accounts.tokens import claims_of
from common.prepared import Given, Prepared

CHALLENGE = 'Bearer realm="api"'
KEY_START = "tt_"  # what no JWT begins with; see vendors/api_keys.py


_LIVING_FAMILY = Prepared(
    lambda: TokenFamily.objects.select_related("user").filter(
        pk=Given("family", UUIDField()), user=Given("user", BigIntegerField()), revoked_at=None, user__is_active=True
    )
)


class FamilyJWTAuthentication(JWTAuthentication):
    """Bearer access tokens of simplejwt, as long as their family is alive."""

    def authenticate(self, request: Request) -> Any:
        """Return who calls, where the token's scopes reach this view; 401 or 403 otherwise, None without a token."""
        found: Any = super().authenticate(request)
        if found is not None:
            admit(found[0], request)
        return found

    def get_validated_token(self, raw_token: bytes) -> Token:
        """Return the token, its signature, algorithm, issuer, audience, type and time checked; 401 otherwise."""
        try:
            return _verified(raw_token)
        except TokenError as error:
            raise _refused() from error

    def get_user(self, validated_token: Token) -> User:  # type: ignore[override]  # a type variable that no user model meets
        """Return the owner, by one query that also sees a revocation of this very moment; 401 otherwise."""
        user = user_of(validated_token)
        if user is None:
            raise _refused()
        return user


class NoAuthentication(BaseAuthentication):
    """For the token endpoints: reads neither cookies nor tokens, so there is no session to ride on and no CSRF to check."""

    def authenticate(self, request: Request) -> None:
        """Nobody is signed in here."""

    def authenticate_header(self, request: Request) -> str:
        """Say how one signs in."""
        return CHALLENGE


def admit(user: User, request: Request) -> None:
    """Raise InsufficientScope where a limited caller has no scope that the view declares.

    Called while the caller is found out, which no view can leave out or override: what declares nothing stays closed.
    """
    if user.grant is not None:
        refuse_beyond(user.grant, request.parser_context.get("view"), str(request.method))


def user_of(token: Token) -> User | None:
    """Return the active user whose living family `token` (already verified) belongs to, with its limits, or None."""
    try:
        claims = claims_of(token)
    except TokenInvalid:
        return None
    family = next(iter(_LIVING_FAMILY.rows(family=claims.family_id, user=claims.user_id)), None)
    if family is None:
        return None
    family.user.grant = grant_of(family.scopes)
    return family.user


def user_of_access_token(raw: str) -> User | None:
    """Return whom a raw access token stands for at this moment, or None (for callers outside of DRF)."""
    try:
        token = _verified(raw)
    except TokenError:
        return None
    return user_of(token)


def user_of_bearer(raw: str) -> User | None:
    """Return whom an access token or a vendor's key stands for at this moment, or None (for callers outside of DRF)."""
    if not raw.startswith(KEY_START):
        return user_of_access_token(raw)
    # Keys are vendors', which stands above: named in the settings, as Django's user model is.
    user: User | None = import_string(settings.API_KEY_READER)(raw)
    return user


def _verified(raw: str | bytes) -> Token:
    return AccessToken(cast("Any", raw))  # its signature names only Token, its code takes the encoded form


def _refused() -> AuthenticationFailed:
    return AuthenticationFailed("This token is invalid or has ended. Refresh it, or sign in again.", code="token_invalid")
