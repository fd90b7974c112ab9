"""What comes back: a provider's hook, or the demo's inbox in its place, blocks an address."""

import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from events.models import Event
from notifications.blocking import block_address
from notifications.mail import BACKEND
from notifications.models import BlockedAddress, BlockReason, InboxMail, Message
from orders.models import Order
from tests.work import do_due_work

pytestmark = pytest.mark.django_db
SECRET = "postmark:a-long-secret-of-ours"
URL = "/hooks/mail/postmark/tracking/"
BOUNCE = {
    "RecordType": "Bounce",
    "Type": "HardBounce",
    "Email": "ada@example.com",
    "MessageID": "m-1",
    "ID": 7,
    "BouncedAt": "2026-05-01T10:00:00Z",
    "Description": "The server was unable to deliver",
    "Details": "smtp;550 5.1.1 user unknown",
}


def post(client: Client, body: dict[str, Any], secret: str = SECRET) -> int:
    from base64 import b64encode

    headers = {"authorization": f"Basic {b64encode(secret.encode()).decode()}"}
    return client.post(URL, json.dumps(body), content_type="application/json", headers=headers).status_code


@pytest.fixture
def _secret(settings: Settings) -> None:
    settings.ANYMAIL = {**settings.ANYMAIL, "WEBHOOK_SECRET": SECRET}


def test_without_a_secret_there_is_no_such_address(client: Client, settings: Settings) -> None:
    settings.ANYMAIL = {**settings.ANYMAIL, "WEBHOOK_SECRET": ""}
    assert post(client, BOUNCE) == 404


@pytest.mark.usefixtures("_secret")
def test_a_wrong_secret_is_refused(client: Client, customer: User) -> None:
    assert post(client, BOUNCE, "postmark:wrong") == 400
    assert not BlockedAddress.objects.exists()


@pytest.mark.usefixtures("_secret")
def test_a_bounce_blocks_the_address_once_and_is_told(client: Client, customer: User) -> None:
    assert (post(client, BOUNCE), post(client, BOUNCE)) == (200, 200)
    blocked = BlockedAddress.objects.get()
    assert (blocked.address, blocked.reason) == ("ada@example.com", "bounce")
    assert Event.objects.get(type="account.address_blocked").payload["user"] == customer.pk


@pytest.mark.usefixtures("_secret")
@pytest.mark.parametrize(
    "change",
    [{"Type": "Transient"}, {"Type": "SoftBounce", "Details": "smtp;552 5.2.2 mailbox full"}, {"RecordType": "Delivery"}],
)
def test_what_passes_blocks_nothing(client: Client, customer: User, change: dict[str, str]) -> None:
    post(client, {**BOUNCE, "DeliveredAt": BOUNCE["BouncedAt"], "Recipient": BOUNCE["Email"], **change})
    assert not BlockedAddress.objects.exists()


@pytest.mark.usefixtures("_secret")
def test_a_complaint_blocks_too(client: Client, customer: User) -> None:
    post(client, {**BOUNCE, "RecordType": "SpamComplaint", "Type": "SpamComplaint"})
    assert BlockedAddress.objects.get().reason == "complaint"


def test_nothing_is_sent_to_a_blocked_address(order: Order) -> None:
    block_address("Ada@Example.com", reason=BlockReason.BOUNCE)
    do_due_work()
    message = Message.objects.get(recipient="ada@example.com")
    assert (message.state, message.last_error) == ("dropped", "The address is blocked: Mail came back for good.")
    assert "ada@example.com" not in InboxMail.objects.values_list("to", flat=True)
    assert InboxMail.objects.filter(to="staff@example.com").exists()


def test_the_demos_inbox_stands_in_for_the_provider(client: Client, settings: Settings, order: Order) -> None:
    settings.EMAIL_BACKEND, settings.IS_LOCAL = BACKEND, True
    do_due_work()
    mail = InboxMail.objects.get(to="ada@example.com")
    assert b"Let it bounce" in client.get(f"/demo/inbox/{mail.pk}/").content
    client.post(f"/demo/inbox/{mail.pk}/bounce/")
    assert BlockedAddress.objects.get().address == "ada@example.com"
    assert b"gets nothing any more" in client.get(f"/demo/inbox/{mail.pk}/").content
    assert client.post(f"/demo/inbox/{mail.pk}/anything/").status_code == 404


def test_an_address_is_blocked_once(db: None) -> None:
    assert block_address("a@example.com", reason=BlockReason.BOUNCE)
    assert not block_address("A@example.com", reason=BlockReason.COMPLAINT)
    with pytest.raises(IntegrityError, match="blocked_address_once"), transaction.atomic():
        BlockedAddress.objects.create(address="a@example.com", reason="bounce")
