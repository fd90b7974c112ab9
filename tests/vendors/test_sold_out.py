"""Sold out today, and back by itself."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from vendors.models import Item, Vendor
from vendors.opening import Span, Week
from vendors.services import mark_back, mark_sold_out, set_hours

Api = Callable[[User], APIClient]
LONDON = ZoneInfo("Europe/London")
WEEKDAYS = {day: [Span(time(9), time(17))] for day in range(5)}
EVENINGS = {day: [Span(time(18), time(2))] for day in range(7)}


def on(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("weekdays", "special", "at", "back"),
    [
        (WEEKDAYS, {}, on(26, 11), on(27, 9)),  # a Thursday
        (WEEKDAYS, {}, on(26, 7), on(27, 9)),  # before it opens: today all the same
        (WEEKDAYS, {}, on(27, 11), on(30, 9)),  # a Friday: over the weekend
        (WEEKDAYS, {on(27, 0).date(): []}, on(26, 11), on(30, 9)),  # tomorrow is a holiday
        (WEEKDAYS, {on(27, 0).date(): [Span(time(12), time(14))]}, on(26, 11), on(27, 12)),
        ({day: [Span(time(8), time(12)), Span(time(14), time(18))] for day in range(7)}, {}, on(26, 11), on(27, 8)),
        (EVENINGS, {}, on(26, 20), on(27, 18)),
        (EVENINGS, {}, on(27, 1, 30), on(27, 18)),  # after midnight it is still last evening's work
        ({}, {}, on(26, 11), on(27, 0)),  # tells no hours
        ({day: [Span(time(0), time(0))] for day in range(7)}, {}, on(26, 11), on(27, 0)),  # round the clock
        ({day: [Span(time(9), time(17))] for day in range(7)}, {}, on(24, 20, month=10), on(25, 9, month=10)),  # clocks go back
    ],
)
def test_it_is_back_on_the_next_opening_day(
    weekdays: dict[int, list[Span]], special: dict[object, list[Span]], at: datetime, back: datetime
) -> None:
    assert Week(weekdays, special, LONDON).next_day_opens_at(at) == back  # type: ignore[arg-type]  # dates


def test_staff_switch_it_and_customers_see_it(
    api: Api, anonymous: APIClient, vendor_staff: User, vendor: Vendor, item: Item
) -> None:
    url = f"/api/v1/vendors/{vendor.slug}/items/{item.pk}/"
    assert api(vendor_staff).put(f"{url}sold-out/").json()["in_stock"] is False
    shown = anonymous.get(url).json()
    assert (shown["in_stock"], shown["is_available"]) == (False, True)
    assert datetime.fromisoformat(shown["sold_out_until"]) > timezone.now()
    assert api(vendor_staff).delete(f"{url}sold-out/").json()["in_stock"] is True
    assert anonymous.get(url).json()["sold_out_until"] is None


def test_a_stranger_switches_nothing(api: Api, stranger: User, vendor: Vendor, item: Item) -> None:
    assert api(stranger).put(f"/api/v1/vendors/{vendor.slug}/items/{item.pk}/sold-out/").status_code == 403
    item.refresh_from_db()
    assert item.sold_out_until is None


def test_another_vendors_item_is_not_found(
    api: Api, vendor_staff: User, vendor: Vendor, other_vendor: Vendor, item: Item
) -> None:
    assert api(vendor_staff).put(f"/api/v1/vendors/{other_vendor.slug}/items/{item.pk}/sold-out/").status_code == 403


def test_what_is_left_counts_again_once_the_time_is_over(vendor_owner: User, vendor: Vendor, item: Item) -> None:
    set_hours(vendor, by=vendor_owner, spans=[{"weekday": day, "opens": time(9), "closes": time(17)} for day in range(7)])
    marked = mark_sold_out(item, by=vendor_owner, at=datetime(2026, 11, 26, 11, tzinfo=UTC))
    assert marked.left_at(datetime(2026, 11, 27, 8, 59, tzinfo=UTC)) == 0
    assert marked.left_at(datetime(2026, 11, 27, 9, tzinfo=UTC)) == 10
    assert mark_back(marked, by=vendor_owner).left_at(timezone.now() + timedelta(days=-900)) == 10
