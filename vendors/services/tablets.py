"""Shared tablets: set up and ended by owners and managers, worked on by whoever of the staff entered their PIN."""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, NamedTuple

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.errors import TooManySignIns
from accounts.models import SecurityEventKind, User
from accounts.security import printable, record_security_event
from common.audit import record_act
from common.errors import DomainError
from common.throttling import count
from vendors.models import MOST_WRONG_PINS, Membership, SharedTablet, StaffPin, Vendor
from vendors.permissions import NotAllowed, Permission, require_private
from vendors.pins import check_pin
from vendors.services.team import lock_vendor
from vendors.tablets import LIFETIME, hash_of, new_token

MOST_TABLETS = 20


class TooManyTablets(DomainError):
    """More tablets than a counter has."""

    code = "too_many_tablets"
    title = "This business has enough shared tablets"


class PinRefused(DomainError):
    """Base of what keeps somebody from working on a tablet."""

    status = HTTPStatus.FORBIDDEN
    title = "Not switched"


class PinWrong(PinRefused):
    """Not their PIN; `tries_left` before it is locked."""

    code = "pin_wrong"

    def __init__(self, tries_left: int) -> None:
        times = "once more" if tries_left == 1 else f"{tries_left} more times"
        super().__init__(f"This is not the PIN. You can try {times}, then it is locked.", tries_left=tries_left)


class PinLocked(PinRefused):
    """Too many wrong ones: the right one does not help either until its person has signed in."""

    code = "pin_locked"

    def __init__(self) -> None:
        super().__init__(
            "This PIN is locked after too many wrong tries. Sign in with your password on a device of your own first."
        )


class MadeTablet(NamedTuple):
    """A tablet, and what its cookie holds: nobody can read it again."""

    tablet: SharedTablet
    token: str


@transaction.atomic
def add_tablet(vendor: Vendor, *, by: User, name: str, lock_minutes: int, at: datetime, request: HttpRequest) -> MadeTablet:
    """Make the browser of `request` a shared tablet of the vendor, locked after so many minutes without a touch.

    Nobody works on it yet. Raises NotAllowed, TooManyTablets.
    """
    locked = lock_vendor(vendor.pk)
    require_private(by, locked, Permission.TABLETS_CHANGE)
    tablets = SharedTablet.objects.filter(made_by__vendor=locked)
    tablets.filter(expires_at__lte=at).delete()
    if tablets.count() >= MOST_TABLETS:
        raise TooManyTablets(f"A business has at most {MOST_TABLETS} shared tablets. End one that is not used any more.")
    token = new_token()
    tablet = SharedTablet.objects.create(
        made_by=Membership.objects.select_related("vendor", "user").get(vendor=locked, user=by),
        name=name,
        lock_minutes=lock_minutes,
        token_hash=hash_of(token),
        user_agent=printable(request.headers.get("User-Agent", "")),
        expires_at=at + LIFETIME,
    )
    record_security_event(SecurityEventKind.TABLET_ADDED, user=by, request=request, vendor=locked.slug, tablet=tablet.pk)
    return MadeTablet(tablet, token)


@transaction.atomic
def end_tablet(tablet: SharedTablet, *, by: User, request: HttpRequest | None = None) -> None:
    """End a tablet: its next call is nobody's, its sockets close. By its maker, or who may set one up. Raises NotAllowed."""
    maker = tablet.made_by
    if maker.user_id != by.pk:
        require_private(by, maker.vendor, Permission.TABLETS_CHANGE)
    _end(tablet, by=by, request=request)


@transaction.atomic
def end_lost_tablet(tablet: SharedTablet, *, by: User, reason: str) -> None:
    """End a tablet of whichever vendor, for the platform, with a row on the audit trail. Raises NotAllowed."""
    if not by.is_staff:
        raise NotAllowed("Only people of the platform end tablets of others.")
    record_act("end", by=by, on=tablet, reason=reason)
    _end(tablet, by=by, reason=reason)


@transaction.atomic
def set_pin(vendor: Vendor, *, by: User, pin: str, request: HttpRequest) -> StaffPin:
    """Set one's own PIN in a vendor, in place of the one before; where one works by it, the tablet is locked.

    Raises Http404 (not of the team), Invalid (no digits, or too easy).
    """
    check_pin(pin)
    lock_vendor(vendor.pk)
    membership = get_object_or_404(Membership, vendor=vendor, user=by)
    fresh = {"pin_hash": make_password(pin), "set_at": timezone.now(), "wrong_tries": 0, "locked_at": None}
    row, _ = StaffPin.objects.update_or_create(membership=membership, defaults=fresh)
    _stop_acting(membership)
    record_security_event(SecurityEventKind.PIN_SET, user=by, request=request, vendor=vendor.slug)
    return row


@transaction.atomic
def remove_pin(vendor: Vendor, *, by: User, request: HttpRequest) -> None:
    """Take one's own PIN away; where one works by it, the tablet is locked. Taking none away changes nothing."""
    lock_vendor(vendor.pk)
    membership = get_object_or_404(Membership, vendor=vendor, user=by)
    deleted, _ = StaffPin.objects.filter(membership=membership).delete()
    _stop_acting(membership)
    if deleted:
        record_security_event(SecurityEventKind.PIN_REMOVED, user=by, request=request, vendor=vendor.slug)


@transaction.atomic
def end_what_was_set_up(user: User, *, until: datetime, reason: str) -> None:
    """End the tablets that a person made and the PINs that they set, up to `until`: another may have had their account.

    `reason` is the security event's kind, kept with each end. Doing it twice changes nothing.
    """
    affected = Q(pin__set_at__lte=until) | Q(tablets__created_at__lte=until)
    for membership in (
        Membership.objects.filter(affected, user=user).select_related("vendor", "user").order_by("vendor_id").distinct()
    ):
        lock_vendor(membership.vendor_id)
        for tablet in membership.tablets.filter(created_at__lte=until):
            _end(tablet, by=user, reason=reason)
        deleted, _ = StaffPin.objects.filter(membership=membership, set_at__lte=until).delete()
        if deleted:
            _stop_acting(membership)
            record_security_event(SecurityEventKind.PIN_REMOVED, user=user, vendor=membership.vendor.slug, reason=reason)


def start_acting(tablet: SharedTablet, *, person: int, pin: str, at: datetime, request: HttpRequest) -> Membership:
    """Let whoever knows the PIN of `person` (a user's id) work on the tablet, instead of whoever did.

    Raises Http404 (nobody with a PIN here), PinWrong, PinLocked, TooManySignIns (wrong ones on this tablet).
    """
    # Counted before anything is looked at, so that a hundred guesses at once are a hundred.
    if wait := count("pin_tablet", f"tablet:{tablet.pk}"):
        raise TooManySignIns(retry_after=wait)
    row, tries_left = _take_try(tablet.made_by.vendor_id, person, at)
    if not check_password(pin, row.pin_hash):
        if not tries_left:
            _tell_locked(row, tablet, request)
            raise PinLocked
        raise PinWrong(tries_left)
    acting = _switch(tablet, row, at)
    count("pin_tablet", f"tablet:{tablet.pk}", by=-1)
    return acting


def stop_acting(tablet: SharedTablet) -> None:
    """Lock the tablet for whoever worked there when it was read: somebody who switched since goes on. Twice changes nothing."""
    SharedTablet.objects.filter(pk=tablet.pk, acting=tablet.acting).update(acting=None, acting_until=None)


def go_on_acting(tablet: SharedTablet, *, person: int, at: datetime) -> bool:
    """Put off the lock, since somebody touched the screen; return False where `person` does not work there any more."""
    alive = SharedTablet.objects.filter(pk=tablet.pk, acting__user=person, acting_until__gt=at)
    return bool(alive.update(acting_until=at + timedelta(minutes=tablet.lock_minutes)))


def _take_try(vendor_id: int, person: int, at: datetime) -> tuple[StaffPin, int]:
    """Use up one of the tries before the PIN is looked at: of any number of guesses at once, five are looked at.

    The fifth locks it, unless it is right. Returns the row, and how many tries are left.
    """
    with transaction.atomic():
        theirs = StaffPin.objects.filter(membership__vendor=vendor_id, membership__user=person, membership__user__is_active=True)
        row = theirs.select_for_update(of=("self",)).select_related("membership__user", "membership__vendor").first()
        if row is None:
            raise Http404
        if row.locked_at is not None and row.is_locked:
            raise PinLocked
        row.wrong_tries = 1 if row.locked_at is not None else row.wrong_tries + 1
        row.locked_at = at if row.wrong_tries == MOST_WRONG_PINS else None
        row.save(update_fields=["wrong_tries", "locked_at"])
        return row, MOST_WRONG_PINS - row.wrong_tries


def _switch(tablet: SharedTablet, row: StaffPin, at: datetime) -> Membership:
    with transaction.atomic():
        lock_vendor(row.membership.vendor_id)  # against a member who leaves and a PIN that changes at this moment
        is_theirs = StaffPin.objects.filter(pk=row.pk, pin_hash=row.pin_hash).update(wrong_tries=0, locked_at=None)
        until = at + timedelta(minutes=tablet.lock_minutes)
        if not is_theirs or not SharedTablet.objects.filter(pk=tablet.pk).update(acting=row.membership, acting_until=until):
            raise Http404
    return row.membership


def _tell_locked(row: StaffPin, tablet: SharedTablet, request: HttpRequest) -> None:
    member = row.membership
    about: dict[str, Any] = {"vendor": member.vendor.slug, "tablet": tablet.pk}
    record_security_event(SecurityEventKind.PIN_LOCKED, user=member.user, request=request, **about)  # mailed by a listener


def _stop_acting(membership: Membership) -> None:
    SharedTablet.objects.filter(acting=membership).update(acting=None, acting_until=None)


def _end(tablet: SharedTablet, *, by: User, request: HttpRequest | None = None, reason: str = "") -> None:
    maker = tablet.made_by
    about: dict[str, Any] = {"vendor": maker.vendor.slug, "tablet": tablet.pk, **({"reason": reason} if reason else {})}
    deleted, _ = SharedTablet.objects.filter(pk=tablet.pk).delete()
    if deleted:
        record_security_event(SecurityEventKind.TABLET_ENDED, user=maker.user, by=by, request=request, **about)
