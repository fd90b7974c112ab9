"""Making, renewing and revoking a vendor's API keys."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import SecurityEventKind, User
from accounts.scopes import with_brought
from accounts.security import record_security_event
from common.audit import record_act
from common.errors import DomainError, Invalid
from events.services import record
from vendors.api_keys import hash_of, new_key, with_role
from vendors.event_types import API_KEY_CREATED, API_KEY_REVOKED, API_KEY_ROTATED
from vendors.models import ApiKey, Vendor
from vendors.permissions import NotAllowed, Permission, has_permission, require_private
from vendors.scopes import KEY_SCOPES

EVENT_TYPES = {
    SecurityEventKind.KEY_CREATED: API_KEY_CREATED,
    SecurityEventKind.KEY_ROTATED: API_KEY_ROTATED,
    SecurityEventKind.KEY_REVOKED: API_KEY_REVOKED,
}
MAX_LIVE_KEYS = 20
LONGEST_OVERLAP = timedelta(hours=24)


class TooManyKeys(DomainError):
    """More keys than anybody keeps an eye on."""

    code = "too_many_keys"
    title = "This business has enough keys"


class KeyEnded(DomainError):
    """A key that was revoked, expired or lost its maker stays so."""

    code = "key_ended"
    title = "This key has ended"


class MadeKey(NamedTuple):
    """A key, and its text: the only moment at which somebody can read it."""

    key: ApiKey
    text: str


@transaction.atomic
def create_api_key(
    vendor: Vendor,
    *,
    by: User,
    name: str,
    scopes: Iterable[str],
    expires_at: datetime | None = None,
    request: HttpRequest | None = None,
) -> MadeKey:
    """Make a key that acts as `by` in this vendor, within `scopes` and what comes with them. Owners only.

    Raises Invalid (scopes that no key gets, an expiry that is over), NotAllowed, TooManyKeys.
    """
    locked = Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)  # of two at once, one is the twentieth
    require_private(by, locked, Permission.KEYS_CHANGE)
    given = _checked_scopes(locked, by, scopes)
    if expires_at is not None and expires_at <= timezone.now():
        raise Invalid("Choose a time in the future.", pointer="/expires_at", code="past")
    if ApiKey.objects.live(timezone.now()).filter(vendor=locked).count() >= MAX_LIVE_KEYS:
        raise TooManyKeys(f"A business has at most {MAX_LIVE_KEYS} keys that work. Revoke one that is not used any more.")
    made = new_key()
    key = ApiKey.objects.create(
        vendor=locked,
        name=name,
        prefix=made.prefix,
        secret_hash=hash_of(made.secret),
        scopes=given,
        created_by=by,
        expires_at=expires_at,
    )
    _record(SecurityEventKind.KEY_CREATED, key, by=by, request=request, scopes=given)
    return _made(key, made.full)


@transaction.atomic
def rotate_api_key(key: ApiKey, *, by: User, overlap: timedelta, request: HttpRequest | None = None) -> MadeKey:
    """Give a key a new secret; the one before works on for `overlap`, the one before that no more. Its maker only.

    Only its maker, since a key acts as its maker: nobody comes by a secret that acts as somebody else.

    Raises NotAllowed, KeyEnded, Invalid (more than 24 hours).
    """
    locked = _locked(key, by)
    if locked.created_by_id != by.pk:
        raise NotAllowed("A key acts as the person who made it, so only they renew it. Revoke it, and make one of your own.")
    if not timedelta(0) <= overlap <= LONGEST_OVERLAP:
        raise Invalid("The old secret can work on for 0 to 24 hours.", pointer="/overlap_minutes", code="range")
    _refuse_ended(locked)
    made = new_key(locked.prefix)
    locked.previous_hash = locked.secret_hash if overlap else ""
    locked.previous_until = timezone.now() + overlap if overlap else None
    locked.secret_hash = hash_of(made.secret)
    locked.save(update_fields=["secret_hash", "previous_hash", "previous_until"])
    _record(SecurityEventKind.KEY_ROTATED, locked, by=by, request=request, overlap_seconds=int(overlap.total_seconds()))
    return _made(locked, made.full)


@transaction.atomic
def revoke_api_key(key: ApiKey, *, by: User, request: HttpRequest | None = None) -> ApiKey:
    """End a key: it fails from the next call on. Owners only. Ending it twice changes nothing. Raises NotAllowed."""
    locked = _locked(key, by)
    _end(locked, by=by, request=request)
    return locked


@transaction.atomic
def revoke_leaked_key(key: ApiKey, *, by: User | None, reason: str) -> bool:
    """End a key that somebody found where it should not be; return False where it had ended before.

    `by` is a person of the platform, and the act is on the audit trail; None where an operator's command does it.

    Raises:
        NotAllowed: where `by` is not of the staff.
    """
    if by is not None and not by.is_staff:
        raise NotAllowed("Only people of the platform revoke keys of others.")
    locked = ApiKey.objects.select_for_update(of=("self",)).select_related("vendor", "created_by").get(pk=key.pk)
    ended = _end(locked, by=by, reason=reason)
    if ended and by is not None:
        record_act("revoke", by=by, on=locked, reason=reason)
    return ended


def _checked_scopes(vendor: Vendor, by: User, scopes: Iterable[str]) -> list[str]:
    wanted = list(dict.fromkeys(scopes))
    if not wanted:
        raise Invalid("Choose at least one thing that the key may do.", pointer="/scopes", code="required")
    if unknown := sorted(set(wanted) - set(KEY_SCOPES)):
        raise Invalid(f"A key cannot be given {', '.join(unknown)}.", pointer="/scopes", code="scope")
    given = with_brought(wanted)
    if missing := [scope for scope in given if not has_permission(by, vendor, scope)]:
        raise Invalid(f"You cannot give what you may not do yourself: {', '.join(missing)}.", pointer="/scopes", code="scope")
    return given


def _locked(key: ApiKey, by: User) -> ApiKey:
    locked = get_object_or_404(ApiKey.objects.select_for_update(of=("self",)).select_related("vendor", "created_by"), pk=key.pk)
    require_private(by, locked.vendor, Permission.KEYS_CHANGE)
    return locked


def _made(key: ApiKey, text: str) -> MadeKey:
    return MadeKey(with_role(ApiKey.objects.filter(pk=key.pk)).select_related("created_by", "revoked_by").get(), text)


def _refuse_ended(key: ApiKey) -> None:
    living = with_role(ApiKey.objects.live(timezone.now())).filter(pk=key.pk).first()
    if living is None or living.role is None:
        raise KeyEnded("It was revoked, has expired, or stopped when you left the team. Make a new one.")


def _end(key: ApiKey, *, by: User | None, request: HttpRequest | None = None, reason: str = "") -> bool:
    if key.revoked_at is not None:
        return False
    key.revoked_at, key.revoked_by = timezone.now(), by
    key.save(update_fields=["revoked_at", "revoked_by"])
    _record(SecurityEventKind.KEY_REVOKED, key, by=by, request=request, **({"reason": reason} if reason else {}))
    return True


def _record(kind: SecurityEventKind, key: ApiKey, *, by: User | None, request: HttpRequest | None, **data: object) -> None:
    """Write it to the record of the key's maker, and tell the owners."""
    record_security_event(kind, user=key.created_by, by=by, request=request, vendor=key.vendor.slug, api_key=key.prefix, **data)
    payload = {"vendor": key.vendor.slug, "key": key.pk, "by": by and by.pk}
    record(EVENT_TYPES[kind], subject=key.vendor.slug, payload=payload)
