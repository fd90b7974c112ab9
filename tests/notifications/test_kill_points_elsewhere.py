"""A worker is killed while it pushes, sends an SMS or gathers a digest: what arrives, and how often (ADR 26)."""

import json
from collections.abc import Iterator

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from notifications.digests import gather_due
from notifications.mail import BACKEND
from notifications.models import InboxMail, Message, MessageState, Preference
from notifications.vapid_keys import new_private_key
from orders.services import advance_order
from orders.statuses import Status
from reviews.responding import respond_to_review
from reviews.services import submit_review
from tests.browsers import Browser
from tests.events.workers import start
from tests.receivers import Receiver
from tests.stories import completed_order, placed_order
from tests.work import do_due_work
from vendors.models import Item

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def provider(settings: Settings) -> Iterator[Receiver]:
    """A push service and a Twilio that take everything."""
    with Receiver() as receiver:
        receiver.answer_with(201, json.dumps({"sid": "SM1"}).encode())
        settings.EMAIL_BACKEND = BACKEND
        yield receiver


def killed(at: str, **environment: str) -> None:
    """Have a worker work until it is killed, then its leases run out."""
    process = start("-m", "tests.notifications.killed_worker", KILL_AT=at, EMAIL_URL="inbox://", **environment)
    output, _ = process.communicate(timeout=180)
    assert process.returncode == -9, output
    Message.objects.filter(state__in=["pending", "failed"]).update(due_at=timezone.now())
    do_due_work()
    do_due_work()


@pytest.mark.parametrize(
    ("at", "pushes"), [("before the provider", 1), ("after a push service's yes", 2), ("after the provider's yes", 1)]
)
def test_a_push_is_repeated_in_its_own_place(
    at: str, pushes: int, provider: Receiver, customer: User, vendor_staff: User, item: Item, settings: Settings
) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS, settings.VAPID_PRIVATE_KEY = [provider.host], new_private_key()
    settings.PUSH_GATEWAY = "notifications.webpush.WebPushGateway"
    Browser(f"{provider.url}/send/phone").subscription_of(customer)
    order = placed_order(customer, item)
    do_due_work()
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
    killed(
        at,
        KILL_KIND="status_changed",
        KILL_CHANNEL="push",
        VAPID_PRIVATE_KEY=settings.VAPID_PRIVATE_KEY,
        PUSH_URL="webpush://",
        OUTBOUND_ALLOWED_HOSTS=provider.host,
    )
    assert Message.objects.get(kind="status_changed", channel="push").state == "sent"
    assert len(provider.requests) == pushes
    assert len({request.headers["topic"] for request in provider.requests}) == 1


@pytest.mark.parametrize(("at", "messages"), [("before the provider", 0), ("after the provider's yes", 1)])
def test_r43_an_sms_is_sent_at_most_once(
    at: str, messages: int, provider: Receiver, customer: User, vendor_staff: User, item: Item, settings: Settings
) -> None:
    options = {"account": "AC1", "token": "t", "sender": "+441174960123", "api": provider.url}
    settings.SMS_GATEWAY, settings.SMS_FALLBACK = ("common.sms.TwilioGateway", options), None
    User.objects.filter(pk=customer.pk).update(phone="+447700900123", phone_verified_at=timezone.now())
    customer.refresh_from_db()
    Preference.objects.create(user=customer, kind="status_changed", channel="sms", is_on=True)
    order = placed_order(customer, item)
    do_due_work()
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
    url = f"twilio://AC1:t@/?from=+441174960123&api={provider.url}"
    killed(at, KILL_KIND="status_changed", KILL_CHANNEL="sms", SMS_URL=url)
    assert Message.objects.get(kind="status_changed", channel="sms").state == "uncertain"
    assert len(provider.requests) == messages


@pytest.mark.parametrize("at", ["while a digest is gathered", "after a digest is gathered"])
def test_a_digest_is_one_mail(at: str, provider: Receiver, customer: User, vendor_owner: User, item: Item) -> None:
    review = submit_review(order=completed_order(customer, item, vendor_owner), by=customer, rating=5, body="Crisp.")
    do_due_work(limit=200)
    respond_to_review(review, by=vendor_owner, body="Thank you.")
    do_due_work(limit=200)
    held = Message.objects.filter(kind="review_answered", channel="mail", user=customer)
    held.update(state=MessageState.HELD, sent_at=None, due_at=timezone.now())
    InboxMail.objects.all().delete()
    killed(at, KILL_KIND="review_answered")
    gather_due()
    do_due_work()
    assert held.get().state == "gathered"
    assert InboxMail.objects.filter(to=customer.email).count() == 1
