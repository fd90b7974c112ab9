"""Filters of the list of orders."""

import django_filters

from common.filters import CommaSeparatedChoiceFilter
from orders.models import Order
from orders.statuses import Status


class OrderFilter(django_filters.FilterSet):
    """`?status=placed,accepted&vendor=<slug>&since=<time>&reference=<text>`."""

    status = CommaSeparatedChoiceFilter(field_name="status", choices=Status.choices, label="One or more statuses, by commas.")
    vendor = django_filters.CharFilter(field_name="vendor__slug", label="Orders of this vendor (its slug).")
    since = django_filters.IsoDateTimeFilter(field_name="updated_at", lookup_expr="gte", label="Changed at or after this time.")
    reference = django_filters.CharFilter(lookup_expr="istartswith", label="How the reference begins.")

    class Meta:
        model = Order
        fields: list[str] = []
