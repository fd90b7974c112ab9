"""What operators watch."""

from django.db.models import Min
from django.utils import timezone

from webhooks.models import DeliveryState, WebhookDelivery, WebhookEndpoint
from webhooks.querysets import WebhookDeliveryQuerySet


def pending_deliveries() -> float:
    """Return how many deliveries wait, for endpoints that are on."""
    return _waiting().count()


def oldest_due_seconds() -> float:
    """Return for how long the oldest delivery has been due; 0 where none is."""
    oldest = _waiting().filter(due_at__lte=timezone.now()).aggregate(oldest=Min("due_at"))["oldest"]
    return max(0.0, (timezone.now() - oldest).total_seconds()) if oldest else 0.0


def failing_endpoints() -> float:
    """Return how many endpoints are on and take nothing."""
    return WebhookEndpoint.objects.live().filter(failing_since__isnull=False).count()


def disabled_endpoints() -> float:
    """Return how many endpoints turned themselves off."""
    return WebhookEndpoint.objects.filter(disabled_reason__in=["gone", "failing"]).count()


def _waiting() -> WebhookDeliveryQuerySet:
    return WebhookDelivery.objects.filter(state=DeliveryState.PENDING, endpoint__in=WebhookEndpoint.objects.live())
