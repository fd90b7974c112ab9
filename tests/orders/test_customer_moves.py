"""POST /api/v1/orders/{uid}/cancel/ and …/confirm-receipt/."""

from collections.abc import Callable

from rest_framework.test import APIClient

from accounts.models import User
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from tests.stories import placed_order
from vendors.models import Item

Api = Callable[[User], APIClient]


def cancel(order: Order) -> str:
    return f"/api/v1/orders/{order.uid}/cancel/"


def confirm(order: Order) -> str:
    return f"/api/v1/orders/{order.uid}/confirm-receipt/"


def test_a_customer_cancels_a_placed_order(api: Api, customer: User, order: Order, item: Item) -> None:
    answer = api(customer).post(cancel(order), {"reason": "Ordered twice"})
    item.refresh_from_db()
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["actor_role"], answer.json()["actor_name"]) == ("cancelled", "customer", None)
    assert item.stock == 10


def test_what_was_not_counted_then_is_not_given_back(api: Api, customer: User, item: Item) -> None:
    Item.objects.filter(pk=item.pk).update(stock=None)
    order = placed_order(customer, item)
    Item.objects.filter(pk=item.pk).update(stock=5)
    assert api(customer).post(cancel(order), {"reason": "Ordered twice"}).status_code == 200
    item.refresh_from_db()
    assert item.stock == 5


def test_once_accepted_it_is_too_late(api: Api, customer: User, vendor_staff: User, order: Order) -> None:
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
    answer = api(customer).post(cancel(order), {"reason": "Changed my mind"})
    assert (answer.status_code, answer.json()["code"], answer.json()["allowed"]) == (409, "transition_not_allowed", [])


def test_a_cancellation_says_why(api: Api, customer: User, order: Order) -> None:
    answer = api(customer).post(cancel(order), {})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/reason")


def test_a_customer_confirms_receipt(api: Api, customer: User, vendor_staff: User, order: Order) -> None:
    for status in [Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP]:
        advance_order(order, to=status, by=vendor_staff)
    answer = api(customer).post(confirm(order), {})
    assert (answer.status_code, answer.json()["status"]) == (200, "completed")
    assert api(customer).post(confirm(order), {}).json()["created"] is False


def test_receipt_of_what_was_not_sent_is_refused(api: Api, customer: User, order: Order) -> None:
    assert api(customer).post(confirm(order), {}).json()["code"] == "transition_not_allowed"


def test_the_vendor_cannot_do_it_for_the_customer(api: Api, vendor_owner: User, order: Order) -> None:
    for url in (cancel(order), confirm(order)):
        answer = api(vendor_owner).post(url, {"reason": "x"})
        assert (answer.status_code, answer.json()["code"]) == (403, "not_your_move")


def test_strangers_and_anonymous_do_not_get_in(api: Api, stranger: User, anonymous: APIClient, order: Order) -> None:
    for url in (cancel(order), confirm(order)):
        assert api(stranger).post(url, {"reason": "x"}).status_code == 404
        assert anonymous.post(url, {"reason": "x"}).status_code == 401
