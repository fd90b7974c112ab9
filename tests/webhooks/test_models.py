"""What the database refuses of webhooks, what is pruned, and what operators see."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from prometheus_client import REGISTRY

from accounts.models import User
from common.management.commands.harden_database import grants
from common.metrics import update_gauges
from common.models import AuditEntry
from tests.desks import desk_of
from tests.receivers import Receiver
from tests.webhooks.conftest import Add
from tests.webhooks.told import Told
from webhooks.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from webhooks.pruning import prune_deliveries

pytestmark = pytest.mark.usefixtures("receiver")


@pytest.mark.parametrize(
    "bad",
    [
        {"secret": ""},
        {"removed_at": "2026-01-01T00:00:00Z"},
        {"previous_secret": "x"},
        {"previous_until": "2030-01-01T00:00:00Z"},
        {"disabled_at": "2026-01-01T00:00:00Z"},
        {"disabled_reason": "gone"},
        {"failures": 1},
        {"failing_since": "2026-01-01T00:00:00Z"},
    ],
)
def test_half_an_endpoint_is_refused(add: Add, bad: dict[str, Any]) -> None:
    endpoint = add().endpoint
    with pytest.raises(IntegrityError), transaction.atomic():
        WebhookEndpoint.objects.filter(pk=endpoint.pk).update(**bad)


@pytest.mark.parametrize(
    "bad",
    [
        {"state": "delivered"},
        {"delivered_at": "2026-01-01T00:00:00Z"},
        {"state": "failed", "leased_until": "2030-01-01T00:00:00Z"},
    ],
)
def test_half_a_delivery_is_refused(add: Add, told: Told, bad: dict[str, Any]) -> None:
    add()
    told.happen()
    with pytest.raises(IntegrityError), transaction.atomic():
        WebhookDelivery.objects.update(**bad)


def test_an_event_goes_to_an_endpoint_once_and_a_position_is_given_once(add: Add, told: Told) -> None:
    add()
    first = told.happen()
    told.happen()
    for bad in ({"event": first}, {"position": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            WebhookDelivery.objects.filter(position=2).update(**bad)


def test_what_was_tried_is_never_changed_and_says_whether_it_was_answered(add: Add, told: Told) -> None:
    add()
    told.happen()
    told.send()
    attempt = WebhookAttempt.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        WebhookAttempt.objects.update(status=204)
    attempt.pk, attempt.error = None, "and no answer"
    with pytest.raises(IntegrityError), transaction.atomic():
        attempt.save(force_insert=True)


def test_what_is_older_than_thirty_days_goes_with_its_calls(add: Add, told: Told) -> None:
    add()
    told.happen()
    told.send()
    told.happen()
    WebhookDelivery.objects.filter(position=1).update(planned_at=timezone.now() - timedelta(days=31))
    assert prune_deliveries() == 2
    assert not WebhookAttempt.objects.exists()
    assert WebhookDelivery.objects.get().position == 2


def test_operators_see_what_waits_and_what_fails(add: Add, told: Told, receiver: Receiver) -> None:
    add()
    told.happen()
    receiver.answer_with(500)
    told.send()
    told.happen()
    update_gauges()
    assert REGISTRY.get_sample_value("trusttrack_webhooks_pending") == 2
    assert REGISTRY.get_sample_value("trusttrack_webhook_endpoints_failing") == 1
    assert REGISTRY.get_sample_value("trusttrack_webhook_endpoints_disabled") == 0
    oldest = REGISTRY.get_sample_value("trusttrack_webhook_oldest_seconds")
    assert oldest is not None
    assert oldest >= 0


def test_the_admin_shows_no_secret_and_sends_again_what_was_given_up(add: Add, told: Told, moderator: User) -> None:
    made = add()
    told.happen()
    WebhookDelivery.objects.update(state="failed")
    desk = desk_of(moderator)
    page = desk.get(f"/admin/webhooks/webhookendpoint/{made.endpoint.pk}/change/").content.decode()
    assert made.endpoint.secret not in page
    assert "/in" not in page.partition("<main")[2].partition("Event types")[0]
    deliveries = "/admin/webhooks/webhookdelivery/"
    for term, number in ((str(told.delivery().event.uid), 1), ("crumb-and-co", 1), ("crumb", 0)):
        assert desk.get(deliveries, {"q": term}).context["cl"].result_count == number
    answer = desk.post(deliveries, {"action": "replay_failed", "_selected_action": [told.delivery().pk]}, follow=True)
    assert "1 will be sent again." in answer.content.decode()
    assert told.delivery().state == "pending"
    assert AuditEntry.objects.filter(action="replay", actor=moderator).exists()


@pytest.mark.django_db
def test_the_applications_role_rewrites_no_attempt() -> None:
    with connection.cursor() as cursor:
        statements = [statement.as_string(cursor.connection) for statement in grants("app")]
    assert 'REVOKE UPDATE ON "webhooks_webhookattempt" FROM "app"' in statements
