"""What has to be settled before an account can go."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from orders.models import Order
from privacy.errors import Obstacle
from vendors.models import Membership, MembershipRole

NAMED = 5  # vendors by name; a person with more knows which


def obstacles(user: User) -> list[Obstacle]:
    """Return what is in the way of deleting this account, in words that say what to do."""
    found = [_staff(user), _last_owner(user), _orders_under_way(user)]
    return [one for one in found if one is not None]


def _staff(user: User) -> Obstacle | None:
    if not (user.is_staff or user.is_superuser):
        return None
    return Obstacle("platform_staff", "You work for TrustTrack. Ask an administrator to take your rights away first.")


def _last_owner(user: User) -> Obstacle | None:
    others = Membership.objects.filter(vendor=OuterRef("vendor")).owners().exclude(user=user)
    owned = Membership.objects.filter(user=user, role=MembershipRole.OWNER, vendor__is_suspended=False)
    alone = owned.exclude(Exists(others)).order_by("vendor__name")
    names = list(alone.values_list("vendor__name", flat=True)[:NAMED])
    if not names:
        return None
    whose = ", ".join(names)
    return Obstacle(
        "last_owner", f"You are the only owner of {whose}. Make somebody else an owner first, or ask us to close the business."
    )


def _orders_under_way(user: User) -> Obstacle | None:
    references = list(
        Order.objects.placed_by(user).awaited(timezone.now()).order_by("pk").values_list("reference", flat=True)[:NAMED]
    )
    if not references:
        return None
    return Obstacle(
        "orders_under_way",
        f"Some of your orders are still under way: {', '.join(references)}. Wait until they are completed, or cancel them.",
    )
