"""Whom a shared tablet stands for: the cookie names the device, its row who entered their PIN. Both are asked each time."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.models import User
from accounts.scopes import Grant
from vendors.models import Membership, SharedTablet
from vendors.permissions import ROLE_PERMISSIONS, Permission
from vendors.scopes import TABLET_SCOPES

LIFETIME = timedelta(days=180)
MAKERS = [role for role, permissions in ROLE_PERMISSIONS.items() if Permission.TABLETS_CHANGE in permissions]


def new_token() -> str:
    """Return what a tablet's cookie holds: 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """Return what is kept of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def set_tablet_cookie(response: HttpResponse, token: str) -> None:
    """Make the browser that gets `response` the tablet: out of reach of scripts, and of calls that other sites cause."""
    response.set_cookie(
        settings.TABLET_COOKIE_NAME,
        token,
        max_age=LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def tablet_of(request: HttpRequest) -> SharedTablet | None:
    """Return the shared tablet that a call comes from, or None."""
    token = request.COOKIES.get(settings.TABLET_COOKIE_NAME)
    return living_tablet(token) if token else None


def living_tablet(token: str) -> SharedTablet | None:
    """Return the tablet, if it counts at this moment: not ended nor run out, its vendor not suspended, its maker still in charge.

    One query reads tablet, maker, vendor, and who is acting.
    """
    found = SharedTablet.objects.filter(
        token_hash=hash_of(token),
        expires_at__gt=timezone.now(),
        made_by__role__in=MAKERS,
        made_by__user__is_active=True,
        made_by__vendor__is_suspended=False,
    )
    rows = found.select_related("made_by__vendor", "acting__user", "acting__pin").defer("made_by__vendor__search")
    return rows.first()


def acting_on(tablet: SharedTablet) -> Membership | None:
    """Return who works on a living tablet: in this vendor, account open, with a PIN, and seen within its minutes; or None."""
    acting, until = tablet.acting, tablet.acting_until
    if acting is None or until is None or until <= timezone.now():
        return None
    is_theirs = acting.vendor_id == tablet.made_by.vendor_id and acting.user.is_active
    return acting if is_theirs and hasattr(acting, "pin") else None


def limited(acting: Membership) -> User:
    """Return the person, limited to the work at this vendor's counter and to what their role has of it."""
    user = acting.user
    user.grant = Grant(TABLET_SCOPES & ROLE_PERMISSIONS[acting.role], vendor_id=acting.vendor_id)
    return user


def user_of_tablet(token: str) -> User | None:
    """Return the limited person who works on a tablet at this moment, or None (for callers outside of DRF)."""
    tablet = living_tablet(token)
    acting = acting_on(tablet) if tablet else None
    return limited(acting) if acting else None
