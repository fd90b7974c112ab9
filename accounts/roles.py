"""The platform's roles: Django groups, each with the least that its people need.

The table is the record: `ensure_platform_roles` makes the groups follow it after every migrate, so what somebody adds to a
group by hand is gone with the next one. Models are named by text, since their apps stand above this one.
"""

from django.contrib.auth.models import Group, Permission
from django.db import models, transaction

from accounts.permissions import PlatformPermission


class PlatformRole(models.TextChoices):
    """What a person is on the platform. The values are the groups' names."""

    SUPPORT = "support", "Support"
    MODERATOR = "moderator", "Moderator"
    VERIFIER = "verifier", "Verifier"
    ADMIN = "admin", "Admin"


_VENDORS = frozenset(
    {"vendors.view_vendor", "vendors.view_category", "vendors.view_item", "vendors.view_membership", "vendors.view_openinghours"}
)
_REVIEWS = frozenset(
    {"reviews.view_review", "reviews.view_reviewresponse", "reviews.view_reviewreport", "reviews.view_moderationaction"}
)
_CASES = frozenset({"moderation.view_case", "moderation.view_statement", "moderation.view_appeal", "moderation.view_signal"})
_ORDERS = frozenset({"orders.view_order", "orders.view_orderitem", "orders.view_orderstatushistory"})
_PEOPLE = frozenset(
    {"accounts.view_user", "accounts.view_tokenfamily", "accounts.view_securityevent", "account.view_emailaddress"}
)
_LOG = frozenset({"ledger.view_signedcheckpoint", "ledger.view_auditrun", "ledger.view_queuedleaf", "common.view_auditentry"})
_OPERATIONS = frozenset(
    {"events.view_event", "events.view_delivery", "events.change_delivery", "notifications.view_message", "auth.view_group"}
    | {"timers.view_timer", "timers.change_timer", "timers.view_lead", "timers.view_tick"}
)
_SUPPORT = _PEOPLE | _ORDERS | _VENDORS | {PlatformPermission.END_SIGN_INS}
_MODERATOR = _VENDORS | _REVIEWS | _CASES | {PlatformPermission.MODERATE_REVIEWS, PlatformPermission.SUSPEND_VENDORS}
_VERIFIER = _VENDORS | {"vendors.view_verificationcheck", PlatformPermission.DECIDE_CHECKS}

#: Everything that each role may do in the admin and through the services. Nobody may write an order, a review or history.
ROLE_PERMISSIONS: dict[PlatformRole, frozenset[str]] = {
    PlatformRole.SUPPORT: frozenset(_SUPPORT),
    PlatformRole.MODERATOR: frozenset(_MODERATOR),
    PlatformRole.VERIFIER: frozenset(_VERIFIER),
    PlatformRole.ADMIN: frozenset(
        _SUPPORT
        | _MODERATOR
        | _VERIFIER
        | _LOG
        | _OPERATIONS
        | {"vendors.change_vendor", "vendors.add_category", "vendors.change_category", "accounts.change_user"}
        | {PlatformPermission.CLOSE_ACCOUNTS, PlatformPermission.WAIVE_CHECKS}
    ),
}


@transaction.atomic
def ensure_platform_roles() -> None:
    """Make each role's group, with exactly its permissions. Safe to repeat, and cheap where nothing has changed.

    Raises:
        LookupError: where the table names a permission that no model has.
    """
    known = {
        f"{app}.{codename}": pk
        for pk, app, codename in Permission.objects.values_list("pk", "content_type__app_label", "codename")
    }
    for role, wanted in ROLE_PERMISSIONS.items():
        if missing := {str(name) for name in wanted} - known.keys():
            raise LookupError(f"no such permissions: {', '.join(sorted(missing))}")
        group, _ = Group.objects.get_or_create(name=role.value)
        group.permissions.set([known[name] for name in wanted])
