"""What happens by itself to an order that waits: told beforehand, once, and taken back by the move that it waits for."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from events.models import Event
from orders.models import Fulfilment, Order
from orders.services import advance_order, cancel_order
from orders.statuses import Status
from tests.orders.test_read_orders import place_many
from tests.stories import moved, placed_order, time_passes
from tests.threads import at_once
from timers.models import Timer
from timers.services import fire_due
from vendors.models import Item, OpeningHours, Vendor

Api = Callable[[User], APIClient]
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TO_READY = (Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP)


def planned(order: Order) -> dict[str, datetime]:
    return dict(Timer.objects.filter(subject=order.uid, state="planned").values_list("kind", "due_at"))


def told(order: Order) -> list[str]:
    timely = ("order.unanswered", "order.cancel_offered", "pickup.waiting")
    return list(Event.objects.filter(subject=order.uid, type__in=timely).order_by("pk").values_list("type", flat=True))


def open_from(vendor: Vendor, opens: int, closes: int) -> None:
    """Have the vendor be open every day, from one hour of its day to another."""
    OpeningHours.objects.bulk_create(
        OpeningHours(vendor=vendor, weekday=day, opens=time(opens), closes=time(closes)) for day in range(7)
    )


# --- Waiting for an answer --------------------------------------------------------------------------------------------


def test_placing_plans_the_call_and_the_offer_by_the_vendors_limits(customer: User, item: Item) -> None:
    Vendor.objects.update(answer_minutes=20, cancel_offer_minutes=45)
    order = placed_order(customer, item)
    placed_at = order.history.get().recorded_at
    assert planned(order) == {"order.unanswered": placed_at + 20 * MINUTE, "order.cancel_offered": placed_at + 45 * MINUTE}


@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.REJECTED, Status.CANCELLED])
def test_any_answer_takes_both_back(order: Order, vendor_staff: User, status: Status) -> None:
    advance_order(order, to=status, by=vendor_staff, reason="Sold out")
    assert (planned(order), time_passes(), told(order)) == ({}, 0, [])


def test_the_customers_cancelling_takes_both_back(order: Order, customer: User) -> None:
    cancel_order(order, by=customer, reason="Changed my mind")
    assert planned(order) == {}


def test_a_move_that_is_rolled_back_takes_nothing_back(order: Order, vendor_staff: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("orders.services._record_entry", fail)
    with pytest.raises(RuntimeError):
        advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
    assert len(planned(order)) == 2


def test_nobody_answers_the_managers_are_called_then_the_customer_is_offered_to_cancel(order: Order) -> None:
    due_at = planned(order)["order.unanswered"]
    assert time_passes("order.unanswered") == 1
    assert time_passes() == 1
    assert told(order) == ["order.unanswered", "order.cancel_offered"]
    event = Event.objects.get(type="order.unanswered")
    assert event.payload == {"status": "placed", "vendor": "crumb-and-co", "due_at": due_at.isoformat()}
    order.refresh_from_db()
    assert (order.status, order.sequence) == ("placed", 0)  # nothing is cancelled by itself


def test_limits_changed_later_change_no_promise(order: Order) -> None:
    before = planned(order)
    Vendor.objects.update(answer_minutes=200, cancel_offer_minutes=400)
    assert planned(order) == before


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_the_offer_at_the_same_moment_one_of_them_wins(order: Order, vendor_staff: User) -> None:
    for _ in range(3):
        Timer.objects.filter(state="planned").update(try_at=timezone.now() - MINUTE)
        at_once(lambda: advance_order(order, to=Status.ACCEPTED, by=vendor_staff), fire_due, fire_due)
    states = set(Timer.objects.values_list("kind", "state"))
    fired = {kind for kind, state in states if state == "fired"}
    assert (set(told(order)), {state for _, state in states} <= {"fired", "cancelled"}) == (fired, True)
    order.refresh_from_db()
    assert order.status == "accepted"


# --- Opening hours ----------------------------------------------------------------------------------------------------


def test_the_hours_in_which_the_shop_is_closed_do_not_count(customer: User, item: Item, vendor: Vendor) -> None:
    now = timezone.now().astimezone(vendor.week.zone)
    open_from(vendor, (now.hour + 5) % 24, (now.hour + 8) % 24)
    order = placed_order(customer, item)
    opens = vendor.week.changes_at(timezone.now())
    assert opens is not None
    assert planned(order) == {"order.unanswered": opens + 30 * MINUTE, "order.cancel_offered": opens + 60 * MINUTE}


# --- Waiting to be picked up ------------------------------------------------------------------------------------------


def test_ready_plans_two_reminders_and_no_more(order: Order, vendor_staff: User) -> None:
    moved(order, vendor_staff, *TO_READY)
    ready_at = order.history.get(status="ready_for_pickup").recorded_at
    assert planned(order) == {"pickup.waiting": ready_at + 2 * HOUR, "pickup.still_waiting": ready_at + 26 * HOUR}
    assert (time_passes("pickup.waiting"), time_passes(), time_passes()) == (1, 1, 0)
    assert [event.payload["reminder"] for event in Event.objects.filter(type="pickup.waiting").order_by("pk")] == [1, 2]


def test_reminders_come_while_the_shop_is_open(order: Order, vendor_staff: User, vendor: Vendor) -> None:
    now = timezone.now().astimezone(vendor.week.zone)
    open_from(vendor, (now.hour + 10) % 24, (now.hour + 12) % 24)
    moved(order, vendor_staff, *TO_READY)
    opens = vendor.week.changes_at(timezone.now())
    assert opens is not None
    assert planned(order)["pickup.waiting"] == opens
    assert planned(order)["pickup.still_waiting"].date() == opens.date() + timedelta(days=1)


def test_picked_up_nobody_is_reminded(order: Order, vendor_staff: User) -> None:
    moved(order, vendor_staff, *TO_READY, Status.COMPLETED)
    assert (planned(order), time_passes("pickup.waiting"), told(order)) == ({}, 0, [])


def test_what_a_courier_brings_waits_for_no_customer(customer: User, item: Item, vendor_staff: User) -> None:
    address = {"line1": "1 Row", "line2": "", "city": "Bristol", "postcode": "BS1 1AA", "country": "GB"}
    order = placed_order(customer, item, fulfilment=Fulfilment.DELIVERY, address=address)
    moved(order, vendor_staff, *TO_READY)
    assert planned(order) == {}


# --- Both sides see it beforehand -------------------------------------------------------------------------------------


def shown(client: APIClient, path: str) -> list[tuple[str, bool]]:
    return [(timer["kind"], timer["fired_at"] is not None) for timer in client.get(path).json()["timers"]]


def test_both_sides_and_the_link_see_what_concerns_them(
    api: Api, anonymous: APIClient, customer: User, vendor_staff: User, order: Order
) -> None:
    own, link = f"/api/v1/orders/{order.uid}/", f"/api/v1/tracking/{order.uid}/"
    for client in (api(customer), api(vendor_staff)):
        assert shown(client, own) == [("order.unanswered", False), ("order.cancel_offered", False)]
    assert shown(anonymous, link) == [("order.cancel_offered", False)]
    time_passes()
    assert shown(api(customer), own) == [("order.unanswered", True), ("order.cancel_offered", True)]
    assert shown(anonymous, link) == [("order.cancel_offered", True)]
    moved(order, vendor_staff, *TO_READY)
    for client, path in ((api(customer), own), (api(vendor_staff), own), (anonymous, link)):
        assert shown(client, path) == [("pickup.waiting", False), ("pickup.still_waiting", False)]
    moved(order, vendor_staff, Status.COMPLETED)
    assert (shown(api(customer), own), shown(anonymous, link)) == ([], [])


def test_times_are_as_everywhere(api: Api, customer: User, order: Order) -> None:
    (first, _) = api(customer).get(f"/api/v1/orders/{order.uid}/").json()["timers"]
    assert first["due_at"] == planned(order)["order.unanswered"].strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@pytest.mark.parametrize("number", [1, 12])
def test_r28_timers_cost_a_list_no_query(
    api: Api, customer: User, vendor: Vendor, item: Item, number: int, django_assert_num_queries: Any
) -> None:
    place_many(customer, vendor, item, number)
    client = api(customer)
    with django_assert_num_queries(3):
        rows = client.get("/api/v1/orders/").json()["results"]
    assert [len(row["timers"]) for row in rows] == [2] * number


def test_what_fired_shows_as_a_change_to_who_asks_since_then(api: Api, vendor_staff: User, order: Order) -> None:
    since = timezone.now().isoformat()
    assert api(vendor_staff).get("/api/v1/orders/", {"since": since}).json()["results"] == []
    time_passes("order.unanswered")
    assert len(api(vendor_staff).get("/api/v1/orders/", {"since": since}).json()["results"]) == 1
