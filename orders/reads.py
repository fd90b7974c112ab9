"""One order for one caller, as it is asked again and again: statements that are made once (common/prepared.py)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, CharField, Q, QuerySet

from accounts.scopes import OWN_ORDERS, has_scope
from common.prepared import AnyOf, Given, Prepared
from orders.models import Order, OrderItem, OrderStatusHistory


def _seen() -> QuerySet[Order]:
    # The rule of OrderQuerySet.visible_to, with the caller's teams looked up before.
    theirs = Q(customer=Given("customer", BigIntegerField()))
    of_teams = Q(AnyOf("vendor_id", Given("vendors", ArrayField(BigIntegerField()))))
    found = Order.objects.filter(theirs | of_teams, uid=Given("uid", CharField()))
    return found.with_vendor().with_timers().select_related("chain")


_ORDER = Prepared(_seen)
_OF_ORDER = Given("order", BigIntegerField())
_ITEMS = Prepared(lambda: OrderItem.objects.filter(order=_OF_ORDER).order_by("pk"))
_HISTORY = Prepared(lambda: OrderStatusHistory.objects.filter(order=_OF_ORDER).select_related("actor").order_by("sequence"))


def visible_order_of(user: Any, uid: str, *, vendors: frozenset[int]) -> Order | None:
    """Return the order with all that its page shows, where `user` placed it or works in one of `vendors`; three queries."""
    customer = user.pk if has_scope(user, OWN_ORDERS) else None
    order = next(iter(_ORDER.rows(uid=uid, customer=customer, vendors=sorted(vendors))), None)
    if order:
        order.keep(items=_ITEMS.rows(order=order.pk), history=_HISTORY.rows(order=order.pk))
    return order
