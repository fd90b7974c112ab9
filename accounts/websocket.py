"""Who is at the other end of a WebSocket.

The order matters: first the Origin rule (a foreign page must not ride on the reader's cookie), then whoever works on a shared
tablet, by its cookie; where nobody does, the session cookie; then the access token or a vendor's key. None ever stands in the
URL, where logs and histories keep it: there it signs nobody in.
"""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

import structlog
from channels.db import database_sync_to_async
from channels.sessions import SessionMiddlewareStack
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, load_backend
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string

from accounts.authentication import user_of_bearer
from accounts.models import User
from common.origins import is_own_origin

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[Any]]

PROTOCOL = "tt.v1"
BOARDS = "/ws/vendor/"
TOKEN_PREFIX = "bearer."  # noqa: S105 - a prefix
CLOSE_NOT_SIGNED_IN = 4401
IN_URL = frozenset({"token", "access_token", "access", "jwt", "bearer", "key", "api_key"})
log = structlog.get_logger(__name__)


def websocket_stack(inner: Application) -> Application:
    """Return `inner` behind the Origin rule, with `scope["user"]` from the session cookie, the access token or a vendor's key.

    A page gives the token as a subprotocol, `["tt.v1", "bearer.<token or key>"]`, and is answered `tt.v1` alone; a program may
    as well send `Authorization: Bearer`. A token that is worth nothing is not anonymity: accepted, then closed with 4401 (a
    browser sees no code of a refused handshake).

    `scope["direct_send"]` is the server's own `send`: for a frame to a thousand sockets, once accepted, the session's wrapper
    around it would be a third of the work, and has nothing to do there.
    """
    stack: Application = OriginRule(SessionMiddlewareStack(SessionUser(BearerToken(inner))))
    return stack


async def is_still_signed_in(scope: Scope) -> bool:
    """Say whether the sign-in that opened this socket holds: token or key not ended, session alive, account active.

    On a shared tablet: whether the same person still works there. Long-lived consumers ask at each heartbeat and close with 4401.
    A socket without sign-in has none to lose.
    """
    if scope.get("access_token"):
        return await database_sync_to_async(user_of_bearer)(scope["access_token"]) is not None
    user = scope["user"]
    if not user.is_authenticated:
        return True
    if scope.get("tablet"):
        working = await database_sync_to_async(user_of_tablet)(scope["tablet"])
        return working is not None and working.pk == user.pk
    session = SessionStore(session_key=scope["session"].session_key)
    return bool((await database_sync_to_async(user_of_session)(session)).pk == user.pk)


def user_of_session(session: SessionBase) -> User | AnonymousUser:
    """Return who is signed in with a session, as Django's own rule has it, fallback keys included. Changes nothing of it.

    Channels' rule knows no SECRET_KEY_FALLBACKS, and deletes the session that it does not understand.
    """
    backends = [load_backend(path) for path in settings.AUTHENTICATION_BACKENDS if path == session.get(BACKEND_SESSION_KEY)]
    user = backends[0].get_user(session.get(SESSION_KEY)) if backends else None
    if user is None:
        return AnonymousUser()
    known, ours = session.get(HASH_SESSION_KEY, ""), (user.get_session_auth_hash(), *user.get_session_auth_fallback_hash())
    return user if any(constant_time_compare(known, one) for one in ours) else AnonymousUser()


def user_of_tablet(token: str) -> User | None:
    """Return who works on a vendor's shared tablet at this moment, or None."""
    # Tablets are vendors', which stands above: named in the settings, as keys are.
    user: User | None = import_string(settings.TABLET_READER)(token)
    return user


class OriginRule:
    """Refuses a page of another site; a client that names no Origin is no browser and must send no cookie."""

    def __init__(self, inner: Application) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> Any:
        """Pass the connection on or answer the handshake with 403."""
        if scope["type"] != "websocket" or _is_origin_fine(scope):
            return await self.inner({**scope, "direct_send": send}, receive, send)
        await receive()  # websocket.connect
        return await send({"type": "websocket.close"})


class SessionUser:
    """Puts whoever is signed in by the cookie into the scope."""

    def __init__(self, inner: Application) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> Any:
        """Look once, at the handshake.

        On a shared tablet the board is of whoever entered their PIN, before a session that somebody left there: what the tablet
        shows ends with its lock, and is no more than the counter's work. Any other socket is the session's, where there is one.
        """
        user = await database_sync_to_async(user_of_session)(scope["session"])
        token = scope["cookies"].get(settings.TABLET_COOKIE_NAME)
        if token and (scope["path"].startswith(BOARDS) or not user.is_authenticated):
            working = await database_sync_to_async(user_of_tablet)(token)
            if working:
                return await self.inner({**scope, "user": working, "tablet": token}, receive, send)
        return await self.inner({**scope, "user": user}, receive, send)


class BearerToken:
    """Puts the token's owner into the scope, and takes the token out of what consumers and logs see."""

    def __init__(self, inner: Application) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> Any:
        """Sign in by token where one was sent."""
        if scope["type"] != "websocket":
            return await self.inner(scope, receive, send)
        offered: list[str] = scope.get("subprotocols", [])
        answer = _answering(send, PROTOCOL if PROTOCOL in offered else None)
        _note_token_in_url(scope)
        token = _token(scope, offered)
        if token is None:
            return await self.inner(scope, receive, answer)
        user = await database_sync_to_async(user_of_bearer)(token)
        if user is None:
            await receive()
            await answer({"type": "websocket.accept"})
            return await answer({"type": "websocket.close", "code": CLOSE_NOT_SIGNED_IN})
        return await self.inner(_signed_in(scope, offered, user, token), receive, answer)


def _signed_in(scope: Scope, offered: list[str], user: User, token: str) -> Scope:
    secret = {b"authorization", b"sec-websocket-protocol"}
    return {
        **scope,
        "user": user,
        "access_token": token,
        "subprotocols": [name for name in offered if not name.startswith(TOKEN_PREFIX)],
        "headers": [(name, value) for name, value in scope["headers"] if name not in secret],
    }


def _answering(send: Send, protocol: str | None) -> Send:
    async def answer(message: dict[str, Any]) -> None:
        if message["type"] == "websocket.accept" and protocol and not message.get("subprotocol"):
            message = {**message, "subprotocol": protocol}
        await send(message)

    return answer


def _token(scope: Scope, offered: list[str]) -> str | None:
    for name in offered:
        if name.startswith(TOKEN_PREFIX):
            return name.removeprefix(TOKEN_PREFIX)
    scheme, _, value = _header(scope, b"authorization").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else None


def _note_token_in_url(scope: Scope) -> None:
    """Log that one was sent, for whoever has to tell its owner to replace it; never the token."""
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
    if found := sorted(IN_URL & {name.lower() for name in query}):
        log.warning("token_in_url_ignored", parameters=found, path=scope["path"])


def _is_origin_fine(scope: Scope) -> bool:
    origins = [value.decode("latin1") for name, value in scope["headers"] if name == b"origin"]
    if not origins:
        return not _header(scope, b"cookie")
    if len(origins) > 1:
        return False
    return is_own_origin(origins[0], _header(scope, b"host"))


def _header(scope: Scope, wanted: bytes) -> str:
    return next((value.decode("latin1") for name, value in scope["headers"] if name == wanted), "")
