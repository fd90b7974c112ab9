"""Who is too close to a vendor to decide about it for the platform.

The database refuses the decision of a member and of a former one too (migration 0006); this says it in words, and before.
"""

from datetime import timedelta
from http import HTTPStatus

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


def is_relative(user: User, vendor_id: int) -> bool:
    """Say whether `user` is in the vendor's team, left it within RELATIVE_FOR, or holds an invitation to it.

    An invitation that was declined or has run out does not count: else a vendor could choose its judges by inviting the others.
    """
    if Membership.objects.filter(vendor=vendor_id, user=user).exists():
        return True
    now = timezone.now()
    if FormerMember.objects.filter(vendor=vendor_id, user=user, left_at__gt=now - RELATIVE_FOR).exists():
        return True
    return Invitation.objects.open().filter(vendor=vendor_id, email=user.email, expires_at__gt=now).exists()


def require_decider(user: User, vendor_id: int, permission: PlatformPermission) -> None:
    """Let pass a person of the platform with `permission` who has no part in the vendor. Raises DeciderNotAllowed."""
    if not has_platform_permission(user, permission):
        raise DeciderNotAllowed("Only people of the platform whose role allows it decide this.")
    require_no_relative(user, vendor_id)


def require_no_relative(user: User, vendor_id: int) -> None:
    """Let pass who has no part in the vendor. Raises DeciderNotAllowed."""
    if is_relative(user, vendor_id):
        raise DeciderNotAllowed("You are, or were lately, of this vendor's team. Somebody else decides.")
