"""GET /api/v1/basket/."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.factories import ItemFactory, VendorFactory
from vendors.models import Item, Vendor

URL = "/api/v1/basket/"


def ids(*items: Item) -> dict[str, str]:
    return {"items": ",".join(str(item.pk) for item in items)}


def test_anybody_reads_what_items_cost_now_by_vendor(anonymous: APIClient, item: Item, other_vendor: Vendor) -> None:
    vase = ItemFactory.create(vendor=other_vendor, name="Vase", price_minor=900, stock=2)
    vendors = anonymous.get(URL, ids(item, vase)).json()["vendors"]
    assert [vendor["slug"] for vendor in vendors] == ["crumb-and-co", "elsewhere"]
    assert vendors[0]["items"] == [
        {
            "id": item.pk, "name": "Sourdough loaf", "price": {"amount": "3.50", "currency": "GBP"}, "stock": None,
            "in_stock": True, "image_url": None,
        }
    ]  # fmt: skip
    assert (vendors[1]["items"][0]["stock"], vendors[1]["fulfilments"]) == (2, ["pickup", "delivery"])


def test_what_is_off_sale_or_of_a_suspended_vendor_is_not_there(anonymous: APIClient, item: Item, other_vendor: Vendor) -> None:
    vase = ItemFactory.create(vendor=other_vendor)
    Item.objects.filter(pk=item.pk).update(is_available=False)
    Vendor.objects.filter(pk=other_vendor.pk).update(is_suspended=True)
    assert anonymous.get(URL, ids(item, vase)).json() == {"vendors": []}


def test_a_vendor_that_takes_no_orders_says_why(anonymous: APIClient, db: None) -> None:
    bun = ItemFactory.create(vendor=VendorFactory.create(name="New"))
    [vendor] = anonymous.get(URL, ids(bun)).json()["vendors"]
    assert (vendor["accepts_orders"], vendor["accepts_orders_reason"]) == (
        False,
        "New is not verified yet. Orders open once its checks are approved.",
    )


@pytest.mark.parametrize("items", ["", ",", "a", "1,-2", "1.5", "9" * 19, ",".join(["1"] * 201), "\u0661"])
def test_what_names_no_items_is_refused(anonymous: APIClient, db: None, items: str) -> None:
    answer = anonymous.get(URL, {"items": items})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/items")


def test_r28_it_is_one_query_for_one_item_and_for_fifty(anonymous: APIClient, db: None) -> None:
    counts = []
    for number in (1, 50):
        items = [ItemFactory.create(vendor=VendorFactory.create(verified=True)) for _ in range(number)]
        with CaptureQueriesContext(connection) as queries:
            assert len(anonymous.get(URL, ids(*items)).json()["vendors"]) == number
        counts.append(len(queries))
    assert counts == [1, 1]
