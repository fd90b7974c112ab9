"""Placing an order where the shop pauses, or where something is sold out today."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from orders.taking import hold_taking
from tests.threads import at_once
from vendors.models import Item, Vendor
from vendors.services import mark_sold_out, pause_orders

Api = Callable[[User], APIClient]
URL = "/api/v1/orders/"


def test_a_paused_shop_takes_no_new_order_and_says_until_when(
    api: Api, customer: User, vendor_staff: User, vendor: Vendor, item: Item, order_body: dict[str, Any]
) -> None:
    until = timezone.now() + timedelta(minutes=30)
    pause_orders(vendor, by=vendor_staff, at=timezone.now(), until=until)
    answer = api(customer).post(URL, order_body)
    assert (answer.status_code, answer.json()["code"]) == (409, "vendor_paused")
    assert answer.json()["paused_until"] == until.isoformat()
    assert Order.objects.count() == 0
    item.refresh_from_db()
    assert item.stock == 10


def test_what_was_placed_before_goes_on(order: Order, vendor_staff: User, vendor: Vendor) -> None:
    pause_orders(vendor, by=vendor_staff, at=timezone.now())
    assert advance_order(order, to=Status.ACCEPTED, by=vendor_staff).created


def test_a_pause_that_is_over_refuses_nobody(api: Api, customer: User, vendor: Vendor, order_body: dict[str, Any]) -> None:
    now = timezone.now()
    Vendor.objects.filter(pk=vendor.pk).update(paused_at=now - timedelta(hours=2), paused_until=now - timedelta(hours=1))
    assert api(customer).post(URL, order_body).status_code == 201


def test_what_is_sold_out_today_cannot_be_ordered(
    api: Api, customer: User, vendor_staff: User, item: Item, order_body: dict[str, Any]
) -> None:
    mark_sold_out(item, by=vendor_staff, at=timezone.now())
    answer = api(customer).post(URL, order_body)
    assert (answer.status_code, answer.json()["code"]) == (409, "out_of_stock")
    assert answer.json()["errors"][0]["available"] == 0


@pytest.mark.django_db(transaction=True)
def test_nothing_is_placed_after_a_pause_has_begun(
    customer: User, vendor_staff: User, vendor: Vendor, item: Item, order_body: dict[str, Any]
) -> None:
    Item.objects.filter(pk=item.pk).update(stock=None)

    def place() -> Any:
        client = APIClient()
        client.force_authenticate(customer)
        return client.post(URL, order_body).status_code

    def pause() -> Any:
        return pause_orders(vendor, by=vendor_staff, at=timezone.now()).updated_at

    for _ in range(3):
        Vendor.objects.filter(pk=vendor.pk).update(paused_at=None)
        answers = at_once(*[place] * 5, pause)
        assert set(answers[:5]) <= {201, 409}
        assert place() == 409


@pytest.mark.django_db(transaction=True)
def test_a_pause_waits_for_an_order_that_is_being_placed_and_another_customer_does_not(
    vendor_staff: User, vendor: Vendor
) -> None:
    held, let_go, paused = threading.Event(), threading.Event(), threading.Event()

    def place() -> None:
        with transaction.atomic():
            hold_taking(vendor)
            held.set()
            let_go.wait(10)
        connection.close()

    def pause() -> None:
        pause_orders(Vendor.objects.get(pk=vendor.pk), by=vendor_staff, at=timezone.now())
        paused.set()
        connection.close()

    threads = [threading.Thread(target=place), threading.Thread(target=pause)]
    threads[0].start()
    assert held.wait(10)
    threads[1].start()
    with transaction.atomic():
        hold_taking(Vendor.objects.get(pk=vendor.pk))  # shared: a second customer is let through
    assert not paused.wait(0.3)
    let_go.set()
    for thread in threads:
        thread.join(10)
    assert paused.is_set()
