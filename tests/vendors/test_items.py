"""…/items/ and …/items/{id}/."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from tests.factories import ItemFactory
from vendors.models import Item, Vendor

Api = Callable[[User], APIClient]
URL = "/api/v1/vendors/crumb-and-co/items/"


def test_the_public_sees_what_is_on_sale(anonymous: APIClient, item: Item) -> None:
    ItemFactory.create(vendor=item.vendor, is_available=False)
    (row,) = anonymous.get(URL).json()["results"]
    assert row["price"] == {"amount": "3.50", "currency": "GBP"}
    assert row["in_stock"] is True
    assert row["stock"] is None  # ten left is the vendor's business


@pytest.mark.parametrize(("stock", "told", "in_stock"), [(None, None, True), (0, 0, False), (5, 5, True), (6, None, True)])
def test_low_stock_is_told(anonymous: APIClient, item: Item, stock: int | None, told: int | None, in_stock: bool) -> None:
    Item.objects.update(stock=stock)
    row = anonymous.get(f"{URL}{item.pk}/").json()
    assert (row["stock"], row["in_stock"]) == (told, in_stock)


def test_members_see_all_and_the_stock(api: Api, item: Item, vendor_staff: User) -> None:
    ItemFactory.create(vendor=item.vendor, is_available=False)
    rows = api(vendor_staff).get(URL).json()["results"]
    assert [row["stock"] for row in rows] == [10, None]


def test_pages_follow_the_vendors_order(anonymous: APIClient, vendor: Vendor) -> None:
    for n in range(5):
        ItemFactory.create(vendor=vendor, name=str(n), position=n // 2)
    first = anonymous.get(URL, {"page_size": 3}).json()
    second = anonymous.get(first["next"]).json()
    assert [row["name"] for row in first["results"] + second["results"]] == ["0", "1", "2", "3", "4"]
    assert second["next"] is None


def test_owner_and_manager_add_items(api: Api, vendor: Vendor, vendor_owner: User, manager: User) -> None:
    for user in (vendor_owner, manager):
        response = api(user).post(URL, {"name": "Rye loaf", "price": "4.20", "stock": 3})
        assert response.status_code == 201
        assert response.json()["price"] == {"amount": "4.20", "currency": "GBP"}
    assert Vendor.objects.matching("rye").exists()


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": "X", "price": "1.234"}, "/price"),
        ({"name": "X", "price": "-1"}, "/price"),
        ({"name": "X", "price": "NaN"}, "/price"),
        ({"name": "X", "price": "1e12"}, "/price"),
        ({"name": "X", "price": "1_0.5"}, "/price"),
        ({"name": "X", "price": "١"}, "/price"),
        ({"name": "X", "price": " 1"}, "/price"),
        ({"name": "X", "price": True}, "/price"),
        ({"name": "X", "price": {"amount": "3.50", "currency": ["GBP"]}}, "/price"),
        ({"name": "X", "price": {"amount": "3.50", "currency": "USD"}}, "/price/currency"),
        ({"name": "", "price": "1"}, "/name"),
        ({"name": "X", "price": "1", "stock": -1}, "/stock"),
        ({"name": "X"}, "/price"),
        ({"name": "X", "price": 1.5}, "/price"),
    ],
)
def test_bad_input_is_pointed_at(api: Api, vendor_owner: User, body: dict[str, object], pointer: str) -> None:
    response = api(vendor_owner).post(URL, body)
    assert response.status_code == 400
    assert response.json()["errors"][0]["pointer"] == pointer


def test_a_price_in_the_vendors_own_currency_is_taken(api: Api, item: Item, vendor_owner: User) -> None:
    client, url = api(vendor_owner), f"{URL}{item.pk}/"
    assert client.patch(url, {"price": {"amount": "4", "currency": "GBP"}}).json()["price"]["amount"] == "4.00"
    assert client.patch(url, {"price": {"amount": "5", "currency": "USD"}}).status_code == 400
    item.refresh_from_db()
    assert item.price_minor == 400


def test_staff_set_availability_and_no_more(api: Api, item: Item, vendor_staff: User) -> None:
    assert api(vendor_staff).patch(f"{URL}{item.pk}/", {"is_available": False, "stock": 0}).json()["is_available"] is False
    assert api(vendor_staff).patch(f"{URL}{item.pk}/", {"stock": 1, "price": "0.01"}).status_code == 403
    assert api(vendor_staff).post(URL, {"name": "X", "price": "1"}).status_code == 403
    item.refresh_from_db()
    assert (item.stock, item.price_minor) == (0, 350)


def test_what_is_off_sale_is_not_found(api: Api, anonymous: APIClient, item: Item, vendor_owner: User) -> None:
    api(vendor_owner).patch(f"{URL}{item.pk}/", {"is_available": False})
    assert anonymous.get(f"{URL}{item.pk}/").status_code == 404
    assert not Vendor.objects.matching("sourdough").exists()


def test_others_cannot(api: Api, anonymous: APIClient, item: Item, stranger: User) -> None:
    assert anonymous.patch(f"{URL}{item.pk}/", {"stock": 1}).status_code == 401
    assert api(stranger).patch(f"{URL}{item.pk}/", {"stock": 1}).status_code == 403
    assert api(stranger).patch(f"/api/v1/vendors/elsewhere/items/{item.pk}/", {"stock": 1}).status_code == 404
