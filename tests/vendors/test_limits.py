"""How long orders may wait: set by the vendor, within reason, and counted by its opening hours."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from accounts.models import User
from vendors.models import Vendor
from vendors.opening import Span, Week

Api = Callable[[User], APIClient]
LONDON = ZoneInfo("Europe/London")
HOUR = timedelta(hours=1)
NINE_TO_FIVE = {day: [Span(time(9), time(17))] for day in range(5)}


def week(**changes: Any) -> Week:
    return Week(**{"weekdays": NINE_TO_FIVE, "special": {}, "zone": LONDON, **changes})


def on(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


# --- The settings -----------------------------------------------------------------------------------------------------


def test_a_manager_sets_them_and_the_profile_tells(api: Api, vendor_owner: User, vendor: Vendor) -> None:
    limits = {"answer_minutes": 15, "cancel_offer_minutes": 40, "pickup_hours": 24}
    answer = api(vendor_owner).patch(f"/api/v1/vendors/{vendor.slug}/", limits, format="json")
    assert answer.status_code == 200
    assert {name: answer.json()[name] for name in limits} == limits


def test_staff_set_none(api: Api, vendor_staff: User, vendor: Vendor) -> None:
    assert api(vendor_staff).patch(f"/api/v1/vendors/{vendor.slug}/", {"answer_minutes": 5}, format="json").status_code == 403


@pytest.mark.parametrize(
    ("limits", "pointer"),
    [
        ({"answer_minutes": 4}, "/answer_minutes"),
        ({"answer_minutes": 721}, "/answer_minutes"),
        ({"cancel_offer_minutes": 1441}, "/cancel_offer_minutes"),
        ({"pickup_hours": 0}, "/pickup_hours"),
        ({"pickup_hours": "soon"}, "/pickup_hours"),
        ({"answer_minutes": 60}, "/cancel_offer_minutes"),  # the offer would come with the call, or before it
    ],
)
def test_what_makes_no_sense_is_refused(
    api: Api, vendor_owner: User, vendor: Vendor, limits: dict[str, object], pointer: str
) -> None:
    answer = api(vendor_owner).patch(f"/api/v1/vendors/{vendor.slug}/", limits, format="json")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer)


@pytest.mark.parametrize("limits", [{"answer_minutes": 60}, {"answer_minutes": 1}, {"pickup_hours": 100}])
def test_the_database_refuses_it_too(vendor: Vendor, limits: dict[str, int]) -> None:
    with pytest.raises(IntegrityError, match="vendor_limits_in_order"), transaction.atomic():
        Vendor.objects.filter(pk=vendor.pk).update(**limits)


# --- Time that counts while the shop is open --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "wait", "until"),
    [
        (on(26, 10), HOUR / 2, on(26, 10, 30)),  # a Thursday, open
        (on(26, 16, 50), HOUR / 2, on(27, 9, 20)),  # ten minutes, then the night
        (on(26, 20), HOUR / 2, on(27, 9, 30)),
        (on(27, 16, 50), HOUR / 2, on(30, 9, 20)),  # a Friday: over the weekend
        (on(26, 16), 10 * HOUR, on(30, 10)),  # one hour, a day of eight, one hour
    ],
)
def test_it_counts_while_the_shop_is_open(since: datetime, wait: timedelta, until: datetime) -> None:
    assert week().after_open_time(since, wait) == until


def test_special_days_count_as_they_are() -> None:
    holiday = week(special={on(27, 0).date(): []})
    assert holiday.after_open_time(on(26, 16, 50), HOUR / 2) == on(30, 9, 20)


def test_when_clocks_are_put_back_an_hour_stays_an_hour() -> None:
    nights = week(weekdays={day: [Span(time(22), time(6))] for day in range(7)})
    midnight = datetime(2026, 10, 25, 0, 30, tzinfo=LONDON)  # at two, it is one again
    assert nights.after_open_time(midnight, 3 * HOUR).astimezone(UTC) == midnight.astimezone(UTC) + 3 * HOUR
    assert nights.after_open_time(midnight, 7 * HOUR).astimezone(LONDON) == on(25, 22, 30, month=10)


@pytest.mark.parametrize("always", [{}, {day: [Span(time(0), time(0))] for day in range(7)}])
def test_who_tells_no_hours_or_never_closes_is_taken_as_open(always: dict[int, list[Span]]) -> None:
    assert week(weekdays=always).after_open_time(on(28, 3), HOUR) == on(28, 4)
    assert week(weekdays=always).opens_at(on(28, 3)) == on(28, 3)
    assert week(weekdays=always).opens_next(on(28, 3)) == on(29, 3)


def test_nobody_waits_for_ever_for_a_shop_that_stays_closed() -> None:
    closed = week(weekdays={}, special={datetime(2020, 1, 1, tzinfo=UTC).date(): [Span(time(9), time(17))]})
    assert closed.after_open_time(on(26, 10), HOUR) == on(26, 11)


def test_the_next_opening() -> None:
    assert week().opens_at(on(26, 12)) == on(26, 12)
    assert week().opens_at(on(26, 18)) == on(27, 9)
    assert week().opens_next(on(26, 12)) == on(27, 9)
    assert week().opens_next(on(27, 12)) == on(30, 9)
