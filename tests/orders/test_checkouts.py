"""One check-out, an order with each vendor, and none twice."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from accounts.models import User
from orders.models import Order
from tests.factories import ItemFactory
from tests.orders.test_races import at_once, client
from tests.stories import placed_order
from vendors.models import Item, Vendor

Api = Callable[[User], APIClient]
Body = dict[str, Any]
URL = "/api/v1/orders/"


def test_each_vendor_gets_its_own_order(api: Api, customer: User, order_body: Body, other_vendor: Vendor) -> None:
    checkout = str(uuid4())
    vase = ItemFactory.create(vendor=other_vendor, price_minor=900)
    other = order_body | {"vendor": other_vendor.slug, "items": [{"item": vase.pk, "quantity": 1}], "note": ""}
    answers = [api(customer).post(URL, body | {"checkout": checkout}) for body in (order_body, other)]
    assert [answer.status_code for answer in answers] == [201, 201]
    listed = api(customer).get(URL, {"checkout": checkout}).json()["results"]
    assert {order["vendor"]["slug"] for order in listed} == {"crumb-and-co", "elsewhere"}
    assert {order["checkout"] for order in listed} == {checkout}


def test_one_that_refuses_takes_nothing_from_the_others(
    api: Api, customer: User, order_body: Body, other_vendor: Vendor, item: Item
) -> None:
    checkout = str(uuid4())
    vase = ItemFactory.create(vendor=other_vendor, stock=0)
    other = order_body | {"vendor": other_vendor.slug, "items": [{"item": vase.pk, "quantity": 1}]}
    answers = [api(customer).post(URL, body | {"checkout": checkout}) for body in (other, order_body)]
    assert [answer.status_code for answer in answers] == [409, 201]
    assert Order.objects.get().vendor.slug == "crumb-and-co"


def test_a_check_out_that_is_repeated_names_the_order_that_it_made(api: Api, customer: User, order_body: Body) -> None:
    body = order_body | {"checkout": str(uuid4())}
    uid = api(customer).post(URL, body).json()["uid"]
    again = api(customer).post(URL, body | {"note": "Changed since"})
    assert (again.status_code, again.json()["code"], again.json()["order"]) == (409, "already_placed", uid)
    assert Order.objects.count() == 1


def test_the_same_name_of_another_person_is_another_check_out(api: Api, customer: User, stranger: User, order_body: Body) -> None:
    body = order_body | {"checkout": str(uuid4())}
    assert [api(user).post(URL, body).status_code for user in (customer, stranger)] == [201, 201]
    own = api(customer).get(URL, {"checkout": body["checkout"], "role": "customer"}).json()["results"]
    assert len(own) == 1


def test_without_a_name_two_orders_are_two(api: Api, customer: User, order_body: Body) -> None:
    assert [api(customer).post(URL, order_body).status_code for _ in range(2)] == [201, 201]


def test_what_is_no_uuid_is_refused(api: Api, customer: User, order_body: Body) -> None:
    answer = api(customer).post(URL, order_body | {"checkout": "mine"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/checkout")


def test_the_database_keeps_one_order_for_each_vendor_of_a_check_out(customer: User, item: Item) -> None:
    orders = [placed_order(customer, item) for _ in range(2)]
    checkout = uuid4()
    Order.objects.filter(pk=orders[0].pk).update(checkout=checkout)
    with pytest.raises(IntegrityError, match="order_checkout_once"), transaction.atomic():
        Order.objects.filter(pk=orders[1].pk).update(checkout=checkout)


@pytest.mark.django_db(transaction=True)
def test_r33_a_check_out_sent_many_times_at_once_is_one_order(customer: User, order_body: Body, item: Item) -> None:
    Item.objects.filter(pk=item.pk).update(stock=2)  # what the one order takes
    body = order_body | {"checkout": str(uuid4())}
    answers = at_once(*[lambda: client(customer).post(URL, body)] * 8)
    codes = sorted(answer.status_code for answer in answers)
    assert codes == [201, *[409] * 7]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"already_placed"}
    assert (Order.objects.count(), Item.objects.get(pk=item.pk).stock) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_r33_with_its_key_the_answer_is_the_same_one(customer: User, order_body: Body) -> None:
    body = order_body | {"checkout": str(uuid4())}
    key = f"{body['checkout']}/crumb-and-co"
    first, *rest = [client(customer).post(URL, body, headers={"Idempotency-Key": key}) for _ in range(3)]
    assert {answer.content for answer in rest} == {first.content}
    assert Order.objects.count() == 1


def test_a_price_that_the_customer_did_not_see_is_refused_with_the_new_one(
    api: Api, customer: User, order_body: Body, item: Item
) -> None:
    line = {"item": item.pk, "quantity": 2, "unit_price": {"amount": "3.20", "currency": "GBP"}}
    answer = api(customer).post(URL, order_body | {"items": [line]})
    assert (answer.status_code, answer.json()["code"]) == (409, "price_changed")
    [error] = answer.json()["errors"]
    assert (error["pointer"], error["unit_price"]) == ("/items/0/unit_price", {"amount": "3.50", "currency": "GBP"})
    item.refresh_from_db()
    assert (Order.objects.count(), item.stock) == (0, 10)


@pytest.mark.parametrize("price", [{"amount": "3.50", "currency": "GBP"}, "3.50", "3.5", None])
def test_the_price_that_they_saw_is_taken_however_it_is_written(
    api: Api, customer: User, order_body: Body, item: Item, price: Any
) -> None:
    line = {"item": item.pk, "quantity": 1, "unit_price": price}
    assert api(customer).post(URL, order_body | {"items": [line]}).status_code == 201


@pytest.mark.parametrize("price", [{"amount": "3.50", "currency": "EUR"}, "3.501", "999999999999"])
def test_a_price_that_it_cannot_have_is_another_price(api: Api, customer: User, order_body: Body, item: Item, price: Any) -> None:
    line = {"item": item.pk, "quantity": 1, "unit_price": price}
    answer = api(customer).post(URL, order_body | {"items": [line]})
    assert (answer.status_code, answer.json()["code"]) == (409, "price_changed")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ({"line1": "1 Nathan Road", "city": "Kowloon", "country": "HK"}, 201),
        ({"line1": "1 Mill Street", "city": "Bath", "country": "gb", "postcode": "BA1 1AA"}, 201),
        ({"line1": "1 Mill Street", "city": "Bath", "country": "GB"}, 400),
        ({"line1": "1 Mill Street", "city": "Bath", "country": "4U", "postcode": "1"}, 400),
    ],
)
def test_a_postcode_is_asked_for_where_the_country_has_them(
    api: Api, customer: User, order_body: Body, address: dict[str, str], status: int
) -> None:
    answer = api(customer).post(URL, order_body | {"fulfilment": "delivery", "address": address})
    assert answer.status_code == status
    if status == 201:
        assert answer.json()["address"]["country"] == address["country"].upper()
