"""Forgetting what was sent."""

from datetime import timedelta

from django.utils import timezone

from common.pruning import delete_first
from webhooks.models import WebhookDelivery

KEPT_FOR = timedelta(days=30)


def prune_deliveries() -> int:
    """Delete the oldest deliveries that were planned more than 30 days ago, and their attempts; return how many rows."""
    return delete_first(WebhookDelivery.objects.filter(planned_at__lt=timezone.now() - KEPT_FOR).order_by("planned_at"))
