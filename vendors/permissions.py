"""What a role may do in a vendor: one table, one question.

A vendor's profile is public, so a stranger who tries to change it (or its items) gets 403: its existence is no secret.
What only members may see (team, checks) answers a stranger with 404, like something that does not exist.

Owners and managers do all of it with a second factor only (settings.SECOND_FACTOR_ROLES). Without one they still read what is
public, and their own vendor's profile.
"""

from enum import StrEnum
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, Q, QuerySet
from django.http import Http404

from accounts.factors import SecondFactorNeeded, second_factor_exists
from accounts.scopes import Grant, is_granted, memberships_for
from common.errors import DomainError
from common.prepared import Given, Prepared
from vendors.models import Membership, MembershipRole, Vendor


class Permission(StrEnum):
    """One thing that a member may do; the upper apps ask for theirs here too."""

    ORDERS_VIEW = "orders.view"
    ORDERS_ADVANCE = "orders.advance"
    ORDERS_PAUSE = "orders.pause"  # take no new ones for a while
    FIGURES_VIEW = "figures.view"  # how many orders, how quickly, which promises were kept
    FIGURES_MONEY = "figures.money"  # and what they brought in
    ITEMS_CHANGE = "items.change"
    ITEMS_AVAILABILITY = "items.availability"  # on or off sale, and how many are left
    PROFILE_CHANGE = "profile.change"
    REVIEWS_RESPOND = "reviews.respond"
    CHECKS_VIEW = "checks.view"
    CHECKS_SUBMIT = "checks.submit"
    MEMBERS_VIEW = "members.view"
    MEMBERS_INVITE = "members.invite"  # staff; every other role takes MEMBERS_CHANGE
    MEMBERS_CHANGE = "members.change"
    KEYS_VIEW = "keys.view"
    KEYS_CHANGE = "keys.change"
    WEBHOOKS_VIEW = "webhooks.view"
    WEBHOOKS_REPLAY = "webhooks.replay"  # and ask for a test
    WEBHOOKS_CHANGE = "webhooks.change"
    TABLETS_CHANGE = "tablets.change"  # which devices are the counter's shared tablets
    OWNERSHIP_OFFER = "ownership.offer"


_COUNTER = frozenset(
    {
        Permission.ORDERS_VIEW,
        Permission.ORDERS_ADVANCE,
        Permission.ORDERS_PAUSE,
        Permission.FIGURES_VIEW,
        Permission.ITEMS_AVAILABILITY,
        Permission.MEMBERS_VIEW,
    }
)
_OFFICE = _COUNTER | {
    Permission.FIGURES_MONEY,
    Permission.ITEMS_CHANGE,
    Permission.PROFILE_CHANGE,
    Permission.REVIEWS_RESPOND,
    Permission.CHECKS_VIEW,
    Permission.CHECKS_SUBMIT,
    Permission.KEYS_VIEW,
    Permission.MEMBERS_INVITE,
    Permission.WEBHOOKS_VIEW,
    Permission.WEBHOOKS_REPLAY,
    Permission.WEBHOOKS_CHANGE,
    Permission.TABLETS_CHANGE,
}
ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    MembershipRole.OWNER: frozenset(Permission),
    MembershipRole.MANAGER: _OFFICE,
    MembershipRole.STAFF: _COUNTER,
}

#: What it takes to give somebody a role.
GRANTED_BY: dict[str, Permission] = {
    MembershipRole.OWNER: Permission.MEMBERS_CHANGE,
    MembershipRole.MANAGER: Permission.MEMBERS_CHANGE,
    MembershipRole.STAFF: Permission.MEMBERS_INVITE,
}


class NotAllowed(DomainError):
    """The caller's role does not reach that far."""

    code = "not_allowed"
    status = HTTPStatus.FORBIDDEN
    title = "You may not do this"


def has_permission(user: Any, vendor: Vendor | int, permission: str) -> bool:
    """Say whether `user` may do this in `vendor` (a row or its id): by the role, and within what the token or key was given for.

    Asks the database each time: a lost role counts at once.
    Raises SecondFactorNeeded where the role would allow it and its person has no second factor.
    """
    if not (user.is_authenticated and user.is_active):
        return False
    if not is_granted(user, vendor if isinstance(vendor, int) else vendor.pk, permission):
        return False
    memberships = Membership.objects.filter(vendor=vendor, user=user)
    role, has_factor = memberships.values_list("role", second_factor_exists("user_id")).first() or (None, False)
    if role is None or permission not in ROLE_PERMISSIONS[role]:
        return False
    if role in settings.SECOND_FACTOR_ROLES and not has_factor:
        raise SecondFactorNeeded
    return True


def memberships_at_work(user: Any, permission: str) -> QuerySet[Membership]:
    """Return the memberships by which this call of `user` may use `permission`'s scope.

    They are those whose role asks for no second factor, or all of them with one.
    """
    return _covered(memberships_for(user, permission))


def _covered(memberships: QuerySet[Membership]) -> QuerySet[Membership]:
    return memberships.filter(~Q(role__in=settings.SECOND_FACTOR_ROLES) | Q(second_factor_exists("user_id")))


_AT_WORK = Prepared(
    lambda: _covered(Membership.objects.filter(user=Given("user", BigIntegerField()))).values_list("vendor_id", flat=True)
)


def vendors_at_work(user: Any, permission: str) -> frozenset[int]:
    """Return the ids of the vendors of `memberships_at_work`: for reads that are asked very often."""
    grant: Grant | None = user.grant
    if grant is not None and permission not in grant.scopes:
        return frozenset()
    ids = frozenset(_AT_WORK.rows(user=user.pk))
    return ids if grant is None or grant.vendor_id is None else ids & {grant.vendor_id}


def refuse_without_second_factor(user: Any, permission: str) -> None:
    """Raise SecondFactorNeeded for somebody who has roles, and none that they may act by."""
    if user.is_authenticated and user.memberships.exists() and not memberships_at_work(user, permission).exists():
        raise SecondFactorNeeded


def is_member(user: Any, vendor: Vendor) -> bool:
    """Say whether `user` has any role in `vendor`; with a key, in the key's vendor alone."""
    if not (user.is_authenticated and user.is_active) or (user.grant and not user.grant.reaches(vendor.pk)):
        return False
    return Membership.objects.filter(vendor=vendor, user=user).exists()


def require(user: Any, vendor: Vendor, permission: str) -> None:
    """Raise NotAllowed without the permission, SecondFactorNeeded without the factor. For what everybody can see."""
    if not has_permission(user, vendor, permission):
        raise NotAllowed(f"This needs a role in {vendor.name} that allows it.")


def require_private(user: Any, vendor: Vendor, permission: str) -> None:
    """Raise Http404 for a stranger and NotAllowed for a member whose role is too small. For what only members see."""
    if not is_member(user, vendor):
        raise Http404
    require(user, vendor, permission)
