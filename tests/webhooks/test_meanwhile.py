"""Who is called next, and what becomes of a call or a plan while somebody turns the endpoint off."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from tests.receivers import Receiver
from tests.webhooks.conftest import Add
from tests.webhooks.told import Told
from webhooks import sending
from webhooks.models import WebhookDelivery, WebhookEndpoint
from webhooks.planning import plan
from webhooks.querysets import WebhookEndpointQuerySet
from webhooks.services import change_endpoint


def test_an_endpoint_that_was_never_called_is_not_kept_waiting(add: Add, told: Told, receiver: Receiver) -> None:
    served, fresh = add().endpoint, add(url=f"{receiver.url}/fresh").endpoint
    WebhookEndpoint.objects.filter(pk=served.pk).update(served_at=timezone.now() - timedelta(seconds=1))
    told.happen()
    assert sending.send_next()
    assert [request.path for request in receiver.requests] == ["/fresh"]
    assert fresh.deliveries.get().state == "delivered"


def test_what_was_taken_while_its_endpoint_was_turned_off_is_delivered(add: Add, told: Told, vendor_owner: User) -> None:
    endpoint = add().endpoint
    told.happen()
    delivery = sending.lease()
    assert delivery is not None
    outcome = sending.call(delivery)
    change_endpoint(endpoint, by=vendor_owner, is_enabled=False)
    assert told.delivery().state == "failed"
    sending.mark(delivery, outcome)
    assert told.delivery().state == "delivered"


def test_an_endpoint_that_is_turned_off_while_it_is_planned_for_is_told_nothing(
    add: Add, told: Told, vendor_owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint = add().endpoint
    event = told.happen()
    WebhookDelivery.objects.all().delete()
    hearing = WebhookEndpointQuerySet.hearing

    def find_and_turn_off(rows: WebhookEndpointQuerySet, name: str, version: int) -> WebhookEndpointQuerySet:
        found = list(hearing(rows, name, version).values_list("pk", flat=True))
        change_endpoint(endpoint, by=vendor_owner, is_enabled=False)
        return WebhookEndpoint.objects.filter(pk__in=found)

    monkeypatch.setattr(WebhookEndpointQuerySet, "hearing", find_and_turn_off)
    plan(event)
    assert not WebhookDelivery.objects.exists()
