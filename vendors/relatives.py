"""Who is too close to a vendor to decide about it for the platform.

The database refuses the decision of a member and of a former one too (migration 0007); this says it in words, and before.
"""

from datetime import datetime, timedelta
from http import HTTPStatus

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.permissions import PlatformPermission, has_platform_permission
from common.errors import DomainError
from vendors.models import FormerMember, Invitation, Membership

RELATIVE_FOR = timedelta(days=90)


class DeciderNotAllowed(DomainError):
    """Only the platform's people decide, and never about a vendor of theirs."""

    code = "decider_not_allowed"
    status = HTTPStatus.FORBIDDEN
    title = "You may not decide this"


def was_in_team(user: User, vendor_id: int, *, since: datetime) -> bool:
    """Say whether `user` is in the vendor's team, or was so after `since`."""
    if Membership.objects.filter(vendor=vendor_id, user=user).exists():
        return True
    return FormerMember.objects.filter(vendor=vendor_id, user=user, left_at__gt=since).exists()


def lately_left(user: User) -> QuerySet[FormerMember]:
    """Return the teams that `user` left so lately that they still may not decide about their vendors."""
    return FormerMember.objects.filter(user=user, left_at__gt=timezone.now() - RELATIVE_FOR)


def is_relative(user: User, vendor_id: int, *, by_invitation: bool = True) -> bool:
    """Say whether `user` is in the vendor's team, left it within RELATIVE_FOR, or (`by_invitation`) holds an invitation to it.

    An invitation that was declined or has run out does not count: else a vendor could choose its judges by inviting the others.
    """
    now = timezone.now()
    if was_in_team(user, vendor_id, since=now - RELATIVE_FOR):
        return True
    return by_invitation and Invitation.objects.open().filter(vendor=vendor_id, email=user.email, expires_at__gt=now).exists()


def require_decider(user: User, vendor_id: int, permission: PlatformPermission, *, by_invitation: bool = True) -> None:
    """Let pass a person of the platform with `permission` who has no part in the vendor. Raises DeciderNotAllowed.

    Where it is against the vendor, invitations do not count (`by_invitation=False`): it could hold its judges off with them.
    """
    if not has_platform_permission(user, permission):
        raise DeciderNotAllowed("Only people of the platform whose role allows it decide this.")
    require_no_relative(user, vendor_id, by_invitation=by_invitation)


def require_no_relative(user: User, vendor_id: int, *, by_invitation: bool = True) -> None:
    """Let pass who has no part in the vendor. Raises DeciderNotAllowed."""
    if is_relative(user, vendor_id, by_invitation=by_invitation):
        raise DeciderNotAllowed("You are, or were lately, of this vendor's team. Somebody else decides.")
