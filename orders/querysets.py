"""Reads of orders, as chainable steps. Who may see what is decided here."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from accounts.scopes import OWN_ORDERS, has_scope
from orders.statuses import FINAL, ActorRole
from timers.reads import fired_for, shown_for
from vendors.permissions import Permission, memberships_at_work

if TYPE_CHECKING:
    from orders.models import Order  # noqa: F401 - named in quotes

ORDER_TIMERS = ("order.unanswered", "order.cancel_offered", "pickup.waiting", "pickup.still_waiting")  # see orders.deadlines
STALE_AFTER = timedelta(days=60)  # nobody waits longer for what does not move; the vendor has gone silent


class OrderQuerySet(models.QuerySet["Order"]):
    """Steps for orders."""

    def visible_to(self, user: Any) -> "OrderQuerySet":
        """Keep the orders that `user` placed, and those of vendors that `user` works for, as far as the call's scopes go."""
        if not user.is_authenticated:
            return self.none()
        of_teams = Q(vendor__in=memberships_at_work(user, Permission.ORDERS_VIEW).values("vendor"))
        return self.filter(Q(customer=user) | of_teams) if has_scope(user, OWN_ORDERS) else self.filter(of_teams)

    def of_members_of(self, user: Any) -> "OrderQuerySet":
        """Keep the orders of vendors that `user` works for."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(vendor__in=memberships_at_work(user, Permission.ORDERS_VIEW).values("vendor"))

    def awaited(self, now: datetime) -> "OrderQuerySet":
        """Keep orders that somebody still waits for: not over, moved within STALE_AFTER, and of a vendor that trades."""
        alive = self.exclude(status__in=FINAL).filter(updated_at__gt=now - STALE_AFTER)
        return alive.filter(vendor__is_suspended=False)

    def on_the_side_of(self, user: Any, role: ActorRole) -> "OrderQuerySet":
        """Keep what `user` placed (customer), or what came to the vendors of `user` (vendor)."""
        return self.placed_by(user) if role == ActorRole.CUSTOMER else self.of_members_of(user)

    def placed_by(self, user: Any) -> "OrderQuerySet":
        """Keep the orders that `user` placed."""
        return self.filter(customer=user) if user.is_authenticated and has_scope(user, OWN_ORDERS) else self.none()

    def with_vendor(self) -> "OrderQuerySet":
        """Load the vendor and its verification in the same query."""
        return self.select_related("vendor__verification")

    def with_timers(self) -> "OrderQuerySet":
        """Load what will happen by itself, and what has, in the same query; orders.deadlines.timers_of reads it."""
        return self.annotate(timer_rows=shown_for("uid", ORDER_TIMERS))  # type: ignore[no-redef]  # typed on the model

    def with_fired(self) -> "OrderQuerySet":
        """Add `fired`: how many of the order's timers have fired."""
        return self.annotate(fired=fired_for("uid", ORDER_TIMERS))  # type: ignore[no-redef]  # typed on the model

    def with_lines(self) -> "OrderQuerySet":
        """Load the chain with the order, items and history in one query each."""
        return self.select_related("chain").prefetch_related("items__order", "history__actor")
