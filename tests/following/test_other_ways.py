"""Being told of an order by SMS, and in a browser, without an account."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from common.throttling import count
from events.models import Event
from events.services import deliver_due
from following.codes import HOLDS
from following.models import Follow
from following.services import MOST_BROWSERS, MOST_NUMBERS, Place, ask_to_follow
from notifications.delivering import send_due
from notifications.models import InboxSms, Message, Preference
from notifications.push_models import InboxPush, PushSubscription
from notifications.vapid_keys import new_private_key
from orders.models import Order
from orders.services import advance_order, cancel_order
from orders.statuses import Status
from privacy.chapters import follows, messages
from privacy.erasing import erase_person
from tests.browsers import Browser

BOBS = "+441174960123"
ENDPOINT = "https://push.example.com/send/bob"


@pytest.fixture
def _pushes(settings: Settings) -> None:
    settings.PUSH_GATEWAY, settings.VAPID_PRIVATE_KEY = "notifications.push_inbox.InboxGateway", new_private_key()


def told() -> list[InboxSms]:
    """Send what is due; return the SMS that are new."""
    known = set(InboxSms.objects.values_list("pk", flat=True))
    deliver_due(limit=500)
    send_due(limit=500)
    return list(InboxSms.objects.exclude(pk__in=known).order_by("pk"))


def post(client: APIClient, order: Order, path: str = "", **body: Any) -> Any:
    return client.post(f"/api/v1/tracking/{order.uid}/follow/{path}", body)


def test_a_number_is_told_after_its_code_and_the_message_says_where_it_is_stopped(
    anonymous: APIClient, order: Order, vendor_staff: User
) -> None:
    assert post(anonymous, order, phone="0117 496 0123").status_code == 202  # one of the business's country
    (sms,) = told()
    follow = Follow.objects.get()
    assert (sms.to, follow.phone, follow.email) == (BOBS, BOBS, "")
    code = next(word for word in sms.text.replace(":", " ").split() if word.isdigit() and len(word) == 6)
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
    assert BOBS not in {each.to for each in told()}

    assert post(anonymous, order, "confirm/", phone=BOBS, code="000000").status_code == 400
    token = post(anonymous, order, "confirm/", phone=BOBS, code=code).json()["stop_token"]
    order.refresh_from_db()
    advance_order(order, to=Status.PREPARING, by=vendor_staff)
    (step,) = [each for each in told() if each.to == BOBS]
    assert "is preparing the order" in step.text
    assert step.text.endswith(f"/track/{order.uid}#stop={token}")
    assert anonymous.post("/api/v1/tracking/follow/stop/", {"token": token}).status_code == 204
    assert not Follow.objects.exists()


def test_messages_that_cost_money_are_few(anonymous: APIClient, order: Order, settings: Settings) -> None:
    for number in range(MOST_NUMBERS):
        ask_to_follow(order, Place(phone=f"+44117496012{number}"), language="en")
    another = f"+44117496012{MOST_NUMBERS}"
    assert post(anonymous, order, phone=another).json()["code"] == "too_many_followers"
    with time_machine.travel(timezone.now() + HOLDS + timedelta(minutes=1)):  # mistyped numbers hold nobody up for long
        assert post(anonymous, order, phone=another).status_code == 202
    assert post(anonymous, order, email="bob@example.com").status_code == 202
    settings.SMS_GATEWAY, settings.SMS_FALLBACK = ("common.sms.NoGateway", {}), None
    assert post(anonymous, order, phone=BOBS).json()["code"] == "not_offered"
    assert anonymous.get("/api/v1/tracking/follow/ways/").json()["sms"] is False


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, None),
        ({"email": "bob@example.com", "phone": BOBS}, None),
        ({"phone": "12"}, "/phone"),
        ({"phone": ""}, "/phone"),
        ({"phone": "\x00"}, "/phone"),
    ],
)
def test_what_is_no_place_is_told(anonymous: APIClient, order: Order, body: dict[str, str], pointer: str | None) -> None:
    answer = post(anonymous, order, **body)
    assert answer.status_code == 400
    assert pointer is None or answer.json()["errors"][0]["pointer"] == pointer
    assert not Follow.objects.exists()


@pytest.mark.usefixtures("_pushes")
def test_a_browser_is_told_at_once_and_nothing_of_it_stays(anonymous: APIClient, order: Order, vendor_staff: User) -> None:
    assert anonymous.get("/api/v1/tracking/follow/ways/").json()["push_key"]
    body = Browser(ENDPOINT).body
    answer = post(anonymous, order, "browser/", **body, language="de")
    assert answer.status_code == 201
    assert post(anonymous, order, "browser/", **body).json() == answer.json()
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
    told()
    told()
    (push,) = InboxPush.objects.all()
    assert (push.url, push.to) == (f"/track/{order.uid}", f"browser {PushSubscription.objects.get().pk}")
    assert Message.objects.get(channel="push").state == "sent"
    anonymous.post("/api/v1/tracking/follow/stop/", {"token": answer.json()["stop_token"]})
    assert not PushSubscription.objects.exists()


@pytest.mark.usefixtures("_pushes")
def test_a_browser_of_an_account_stays_that_accounts_and_shows_a_step_once(
    anonymous: APIClient, order: Order, customer: User, vendor_staff: User
) -> None:
    browser = Browser(ENDPOINT)
    kept = browser.subscription_of(customer)
    Preference.objects.create(user=customer, kind="status_changed", channel="push", is_on=True)
    token = post(anonymous, order, "browser/", **Browser(ENDPOINT).body).json()["stop_token"]  # with other keys
    kept.refresh_from_db()
    assert (kept.user, kept.p256dh) == (customer, browser.body["keys"]["p256dh"])
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
    told()
    told()
    topics = list(InboxPush.objects.values_list("topic", flat=True))
    assert (len(topics), len(set(topics))) == (2, 1)
    kept.delete()  # as its sign-in ends
    assert Follow.objects.count() == 1
    anonymous.post("/api/v1/tracking/follow/stop/", {"token": token})
    assert not PushSubscription.objects.exists()


@pytest.mark.usefixtures("_pushes")
def test_made_up_browsers_push_each_other_out_and_nobody_else(anonymous: APIClient, order: Order) -> None:
    ask_to_follow(order, Place(email="bob@example.com"), language="en")
    for number in range(MOST_BROWSERS + 2):
        assert post(anonymous, order, "browser/", **Browser(f"{ENDPOINT}{number}").body).status_code == 201
    assert PushSubscription.objects.count() == Follow.objects.filter(browser__isnull=False).count() == MOST_BROWSERS
    assert Follow.objects.filter(email="bob@example.com").exists()


def test_who_asks_for_strangers_uses_up_no_codes_of_their_sign_in(anonymous: APIClient, order: Order, customer: User) -> None:
    for _ in range(6):
        post(anonymous, order, phone=BOBS)
    assert Event.objects.filter(type="order.follow_asked").count() == 5
    assert count("sms_number", BOBS) == 0


def test_a_number_goes_with_its_account(anonymous: APIClient, order: Order, customer: User) -> None:
    customer.phone, customer.phone_verified_at = BOBS, timezone.now()
    customer.save()
    post(anonymous, order, phone=BOBS)
    told()
    assert [row["phone"] for row in follows(customer)] == [BOBS]
    assert BOBS in {row["to"] for row in messages(customer)}
    cancel_order(order, by=customer, reason="Not today")
    erase_person(customer)
    assert not Follow.objects.exists()
    assert not Message.objects.filter(recipient=BOBS).exists()


@pytest.mark.usefixtures("_pushes")
def test_what_is_no_browser_follows_nothing(anonymous: APIClient, order: Order, vendor_staff: User) -> None:
    wrong = Browser(ENDPOINT).body | {"endpoint": "https://127.0.0.1/send"}
    assert post(anonymous, order, "browser/", **wrong).json()["errors"][0]["pointer"] == "/endpoint"
    order.refresh_from_db()
    advance_order(order, to=Status.REJECTED, by=vendor_staff, reason="No flour")
    assert post(anonymous, order, "browser/", **Browser(ENDPOINT).body).json()["code"] == "order_over"
    assert not PushSubscription.objects.exists()


def test_a_browser_that_nobody_confirmed_for_is_refused_by_the_database(order: Order) -> None:
    kept = Browser(ENDPOINT).subscription_of(None)
    with pytest.raises(IntegrityError, match="follow_by_one_way"), transaction.atomic():
        Follow.objects.create(order=order, browser=kept)
