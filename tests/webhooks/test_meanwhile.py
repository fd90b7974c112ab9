"""Who is called next, and what becomes of a call or a plan while somebody turns the endpoint off."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from notifications.mail import BACKEND
from notifications.models import InboxMail
from tests.receivers import Receiver
from tests.webhooks.conftest import Add
from tests.webhooks.told import Told
from tests.work import do_due_work
from webhooks import sending
from webhooks.models import WebhookDelivery, WebhookEndpoint
from webhooks.planning import plan
from webhooks.querysets import WebhookEndpointQuerySet
from webhooks.retrying import MAX_TRIES
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


def test_what_ends_its_worker_each_time_is_given_up(add: Add, told: Told, receiver: Receiver) -> None:
    add()
    told.happen()
    for _ in range(MAX_TRIES):
        assert sending.lease() is not None
        WebhookDelivery.objects.update(due_at=timezone.now() - timedelta(seconds=1), leased_until=timezone.now())
    assert (sending.lease(), told.delivery().state, receiver.requests) == (None, "failed", [])


def test_a_description_is_changed_while_the_host_is_away(add: Add, vendor_owner: User, settings: Any) -> None:
    endpoint = add().endpoint
    settings.OUTBOUND_ALLOWED_HOSTS = []
    changed = change_endpoint(endpoint, by=vendor_owner, url=endpoint.url, description="Till")
    assert changed.description == "Till"


@pytest.mark.parametrize(("reason", "status"), [("gone", 410), ("failing", 500)])
def test_the_owners_get_a_mail_when_it_turns_itself_off(
    add: Add, told: Told, receiver: Receiver, vendor_owner: User, manager: User, settings: Any, reason: str, status: int
) -> None:
    settings.EMAIL_BACKEND = BACKEND
    endpoint = add(url=f"{receiver.url}/in/a-secret-path").endpoint
    do_due_work()
    WebhookEndpoint.objects.update(failing_since=timezone.now() - timedelta(days=4), failures=20)
    told.happen()
    receiver.answer_with(status)
    told.send()
    do_due_work()
    endpoint.refresh_from_db()
    assert endpoint.disabled_reason == reason
    (mail,) = InboxMail.objects.filter(subject="A webhook of Crumb & Co was turned off")
    assert mail.to == vendor_owner.email
    assert f"/dashboard/crumb-and-co/webhooks/{endpoint.pk}" in mail.text
    assert receiver.host in mail.text
    assert "a-secret-path" not in mail.text + mail.html
