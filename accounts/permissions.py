"""What a person may do, as words for the web app: it decides by them what to show.

`vendor:<slug>:<act>` comes from a membership's role, `platform:<group>` from Django's groups, `platform:admin` is a superuser.
They are a summary: what is really allowed is decided by the service of each act.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import User
from accounts.scopes import has_scope


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
