"""Making things happen, and sending what they ask for, as workers do."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from events.models import Event
from events.services import deliver_due, record
from vendors.event_types import BADGE_CHANGED
from vendors.models import Vendor
from webhooks.models import WebhookDelivery
from webhooks.sending import send_next


@dataclass(frozen=True)
class Told:
    """Happenings of one vendor."""

    vendor: Vendor

    def happen(self) -> Event:
        """Have something happen, and plan who is told."""
        payload = {"vendor": self.vendor.slug, "move": "grant", "until": "2027-01-01T00:00:00Z", "check": "identity"}
        event = record(BADGE_CHANGED, subject=self.vendor.slug, payload=payload)
        while deliver_due():
            pass
        return event

    def send(self) -> int:
        """Send all that is due; return how many calls were made."""
        calls = 0
        while send_next():
            calls += 1
        return calls

    def delivery(self) -> WebhookDelivery:
        """Return the newest delivery."""
        return WebhookDelivery.objects.select_related("endpoint", "event").latest("pk")

    def retry(self) -> WebhookDelivery:
        """Let the wait of the newest delivery be over, and send it."""
        WebhookDelivery.objects.filter(pk=self.delivery().pk).update(due_at=timezone.now() - timedelta(seconds=1))
        self.send()
        return self.delivery()
