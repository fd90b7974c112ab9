"""API sign-in by a vendor's key, server to server; and by the PIN of whoever works on a vendor's shared tablet."""

import structlog
from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from accounts.authentication import CHALLENGE, KEY_START, admit
from accounts.models import User
from accounts.security import network_of
from common.logs import bind_api_key
from vendors.api_keys import caller_of, living_key, note_use, read_key
from vendors.models import ApiKey, SharedTablet
from vendors.tablets import acting_on, limited, tablet_of

#: Whom a call of a shared tablet was made as, by their id: a move that waited for the network is its maker's, or nobody's.
ACTING_AS = "X-Acting-As"
log = structlog.get_logger(__name__)


class ApiKeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer tt_live_…`. Every other header is left to the authentications after it."""

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        """Return the key's creator, limited to its vendor and scopes, and the key; 401 or 403 otherwise."""
        scheme, _, text = get_authorization_header(request).decode("latin-1").strip().partition(" ")
        if scheme.lower() != "bearer" or not text.strip().startswith(KEY_START):
            return None
        key = _key_behind(text.strip())
        bind_api_key(key.prefix)
        user = caller_of(key)
        admit(user, request)
        is_noted = note_use(key, network=network_of(request._request))
        if is_noted or request.method not in SAFE_METHODS:  # every change, and a sign of life a minute
            match = request._request.resolver_match
            log.info("api_key_used", vendor=key.vendor_id, method=request.method, route=match.route if match else "")
        return user, key

    def authenticate_header(self, request: Request) -> str:
        """Say how one signs in."""
        return CHALLENGE


class BrowserAuthentication(SessionAuthentication):
    """The browser's own sign-in. It too refuses what was begun as somebody else, on a shared tablet or before another sign-in."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        """Return who is signed in by session; None where nobody is; 401 or 403."""
        found: tuple[User, None] | None = super().authenticate(request)
        if found:
            _refuse_for_another(
                request, found[0], "Somebody else is signed in here now. Whoever began this does it again as themselves."
            )
        return found


class TabletAuthentication(SessionAuthentication):
    """The cookie of a shared tablet. Asked where nobody is signed in by session; a locked tablet is nobody."""

    def authenticate(self, request: Request) -> tuple[User, SharedTablet] | None:
        """Return who works on the tablet, limited to the counter, and the tablet; None where nobody does; 401 or 403."""
        tablet = tablet_of(request._request)
        acting = acting_on(tablet) if tablet else None
        if tablet is None or acting is None:
            return None
        self.enforce_csrf(request)
        user = limited(acting)
        _refuse_for_another(request, user, "Somebody else works on this tablet now. Whoever began this enters their PIN again.")
        admit(user, request)
        return user, tablet


def user_of_api_key(text: str) -> User | None:
    """Return the limited creator that a key stands for at this moment, or None (for callers outside of DRF)."""
    parts = read_key(text)
    key = living_key(parts) if parts else None
    return caller_of(key) if key else None


def _refuse_for_another(request: Request, user: User, words: str) -> None:
    if request.headers.get(ACTING_AS, str(user.pk)) != str(user.pk):
        raise AuthenticationFailed(words, code="another_person")


def _key_behind(text: str) -> ApiKey:
    parts = read_key(text)
    if parts is None:
        raise AuthenticationFailed("This is no complete API key. Copy it again, from tt_live_ to its end.", code="key_malformed")
    key = living_key(parts)
    if key is None:
        raise AuthenticationFailed(
            "This API key does not work. It may have been revoked, replaced or expired.", code="key_invalid"
        )
    return key
