"""Sending again what was sent, or asking for a test."""

from datetime import datetime
from typing import NamedTuple

from django.core import signing
from django.db import transaction
from django.db.models import BigIntegerField, DateTimeField, F, Q, Value
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import User
from common.audit import record_act
from common.errors import DomainError, Invalid
from common.pagination import Beyond
from events.services import record
from vendors.permissions import NotAllowed, Permission, require_private
from webhooks.event_types import TEST
from webhooks.models import DeliveryState, WebhookDelivery, WebhookEndpoint
from webhooks.nudging import nudge_senders
from webhooks.planning import plan_for

MOST_AT_ONCE = 1000


class EndpointOff(DomainError):
    """Nothing is sent to an endpoint that is off, or whose key has ended."""

    code = "endpoint_off"
    title = "This webhook is off"

    def __init__(self) -> None:
        super().__init__("It is turned off, or its API key has ended. Turn it on first.")


class Replayed(NamedTuple):
    """How many deliveries will be sent again, whether the range holds more than one call takes, and where to go on then."""

    number: int
    has_more: bool
    next_after: str | None


@transaction.atomic
def replay_delivery(delivery: WebhookDelivery, *, by: User) -> WebhookDelivery:
    """Send a delivery again now: the same id and bytes, by a signature of today. One that waits is sent without more waiting.

    Also where the endpoint asked for time (Retry-After): a person who looks at it knows better.

    Owners and managers. Raises Http404, NotAllowed, EndpointOff.
    """
    endpoint = _lock(delivery.endpoint, by)
    locked: WebhookDelivery = get_object_or_404(endpoint.deliveries.select_for_update(of=("self",)), pk=delivery.pk)
    _end_pause(endpoint)
    _revive(endpoint, [locked.pk])
    locked.refresh_from_db()
    return locked


@transaction.atomic
def replay_range(
    endpoint: WebhookEndpoint,
    *,
    by: User,
    since: datetime,
    until: datetime | None = None,
    only_failed: bool = True,
    is_trial: bool = False,
    after: str | None = None,
) -> Replayed:
    """Send again what was planned from `since` to `until`, the oldest MOST_AT_ONCE of it; a trial only counts.

    With `after`, the `next_after` of the call before, it goes on behind what that one took: what was sent again stays within the
    range. What still waits is left as it is. Raises Http404, NotAllowed, EndpointOff, Invalid (an `after` of another webhook).
    """
    locked = _lock(endpoint, by)
    states = [DeliveryState.FAILED] if only_failed else [DeliveryState.FAILED, DeliveryState.DELIVERED]
    within = Q(planned_at__gte=since) & (Q(planned_at__lte=until) if until else Q())
    rows = locked.deliveries.filter(within, state__in=states).order_by("planned_at", "pk")
    if after is not None:
        rows = rows.filter(_beyond(locked, after))
    found = list(rows.values_list("planned_at", "pk")[: MOST_AT_ONCE + 1])
    taken, has_more = found[:MOST_AT_ONCE], len(found) > MOST_AT_ONCE
    if not is_trial:
        _revive(locked, [pk for _, pk in taken])
    return Replayed(len(taken), has_more, _cursor(locked, *taken[-1]) if has_more else None)


@transaction.atomic
def send_test(endpoint: WebhookEndpoint, *, by: User) -> WebhookDelivery:
    """Send `webhook.test` to this endpoint alone, also where it asked for time. Owners and managers.

    Raises Http404, NotAllowed, EndpointOff.
    """
    locked = _lock(endpoint, by)
    _end_pause(locked)
    slug = locked.vendor.slug
    event = record(TEST, subject=slug, payload={"vendor": slug, "endpoint": locked.pk})
    delivery = plan_for(locked, event)
    if delivery is None:  # it cannot be: event and endpoint are of this transaction
        raise Http404
    return delivery


def _lock(endpoint: WebhookEndpoint, by: User) -> WebhookEndpoint:
    rows = WebhookEndpoint.objects.with_key_state().select_related("vendor")
    locked = get_object_or_404(rows.select_for_update(of=("self",), no_key=True), pk=endpoint.pk)
    require_private(by, locked.vendor, Permission.WEBHOOKS_REPLAY)
    if locked.disabled_at is not None or locked.is_key_ended:
        raise EndpointOff
    return locked


@transaction.atomic
def replay_for_platform(delivery: WebhookDelivery, *, by: User) -> bool:
    """Send again what was given up, by somebody of the platform; return False where it was not, or the endpoint is off.

    Raises NotAllowed.
    """
    if not by.is_staff:
        raise NotAllowed("Only people of the platform send others' webhooks again.")
    rows = WebhookEndpoint.objects.live().select_for_update(of=("self",), no_key=True)
    endpoint = rows.filter(pk=delivery.endpoint_id).first()
    if endpoint is None or not endpoint.deliveries.filter(pk=delivery.pk, state=DeliveryState.FAILED).exists():
        return False
    _revive(endpoint, [delivery.pk])
    record_act("replay", by=by, on=delivery)
    return True


def _cursor(endpoint: WebhookEndpoint, planned_at: datetime, pk: int) -> str:
    return signing.dumps([planned_at.isoformat(), pk], salt=_salt(endpoint))


def _beyond(endpoint: WebhookEndpoint, cursor: str) -> Beyond:
    try:
        planned_at, pk = signing.loads(cursor, salt=_salt(endpoint))
    except signing.BadSignature as error:
        words = "It is damaged, or of another webhook. Take `next_after` of the answer before, or leave it out to begin anew."
        raise Invalid(words, pointer="/after") from error
    last = Value(datetime.fromisoformat(planned_at), output_field=DateTimeField()), Value(pk, output_field=BigIntegerField())
    return Beyond(F("planned_at"), F("pk"), *last, operator=">")


def _salt(endpoint: WebhookEndpoint) -> str:
    return f"webhooks.replay:{endpoint.pk}"


def _end_pause(endpoint: WebhookEndpoint) -> None:
    endpoint.paused_until = None
    endpoint.save(update_fields=["paused_until"])


def _revive(endpoint: WebhookEndpoint, keys: list[int]) -> None:
    """Make rows due now, from the first try on; a call that is under way goes on."""
    rows = endpoint.deliveries.filter(Q(leased_until=None) | Q(leased_until__lte=timezone.now()), pk__in=keys)
    rows.update(state=DeliveryState.PENDING, tries=0, due_at=timezone.now(), leased_until=None, delivered_at=None, last_error="")
    transaction.on_commit(lambda: nudge_senders.offer(None))
