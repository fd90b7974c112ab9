"""Who works for a vendor."""

from http import HTTPStatus

from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404

from accounts.models import User
from common.errors import DomainError, Invalid
from events.services import record
from vendors.models import Membership, MembershipRole, Vendor
from vendors.permissions import Permission, require_private


class LastOwner(DomainError):
    """A vendor always has an owner."""

    code = "last_owner"
    status = HTTPStatus.CONFLICT
    title = "A vendor needs an owner"


@transaction.atomic
def add_member(vendor: Vendor, *, by: User, email: str, role: MembershipRole) -> Membership:
    """Give the account of `email` a role. Owners only.

    Raises Invalid in the same words for an unknown address, a closed account and somebody who is in already.
    """
    require_private(by, vendor, Permission.MEMBERS_CHANGE)
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    refusal = Invalid(
        "This person cannot be added. They need an account here, and not be in the team yet.", pointer="/email", code="cannot_add"
    )
    if user is None:
        raise refusal
    try:
        with transaction.atomic():
            membership = Membership.objects.create(vendor=vendor, user=user, role=role)
    except IntegrityError as error:
        raise refusal from error
    _announce(membership, role)
    return membership


@transaction.atomic
def change_member_role(membership: Membership, *, by: User, role: MembershipRole) -> Membership:
    """Change what a member is. Owners only. Raises LastOwner, NotAllowed."""
    locked = _locked(membership, by)
    if role != MembershipRole.OWNER:
        _refuse_last_owner(locked)
    locked.role = role
    locked.save(update_fields=["role"])
    _announce(locked, role)
    return locked


@transaction.atomic
def remove_member(membership: Membership, *, by: User) -> None:
    """End a membership at once. Owners only. Raises LastOwner, NotAllowed."""
    locked = _locked(membership, by)
    _refuse_last_owner(locked)
    _announce(locked, None)
    locked.delete()


def _locked(membership: Membership, by: User) -> Membership:
    """Lock the vendor, so that two owners cannot remove each other at once, then ask for the right."""
    vendor = Vendor.objects.select_for_update(no_key=True).get(pk=membership.vendor_id)
    require_private(by, vendor, Permission.MEMBERS_CHANGE)
    return get_object_or_404(Membership.objects.select_related("user", "vendor"), pk=membership.pk)  # may be gone by now


def _refuse_last_owner(membership: Membership) -> None:
    owners = Membership.objects.filter(vendor=membership.vendor_id, role=MembershipRole.OWNER)
    if membership.role == MembershipRole.OWNER and not owners.exclude(pk=membership.pk).exists():
        raise LastOwner("Make somebody else an owner first.")


def _announce(membership: Membership, role: MembershipRole | None) -> None:
    payload = {"vendor": membership.vendor_id, "user": membership.user_id, "role": role and str(role)}
    record("vendor.member_changed", subject=membership.vendor.slug, payload=payload)
