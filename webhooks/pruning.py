"""Forgetting what was sent."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from common.pruning import delete_first
from webhooks.models import WebhookDelivery, WebhookEndpoint

KEPT_FOR = timedelta(days=30)


def delete_log(endpoint: WebhookEndpoint) -> None:
    """Delete what was sent to a locked endpoint and each call, in two statements: a month of a busy one is not loaded here.

    Whoever makes or marks a call takes the endpoint's lock first, so that no row comes in between.
    """
    with connection.cursor() as cursor:
        # An array, so that the calls are found by their index however many there are.
        cursor.execute(
            "DELETE FROM webhooks_webhookattempt WHERE delivery_id = ANY"
            " (ARRAY (SELECT id FROM webhooks_webhookdelivery WHERE endpoint_id = %s))",
            [endpoint.pk],
        )
    rows = WebhookDelivery.objects.filter(endpoint=endpoint)
    rows._raw_delete(rows.db)


def prune_deliveries() -> int:
    """Delete the oldest deliveries that were planned more than 30 days ago, and their attempts; return how many rows."""
    return delete_first(WebhookDelivery.objects.filter(planned_at__lt=timezone.now() - KEPT_FOR).order_by("planned_at"))
