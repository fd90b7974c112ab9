"""Turning an event into deliveries: who is told, in what words."""

import orjson
from django.db import transaction

from events.catalogue import EventType, event_types
from events.models import Event
from webhooks.event_types import TEST
from webhooks.models import WebhookDelivery, WebhookEndpoint
from webhooks.nudging import nudge_senders


def offered_types() -> list[EventType]:
    """Return the types that an endpoint can ask for, by name."""
    return [each for each in event_types().values() if each.webhook and each.name != TEST.name]


def plan(event: Event) -> None:
    """Write a delivery for every endpoint of the vendor that hears of `event`. Running it again adds nothing."""
    endpoints = WebhookEndpoint.objects.live().filter(vendor__slug=event.payload["vendor"])
    for endpoint in endpoints.hearing(event.type, event.version).order_by("pk"):
        with transaction.atomic():
            # Under the lock: it may have been turned off, and what waits given up, since it was found.
            locked = WebhookEndpoint.objects.live().select_for_update(no_key=True, of=("self",)).filter(pk=endpoint.pk).first()
            if locked is not None:
                plan_for(locked, event)


@transaction.atomic
def plan_for(endpoint: WebhookEndpoint, event: Event) -> WebhookDelivery | None:
    """Write the delivery of `event` to `endpoint`, its bytes with it; None where there is one, or the endpoint is gone."""
    locked = (
        WebhookEndpoint.objects.select_for_update(no_key=True).filter(pk=endpoint.pk).first()
    )  # the lock: no gap in positions
    if locked is None or locked.deliveries.filter(event=event).exists():
        return None
    locked.planned += 1
    locked.save(update_fields=["planned"])
    delivery = WebhookDelivery.objects.create(
        endpoint=locked,
        event=event,
        event_type=event.type,
        position=locked.planned,
        body=body_of(event, position=locked.planned),
        request_id=event.request_id,
    )
    transaction.on_commit(lambda: nudge_senders.offer(None))
    return delivery


def body_of(event: Event, *, position: int) -> str:
    """Return what is sent: the event's public words and no more. Whoever needs more asks the API, within their rights."""
    body = {
        "type": event.type,
        "version": event.version,
        "timestamp": event.recorded_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "subject": event.subject,
        "sequence": event.sequence,
        "position": position,
        "data": event_types()[event.type].public(event.payload),
    }
    return orjson.dumps(body).decode()
