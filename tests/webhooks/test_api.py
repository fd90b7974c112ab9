"""/api/v1/webhook-endpoints/: who may what, and what is refused."""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client import REGISTRY
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient
from standardwebhooks import Webhook

from accounts.encryption import decrypt
from accounts.models import SecurityEvent, User
from common import pruning
from common.metrics import update_gauges
from common.models import IdempotentAnswer
from events.models import Event
from tests.factories import MembershipFactory
from tests.receivers import Receiver
from tests.webhooks.conftest import Add
from tests.webhooks.told import Told
from vendors.models import Vendor
from vendors.services import create_api_key, revoke_api_key
from webhooks import replaying, sending
from webhooks.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from webhooks.planning import plan_for
from webhooks.pruning import prune_removed
from webhooks.services import MAX_ENDPOINTS, TooManyEndpoints, delete_endpoint, rotate_secret

PATH = "/api/v1/webhook-endpoints/"
Fresh = Callable[[User], APIClient]


def test_one_is_added_and_its_secret_shown_once_and_kept_encrypted(vendor_owner: User, fresh: Fresh, receiver: Receiver) -> None:
    client = fresh(vendor_owner)
    body = {"vendor": "crumb-and-co", "url": f"{receiver.url}/in", "event_types": ["order.placed"]}
    answer = client.post(PATH, body, headers={"Idempotency-Key": "once"})
    assert answer.status_code == 201, answer.content
    made = answer.json()
    Webhook(made["secret"])
    assert (answer["Cache-Control"], made["is_enabled"], made["event_types"]) == ("no-store", True, ["order.placed"])
    assert client.post(PATH, body, headers={"Idempotency-Key": "once"}).json() == {**made, "secret": None}
    row = WebhookEndpoint.objects.get()
    assert decrypt(row.secret) == made["secret"]
    kept = [
        *WebhookEndpoint.objects.values(), *Event.objects.values("payload"), *SecurityEvent.objects.values("data"),
        bytes(IdempotentAnswer.objects.get().body).decode(), client.get(PATH).json(),
    ]  # fmt: skip
    assert made["secret"].removeprefix("whsec_") not in json.dumps(kept, default=str)


def test_each_act_is_on_record_without_the_path_of_the_address(
    add: Add, vendor_owner: User, fresh: Fresh, receiver: Receiver
) -> None:
    path = f"{PATH}{add().endpoint.pk}/"
    client = fresh(vendor_owner)
    assert client.patch(path, {"description": "Till"}).status_code == 200
    assert client.post(f"{path}rotate/").json()["secret"].startswith("whsec_")
    assert client.delete(path).status_code == 204
    events = SecurityEvent.objects.filter(kind__startswith="webhook.").order_by("pk")
    assert [event.kind for event in events] == ["webhook.created", "webhook.changed", "webhook.rotated", "webhook.deleted"]
    assert all(event.user == vendor_owner and event.data["host"] == receiver.host for event in events)
    assert "/in" not in json.dumps([event.data for event in events])
    assert list(Event.objects.filter(type__startswith="webhook.").order_by("pk").values_list("type", flat=True)) == [
        "webhook.created", "webhook.changed", "webhook.rotated", "webhook.deleted"
    ]  # fmt: skip


def test_one_that_was_removed_is_gone_at_once_and_its_log_after_it(
    add: Add, told: Told, vendor_owner: User, fresh: Fresh, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint, other = add().endpoint, add(url=f"{receiver.url}/other").endpoint
    for _ in range(3):
        told.happen()
    WebhookAttempt.objects.bulk_create(
        WebhookAttempt(
            delivery=each, number=1, url=endpoint.url, headers={}, status=500, started_at=timezone.now(), duration_ms=1
        )
        for each in WebhookDelivery.objects.all()
    )
    client, path = fresh(vendor_owner), f"{PATH}{endpoint.pk}/"
    rotate_secret(endpoint, by=vendor_owner)
    with CaptureQueriesContext(connection) as captured:
        assert client.delete(path).status_code == 204
    assert not [query["sql"] for query in captured if "webhooks_webhookdelivery" in query["sql"]]  # millions, maybe
    assert (client.get(path).status_code, client.delete(path).status_code) == (404, 404)
    assert [row["id"] for row in client.get(PATH).json()["results"]] == [other.pk]
    hidden = WebhookEndpoint.with_removed.get(pk=endpoint.pk)
    assert (hidden.url, hidden.secret, hidden.previous_secret, hidden.earlier_secrets) == ("", "", "", [])
    told.happen()
    told.send()
    assert {request.path for request in receiver.requests} == {"/other"}
    assert not hidden.deliveries.filter(position=4).exists()
    monkeypatch.setattr(pruning, "ROWS_A_RUN", 2)
    left = []
    while prune_removed():
        left.append((hidden.deliveries.count(), WebhookEndpoint.with_removed.filter(pk=endpoint.pk).exists()))
    assert left == [(1, True), (0, False)]
    assert set(WebhookDelivery.objects.values_list("endpoint", flat=True)) == {other.pk}
    assert set(WebhookAttempt.objects.values_list("delivery__endpoint", flat=True)) == {other.pk}


def test_an_answer_to_a_call_that_was_under_way_when_it_was_removed_is_left(add: Add, told: Told, vendor_owner: User) -> None:
    endpoint = add().endpoint
    event = told.happen()
    taken = sending.lease()
    assert taken is not None
    delete_endpoint(endpoint, by=vendor_owner)
    sending.mark(taken, sending.Outcome(timezone.now(), {}, 1.0, error="x"))
    assert plan_for(endpoint, event) is None
    assert not WebhookAttempt.objects.exists()
    update_gauges()
    assert REGISTRY.get_sample_value("trusttrack_webhooks_pending") == 0


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"url": "https://127.0.0.1/"}, "/url"),
        ({"url": "http://hooks.example.com/"}, "/url"),
        ({"url": "https://user:word@hooks.example.com/"}, "/url"),
        ({"url": "https://169.254.169.254/latest/meta-data/"}, "/url"),
        ({"url": "https://localhost/"}, "/url"),
        ({"url": ""}, "/url"),
        ({"event_types": ["order.eaten"]}, "/event_types"),
        ({"event_types": ["order.placed@9"]}, "/event_types"),
        ({"event_types": ["order.placed@0"]}, "/event_types"),
        ({"event_types": ["security.password.changed"]}, "/event_types"),
        ({"event_types": ["webhook.test"]}, "/event_types"),
        ({"event_types": ["order.placed"] * 101}, "/event_types"),
        ({"api_key": 10**9}, "/api_key"),
        ({"vendor": "no-such-vendor"}, "/vendor"),
    ],
)
def test_r27_what_cannot_be_is_refused_at_its_field(
    vendor_owner: User, fresh: Fresh, receiver: Receiver, change: dict[str, Any], pointer: str
) -> None:
    answer = fresh(vendor_owner).post(PATH, {"vendor": "crumb-and-co", "url": receiver.url, **change})
    assert answer.status_code == 400, answer.content
    assert answer.json()["errors"][0]["pointer"].startswith(pointer)
    assert not WebhookEndpoint.objects.exists()


def test_a_business_has_ten_at_most(add: Add, vendor_owner: User) -> None:
    for _ in range(MAX_ENDPOINTS):
        add()
    with pytest.raises(TooManyEndpoints):
        add()
    delete_endpoint(WebhookEndpoint.objects.latest("pk"), by=vendor_owner)
    assert add().endpoint.pk


def test_a_sign_in_of_long_ago_is_asked_again(add: Add, manager: User, api: Fresh, receiver: Receiver) -> None:
    path = f"{PATH}{add().endpoint.pk}/"
    client = api(manager)
    body = {"vendor": "crumb-and-co", "url": receiver.url}
    for answer in (client.post(PATH, body), client.patch(path, {}), client.delete(path), client.post(f"{path}rotate/")):
        assert (answer.status_code, answer.json()["code"]) == (401, "reauthentication_required")


def test_a_key_sees_and_sends_again_and_changes_nothing(add: Add, told: Told, vendor: Vendor, vendor_owner: User) -> None:
    endpoint = add().endpoint
    told.happen()
    key = create_api_key(vendor, by=vendor_owner, name="Stock", scopes=["webhooks.replay"])
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {key.text}")
    path = f"{PATH}{endpoint.pk}/"
    assert client.get(PATH).json()["results"][0]["id"] == endpoint.pk
    assert client.get(f"{path}deliveries/").json()["results"][0]["state"] == "pending"
    assert client.post(f"{path}deliveries/{told.delivery().pk}/replay/").status_code == 202
    for answer in (client.post(PATH, {}), client.patch(path, {}), client.delete(path), client.post(f"{path}rotate/")):
        assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")


def test_an_endpoint_on_a_key_is_off_with_the_key(
    add: Add, told: Told, vendor: Vendor, vendor_owner: User, api: Fresh, receiver: Receiver
) -> None:
    key = create_api_key(vendor, by=vendor_owner, name="Stock", scopes=["orders.view"]).key
    endpoint = add(api_key=key.pk).endpoint
    told.happen()
    revoke_api_key(key, by=vendor_owner)
    told.happen()
    assert told.send() == 0
    assert receiver.requests == []
    shown = api(vendor_owner).get(f"{PATH}{endpoint.pk}/").json()
    assert (shown["is_enabled"], shown["off_reason"], shown["api_key"]) == (False, "key_ended", key.prefix)
    assert WebhookDelivery.objects.filter(event_type="vendor.badge_changed").count() == 1


def test_turned_off_nothing_is_planned_and_turned_on_it_begins_anew(
    add: Add, told: Told, vendor_owner: User, fresh: Fresh
) -> None:
    path = f"{PATH}{add().endpoint.pk}/"
    client = fresh(vendor_owner)
    told.happen()
    assert client.patch(path, {"is_enabled": False}).json()["off_reason"] == "person"
    assert told.delivery().state == "failed"
    told.happen()
    assert client.post(f"{path}test/").json()["code"] == "endpoint_off"
    assert not Event.objects.filter(type="webhook.disabled").exists()
    assert client.patch(path, {"is_enabled": True}).json()["is_enabled"] is True
    told.happen()
    assert list(WebhookDelivery.objects.order_by("pk").values_list("position", "state")) == [(1, "failed"), (2, "pending")]


def test_a_test_goes_to_the_one_endpoint(add: Add, told: Told, vendor_owner: User, api: Fresh, receiver: Receiver) -> None:
    endpoint = add(event_types=["order.placed"]).endpoint
    add()
    answer = api(vendor_owner).post(f"{PATH}{endpoint.pk}/test/")
    assert (answer.status_code, answer.json()["event_type"]) == (202, "webhook.test")
    told.send()
    assert [json.loads(request.body)["data"] for request in receiver.requests] == [
        {"vendor": "crumb-and-co", "endpoint": endpoint.pk}
    ]


def test_r45_one_is_sent_again_with_the_same_id_and_bytes(
    add: Add, told: Told, vendor_owner: User, api: Fresh, receiver: Receiver
) -> None:
    endpoint = add().endpoint
    told.happen()
    told.send()
    path = f"{PATH}{endpoint.pk}/deliveries/{told.delivery().pk}/"
    client = api(vendor_owner)
    again = client.post(f"{path}replay/")
    assert (again.status_code, again.json()["state"]) == (202, "pending")
    told.send()
    first, second = receiver.requests
    assert (first.headers["webhook-id"], first.body) == (second.headers["webhook-id"], second.body)
    shown = client.get(path).json()
    assert (len(shown["attempts"]), shown["attempts"][0]["answer"], shown["state"]) == (2, "ok", "delivered")
    assert shown["body"].encode() == first.body


def test_a_range_is_counted_then_sent_again(add: Add, told: Told, vendor_owner: User, api: Fresh, receiver: Receiver) -> None:
    endpoint = add().endpoint
    for _ in range(3):
        told.happen()
    WebhookDelivery.objects.filter(position__lt=3).update(state="failed")
    told.send()
    body: dict[str, Any] = {"since": (timezone.now() - timedelta(hours=1)).isoformat()}
    client, path = api(vendor_owner), f"{PATH}{endpoint.pk}/replay/"
    assert client.post(path, {**body, "is_trial": True}).json() == {"number": 2, "has_more": False, "next_after": None}
    assert client.post(path, {**body, "is_trial": True, "only_failed": False}).json()["number"] == 3
    assert client.post(path, {**body, "until": body["since"]}).json()["number"] == 0
    assert told.send() == 0
    assert client.post(path, body).json()["number"] == 2
    assert told.send() == 2
    assert len(receiver.requests) == 3


def test_a_range_goes_on_behind_what_was_sent_again_before(
    add: Add, told: Told, vendor_owner: User, api: Fresh, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replaying, "MOST_AT_ONCE", 2)
    endpoint, other = add().endpoint, add(event_types=["order.placed"]).endpoint
    for _ in range(5):
        told.happen()
    WebhookDelivery.objects.update(planned_at=timezone.now())  # of one moment: the id is what tells them apart
    told.send()
    client, path = api(vendor_owner), f"{PATH}{endpoint.pk}/replay/"
    body: dict[str, Any] = {"since": (timezone.now() - timedelta(hours=1)).isoformat(), "only_failed": False}
    after, numbers = None, []
    for _ in range(3):
        receiver.requests.clear()
        done = client.post(path, {**body, "after": after}, format="json").json()
        told.send()
        numbers.append([json.loads(request.body)["position"] for request in receiver.requests])
        after = done["next_after"]
        assert (after is not None) is done["has_more"]
        for wrong in (path.replace(str(endpoint.pk), str(other.pk)), path) if after else ():
            given = after if wrong != path else f"{after}x"
            refused = client.post(wrong, {**body, "after": given}, format="json")
            assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "/after")
    assert numbers == [[1, 2], [3, 4], [5]]


def test_sending_again_is_limited(add: Add, vendor_owner: User, api: Fresh) -> None:
    client, path = api(vendor_owner), f"{PATH}{add().endpoint.pk}/replay/"
    body = {"since": timezone.now().isoformat(), "is_trial": True}
    answers = [client.post(path, body).status_code for _ in range(31)]
    assert (answers[0], answers[-1]) == (200, 429)


@pytest.mark.parametrize("rows", [1, 50])
def test_lists_cost_the_same_whatever_their_length(
    add: Add, told: Told, vendor_owner: User, api: Fresh, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    endpoint = add().endpoint
    event = told.happen()
    delivery = told.delivery()
    for position in range(2, rows + 1):
        event.pk, event.uid = None, uuid.uuid4()
        event.save(force_insert=True)
        delivery.pk, delivery.event, delivery.position = None, event, position
        delivery.save(force_insert=True)
    client = api(vendor_owner)
    with django_assert_num_queries(4):
        assert len(client.get(f"{PATH}{endpoint.pk}/deliveries/?page_size=100").json()["results"]) == rows
    with django_assert_num_queries(1):
        assert len(client.get(PATH).json()["results"]) == 1


def test_lists_are_filtered(add: Add, told: Told, vendor_owner: User, api: Fresh, stranger: User) -> None:
    endpoint = add().endpoint
    told.happen()
    client, path = api(vendor_owner), f"{PATH}{endpoint.pk}/deliveries/"
    assert len(client.get(f"{path}?state=pending,failed&event_type=vendor.badge_changed").json()["results"]) == 1
    assert client.get(f"{path}?state=delivered").json()["results"] == []
    assert client.get(f"{path}?state=eaten").status_code == 400
    assert client.get(f"{PATH}?vendor=crumb-and-co").json()["results"][0]["id"] == endpoint.pk
    assert api(stranger).get(PATH).json()["results"] == []
    assert api(stranger).get(f"{PATH}?vendor=crumb-and-co").status_code == 404


def test_without_a_second_factor_it_says_so(vendor: Vendor, api: Fresh) -> None:
    owner = MembershipFactory.create(vendor=vendor, role="owner", second_factor=False).user
    assert api(owner).get(PATH).json()["code"] == "second_factor_needed"


@pytest.mark.usefixtures("receiver")
def test_secrets_are_brought_under_a_new_secret_key(add: Add, vendor_owner: User, settings: Any) -> None:
    endpoint, first = add()
    second, secret = (rotate_secret(endpoint, by=vendor_owner).secret for _ in range(2))
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 8, [old]
    call_command("reencrypt_webhook_secrets")
    settings.SECRET_KEY_FALLBACKS = []
    row = WebhookEndpoint.objects.get()
    kept = (row.secret, row.previous_secret, row.earlier_secrets[0]["secret"])
    assert [decrypt(each) for each in kept] == [secret, second, first]
    settings.SECRET_KEY = "a third" * 8
    with pytest.raises(CommandError, match="1 cannot be read"):
        call_command("reencrypt_webhook_secrets")
