"""Browsers: their name in words, whether a sign-in comes from one that the person knows, and those they asked us to remember.

A browser is remembered only where its person asks for it, for thirty days, and can be forgotten. Being new is news, never a
reason to refuse.
"""

import functools
import hashlib
import secrets
from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ua_parser import parse

from accounts.models import RememberedDevice, SecurityEvent, SecurityEventKind, User
from accounts.security import network_of, printable, record_security_event
from common.errors import DomainError

LIFETIME = timedelta(days=30)
COOKIE_SALT = "accounts.devices"
MAX_REMEMBERED = 20
LAST_SIGN_INS = 20  # a browser and network among these are known
FALLBACK = "Unknown browser"


class DeviceUnknown(DomainError):
    """It is not remembered, or not yours."""

    code = "device_unknown"
    status = HTTPStatus.NOT_FOUND
    title = "Not found"

    def __init__(self) -> None:
        super().__init__("This device is not remembered any more.")


@functools.lru_cache(maxsize=2048)
def device_in_words(user_agent: str) -> str:
    """Return "Firefox on Windows" for a browser's own words; what programs call themselves up to the first slash."""
    found = parse(user_agent)
    browser = found.user_agent.family if found.user_agent else ""
    system = found.os.family if found.os else ""
    if browser and system:
        return f"{browser} on {system}"
    return browser or system or user_agent.partition("/")[0].strip()[:40] or FALLBACK


def remembered_devices(user: User) -> QuerySet[RememberedDevice]:
    """Return the devices that `user` asked us to remember, newest first."""
    return RememberedDevice.objects.filter(user=user, expires_at__gt=timezone.now()).order_by("-remembered_at", "pk")


def device_of(request: HttpRequest, user: User) -> RememberedDevice | None:
    """Return the remembered device that the request's cookie stands for, or None."""
    key = _key_of(request)
    return remembered_devices(user).filter(key_hash=_hash(key)).first() if key else None


@transaction.atomic
def remember_device(user: User, *, request: HttpRequest) -> tuple[RememberedDevice, str]:
    """Remember the request's browser for thirty days; return the row and the key for its cookie. The oldest of too many go."""
    key = _key_of(request) or secrets.token_urlsafe(32)
    fresh = {
        "user_agent": printable(request.headers.get("User-Agent", "")),
        "network": network_of(request),
        "expires_at": timezone.now() + LIFETIME,
    }
    device, _ = RememberedDevice.objects.update_or_create(user=user, key_hash=_hash(key), defaults=fresh)
    kept = remembered_devices(user).values("pk")[:MAX_REMEMBERED]
    RememberedDevice.objects.filter(user=user).exclude(pk__in=kept).delete()
    record_security_event(SecurityEventKind.DEVICE_REMEMBERED, user=user, request=request)
    return device, key


def set_device_cookie(response: HttpResponse, key: str) -> None:
    """Give the browser its key: signed, out of reach of scripts and of other sites."""
    response.set_signed_cookie(
        settings.DEVICE_COOKIE_NAME,
        key,
        salt=COOKIE_SALT,
        max_age=LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


@transaction.atomic
def forget_device(user: User, *, device_id: UUID, request: HttpRequest) -> None:
    """Forget one device.

    Raises:
        DeviceUnknown: when it is not one of theirs.
    """
    deleted, _ = RememberedDevice.objects.filter(user=user, pk=device_id).delete()
    if not deleted:
        raise DeviceUnknown
    record_security_event(SecurityEventKind.DEVICE_FORGOTTEN, user=user, request=request)


def forget_all_devices(user: User) -> None:
    """Forget every device, where the account may have been in the wrong hands."""
    RememberedDevice.objects.filter(user=user).delete()


def is_new_device(request: HttpRequest, user: User) -> bool:
    """Say whether a sign-in comes from a browser and network that the person has not used lately. The very first one does not."""
    if device_of(request, user):
        return False
    sign_ins = (SecurityEventKind.SIGNED_IN, SecurityEventKind.TOKENS_ISSUED)
    earlier = SecurityEvent.objects.filter(user=user, kind__in=sign_ins).order_by("-id")
    seen = {(network, device_in_words(agent)) for network, agent in earlier.values_list("network", "user_agent")[:LAST_SIGN_INS]}
    here = (network_of(request), device_in_words(printable(request.headers.get("User-Agent", ""))))
    return bool(seen) and here not in seen


def _key_of(request: HttpRequest) -> str:
    key = request.get_signed_cookie(settings.DEVICE_COOKIE_NAME, default="", salt=COOKIE_SALT, max_age=LIFETIME)
    return key or ""


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
