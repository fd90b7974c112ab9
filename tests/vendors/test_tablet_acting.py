"""Working on a shared tablet: /api/v1/tablet/, /api/v1/tablet/acting/, and what a PIN opens."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from pytest_django import DjangoAssertNumQueries
from rest_framework.settings import api_settings
from rest_framework.test import APIClient

from accounts.models import SecurityEvent, User
from orders.models import Order
from tests.factories import MembershipFactory
from tests.orders.conftest import order, order_body
from tests.tablets import ACTING, PIN, WRONG, Tablet, give_pin
from vendors.models import Membership, MembershipRole, SharedTablet, StaffPin, Vendor
from vendors.services import change_member_role, remove_member

__all__ = ["order", "order_body"]

ORDERS = "/api/v1/orders/?vendor=crumb-and-co"


@pytest.fixture
def tablet(vendor: Vendor, vendor_owner: User, vendor_staff: User) -> Tablet:
    """The tablet on the counter, locked; its maker and one of the staff have PINs."""
    give_pin(vendor_staff, vendor)
    give_pin(vendor_owner, vendor, "60318")
    return Tablet(vendor, vendor_owner)


def test_it_asks_who_is_working_of_those_with_a_pin(
    tablet: Tablet, vendor: Vendor, vendor_owner: User, vendor_staff: User
) -> None:
    MembershipFactory.create(vendor=vendor, role=MembershipRole.STAFF)
    state = tablet.client.get("/api/v1/tablet/").json()
    assert {row["person"] for row in state["staff"]} == {vendor_owner.pk, vendor_staff.pk}
    assert not any(row["is_locked"] for row in state["staff"])
    assert vendor_staff.email not in str(state)
    assert tablet.client.get(ORDERS).status_code == 401


def test_locked_it_knows_that_an_order_waits_and_nothing_of_it(tablet: Tablet, vendor_staff: User, order: Order) -> None:
    state = tablet.client.get("/api/v1/tablet/").json()
    assert (state["acting"], state["new_orders"]["count"]) == (None, 1)
    assert parse_datetime(state["new_orders"]["newest_at"]) == order.placed_at
    assert not [word for word in (order.uid, order.reference, order.customer.name) if word in str(state)]
    tablet.enter(vendor_staff)
    tablet.client.patch(f"/api/v1/orders/{order.uid}/status/", {"status": "accepted"})
    assert tablet.client.get("/api/v1/tablet/").json()["new_orders"] == {"count": 0, "newest_at": None}


def test_every_move_is_the_one_who_entered_their_pin(
    tablet: Tablet, vendor_owner: User, vendor_staff: User, order: Order
) -> None:
    path = f"/api/v1/orders/{order.uid}/status/"
    for person, pin, to in ((vendor_staff, PIN, "accepted"), (vendor_owner, "60318", "preparing")):
        answer = tablet.enter(person, pin)
        assert (answer.status_code, answer.json()["acting"]["person"]) == (200, person.pk), answer.content
        assert tablet.client.patch(path, {"status": to}).status_code == 200
    entries = order.history.order_by("sequence").values_list("status", "actor", "actor_role")[1:]
    assert list(entries) == [("accepted", vendor_staff.pk, "vendor"), ("preparing", vendor_owner.pk, "vendor")]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/api/v1/me/"),
        ("get", "/api/v1/me/sessions/"),
        ("get", "/api/v1/me/exports/"),
        ("get", "/api/v1/me/tablets/"),
        ("patch", "/api/v1/vendors/crumb-and-co/"),
        ("get", "/api/v1/vendors/crumb-and-co/members/"),
        ("get", "/api/v1/vendors/crumb-and-co/api-keys/"),
        ("get", "/api/v1/vendors/crumb-and-co/figures/"),
        ("get", "/api/v1/vendors/crumb-and-co/tablets/"),
        ("put", "/api/v1/vendors/crumb-and-co/pin/"),
        ("post", "/api/v1/orders/"),
    ],
)
def test_a_pin_opens_the_counter_alone_even_an_owners(tablet: Tablet, vendor_owner: User, method: str, path: str) -> None:
    tablet.enter(vendor_owner, "60318")
    assert tablet.client.get(ORDERS).status_code == 200
    answer = getattr(tablet.client, method)(path, {})
    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")


def test_it_opens_nothing_of_the_persons_other_shops_nor_of_their_own(
    tablet: Tablet, vendor_staff: User, other_vendor: Vendor
) -> None:
    MembershipFactory.create(vendor=other_vendor, user=vendor_staff, role=MembershipRole.OWNER)
    tablet.enter(vendor_staff)
    assert tablet.client.get("/api/v1/orders/?vendor=elsewhere").json()["results"] == []
    assert tablet.client.put("/api/v1/vendors/elsewhere/pause/", {"until": None}).status_code == 403


def test_it_locks_by_itself_unless_somebody_touches_it(tablet: Tablet, vendor_staff: User, vendor_owner: User) -> None:
    tablet.enter(vendor_staff)
    tablet.rest(9)
    assert tablet.client.post(ACTING, {"person": vendor_owner.pk}).status_code == 204  # a page left open: no touch of theirs
    tablet.client.post(ACTING, {"person": vendor_staff.pk})
    tablet.rest(9)
    assert tablet.acting() == vendor_staff.name
    tablet.rest(1)
    assert tablet.acting() is None
    assert tablet.client.get(ORDERS).status_code == 401
    tablet.client.post(ACTING, {"person": vendor_staff.pk})
    assert tablet.acting() is None


def test_it_is_locked_by_hand(tablet: Tablet, vendor_staff: User) -> None:
    tablet.enter(vendor_staff)
    assert [tablet.client.delete(ACTING).status_code for _ in range(2)] == [204, 204]
    assert tablet.client.get(ORDERS).status_code == 401


def test_a_lock_that_comes_late_throws_nobody_else_out(tablet: Tablet, vendor_staff: User, vendor_owner: User) -> None:
    tablet.enter(vendor_owner, "60318")
    for whose, acting in ((vendor_staff.pk, vendor_owner.name), ("x", vendor_owner.name), (vendor_owner.pk, None)):
        assert tablet.client.delete(ACTING, headers={"X-Acting-As": str(whose)}).status_code == 204
        assert tablet.acting() == acting


def test_wrong_pins_lock_it_until_its_person_signs_in(tablet: Tablet, vendor_staff: User) -> None:
    answers = [tablet.enter(vendor_staff, WRONG) for _ in range(5)]
    assert {answer.status_code for answer in answers} == {403}
    assert [answer.json().get("tries_left") for answer in answers] == [4, 3, 2, 1, None]
    assert [answers[-1].json()["code"], tablet.enter(vendor_staff).json()["code"]] == ["pin_locked", "pin_locked"]
    event = SecurityEvent.objects.get(kind="pin.locked")
    assert (event.user, event.data["tablet"]) == (vendor_staff, tablet.row.pk)
    state = tablet.client.get("/api/v1/tablet/").json()
    assert {row["person"] for row in state["staff"] if row["is_locked"]} == {vendor_staff.pk}
    User.objects.filter(pk=vendor_staff.pk).update(last_login=timezone.now())
    assert tablet.enter(vendor_staff, WRONG).json()["tries_left"] == 4
    assert tablet.enter(vendor_staff).status_code == 200
    assert StaffPin.objects.get(membership__user=vendor_staff).wrong_tries == 0


@pytest.mark.django_db(transaction=True)
def test_of_many_guesses_at_once_five_are_looked_at(vendor: Vendor, vendor_owner: User, vendor_staff: User) -> None:
    give_pin(vendor_staff, vendor)
    tablet = Tablet(vendor, vendor_owner)

    def guess(_: int) -> str:
        try:
            client = APIClient()
            client.cookies.update(tablet.client.cookies)
            answer = client.put(ACTING, {"person": vendor_staff.pk, "pin": WRONG})
            return str(answer.json()["code"])
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        codes = sorted(pool.map(guess, range(12)))
    assert codes == ["pin_locked"] * 8 + ["pin_wrong"] * 4
    assert SecurityEvent.objects.filter(kind="pin.locked").count() == 1


def test_a_tablet_takes_so_many_wrong_ones_of_anybody(
    tablet: Tablet, vendor_staff: User, vendor_owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(api_settings.DEFAULT_THROTTLE_RATES, "pin_tablet", "2/hour")
    assert tablet.enter(vendor_owner, "60318").status_code == 200  # a right one costs nothing
    assert [tablet.enter(vendor_staff, WRONG).status_code for _ in range(2)] == [403, 403]
    answer = tablet.enter(vendor_owner, "60318")
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_attempts")
    assert int(answer["Retry-After"]) > 0


def test_tries_from_one_address_are_limited(tablet: Tablet, vendor_staff: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(api_settings.DEFAULT_THROTTLE_RATES, "pin", "1/min")
    assert [tablet.enter(vendor_staff).status_code for _ in range(2)] == [200, 429]


@pytest.mark.parametrize(
    "body", [{}, {"person": "x", "pin": PIN}, {"person": 0, "pin": PIN}, {"person": 1}, {"person": 1, "pin": ["4071"]}]
)
def test_bad_input_is_told(tablet: Tablet, body: dict[str, Any]) -> None:
    assert tablet.client.put(ACTING, body).status_code == 400
    assert not StaffPin.objects.exclude(wrong_tries=0).exists()


def test_somebody_without_a_pin_here_is_not_found(tablet: Tablet, stranger: User, other_vendor: Vendor) -> None:
    give_pin(stranger, other_vendor)
    assert [tablet.enter(stranger).status_code, tablet.client.put(ACTING, {"person": 2**31, "pin": PIN}).status_code] == [
        404,
        404,
    ]


def test_any_other_browser_is_told_that_it_is_none(anonymous: APIClient, vendor_staff: User, vendor: Vendor) -> None:
    give_pin(vendor_staff, vendor)
    body = {"person": vendor_staff.pk, "pin": PIN}
    calls = [
        anonymous.get("/api/v1/tablet/"),
        anonymous.put(ACTING, body),
        anonymous.post(ACTING, body),
        anonymous.delete(ACTING),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in calls] == [(404, "not_a_tablet")] * 4


def test_another_sites_page_cannot_ride_on_it(vendor: Vendor, vendor_owner: User, vendor_staff: User) -> None:
    give_pin(vendor_staff, vendor)
    tablet = Tablet(vendor, vendor_owner, csrf=True)
    assert tablet.enter(vendor_staff).status_code == 403
    SharedTablet.objects.update(acting=Membership.objects.get(user=vendor_staff), acting_until=timezone.now().replace(year=2100))
    assert tablet.client.get(ORDERS).status_code == 200
    assert tablet.client.delete("/api/v1/vendors/crumb-and-co/pause/").status_code == 403


def test_what_one_began_is_not_sent_as_another(tablet: Tablet, vendor_owner: User, vendor_staff: User, order: Order) -> None:
    tablet.enter(vendor_owner, "60318")
    path, body = f"/api/v1/orders/{order.uid}/status/", {"status": "accepted"}
    answer = tablet.client.patch(path, body, headers={"X-Acting-As": str(vendor_staff.pk)})
    assert (answer.status_code, answer.json()["code"]) == (401, "another_person")
    order.refresh_from_db()
    assert order.status == "placed"
    assert tablet.client.patch(path, body, headers={"X-Acting-As": str(vendor_owner.pk)}).status_code == 200


@pytest.mark.parametrize("end", ["left", "account closed", "PIN gone"])
def test_it_ends_with_what_it_rests_on(tablet: Tablet, vendor_owner: User, vendor_staff: User, end: str) -> None:
    tablet.enter(vendor_staff)
    assert tablet.client.get(ORDERS).status_code == 200
    if end == "left":
        remove_member(Membership.objects.get(user=vendor_staff), by=vendor_owner)
    elif end == "account closed":
        User.objects.filter(pk=vendor_staff.pk).update(is_active=False)
    else:
        StaffPin.objects.filter(membership__user=vendor_staff).delete()
    assert tablet.client.get(ORDERS).status_code == 401
    assert tablet.enter(vendor_staff).status_code == 404


def test_a_smaller_role_counts_at_once(tablet: Tablet, vendor_owner: User, manager: User, vendor: Vendor) -> None:
    give_pin(manager, vendor, "77031")
    tablet.enter(manager, "77031")
    change_member_role(Membership.objects.get(user=manager), by=vendor_owner, role=MembershipRole.STAFF)
    assert tablet.client.get(ORDERS).status_code == 200
    assert tablet.acting() == manager.name


def test_a_browsers_own_sign_in_goes_before(tablet: Tablet, vendor_owner: User, vendor_staff: User) -> None:
    tablet.enter(vendor_staff)
    tablet.client.force_login(vendor_owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert tablet.client.get("/api/v1/me/").json()["email"] == vendor_owner.email


def test_a_pins_move_is_never_that_of_somebody_who_signed_in_there(
    tablet: Tablet, vendor_owner: User, vendor_staff: User, order: Order
) -> None:
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    path, as_staff = f"/api/v1/orders/{order.uid}/status/", {"X-Acting-As": str(vendor_staff.pk)}
    tablet.client.force_login(vendor_owner, backend=backend)
    assert tablet.enter(vendor_staff).status_code == 200  # signs the owner out there
    assert tablet.client.patch(path, {"status": "accepted"}).status_code == 200
    tablet.client.force_login(vendor_owner, backend=backend)  # in another window, while the PIN holds
    answer = tablet.client.patch(path, {"status": "preparing"}, headers=as_staff)
    assert (answer.status_code, answer.json()["code"]) == (401, "another_person")
    assert [row.actor for row in order.history.order_by("sequence")[1:]] == [vendor_staff]
    as_owner = {"X-Acting-As": str(vendor_owner.pk)}
    assert tablet.client.patch(path, {"status": "preparing"}, headers=as_owner).status_code == 200


def test_knowing_who_works_costs_one_query(
    tablet: Tablet, vendor_staff: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tablet.enter(vendor_staff)
    with django_assert_num_queries(3):  # the tablet with all of it, the list, what waits
        tablet.client.get("/api/v1/tablet/")
