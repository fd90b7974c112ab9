"""What a sign-in was given for: everything, or a few scopes (RFC 6749, section 3.3).

A token may be asked for with less than its person may do, and a vendor's key always is. Such a limited caller reaches a view
only by a scope that the view declares (`scopes = {"GET": "orders.view"}`); what declares nothing is closed to it. The rights of
the person still apply: a scope takes away, it never gives.

The list of scopes is closed. The person's own stand here; the vendors' are those of `settings.VENDOR_SCOPES`, since vendors
stands above and is not imported.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from rest_framework.exceptions import PermissionDenied

EVERYTHING = "*"  # the scope of a sign-in without limits
PUBLIC = "public"  # declared by what anonymous callers may do too; nobody is given it

OWN_ORDERS = "orders.own.read"


@dataclass(frozen=True)
class Scope:
    """What a scope opens, in words, and the scopes that make no sense without it and so come with it."""

    words: str
    brings: frozenset[str] = frozenset()


OWN_SCOPES = {
    "me.read": Scope("See your name, e-mail, phone and teams"),
    "me.change": Scope("Change your name and phone", frozenset({"me.read"})),
    OWN_ORDERS: Scope("See the orders you placed"),
    "orders.place": Scope("Place, cancel and confirm orders", frozenset({OWN_ORDERS})),
    "reviews.write": Scope("Write and report reviews", frozenset({OWN_ORDERS})),
}


@dataclass(frozen=True)
class Grant:
    """The limits of one call: these scopes, and with a key only this vendor."""

    scopes: frozenset[str]
    vendor_id: int | None = None
    key_prefix: str = ""

    def reaches(self, vendor_id: int) -> bool:
        """Say whether the vendor is within the limits."""
        return self.vendor_id in {None, vendor_id}


class InsufficientScope(PermissionDenied):
    """The token or key was not given for this (RFC 6750, section 3.1)."""

    default_code = "insufficient_scope"

    def __init__(self, wanted: Iterable[str]) -> None:
        names = " ".join(wanted)
        needed = f"needs the scope {names.replace(' ', ' or ')}" if names else "is closed to tokens and keys with scopes"
        super().__init__(f"This {needed}. Use a sign-in that has it.")
        self.auth_header = 'Bearer realm="api", error="insufficient_scope"' + (f', scope="{names}"' if names else "")


def known_scopes() -> dict[str, Scope]:
    """Return every scope that a token can be given, by name."""
    vendors: Mapping[str, Scope] = import_string(settings.VENDOR_SCOPES)
    return {**OWN_SCOPES, **vendors}


def with_brought(scopes: Iterable[str]) -> list[str]:
    """Return known `scopes` and what comes with them, sorted."""
    known = known_scopes()
    return sorted(set().union(*({name} | known[name].brings for name in scopes)))


def grant_of(scopes: Iterable[str]) -> Grant | None:
    """Return the limits of a token with these scopes; none for one that was given for everything."""
    given = frozenset(scopes)
    return None if EVERYTHING in given else Grant(given)


def is_granted(user: Any, vendor_id: int, scope: str) -> bool:
    """Say whether the call of `user` may use `scope` in this vendor. Whether the person may is another question."""
    grant: Grant | None = user.grant
    return grant is None or (scope in grant.scopes and grant.reaches(vendor_id))


def has_scope(user: Any, scope: str) -> bool:
    """Say whether the call of `user` may use `scope`, in some vendor or on what is the person's own."""
    grant: Grant | None = user.grant
    return grant is None or scope in grant.scopes


def memberships_for(user: Any, scope: str) -> Any:
    """Return the memberships of a signed-in `user` in which this call may use `scope`, as a queryset."""
    grant: Grant | None = user.grant
    memberships = user.memberships.all()
    if grant is None:
        return memberships
    if scope not in grant.scopes:
        return memberships.none()
    return memberships if grant.vendor_id is None else memberships.filter(vendor=grant.vendor_id)


def scopes_of(view: Any, method: str) -> tuple[str, ...]:
    """Return the scopes that `view` declares for a method, any of which opens it; none where it is closed to limited callers."""
    declared: Mapping[str, str | tuple[str, ...]] = getattr(view, "scopes", {})
    wanted = declared.get("GET" if method == "HEAD" else method, ())
    return (wanted,) if isinstance(wanted, str) else wanted


def refuse_beyond(grant: Grant, view: Any, method: str) -> None:
    """Raise InsufficientScope unless a scope of `grant` opens this method of `view`."""
    wanted = scopes_of(view, method)
    if PUBLIC not in wanted and grant.scopes.isdisjoint(wanted):
        raise InsufficientScope(wanted)
