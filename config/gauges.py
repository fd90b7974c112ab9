"""The gauges of /metrics that look at rows."""

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from common.metrics import gauge, gauge_by, gauges_by
from config.health import parts
from events.models import Delivery, DeliveryState
from ledger.lag import last_mismatches, ledger_lag
from ledger.reads import signed_size
from live.limits import open_sockets
from notifications.figures import by_channel
from privacy.figures import exports_pending, oldest_export, overdue_deletions
from timers.leading import heartbeat_age
from timers.models import TimerState
from timers.reads import count_in, overdue_seconds
from webhooks import figures as webhooks

MESSAGES = {
    "waiting": ("trusttrack_messages_waiting", "Messages that wait."),
    "oldest": ("trusttrack_message_oldest_seconds", "Age of the oldest that is due."),
    "dead": ("trusttrack_messages_dead", "Messages given up; replay them in the admin."),
    "uncertain": ("trusttrack_messages_uncertain", "Messages that may have been sent."),
    "failures": ("trusttrack_message_failures", "Failed tries in the last hour."),
}


def register_gauges() -> None:
    """Register what operators watch: work that waits, work that died, sockets that are open."""
    gauge_by("trusttrack_part_ok", "1 where a part stands as it should (/readyz names how it stands).", "part", _parts)
    gauge("trusttrack_deliveries_pending", "Deliveries that wait.", lambda: _count(DeliveryState.PENDING))
    gauge("trusttrack_deliveries_dead", "Deliveries given up; replay them in the admin.", lambda: _count(DeliveryState.DEAD))
    gauge("trusttrack_delivery_oldest_seconds", "Age of the oldest delivery that is due.", _oldest_due)
    gauges_by("channel", MESSAGES, by_channel)
    gauge("trusttrack_timers_planned", "Timers to come.", lambda: count_in(TimerState.PLANNED))
    gauge("trusttrack_timers_dead", "Timers given up; replay them in the admin.", lambda: count_in(TimerState.DEAD))
    gauge("trusttrack_timer_overdue_seconds", "Since when the oldest timer could have fired.", overdue_seconds)
    gauge("trusttrack_scheduler_heartbeat_age_seconds", "Since the leading scheduler was heard of; -1: never.", _heartbeat_age)
    gauge("trusttrack_ledger_tree_size", "Leaves under the newest signature.", signed_size)
    gauge(
        "trusttrack_ledger_queue_age_seconds", "Age of the oldest entry that waits to be sealed.", lambda: ledger_lag().queue_age
    )
    gauge("trusttrack_ledger_signed_timestamp", "When the log was signed last (unix seconds).", lambda: ledger_lag().signed_at)
    gauge("trusttrack_ledger_cosignature_age_seconds", "Since a witness looked last.", lambda: ledger_lag().cosignature_age)
    gauge(
        "trusttrack_ledger_unsigned_age_seconds", "Age of the oldest batch that nobody signed.", lambda: ledger_lag().unsigned_age
    )
    gauge("trusttrack_ledger_audit_mismatches", "What the last nightly audit found wrong.", last_mismatches)
    gauge("trusttrack_exports_pending", "Exports of people's data that are being made.", exports_pending)
    gauge("trusttrack_export_oldest_seconds", "Age of the oldest export that is being made.", oldest_export)
    gauge("trusttrack_deletions_overdue", "Accounts that should be erased by now; the admin says why not.", overdue_deletions)
    gauge("trusttrack_webhooks_pending", "Webhook deliveries that wait, for endpoints that are on.", webhooks.pending_deliveries)
    gauge("trusttrack_webhook_oldest_seconds", "Age of the oldest webhook delivery that is due.", webhooks.oldest_due_seconds)
    gauge("trusttrack_webhook_endpoints_failing", "Endpoints that are on and take nothing.", webhooks.failing_endpoints)
    gauge("trusttrack_webhook_endpoints_disabled", "Endpoints that turned themselves off.", webhooks.disabled_endpoints)
    gauge_by("trusttrack_release", "1 under the version that runs.", "version", lambda: {settings.RELEASE or "unknown": 1.0})
    gauge("trusttrack_sockets_open", "WebSockets open in this process.", open_sockets)


def _parts() -> dict[str, float]:
    return {name: float(state in {"ok", "busy"}) for name, state in parts().states.items()}  # busy: this process, not the part


def _heartbeat_age() -> float:
    age = heartbeat_age()
    return -1.0 if age is None else age


def _count(state: DeliveryState) -> float:
    return Delivery.objects.filter(state=state).count()


def _oldest_due() -> float:
    oldest = Delivery.objects.filter(state=DeliveryState.PENDING).aggregate(oldest=Min("due_at"))["oldest"]
    return max(0.0, (timezone.now() - oldest).total_seconds()) if oldest else 0.0
