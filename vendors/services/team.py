"""Who works for a vendor, and as what. How people come in stands in invitations.py, handing it all over in ownership.py."""

from enum import Enum
from http import HTTPStatus

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import SecurityEventKind, User
from accounts.security import record_security_event
from common.errors import DomainError
from events.services import record
from vendors.event_types import MEMBER_CHANGED
from vendors.models import (
    Invitation,
    InvitationState,
    Membership,
    MembershipRole,
    OfferState,
    OwnershipOffer,
    SharedTablet,
    Vendor,
)
from vendors.permissions import GRANTED_BY, ROLE_PERMISSIONS, Permission, require_private
from vendors.services.ending import end_identity_without, hold_standing_checks


class Orphans(Enum):
    """Which vendors may be left without an owner."""

    NONE = "none"
    SUSPENDED = "suspended"
    ANY = "any"  # a restore brought back an owner who was erased: the platform settles who comes next


class LastOwner(DomainError):
    """A vendor always has an owner."""

    code = "last_owner"
    status = HTTPStatus.CONFLICT
    title = "A vendor needs an owner"


class AlreadyMember(DomainError):
    """One membership for each person and vendor."""

    code = "already_member"
    title = "Already in the team"


@transaction.atomic
def change_member_role(
    membership: Membership, *, by: User, role: MembershipRole, request: HttpRequest | None = None, end_checks: bool = False
) -> Membership:
    """Change what a member is. Owners only; it counts at once. `end_checks` agrees to what it costs (remove_member).

    Raises LastOwner, NotAllowed, ChecksWouldEnd.
    """
    locked = _locked(membership)
    require_private(by, locked.vendor, Permission.MEMBERS_CHANGE)
    if locked.role == role:
        return locked
    if role != MembershipRole.OWNER:
        _refuse_last_owner(locked)
        end_identity_without(locked, by=by, is_agreed=end_checks)
    set_role(locked, role, by=by, request=request)
    return locked


@transaction.atomic
def remove_member(
    membership: Membership,
    *,
    by: User,
    request: HttpRequest | None = None,
    end_checks: bool = False,
    may_orphan: Orphans = Orphans.NONE,
) -> None:
    """End a membership at once: an owner anybody's, everybody their own. Raises LastOwner, NotAllowed, ChecksWouldEnd.

    With the last owner whom the check of the owners' identity saw goes that check, where `end_checks` agrees to it.
    `may_orphan`: where an account goes, a vendor that the platform has suspended may be left without an owner.
    """
    locked = _locked(membership)
    if locked.user_id != by.pk:
        require_private(by, locked.vendor, Permission.MEMBERS_CHANGE)
    if may_orphan == Orphans.NONE or (may_orphan == Orphans.SUSPENDED and not locked.vendor.is_suspended):
        _refuse_last_owner(locked)
    end_identity_without(locked, by=by, is_agreed=end_checks)
    vendor, user, role = locked.vendor, locked.user, locked.role
    locked.delete()
    _take_back_what_depends_on(user, vendor, frozenset())
    announce_member(vendor, user, None)
    record_security_event(
        SecurityEventKind.MEMBER_REMOVED, user=user, by=by, request=request, vendor=vendor.slug, role=role, left=user == by
    )


def join(vendor: Vendor, *, user: User, role: MembershipRole, request: HttpRequest | None = None) -> Membership:
    """Put somebody who agreed to it into the team, in the caller's transaction. Raises AlreadyMember."""
    try:
        with transaction.atomic():
            membership = Membership.objects.create(vendor=vendor, user=user, role=role)
    except IntegrityError as error:
        raise AlreadyMember(f"You are in the team of {vendor.name} already.") from error
    announce_member(vendor, user, role)
    record_security_event(SecurityEventKind.MEMBER_JOINED, user=user, request=request, vendor=vendor.slug, role=role.value)
    return membership


def set_role(membership: Membership, role: MembershipRole, *, by: User, request: HttpRequest | None) -> None:
    """Write a role and what follows from it, in the caller's transaction, which holds the vendor's lock."""
    was, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    _take_back_what_depends_on(membership.user, membership.vendor, ROLE_PERMISSIONS[role])
    announce_member(membership.vendor, membership.user, role)
    record_security_event(
        SecurityEventKind.MEMBER_ROLE_CHANGED,
        user=membership.user,
        by=by,
        request=request,
        vendor=membership.vendor.slug,
        role=role.value,
        was=str(was),
    )


def lock_vendor(vendor_id: int) -> Vendor:
    """Lock the vendor's row. Every change of its team takes this lock first, so that they come one after the other."""
    return Vendor.objects.select_for_update(no_key=True).defer("search").get(pk=vendor_id)


def announce_member(vendor: Vendor, user: User, role: MembershipRole | None) -> None:
    """Write the event of a changed membership; no role where it ended."""
    payload = {"vendor": vendor.slug, "vendor_key": vendor.pk, "user": user.pk, "role": role and role.value}
    record(MEMBER_CHANGED, subject=vendor.slug, payload=payload)


def _locked(membership: Membership) -> Membership:
    """Lock the vendor, so that two owners cannot remove each other at once; the membership may be gone by now: Http404."""
    hold_standing_checks(membership.vendor)  # checks first, then the vendor: in that order everywhere
    lock_vendor(membership.vendor_id)
    return get_object_or_404(Membership.objects.select_related("user", "vendor"), pk=membership.pk)


def _refuse_last_owner(membership: Membership) -> None:
    owners = Membership.objects.filter(vendor=membership.vendor_id).owners()
    if owners.filter(pk=membership.pk).exists() and not owners.exclude(pk=membership.pk).exists():
        raise LastOwner("Make somebody else an owner first, or hand the ownership over.")


def _take_back_what_depends_on(user: User, vendor: Vendor, permissions: frozenset[Permission]) -> None:
    """Take back what `permissions` do not reach any more: invitations, tablets, offers of ownership from or to `user`."""
    now = timezone.now()
    lost = [role for role, permission in GRANTED_BY.items() if permission not in permissions]
    Invitation.objects.open().filter(vendor=vendor, invited_by=user, role__in=lost).update(
        state=InvitationState.REVOKED, closed_at=now
    )
    offers = OwnershipOffer.objects.filter(vendor=vendor, state=OfferState.OPEN)
    if Permission.OWNERSHIP_OFFER not in permissions:
        offers.filter(offered_by=user).update(state=OfferState.WITHDRAWN, closed_at=now)
    if Permission.TABLETS_CHANGE not in permissions:
        SharedTablet.objects.filter(made_by__user=user, made_by__vendor=vendor).delete()
    if Permission.MEMBERS_VIEW not in permissions:
        offers.filter(offered_to=user).update(state=OfferState.WITHDRAWN, closed_at=now)
