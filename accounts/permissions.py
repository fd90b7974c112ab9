"""What a person may do on the platform, and all of it as words for the web app, which decides by them what to show.

`vendor:<slug>:<act>` comes from a membership's role, `platform:<group>` from Django's groups, `platform:admin` is a superuser.
Those are a summary: what is really allowed is decided by the service of each act.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import User
from accounts.scopes import has_scope


class PlatformPermission(StrEnum):
    """One thing that a person of the platform may do: a permission of Django's, held through a group (accounts.roles)."""

    MODERATE_REVIEWS = "reviews.moderate_review"
    SUSPEND_VENDORS = "vendors.suspend_vendor"
    DECIDE_CHECKS = "vendors.decide_verificationcheck"
    WAIVE_CHECKS = "vendors.waive_verificationcheck"
    VIEW_ORDERS = "orders.view_order"
    CLOSE_ACCOUNTS = "accounts.close_account"
    END_SIGN_INS = "accounts.end_sign_ins"
    GRANT_RIGHTS = "accounts.grant_rights"  # no group holds it: superusers alone


def has_platform_permission(user: Any, permission: PlatformPermission) -> bool:
    """Say whether `user` may do this on the platform: of its staff, active, and by a group of theirs (or a superuser)."""
    return bool(user.is_active and user.is_staff and user.has_perm(permission.value))


class VendorName(Protocol):
    """The part of a vendor that accounts shows."""

    slug: str
    name: str


class MembershipRole(Protocol):
    """The part of a membership that accounts shows. The model lives in vendors, which stands above and is not imported."""

    vendor: VendorName
    role: str


def memberships_of(user: User) -> list[MembershipRole]:
    """Return the memberships of `user` with their vendors, by name; one query, through the relation that vendors adds to User."""
    related: Any = user.memberships
    return list(related.select_related("vendor").order_by("vendor__name", "pk"))


def permissions_of(user: User, memberships: Iterable[MembershipRole]) -> list[str]:
    """Return the sorted permissions of `user`, whose memberships are given."""
    # The table of roles is vendors', which stands above: named in the settings, as Django's user model is.
    acts_by_role: Mapping[str, Iterable[str]] = import_string(settings.ROLE_PERMISSIONS)
    found = {
        f"vendor:{each.vendor.slug}:{act}"
        for each in memberships
        for act in acts_by_role.get(each.role, ())
        if has_scope(user, act)
    }
    if user.grant is not None:  # scopes never reach the platform's own rights
        return sorted(found)
    found.update(f"platform:{name}" for name in user.groups.values_list("name", flat=True))
    if user.is_superuser:
        found.add("platform:admin")
    return sorted(found)
