"""Forgetting what was sent, and endpoints that were removed."""

from datetime import timedelta

from django.utils import timezone

from common import pruning
from webhooks.models import WebhookDelivery, WebhookEndpoint

KEPT_FOR = timedelta(days=30)
ENDPOINTS_A_RUN = 100


def prune_deliveries() -> int:
    """Delete the oldest deliveries that were planned more than 30 days ago, and their attempts; return how many rows."""
    return pruning.delete_first(WebhookDelivery.objects.filter(planned_at__lt=timezone.now() - KEPT_FOR).order_by("planned_at"))


def prune_removed() -> int:
    """Delete the first deliveries of removed endpoints, and each endpoint that has none left; return how many rows.

    Nothing is added meanwhile: whoever plans, or writes down a call, takes the endpoint's lock and finds it removed.
    """
    deleted = 0
    removed = WebhookEndpoint.with_removed.filter(removed_at__isnull=False).order_by("removed_at")
    for endpoint in removed[:ENDPOINTS_A_RUN]:
        deleted += pruning.delete_first(WebhookDelivery.objects.filter(endpoint=endpoint).order_by("position"))
        if WebhookDelivery.objects.filter(endpoint=endpoint).exists():
            break
        deleted += endpoint.delete()[0]
        if deleted >= pruning.ROWS_A_RUN:
            break
    return deleted
