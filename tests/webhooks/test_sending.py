"""webhooks.sending: what is called, how often, and what follows from the answers (r45)."""

import json
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from rest_framework.test import APIClient
from standardwebhooks import Webhook

from accounts.models import User
from common.logs import bind_request_id
from events.models import Event
from events.services import record
from orders.statuses import Status
from tests.events.workers import wait_until
from tests.receivers import Receiver, Reply
from tests.stories import moved, placed_order
from tests.webhooks.conftest import Add
from tests.webhooks.told import Told
from vendors.event_types import BADGE_CHANGED
from vendors.models import Item, Vendor
from webhooks import sending
from webhooks.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from webhooks.planning import plan
from webhooks.replaying import replay_delivery, send_test
from webhooks.retrying import JITTER, MAX_TRIES, WAITS, wait_after
from webhooks.services import MAX_EARLIER_SECRETS, change_endpoint, rotate_secret
from webhooks.tasks import send_due

Fresh = Callable[[User], APIClient]
pytestmark = pytest.mark.usefixtures("receiver")


def test_r45_the_published_library_verifies_what_comes(add: Add, told: Told, receiver: Receiver) -> None:
    secret = add().secret
    event = told.happen()
    assert told.send() == 1
    request = receiver.requests[0]
    body = Webhook(secret).verify(request.body, dict(request.headers))
    assert request.path == "/in"
    assert request.headers["webhook-id"] == str(event.uid)
    assert request.headers["content-type"] == "application/json"
    assert body == {
        "type": "vendor.badge_changed",
        "version": 1,
        "timestamp": event.recorded_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "subject": "crumb-and-co",
        "sequence": None,
        "position": 1,
        "data": {"vendor": "crumb-and-co", "move": "grant", "until": "2027-01-01T00:00:00Z", "check": "identity"},
    }
    delivery = told.delivery()
    assert (delivery.state, delivery.tries, delivery.last_status) == ("delivered", 1, 200)


def test_an_orders_events_carry_its_sequence_and_nothing_of_its_customer(
    add: Add, told: Told, receiver: Receiver, customer: User, vendor_owner: User, item: Item
) -> None:
    add(event_types=["order.placed", "order.status_changed"])
    order = moved(placed_order(customer, item), vendor_owner, Status.ACCEPTED)
    told.happen()
    told.send()
    bodies = sorted((json.loads(request.body) for request in receiver.requests), key=lambda body: body["sequence"])
    assert [(body["type"], body["subject"]) for body in bodies] == [
        ("order.placed", order.uid),
        ("order.status_changed", order.uid),
    ]
    assert bodies[0]["sequence"] + 1 == bodies[1]["sequence"]
    assert {body["position"] for body in bodies} == {1, 2}
    assert all(body["data"].keys() == {"status", "vendor"} for body in bodies)
    assert not any(word in request.body.decode() for request in receiver.requests for word in ("Ada", "ada@", "+44", "amount"))


def test_r45_a_retry_has_the_same_id_and_bytes_and_a_signature_of_its_own_time(add: Add, told: Told, receiver: Receiver) -> None:
    secret = add().secret
    told.happen()
    receiver.answer_with(500, b"not now")
    told.send()
    receiver.answer_with(204, b"")
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        told.send()
        Webhook(secret).verify(receiver.requests[1].body, dict(receiver.requests[1].headers))
    first, second = receiver.requests
    assert (first.headers["webhook-id"], first.body) == (second.headers["webhook-id"], second.body)
    assert int(second.headers["webhook-timestamp"]) - int(first.headers["webhook-timestamp"]) >= 1199
    assert told.delivery().state == "delivered"


def test_r45_ten_tries_over_three_days_with_jitter_then_it_is_given_up(add: Add, told: Told, receiver: Receiver) -> None:
    add()
    told.happen()
    receiver.answer_with(500)
    told.send()
    for _ in range(MAX_TRIES - 1):
        delivery = told.delivery()
        wait = delivery.due_at - timezone.now()
        expected = WAITS[delivery.tries - 1]
        assert expected * (1 - JITTER) - timedelta(seconds=5) <= wait <= expected * (1 + JITTER)
        told.retry()
    assert (told.delivery().state, told.delivery().tries, len(receiver.requests)) == ("failed", 10, 10)
    assert len({request.headers["webhook-id"] for request in receiver.requests}) == 1
    assert timedelta(days=2, hours=20) < sum(WAITS, timedelta()) < timedelta(days=3, hours=4)
    assert len({wait_after(4) for _ in range(20)}) > 15


def test_r45_410_turns_the_endpoint_off_at_once_and_the_owners_are_to_be_told(add: Add, told: Told, receiver: Receiver) -> None:
    endpoint = add().endpoint
    told.happen()
    waiting = told.happen()
    receiver.answer_with(410)
    told.send()
    endpoint.refresh_from_db()
    assert endpoint.disabled_reason == "gone"
    assert len(receiver.requests) == 1
    assert WebhookDelivery.objects.get(event=waiting).state == "failed"
    assert Event.objects.get(type="webhook.disabled").payload == {
        "vendor": "crumb-and-co", "endpoint": endpoint.pk, "reason": "gone"
    }  # fmt: skip
    told.happen()
    assert WebhookDelivery.objects.count() == 2


def test_three_days_of_nothing_but_failures_turn_it_off(add: Add, told: Told, receiver: Receiver) -> None:
    endpoint = add().endpoint
    receiver.answer_with(500)
    start = timezone.now()
    for hours in range(0, 88, 8):
        with time_machine.travel(start + timedelta(hours=hours)):
            told.happen()
            told.send()
            endpoint.refresh_from_db()
            assert bool(endpoint.disabled_at) == (hours >= 80)
    assert endpoint.disabled_reason == "failing"


@pytest.mark.parametrize(("taken_meanwhile", "is_off"), [(False, True), (True, False)])
def test_one_event_that_is_given_up_turns_a_quiet_endpoint_off(
    add: Add, told: Told, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, taken_meanwhile: bool, is_off: bool
) -> None:
    monkeypatch.setattr("random.uniform", lambda least, _: least)  # the shortest waits that there are: 57 hours in all
    endpoint = add().endpoint
    old = told.happen()
    WebhookDelivery.objects.update(planned_at=timezone.now() - timedelta(days=20))  # replayed: its age says nothing
    receiver.answer_by(lambda request: Reply(500 if request.headers["webhook-id"] == str(old.uid) else 200))
    at = timezone.now()
    for tries in range(MAX_TRIES):
        with time_machine.travel(at):
            if taken_meanwhile and tries == 4:
                told.happen()
            told.send()
        at = WebhookDelivery.objects.get(event=old).due_at + timedelta(seconds=1)
    endpoint.refresh_from_db()
    assert WebhookDelivery.objects.get(event=old).state == "failed"
    assert (endpoint.disabled_reason == "failing") is is_off
    assert Event.objects.filter(type="webhook.disabled").exists() is is_off


def test_one_success_begins_the_three_days_anew(add: Add, told: Told, receiver: Receiver) -> None:
    endpoint = add().endpoint
    receiver.answer_with(500)
    told.happen()
    told.send()
    WebhookEndpoint.objects.update(failing_since=timezone.now() - timedelta(days=9), failures=50)
    receiver.answer_with(200)
    told.retry()
    endpoint.refresh_from_db()
    assert (endpoint.failing_since, endpoint.failures, endpoint.disabled_at) == (None, 0, None)


def test_two_calls_around_a_long_quiet_are_not_three_days_of_failing(add: Add, told: Told, receiver: Receiver) -> None:
    add()
    receiver.answer_with(500)
    told.happen()
    told.send()
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        told.send()
    assert WebhookEndpoint.objects.get().disabled_at is None


@pytest.mark.parametrize(("status", "after", "least"), [(429, "7200", 7190), (503, "7200", 7190), (429, "999999999999", 86_000)])
def test_who_asks_for_time_gets_it_with_everything(
    add: Add, told: Told, receiver: Receiver, status: int, after: str, least: int
) -> None:
    add()
    told.happen()
    receiver.answer_with(status, headers={"Retry-After": after})
    told.send()
    assert least <= (told.delivery().due_at - timezone.now()).total_seconds() <= 86_400
    told.happen()
    assert told.send() == 0
    assert len(receiver.requests) == 1


@pytest.mark.parametrize("way", ["address", "test", "replay"])
def test_a_person_ends_the_time_that_it_asked_for(add: Add, told: Told, receiver: Receiver, vendor_owner: User, way: str) -> None:
    endpoint = add().endpoint
    told.happen()
    receiver.answer_with(429, headers={"Retry-After": "7200"})
    told.send()
    receiver.answer_with(200)
    told.happen()
    assert told.send() == 0
    if way == "address":
        change_endpoint(endpoint, by=vendor_owner, url=f"{receiver.url}/new")
    elif way == "test":
        send_test(endpoint, by=vendor_owner)
    else:
        replay_delivery(told.delivery(), by=vendor_owner)
    endpoint.refresh_from_db()
    assert endpoint.paused_until is None
    assert (endpoint.failing_since is None, endpoint.failures) == ((True, 0) if way == "address" else (False, 1))
    assert told.send() >= 1


def test_what_an_address_of_before_answers_says_nothing_of_the_new_one(
    add: Add, told: Told, receiver: Receiver, vendor_owner: User
) -> None:
    endpoint = add().endpoint
    told.happen()
    receiver.answer_with(410)
    delivery = sending.lease()
    assert delivery is not None
    outcome = sending.call(delivery)
    change_endpoint(endpoint, by=vendor_owner, url=f"{receiver.url}/new")
    sending.mark(delivery, outcome)
    endpoint.refresh_from_db()
    assert (endpoint.disabled_at, endpoint.failures, told.delivery().state) == (None, 0, "pending")


def test_a_shorter_time_that_it_asks_for_does_not_end_a_longer_one(add: Add, told: Told, receiver: Receiver) -> None:
    endpoint = add().endpoint
    told.happen()
    told.happen()
    taken = [sending.lease(), sending.lease()]
    for delivery, after in zip(taken, ("7200", "60"), strict=True):
        receiver.answer_with(503, headers={"Retry-After": after})
        assert delivery is not None
        sending.mark(delivery, sending.call(delivery))
    endpoint.refresh_from_db()
    assert endpoint.paused_until is not None
    assert endpoint.paused_until > timezone.now() + timedelta(hours=1)


@pytest.mark.parametrize("after", ["", "soon", "-5", "Mon, 01 Jan 2024 00:00:00 GMT", "²"])
def test_nonsense_asks_for_nothing(add: Add, told: Told, receiver: Receiver, after: str) -> None:
    add()
    told.happen()
    receiver.answer_by(lambda _: Reply(429, headers={"Retry-After": after.encode().decode("latin-1")}))
    told.send()
    assert told.delivery().due_at < timezone.now() + timedelta(seconds=10)


def test_r45_after_a_rotation_both_secrets_verify_for_a_day(add: Add, told: Told, receiver: Receiver, vendor_owner: User) -> None:
    endpoint, old = add()
    new = rotate_secret(endpoint, by=vendor_owner).secret
    told.happen()
    told.send()
    request = receiver.requests[0]
    assert len(request.headers["webhook-signature"].split()) == 2
    for secret in (old, new):
        Webhook(secret).verify(request.body, dict(request.headers))
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        told.happen()
        told.send()
    assert len(receiver.requests[1].headers["webhook-signature"].split()) == 1


def test_a_second_rotation_leaves_the_first_secret_its_day(
    add: Add, told: Told, receiver: Receiver, vendor_owner: User, fresh: Fresh
) -> None:
    endpoint, held = add()
    for _ in range(MAX_EARLIER_SECRETS):  # each one lost before it was copied
        rotate_secret(endpoint, by=vendor_owner)
    told.happen()
    told.send()
    Webhook(held).verify(receiver.requests[0].body, dict(receiver.requests[0].headers))
    refused = fresh(vendor_owner).post(f"/api/v1/webhook-endpoints/{endpoint.pk}/rotate/")
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many_secrets")
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        newest = rotate_secret(endpoint, by=vendor_owner).secret
        told.happen()
        told.send()
        assert len(receiver.requests[1].headers["webhook-signature"].split()) == 2  # the newest and the one before
        Webhook(newest).verify(receiver.requests[1].body, dict(receiver.requests[1].headers))


def test_each_call_is_written_down_without_its_signature_and_with_the_beginning_of_the_answer(
    add: Add, told: Told, receiver: Receiver
) -> None:
    add()
    told.happen()
    receiver.answer_with(500, "Ä\x00".encode() + b"x" * 5000)
    told.send()
    attempt = WebhookAttempt.objects.get()
    assert (attempt.number, attempt.status, attempt.error, attempt.url) == (1, 500, "", f"{receiver.url}/in")
    assert attempt.answer.startswith("Äx")
    assert len(attempt.answer) < 2048
    assert attempt.headers["webhook-signature"] == "v1,…"
    assert attempt.headers["webhook-id"] == str(told.delivery().event.uid)


def test_what_cannot_be_reached_is_tried_again(add: Add, told: Told, receiver: Receiver, settings: Any) -> None:
    add()
    told.happen()
    settings.OUTBOUND_ALLOWED_HOSTS = []
    told.send()
    assert receiver.requests == []
    assert (told.delivery().state, told.delivery().last_error) == ("pending", "The address has to begin with https://.")


def test_r57_the_request_that_caused_it_is_named_in_the_call_and_the_log(add: Add, told: Told, receiver: Receiver) -> None:
    add()
    bind_request_id("4be0c1f2a97d3358")
    told.happen()
    told.send()
    assert receiver.requests[0].headers["x-request-id"] == "4be0c1f2a97d3358"
    assert told.delivery().request_id == "4be0c1f2a97d3358"
    assert WebhookAttempt.objects.get().headers["X-Request-ID"] == "4be0c1f2a97d3358"


@pytest.mark.django_db(transaction=True)
def test_a_slow_endpoint_holds_up_nobody_else(add: Add, told: Told, receiver: Receiver, vendor_owner: User) -> None:
    slow, quick = add(url=f"{receiver.url}/slow").endpoint, add(url=f"{receiver.url}/quick").endpoint
    gate = threading.Event()
    receiver.answer_by(lambda request: Reply() if request.path == "/quick" or gate.wait(8) else Reply(500))
    for _ in range(6):
        told.happen()
    send_due()
    try:
        wait_until(lambda: quick.deliveries.filter(state="delivered").count() == 6)
        under_way = [request.path for request in receiver.requests if request.path == "/slow"]
        assert 1 <= len(under_way) <= sending.AT_ONCE
        assert not slow.deliveries.filter(state="delivered").exists()
    finally:
        gate.set()
    wait_until(lambda: bool(send_due() or slow.deliveries.filter(state="delivered").count() == 6))


def test_only_so_many_calls_to_one_endpoint_are_under_way(add: Add, told: Told) -> None:
    add()
    for _ in range(sending.AT_ONCE + 2):
        told.happen()
    taken = [sending.lease() for _ in range(sending.AT_ONCE + 1)]
    assert [delivery is not None for delivery in taken] == [True] * sending.AT_ONCE + [False]


def test_who_lost_the_lease_puts_nothing_off_and_may_say_that_it_came(add: Add, told: Told, receiver: Receiver) -> None:
    add()
    told.happen()
    slow = sending.lease()
    assert slow is not None
    told.retry()
    assert told.delivery().state == "delivered"
    sending.mark(slow, sending.Outcome(timezone.now(), {}, 1.0, error="No answer within the time."))
    assert told.delivery().state == "delivered"
    assert WebhookAttempt.objects.count() == 2


def test_an_endpoint_that_was_removed_meanwhile_is_no_fault(add: Add, told: Told) -> None:
    endpoint = add().endpoint
    told.happen()
    taken = sending.lease()
    assert taken is not None
    endpoint.delete()
    sending.mark(taken, sending.Outcome(timezone.now(), {}, 1.0, error="x"))
    assert not WebhookDelivery.objects.exists()


def test_an_event_of_another_vendor_is_nobody_elses(add: Add, told: Told, other_vendor: Vendor) -> None:
    add()
    Told(other_vendor).happen()
    assert not WebhookDelivery.objects.exists()


@pytest.mark.parametrize(
    ("wanted", "heard"),
    [([], True), (["vendor.badge_changed"], True), (["vendor.badge_changed@1"], True), (["order.placed"], False)],
)
def test_an_endpoint_hears_what_it_asked_for(add: Add, told: Told, wanted: list[str], heard: bool) -> None:
    add(event_types=wanted)
    told.happen()
    assert WebhookDelivery.objects.exists() == heard


def test_another_version_than_the_one_asked_for_is_not_sent(add: Add, told: Told) -> None:
    endpoint = add(event_types=["vendor.badge_changed@1"]).endpoint
    event = told.happen()
    assert not WebhookEndpoint.objects.hearing(event.type, 2).filter(pk=endpoint.pk).exists()


def test_planning_twice_adds_nothing(add: Add, told: Told) -> None:
    add()
    plan(told.happen())
    assert [delivery.position for delivery in WebhookDelivery.objects.all()] == [1]


def test_rolled_back_nothing_is_planned(add: Add, told: Told, vendor: Vendor) -> None:
    add()
    with transaction.atomic():
        record(BADGE_CHANGED, subject=vendor.slug, payload={"vendor": vendor.slug, "move": "grant", "until": ""})
        transaction.set_rollback(True)
    told.send()
    assert not WebhookDelivery.objects.exists()
