"""Turning endpoints off and on, and removing them. Whoever calls holds the endpoint's lock."""

from django.utils import timezone

from events.services import record
from webhooks.event_types import ENDPOINT_DISABLED
from webhooks.models import DeliveryState, DisabledReason, WebhookEndpoint


def disable(endpoint: WebhookEndpoint, *, reason: DisabledReason) -> None:
    """Turn a locked endpoint off: nothing is planned for it, and what waits is given up, to be replayed once it is on again.

    Where no person did it, `webhook.disabled` is recorded, so that the owners are told.
    """
    endpoint.disabled_at, endpoint.disabled_reason = timezone.now(), reason
    endpoint.save(update_fields=["disabled_at", "disabled_reason"])
    waiting = endpoint.deliveries.filter(state=DeliveryState.PENDING)
    waiting.filter(tries=0).update(last_error="The endpoint was turned off.")  # others keep what they were answered last
    waiting.update(state=DeliveryState.FAILED, leased_until=None)
    if reason != DisabledReason.PERSON:
        slug = endpoint.vendor.slug
        payload = {"vendor": slug, "endpoint": endpoint.pk, "reason": str(reason)}
        record(ENDPOINT_DISABLED, subject=slug, payload=payload)


def enable(endpoint: WebhookEndpoint) -> None:
    """Turn a locked endpoint on, as if it had never failed."""
    endpoint.disabled_at, endpoint.disabled_reason = None, ""
    endpoint.save(update_fields=["disabled_at", "disabled_reason"])
    forget_failures(endpoint)


def forget_failures(endpoint: WebhookEndpoint) -> None:
    """Let a locked endpoint begin anew: nothing has failed, and it has asked for no time."""
    endpoint.failing_since, endpoint.failures, endpoint.paused_until = None, 0, None
    endpoint.save(update_fields=["failing_since", "failures", "paused_until"])


def remove(endpoint: WebhookEndpoint) -> None:
    """Hide a locked endpoint, and erase its address and secrets: from the commit on it is not found, planned for or called.

    Its log, which may be millions of rows, goes by and by, and the row with it (pruning.py).
    """
    endpoint.removed_at = timezone.now()
    # Off as well: to a worker of the release before it is an endpoint like any other.
    endpoint.disabled_at = endpoint.disabled_at or endpoint.removed_at
    endpoint.disabled_reason = endpoint.disabled_reason or DisabledReason.PERSON
    endpoint.url = endpoint.description = endpoint.secret = endpoint.previous_secret = ""
    endpoint.previous_until, endpoint.earlier_secrets, endpoint.api_key = None, [], None
    endpoint.save()
