"""Serializers whose fields are built once show what DRF's own way shows."""

from typing import Any

import pytest
from rest_framework import serializers
from rest_framework.test import APIRequestFactory

from accounts.models import User
from orders.models import Order
from orders.serializers import ContactOutput, EntrySerializer, OrderLedger, OrderLine, OrderSummary, OrderVendor
from orders.statuses import ActorRole
from tests.factories import ItemFactory
from tests.stories import completed_order
from vendors.models import Vendor
from vendors.serializers.vendor import CategoryNameSerializer

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(customer: User, vendor: Vendor, vendor_owner: User) -> Order:
    """An order with a whole history."""
    return completed_order(customer, ItemFactory.create(vendor=vendor), vendor_owner)


def test_what_is_built_once_shows_the_same(order: Order, customer: User, vendor: Vendor) -> None:
    order = Order.objects.with_vendor().with_timers().select_related("chain").get(pk=order.pk)
    context: dict[str, Any] = {
        "request": APIRequestFactory().get("/"),
        "user": customer,
        "vendor_ids": frozenset(),
        "base_url": "https://shop.example",
        "role": ActorRole.CUSTOMER,
    }
    shown = [
        (OrderSummary, order),
        (OrderVendor, order.vendor),
        (ContactOutput, order),
        (OrderLedger, order),
        (OrderLine, order.items.get()),
        *((EntrySerializer, entry) for entry in order.history.order_by("sequence")),
        (CategoryNameSerializer, vendor.category),
    ]
    for kind, row in shown:
        for _ in range(2):  # the second time by what the first one built
            once = kind(row, context=context)
            assert once.to_representation(row) == serializers.Serializer.to_representation(once, row), kind
