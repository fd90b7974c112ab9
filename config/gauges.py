"""The gauges of /metrics that look at rows."""

from django.db.models import Min
from django.utils import timezone

from common.metrics import gauge
from events.models import Delivery, DeliveryState
from tracking.limits import open_sockets


def register_gauges() -> None:
    """Register what operators watch: work that waits, work that died, sockets that are open."""
    gauge("trusttrack_deliveries_pending", "Deliveries that wait.", lambda: _count(DeliveryState.PENDING))
    gauge("trusttrack_deliveries_dead", "Deliveries given up; replay them in the admin.", lambda: _count(DeliveryState.DEAD))
    gauge("trusttrack_delivery_oldest_seconds", "Age of the oldest delivery that is due.", _oldest_due)
    gauge("trusttrack_sockets_open", "WebSockets open in this process.", open_sockets)


def _count(state: DeliveryState) -> float:
    return Delivery.objects.filter(state=state).count()


def _oldest_due() -> float:
    oldest = Delivery.objects.filter(state=DeliveryState.PENDING).aggregate(oldest=Min("due_at"))["oldest"]
    return max(0.0, (timezone.now() - oldest).total_seconds()) if oldest else 0.0
