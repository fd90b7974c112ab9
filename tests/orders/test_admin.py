"""Orders in the admin: everything is read, nothing is written."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from tests.desks import desk_of

LIST = "admin:orders_order_changelist"


@pytest.fixture
def desk(moderator: User) -> Client:
    """The admin, as the moderator sees it."""
    return desk_of(moderator)


@pytest.mark.parametrize("field", ["reference", "uid", "contact_email"])
def test_an_order_is_found(desk: Client, order: Order, field: str) -> None:
    answer = desk.get(reverse(LIST), {"q": getattr(order, field)})
    assert list(answer.context["cl"].result_list) == [order]
    assert not desk.get(reverse(LIST), {"q": "nothing"}).context["cl"].result_list


def test_an_order_is_shown_with_its_history(desk: Client, order: Order, vendor_staff: User) -> None:
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff, note="<b>Ten minutes</b>")
    page = desk.get(reverse("admin:orders_order_change", args=[order.pk])).content.decode()
    for word in ("Sourdough loaf", "3.50 GBP", "7.00 GBP", "&lt;b&gt;Ten minutes&lt;/b&gt;", "staff@example.com"):
        assert word in page
    assert 'name="_save"' not in page


def test_r08_nothing_can_be_added_changed_or_deleted(desk: Client, order: Order) -> None:
    change, delete = (reverse(f"admin:orders_order_{act}", args=[order.pk]) for act in ("change", "delete"))
    assert desk.get(reverse("admin:orders_order_add")).status_code == 403
    assert desk.post(change, {"status": "completed"}).status_code == 403
    assert desk.post(delete, {"post": "yes"}).status_code == 403
    answer = desk.post(reverse(LIST), {"action": "delete_selected", "_selected_action": [order.pk], "post": "yes"})
    assert answer.status_code in {200, 302, 403}
    order.refresh_from_db()
    assert order.status == "placed"


@pytest.mark.parametrize("person", ["customer", "vendor_owner"])
def test_only_staff_enter(client: Client, request: pytest.FixtureRequest, person: str) -> None:
    client.force_login(request.getfixturevalue(person), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse(LIST)).status_code == 302
