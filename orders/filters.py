"""Filters of the list of orders."""

import django_filters

from common.filters import CommaSeparatedChoiceFilter
from orders.models import Order
from orders.querysets import OrderQuerySet
from orders.statuses import ActorRole, Status


class OrderFilter(django_filters.FilterSet):
    """`?status=placed,accepted&vendor=<slug>&since=<time>&checkout=<uuid>&reference=<text>`."""

    status = CommaSeparatedChoiceFilter(field_name="status", choices=Status.choices, label="One or more statuses, by commas.")
    vendor = django_filters.CharFilter(field_name="vendor__slug", label="Orders of this vendor (its slug).")
    since = django_filters.IsoDateTimeFilter(field_name="updated_at", lookup_expr="gte", label="Changed at or after this time.")
    role = django_filters.ChoiceFilter(
        choices=[(ActorRole.CUSTOMER, "Customer"), (ActorRole.VENDOR, "Vendor")],
        method="filter_role",
        label="`customer`: what the caller placed; `vendor`: what came to the caller's vendors. Both without it.",
    )
    checkout = django_filters.UUIDFilter(label="Orders of this check-out, by the UUID that they were placed with.")
    reference = django_filters.CharFilter(lookup_expr="istartswith", label="How the reference begins.")

    class Meta:
        model = Order
        fields: list[str] = []

    def filter_role(self, queryset: OrderQuerySet, _name: str, value: str) -> OrderQuerySet:
        """Keep one side."""
        return queryset.on_the_side_of(self.request.user, ActorRole(value))
