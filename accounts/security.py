"""The record of what happened to an account's security."""

import ipaddress
from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from accounts.event_types import SECURITY, USER_CREATED
from accounts.models import SecurityEvent, SecurityEventKind, User
from common.logs import current_request_id
from events.services import record

USER_AGENT_MAX = 200


def record_security_event(
    kind: SecurityEventKind, *, user: User | None, request: HttpRequest | None = None, by: User | None = None, **data: Any
) -> SecurityEvent:
    """Append one security event, in the caller's transaction, and announce it as `security.<kind>` to whoever listens.

    Args:
        kind: what happened.
        user: whose account it is; None where nobody has the e-mail that was tried.
        request: where it came from (Django's request, not DRF's); None where a command or worker did it.
        by: who did it, where it was not the person.
        data: what exactly, as JSON values; nothing secret, no words of others.
    """
    event = SecurityEvent.objects.create(
        user=user,
        by=None if by == user else by,
        kind=kind,
        network=network_of(request) if request else "",
        user_agent=printable(request.headers.get("User-Agent", "")) if request else "",
        data=data,
        request_id=current_request_id(),
    )
    if user is not None:
        payload = {"user": user.pk, "security_event": event.pk}
        also = [USER_CREATED] if kind == SecurityEventKind.SIGNED_UP else []
        record(SECURITY[kind], subject=f"user:{user.pk}", payload=payload, also=also)
    return event


def note_view(user: User, *, by: User, request: HttpRequest) -> None:
    """Record that somebody of the platform looked at a person's data: once an hour for each who looks."""
    if user.pk == by.pk:
        return
    lately = timezone.now() - timedelta(hours=1)
    kind = SecurityEventKind.VIEWED_BY_STAFF
    if not SecurityEvent.objects.filter(user=user, by=by, kind=kind, recorded_at__gte=lately).exists():
        record_security_event(kind, user=user, request=request, by=by)


def network_of(request: HttpRequest) -> str:
    """Return the network that the caller's address is in (IPv4 /24, IPv6 /48), or an empty string where none is known."""
    try:
        return network_around(get_adapter().get_client_ip(request))
    except (ValueError, PermissionDenied):  # a UNIX socket
        return ""


def network_around(given: str) -> str:
    """Return the network that an address is in. Raises ValueError where it is none."""
    address = ipaddress.ip_address(given)
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ipaddress.ip_network(f"{address}/{24 if address.version == 4 else 48}", strict=False))


def printable(user_agent: str) -> str:
    """Return the browser's own words, cut and without control characters."""
    return "".join(character for character in user_agent if character.isprintable())[:USER_AGENT_MAX]
