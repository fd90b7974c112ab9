"""Sign-ins that are alive: browsers' sessions and API clients' token families, in one list; how long they last; how they end.

allauth keeps a row for each session (UserSession). Of the address only its network's first address reaches the table.
"""

import hashlib
import time
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import NamedTuple
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from rest_framework.request import Request
from rest_framework_simplejwt.tokens import Token

from accounts.devices import device_in_words
from accounts.models import RevokeReason, SecurityEventKind, TokenFamily, User
from accounts.places import place_of
from accounts.security import network_around, network_of, printable, record_security_event
from accounts.tokens import claims_of, revoke_family
from common.errors import DomainError

SEEN_SECONDS = 60  # how exact "last seen" is, and how often a session may cost a write
SLACK = 0.02  # a session's end moves only where it would move by more than this part of the idle limit
MAX_LISTED = 100  # of each kind
SIGNED_IN_AT = "signed_in_at"
NO_ADDRESS = "::"  # the caller came over a UNIX socket
BROWSER, CLIENT = "browser", "api_client"


class SessionUnknown(DomainError):
    """It has ended already, or is not yours."""

    code = "session_unknown"
    status = HTTPStatus.NOT_FOUND
    title = "Not found"

    def __init__(self) -> None:
        super().__init__("This sign-in has ended already.")


class Current(NamedTuple):
    """The sign-in that a request comes by: a session, an API client's family, or (with an API key) neither."""

    session_key: str | None = None
    family: UUID | None = None


class SignIn(NamedTuple):
    """One sign-in as its person sees it."""

    id: str
    kind: str
    device: str
    network: str
    place: str
    signed_in_at: datetime
    last_seen_at: datetime
    is_current: bool


def current_sign_in(request: Request) -> Current:
    """Return the sign-in that an API call comes by."""
    if isinstance(request.auth, Token):
        return Current(family=claims_of(request.auth).family_id)
    return Current(session_key=request._request.session.session_key) if request.auth is None else Current()


def sign_ins_of(user: User, *, current: Current) -> list[SignIn]:
    """Return the living sign-ins of `user`, the last seen first; the newest hundred of each kind."""
    sessions = _living_sessions(user).order_by("-last_seen_at", "-pk")[:MAX_LISTED]
    families = TokenFamily.objects.filter(user=user, revoked_at=None).order_by("-last_used_at", "pk")[:MAX_LISTED]
    found = [_session_shown(row, current) for row in sessions] + [_family_shown(row, current) for row in families]
    return sorted(found, key=lambda each: (each.is_current, each.last_seen_at), reverse=True)


def end_sign_in(user: User, *, sign_in_id: str, request: HttpRequest) -> None:
    """End one of them: its next call is anonymous, its WebSockets close at their next heartbeat.

    Raises:
        SessionUnknown: when it has ended, or is somebody else's.
    """
    kind, _, key = sign_in_id.partition("-")
    device = _end_family(user, key) if kind == CLIENT else _end_session(user, key, request) if kind == BROWSER else None
    if device is None:
        raise SessionUnknown


@transaction.atomic
def end_other_sign_ins(user: User, *, keep: Current, request: HttpRequest | None) -> int:
    """End every sign-in of `user` but `keep`; return how many there were."""
    sessions = UserSession.objects.filter(user=user).exclude(session_key=keep.session_key or "")
    keys = list(sessions.values_list("session_key", flat=True))
    alive, _ = Session.objects.filter(session_key__in=keys).delete()
    sessions.filter(session_key__in=keys).delete()
    families = TokenFamily.objects.filter(user=user, revoked_at=None)
    families = families.exclude(pk=keep.family) if keep.family else families
    ended = alive + sum(revoke_family(family, reason=RevokeReason.SIGNED_OUT) for family in families)
    if ended:
        record_security_event(SecurityEventKind.SESSIONS_ENDED, user=user, request=request, ended=ended)
    return ended


def session_of(request: HttpRequest) -> UserSession | None:
    """Return the row of the browser's session that a call comes by; None where it comes by something else."""
    row: UserSession | None = UserSession.objects.filter(session_key=request.session.session_key or "").first()
    return row


def begin_session(request: HttpRequest, user: User) -> None:
    """Give a session that has just signed in its end."""
    request.session[SIGNED_IN_AT] = int(time.time())
    request.session.set_expiry(_end_of(request, user))


def touch_session(request: HttpRequest, user: User) -> None:
    """Note, at most once a minute, that the session is in use, and put off its end as far as its limits allow."""
    key = request.session.session_key
    if key is None or not cache.add(f"session-seen:{hashlib.sha256(key.encode()).hexdigest()}", 1, timeout=SEEN_SECONDS):
        return
    if not UserSession.objects.filter(session_key=key).update(last_seen_at=timezone.now()):
        _list_session(request, user, key)
    request.session.setdefault(SIGNED_IN_AT, int(time.time()))  # signed in before there were limits
    end, idle = _end_of(request, user), _limits(user)[0]
    moved = (end - request.session.get_expiry_date()).total_seconds()
    if moved < -1 or moved > idle.total_seconds() * SLACK:
        request.session.set_expiry(end)


def forget_session(session_key: str | None) -> None:
    """Take a session that signs out off the list."""
    UserSession.objects.filter(session_key=session_key).delete()


def network_address(address: str) -> str:
    """Return the first address of the network that `address` is in (IPv4 /24, IPv6 /48): what a column for addresses holds."""
    return network_around(address).partition("/")[0]


def _living_sessions(user: User) -> "QuerySet[UserSession]":
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())
    sessions: QuerySet[UserSession] = UserSession.objects.filter(Exists(alive), user=user)
    return sessions


def _session_shown(row: UserSession, current: Current) -> SignIn:
    network = network_around(row.ip)
    return SignIn(
        id=f"{BROWSER}-{row.pk}",
        kind=BROWSER,
        device=device_in_words(row.user_agent),
        network=network,
        place=place_of(network),
        signed_in_at=row.created_at,
        last_seen_at=row.last_seen_at,
        is_current=row.session_key == current.session_key,
    )


def _family_shown(row: TokenFamily, current: Current) -> SignIn:
    return SignIn(
        id=f"{CLIENT}-{row.pk}",
        kind=CLIENT,
        device=device_in_words(row.user_agent),
        network="",
        place="",
        signed_in_at=row.created_at,
        last_seen_at=row.last_used_at,
        is_current=row.pk == current.family,
    )


def _end_session(user: User, key: str, request: HttpRequest) -> str | None:
    row = _living_sessions(user).filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 19 else None
    if row is None:
        return None
    if row.session_key == request.session.session_key:
        logout(request)  # its signal leaves the security event
        return str(row.user_agent)
    with transaction.atomic():
        Session.objects.filter(session_key=row.session_key).delete()
        row.delete()
        record_security_event(SecurityEventKind.SIGNED_OUT, user=user, request=request, device=device_in_words(row.user_agent))
    return str(row.user_agent)


def _end_family(user: User, key: str) -> str | None:
    try:
        family = TokenFamily.objects.filter(pk=UUID(key), user=user).first()
    except ValueError:
        return None
    return family.user_agent if family and revoke_family(family, reason=RevokeReason.SIGNED_OUT) else None


def _list_session(request: HttpRequest, user: User, key: str) -> None:
    address = network_of(request).partition("/")[0] or NO_ADDRESS
    agent = printable(request.headers.get("User-Agent", ""))
    try:
        with transaction.atomic():
            UserSession.objects.create(user=user, session_key=key, ip=address, user_agent=agent)
    except IntegrityError:  # two calls of one page at once; the other one won
        return


def _end_of(request: HttpRequest, user: User) -> datetime:
    idle, longest = _limits(user)
    began = datetime.fromtimestamp(request.session[SIGNED_IN_AT], tz=UTC)
    return min(began + longest, timezone.now() + idle)


def _limits(user: User) -> tuple[timedelta, timedelta]:
    limits: tuple[timedelta, timedelta] = settings.SESSION_LIMITS["staff" if user.is_staff else "everybody"]
    return limits
