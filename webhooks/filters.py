"""Filters of the lists."""

import django_filters

from common.filters import CommaSeparatedChoiceFilter
from webhooks.models import DeliveryState, WebhookDelivery, WebhookEndpoint


class WebhookEndpointFilter(django_filters.FilterSet):
    """`?vendor=<slug>`."""

    vendor = django_filters.CharFilter(field_name="vendor__slug", label="Endpoints of this vendor (its slug).")

    class Meta:
        model = WebhookEndpoint
        fields: list[str] = []


class WebhookDeliveryFilter(django_filters.FilterSet):
    """`?state=failed,pending&event_type=order.placed&since=<time>&until=<time>`."""

    state = CommaSeparatedChoiceFilter(choices=DeliveryState.choices, label="One or more states, by commas.")
    event_type = django_filters.CharFilter(label="The name of a type of event.")
    since = django_filters.IsoDateTimeFilter(field_name="planned_at", lookup_expr="gte", label="Planned at or after this time.")
    until = django_filters.IsoDateTimeFilter(field_name="planned_at", lookup_expr="lte", label="Planned at or before this time.")

    class Meta:
        model = WebhookDelivery
        fields: list[str] = []
