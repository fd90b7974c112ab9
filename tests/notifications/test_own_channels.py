"""A notice in the inbox and on browsers: once each, whatever ends in the middle."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django import Settings

from accounts.models import User
from events.services import deliver_due
from notifications.channels import inbox as channel
from notifications.inbox_models import InboxItem
from notifications.models import Channel, Message, MessageState
from notifications.push_models import InboxPush
from notifications.subscribing import unsubscribe
from notifications.vapid_keys import new_private_key
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from tests.browsers import Browser
from tests.receivers import Receiver, Reply
from tests.work import do_due_work


@pytest.fixture
def service(settings: Settings) -> Iterator[Receiver]:
    """A push service that says 201."""
    with Receiver() as receiver:
        settings.OUTBOUND_ALLOWED_HOSTS = [receiver.host]
        settings.PUSH_GATEWAY = "notifications.webpush.WebPushGateway"
        settings.VAPID_PRIVATE_KEY = new_private_key()
        receiver.answer_with(201)
        yield receiver


def _accept(order: Order, by: User) -> None:
    advance_order(order, to=Status.ACCEPTED, by=by)


def _state(of: Channel, user: User) -> str:
    return Message.objects.filter(channel=of, user=user, kind="status_changed").latest("pk").state


def test_the_customer_finds_the_move_in_the_inbox_beside_its_order(order: Order, vendor_owner: User, customer: User) -> None:
    _accept(order, vendor_owner)
    do_due_work()
    item = InboxItem.objects.of(customer).get(kind="status_changed")
    assert item.title.startswith("Crumb & Co accepted your order")
    assert (item.order_uid, item.read_at) == (order.uid, None)
    assert item.url.startswith(("/orders/", "/track/"))
    assert _state(Channel.INBOX, customer) == MessageState.SENT
    assert set(InboxItem.objects.of(vendor_owner).values_list("kind", flat=True)) == {"new_order"}


def test_an_item_and_its_message_are_one_transaction(
    order: Order, vendor_owner: User, customer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise ConnectionError("the database went away")

    _accept(order, vendor_owner)
    with monkeypatch.context() as broken:
        broken.setattr(channel, "_order_of", fail)
        do_due_work()
    assert not InboxItem.objects.of(customer).exists()
    assert _state(Channel.INBOX, customer) == MessageState.FAILED
    Message.objects.filter(state=MessageState.FAILED).update(due_at="2020-01-01T00:00:00Z")
    for _ in range(2):
        do_due_work()
    assert InboxItem.objects.of(customer).filter(kind="status_changed").count() == 1


def test_each_browser_of_the_customer_is_told_and_can_read_it(
    service: Receiver, order: Order, vendor_owner: User, customer: User
) -> None:
    browsers = [Browser(f"{service.url}/send/{name}") for name in ("phone", "laptop")]
    for browser in browsers:
        browser.subscription_of(customer)
    _accept(order, vendor_owner)
    do_due_work()
    shown = [browser.read(request).shown for browser, request in zip(browsers, service.requests, strict=True)]
    assert {one["title"] for one in shown} == {InboxItem.objects.of(customer).get(kind="status_changed").title}
    assert len({one["tag"] for one in shown}) == 1
    assert _state(Channel.PUSH, customer) == MessageState.SENT


def test_a_browser_that_has_it_is_spared_whatever_came_since(
    service: Receiver, order: Order, vendor_owner: User, customer: User
) -> None:
    for name in ("phone", "laptop"):
        Browser(f"{service.url}/send/{name}").subscription_of(customer)
    service.answer_by(lambda request: Reply(503 if request.path == "/send/laptop" else 201))
    for status in (Status.ACCEPTED, Status.PREPARING):
        advance_order(order, to=status, by=vendor_owner)
        do_due_work()
    for _ in range(2):
        Message.objects.filter(state=MessageState.FAILED).update(due_at="2020-01-01T00:00:00Z")
        do_due_work()
    service.answer_with(201)
    Message.objects.filter(state=MessageState.FAILED).update(due_at="2020-01-01T00:00:00Z")
    do_due_work()
    assert [request.path for request in service.requests].count("/send/phone") == 2
    assert set(Message.objects.filter(channel="push").values_list("state", flat=True)) == {"sent"}


def test_a_push_of_whom_nobody_is_left_is_not_called_sent(
    service: Receiver, order: Order, vendor_owner: User, customer: User
) -> None:
    browser = Browser(f"{service.url}/send/phone").subscription_of(customer)
    _accept(order, vendor_owner)
    deliver_due()
    unsubscribe(browser)
    do_due_work()
    assert (_state(Channel.PUSH, customer), service.requests) == (MessageState.DEAD, [])


def test_who_has_no_browser_gets_no_message_for_one(service: Receiver, order: Order, vendor_owner: User, customer: User) -> None:
    _accept(order, vendor_owner)
    do_due_work()
    assert not Message.objects.filter(channel=Channel.PUSH).exists()


def test_a_busy_push_service_is_asked_again_and_one_that_has_forgotten_the_browser_is_not(
    service: Receiver, order: Order, vendor_owner: User, customer: User
) -> None:
    Browser(f"{service.url}/send/phone").subscription_of(customer)
    service.answer_with(503)
    _accept(order, vendor_owner)
    do_due_work()
    assert _state(Channel.PUSH, customer) == MessageState.FAILED
    service.answer_with(410)
    Message.objects.filter(state=MessageState.FAILED).update(due_at="2020-01-01T00:00:00Z")
    do_due_work()
    assert _state(Channel.PUSH, customer) == MessageState.DEAD
    assert (customer.push_subscriptions.count(), len(service.requests)) == (0, 2)


def test_in_a_demo_pushes_are_kept_to_be_read(
    settings: Settings, order: Order, vendor_owner: User, customer: User, client: Any
) -> None:
    settings.PUSH_GATEWAY, settings.IS_LOCAL = "notifications.push_inbox.InboxGateway", True
    Browser("https://push.example.com/send/phone").subscription_of(customer)
    _accept(order, vendor_owner)
    do_due_work()
    kept = InboxPush.objects.get()
    assert (kept.to, kept.device) == (customer.email, "Firefox on Windows")
    page = client.get("/demo/inbox/", {"to": customer.email}).content.decode()
    assert "Pushes" in page
    assert "Crumb &amp; Co accepted your order" in page
    assert "Pushes" not in client.get("/demo/inbox/", {"to": "nobody@example.com"}).content.decode()
