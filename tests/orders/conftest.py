"""An order, and what a customer sends to place one."""

from typing import Any

import pytest

from accounts.models import User
from orders.models import Fulfilment, Order
from orders.pricing import Wanted
from orders.services import Contact, place_order
from vendors.models import Item, Vendor


@pytest.fixture
def order(customer: User, vendor: Vendor, item: Item) -> Order:
    """Two loaves, placed, to be picked up."""
    return place_order(
        by=customer,
        vendor=vendor,
        wanted=[Wanted(item_id=item.pk, quantity=2)],
        fulfilment=Fulfilment.PICKUP,
        contact=Contact(name="Ada Lovelace", email="ada@example.com", phone="+441174960000"),
    )


@pytest.fixture
def order_body(vendor: Vendor, item: Item) -> dict[str, Any]:
    """The body of POST /api/v1/orders/."""
    return {
        "vendor": vendor.slug,
        "items": [{"item": item.pk, "quantity": 2}],
        "fulfilment": "pickup",
        "contact": {"name": "Ada Lovelace", "email": "ada@example.com", "phone": "0117 496 0000"},
        "note": "Sliced, please",
    }
