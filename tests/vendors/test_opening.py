"""When a vendor opens and closes: across midnight, time zones, changed clocks and holidays. SQL and Python agree."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import DatabaseError, transaction
from rest_framework.test import APIClient

from accounts.models import User
from tests.factories import VendorFactory
from tests.vendors.conftest import Found
from vendors.models import OpeningHours, SpecialDay, Vendor
from vendors.opening import IsOpen, Span, Week

LONDON, NEW_YORK, KATHMANDU = ZoneInfo("Europe/London"), ZoneInfo("America/New_York"), ZoneInfo("Asia/Kathmandu")
NINE_TO_FIVE = [Span(time(9), time(17))]


CLOSED = {"day": "2026-12-25", "opens": None, "closes": None}


def every_day(*spans: Span) -> dict[int, list[Span]]:
    return {weekday: list(spans) for weekday in range(7)}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("week", "at", "changes"),
    [
        (Week(every_day(*NINE_TO_FIVE), {}, LONDON), "2026-06-01 09:30", "2026-06-01 16:00"),  # closes at 17:00 in summer
        (Week(every_day(*NINE_TO_FIVE), {}, LONDON), "2026-06-01 16:00", "2026-06-02 08:00"),  # opens at 09:00 tomorrow
        (Week({0: NINE_TO_FIVE}, {}, LONDON), "2026-06-01 16:30", "2026-06-08 08:00"),  # in a week
        (Week(every_day(Span(time(22), time(2))), {}, NEW_YORK), "2026-06-02 04:30", "2026-06-02 06:00"),  # past midnight
        (Week(every_day(Span(time(9), time(13)), Span(time(14), time(18))), {}, LONDON), "2026-01-05 13:30", "2026-01-05 14:00"),
        (Week(every_day(Span(time(9), time(13)), Span(time(13), time(18))), {}, LONDON), "2026-01-05 12:00", "2026-01-05 18:00"),
        (Week(every_day(Span(time(0), time(0))), {}, LONDON), "2026-01-05 12:00", None),  # round the clock
        (Week({}, {}, LONDON), "2026-01-05 12:00", None),
        (Week(every_day(*NINE_TO_FIVE), {}, KATHMANDU), "2026-01-05 01:00", "2026-01-05 03:15"),  # 5:45 ahead
        # The clocks go forward at 01:00 on 29 March and back at 02:00 on 25 October.
        (Week(every_day(*NINE_TO_FIVE), {}, LONDON), "2026-03-28 17:00", "2026-03-29 08:00"),
        (Week(every_day(*NINE_TO_FIVE), {}, LONDON), "2026-10-24 17:00", "2026-10-25 09:00"),
        (Week(every_day(Span(time(1, 30), time(3))), {}, LONDON), "2026-03-29 00:50", "2026-03-29 01:00"),  # 01:30 is skipped
        (Week(every_day(Span(time(1), time(1, 30))), {}, LONDON), "2026-10-25 00:20", "2026-10-25 00:30"),
        (Week(every_day(Span(time(1), time(1, 30))), {}, LONDON), "2026-10-25 00:40", "2026-10-25 01:00"),  # 01:00 comes twice
        # Christmas is closed, the day before until noon.
        (
            Week(every_day(*NINE_TO_FIVE), {date(2026, 12, 25): [], date(2026, 12, 24): [Span(time(9), time(12))]}, LONDON),
            "2026-12-24 10:00",
            "2026-12-24 12:00",
        ),
        (Week(every_day(*NINE_TO_FIVE), {date(2026, 12, 25): []}, LONDON), "2026-12-24 18:00", "2026-12-26 09:00"),
        # Special hours of New Year's Eve run into a closed New Year's Day.
        (
            Week({}, {date(2026, 12, 31): [Span(time(20), time(3))], date(2027, 1, 1): []}, LONDON),
            "2027-01-01 01:00",
            "2027-01-01 03:00",
        ),
    ],
)
def test_when_it_next_opens_or_closes(week: Week, at: str, changes: str | None) -> None:
    assert week.changes_at(utc(at)) == (utc(changes) if changes else None)


def test_sql_and_python_agree_at_every_half_hour_of_hard_weeks(db: None) -> None:
    vendor = VendorFactory.create()
    for weekday, opens, closes in [(0, 9, 17), (5, 22, 2), (6, 0, 0), (6, 1, 3), (3, 12, 12)]:
        OpeningHours.objects.create(vendor=vendor, weekday=weekday, opens=time(opens), closes=time(closes))
    SpecialDay.objects.create(vendor=vendor, day=date(2026, 3, 29), opens=time(1, 30), closes=time(0, 30))
    SpecialDay.objects.create(vendor=vendor, day=date(2026, 10, 25))
    for zone in ("Europe/London", "America/New_York", "Asia/Kathmandu"):
        Vendor.objects.update(timezone=zone)
        week = Vendor.objects.get().week
        for start in (utc("2026-03-28 00:00"), utc("2026-10-24 00:00"), utc("2026-11-01 00:00")):
            for step in range(4 * 48):
                at = start + timedelta(minutes=30 * step + 1)
                assert Vendor.objects.filter(IsOpen(at)).exists() is week.is_open(at), (zone, at)


def test_a_list_says_when_it_changes_and_in_which_zone(anonymous: APIClient, vendor: Vendor) -> None:
    OpeningHours.objects.create(vendor=vendor, weekday=0, opens=time(9), closes=time(17))
    with time_machine.travel(utc("2026-06-01 09:00"), tick=False):
        (row,) = anonymous.get("/api/v1/vendors/").json()["results"]
    assert (row["open_now"], row["opening_changes_at"]) == (True, "2026-06-01T16:00:00.000000Z")
    assert row["timezone"] == "Europe/London"


def test_a_special_day_goes_before_the_weekday(api: Any, anonymous: APIClient, find: Found, vendor_owner: User) -> None:
    vendor = Vendor.objects.get()
    OpeningHours.objects.create(vendor=vendor, weekday=4, opens=time(9), closes=time(17))
    days = [{"day": "2026-12-25", "opens": None, "closes": None}, {"day": "2026-12-26", "opens": "10:00", "closes": "12:00"}]
    answer = api(vendor_owner).patch(f"/api/v1/vendors/{vendor.slug}/", {"special_days": days})
    assert (answer.status_code, answer.json()["special_days"]) == (200, days)
    for moment, is_open in {"2026-12-18 10:00": True, "2026-12-25 10:00": False, "2026-12-26 10:00": True}.items():
        with time_machine.travel(utc(moment), tick=False):
            assert bool(find(open_now="true")) is is_open, moment


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ([{**CLOSED, "opens": "10:00"}], "required"),
        ([CLOSED] * 2, "unique"),
        (
            [{"day": "2026-12-25", "opens": None, "closes": None}, {"day": "2026-12-25", "opens": "10:00", "closes": "11:00"}],
            "unique",
        ),
        ([{"day": f"2026-01-{n % 28 + 1:02}", "opens": f"{n // 28:02}:00", "closes": "23:00"} for n in range(101)], "length"),
    ],
)
def test_special_days_that_cannot_be_are_told(api: Any, vendor_owner: User, days: list[Any], code: str) -> None:
    vendor = Vendor.objects.get()
    answer = api(vendor_owner).patch(f"/api/v1/vendors/{vendor.slug}/", {"special_days": days})
    assert answer.status_code == 400
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [("/special_days", code)]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("special_hours_whole", [{"opens": time(1), "closes": None}]),
        ("special_hours_whole", [{"opens": None, "closes": time(1)}]),
        ("special_day_once", [{"opens": None, "closes": None}] * 2),
        ("special_day_once", [{"opens": time(1), "closes": time(2)}, {"opens": time(1), "closes": time(3)}]),
    ],
)
def test_the_database_refuses_special_days_that_cannot_be(vendor: Vendor, name: str, rows: list[dict[str, Any]]) -> None:
    with pytest.raises(DatabaseError, match=name), transaction.atomic():
        for row in rows:
            SpecialDay.objects.create(vendor=vendor, day=date(2026, 1, 1), **row)
