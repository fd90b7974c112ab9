"""POST /api/v1/orders/."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks
from rest_framework.test import APIClient

from accounts.models import User
from events.models import Event
from live.publishing import Message
from orders.models import Order
from tests.factories import ItemFactory, VendorFactory
from tests.stories import placed_order
from tracking.publishing import order_topic, vendor_topic
from vendors.models import Item, Vendor

Api = Callable[[User], APIClient]
URL = "/api/v1/orders/"


def test_a_customer_places_an_order(api: Api, customer: User, item: Item, order_body: dict[str, Any]) -> None:
    answer = api(customer).post(URL, order_body)

    assert answer.status_code == 201, answer.content
    body = answer.json()
    assert body["status"] == "placed"
    assert body["total"] == {"amount": "7.00", "currency": "GBP"}
    assert body["contact"]["phone"] == "+441174960000"
    assert [entry["sequence"] for entry in body["history"]] == [0]
    assert body["tracking_url"].endswith(f"/track/{body['uid']}")
    assert answer["Location"] == f"/api/v1/orders/{body['uid']}/"
    assert body["allowed_transitions"] == [{"to": "cancelled", "label": "Cancel", "requires_reason": True, "suggested": False}]


def test_it_takes_stock_and_keeps_the_price_of_then(api: Api, customer: User, item: Item, order_body: dict[str, Any]) -> None:
    uid = api(customer).post(URL, order_body).json()["uid"]
    Item.objects.filter(pk=item.pk).update(price_minor=999, name="Dear loaf")

    line = api(customer).get(f"{URL}{uid}/").json()["items"][0]
    item.refresh_from_db()
    assert item.stock == 8
    assert (line["name"], line["unit_price"]["amount"]) == ("Sourdough loaf", "3.50")


def test_it_writes_one_event_with_no_personal_data(api: Api, customer: User, order_body: dict[str, Any]) -> None:
    uid = api(customer).post(URL, order_body).json()["uid"]

    event = Event.objects.get(subject=uid)
    assert (event.type, event.sequence, event.payload) == ("order.placed", 0, {"status": "placed", "vendor": "crumb-and-co"})


@pytest.mark.django_db
def test_telling_of_it_live_asks_the_database_nothing(
    customer: User,
    item: Item,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    told: list[Message] = []
    monkeypatch.setattr("live.publishing.publisher.offer", told.append)
    with django_capture_on_commit_callbacks() as callbacks:
        order = placed_order(customer, item)
    with CaptureQueriesContext(connection) as queries:
        for callback in callbacks:
            callback()
    assert [message.topic for message in told] == [order_topic(order.uid), vendor_topic(order.vendor_id)]
    assert "Sourdough loaf" in told[1].frame
    assert not queries.captured_queries


def test_anonymous_is_asked_to_sign_in(anonymous: APIClient, order_body: dict[str, Any]) -> None:
    answer = anonymous.post(URL, order_body)
    assert answer.status_code == 401
    assert answer.json()["code"] == "not_authenticated"


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"vendor": "nowhere"}, "/vendor"),
        ({"vendor": "\0"}, "/vendor"),
        ({"vendor": {"slug": "crumb-and-co"}}, "/vendor"),
        ({"vendor": 7}, "/vendor"),
        ({"items": []}, "/items"),
        ({"items": [{"item": 10**18, "quantity": 1}]}, "/items/0/item"),
        ({"items": [{"item": "x", "quantity": 1}]}, "/items/0/item"),
        ({"items": [{"item": 1, "quantity": 0}]}, "/items/0/quantity"),
        ({"fulfilment": "pigeon"}, "/fulfilment"),
        ({"fulfilment": "delivery"}, "/address"),
        ({"contact": {"name": "Ada", "email": "not-an-address"}}, "/contact/email"),
        ({"contact": {"name": "Ada", "email": "a@example.com", "phone": "12"}}, "/contact/phone"),
        ({"note": "x" * 501}, "/note"),
    ],
)
def test_bad_input_names_the_field(
    api: Api, customer: User, order_body: dict[str, Any], change: dict[str, Any], pointer: str
) -> None:
    answer = api(customer).post(URL, order_body | change)

    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]
    assert not Order.objects.exists()


def test_items_of_another_vendor_are_refused(api: Api, customer: User, order_body: dict[str, Any], other_vendor: Vendor) -> None:
    foreign = ItemFactory.create(vendor=other_vendor)
    answer = api(customer).post(URL, order_body | {"items": [{"item": foreign.pk, "quantity": 1}]})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "unknown_item"


def test_more_than_is_left_is_refused_and_nothing_is_written(
    api: Api, customer: User, item: Item, order_body: dict[str, Any]
) -> None:
    lines = [{"item": item.pk, "quantity": 6}, {"item": item.pk, "quantity": 5}]
    answer = api(customer).post(URL, order_body | {"items": lines})

    item.refresh_from_db()
    assert answer.status_code == 409
    assert answer.json()["code"] == "out_of_stock"
    assert answer.json()["errors"] == [
        {"pointer": "/items/0/quantity", "detail": "Only 10 left.", "code": "out_of_stock", "available": 10}
    ]
    assert item.stock == 10
    assert not Order.objects.exists()


def test_an_unverified_vendor_takes_no_orders(api: Api, customer: User, order_body: dict[str, Any]) -> None:
    unverified = VendorFactory.create()
    own = ItemFactory.create(vendor=unverified)
    answer = api(customer).post(URL, order_body | {"vendor": unverified.slug, "items": [{"item": own.pk, "quantity": 1}]})
    assert answer.status_code == 409
    assert answer.json()["code"] == "vendor_not_taking_orders"


def test_what_is_not_ours_to_say_changes_nothing(api: Api, customer: User, order_body: dict[str, Any]) -> None:
    forged = {"status": "completed", "total": "0.01", "reference": "AAAAAA", "uid": "x", "sequence": 9, "customer": 1}
    body = api(customer).post(URL, order_body | forged).json()
    assert (body["status"], body["sequence"], body["total"]["amount"]) == ("placed", 0, "7.00")
    assert body["reference"] != "AAAAAA"


def test_r33_the_same_key_gives_the_same_answer(api: Api, customer: User, order_body: dict[str, Any]) -> None:
    client = api(customer)
    first = client.post(URL, order_body, headers={"Idempotency-Key": "k1"})
    again = client.post(URL, order_body, headers={"Idempotency-Key": "k1"})

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert Order.objects.count() == 1


def test_r33_the_same_key_with_another_body_is_refused(api: Api, customer: User, order_body: dict[str, Any]) -> None:
    client = api(customer)
    client.post(URL, order_body, headers={"Idempotency-Key": "k1"})
    answer = client.post(URL, order_body | {"note": "Other"}, headers={"Idempotency-Key": "k1"})
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


def test_r33_another_customers_key_is_another_key(api: Api, customer: User, stranger: User, order_body: dict[str, Any]) -> None:
    api(customer).post(URL, order_body, headers={"Idempotency-Key": "k1"})
    assert api(stranger).post(URL, order_body, headers={"Idempotency-Key": "k1"}).status_code == 201
    assert Order.objects.count() == 2


def test_r33_a_refusal_is_not_kept(api: Api, customer: User, item: Item, order_body: dict[str, Any]) -> None:
    client = api(customer)
    Item.objects.filter(pk=item.pk).update(stock=0)
    assert client.post(URL, order_body, headers={"Idempotency-Key": "k1"}).status_code == 409
    Item.objects.filter(pk=item.pk).update(stock=5)
    assert client.post(URL, order_body, headers={"Idempotency-Key": "k1"}).status_code == 201
