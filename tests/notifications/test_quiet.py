"""Quiet hours and digests follow the clock on somebody's wall, also in the nights in which it is changed."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from notifications.quiet import end_of_quiet, next_digest

BERLIN, KATHMANDU = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kathmandu")
NIGHT = {"since": time(22), "until": time(7)}


def local(text: str, zone: ZoneInfo = BERLIN, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("at", "end"),
    [
        ("2026-07-01 21:59", None),
        ("2026-07-01 22:00", "2026-07-02 07:00"),
        ("2026-07-02 06:59", "2026-07-02 07:00"),
        ("2026-07-02 07:00", None),
        ("2026-12-31 23:30", "2027-01-01 07:00"),
        ("2026-03-28 23:00", "2026-03-29 07:00"),  # the clock is put forward that night
        ("2026-10-24 23:00", "2026-10-25 07:00"),  # and back that one
    ],
)
def test_over_midnight(at: str, end: str | None) -> None:
    assert end_of_quiet(local(at), zone=BERLIN, **NIGHT) == (local(end) if end else None)


@pytest.mark.parametrize(("at", "is_quiet"), [("12:59", False), ("13:00", True), ("14:59", True), ("15:00", False)])
def test_within_a_day(at: str, is_quiet: bool) -> None:
    end = end_of_quiet(local(f"2026-07-01 {at}", KATHMANDU), since=time(13), until=time(15), zone=KATHMANDU)
    assert end == (local("2026-07-01 15:00", KATHMANDU) if is_quiet else None)


def test_an_end_that_comes_twice_is_the_one_that_is_still_to_come() -> None:
    quiet = {"since": time(22), "until": time(2, 30), "zone": BERLIN}
    first, second = local("2026-10-25 02:30", fold=0), local("2026-10-25 02:30", fold=1)
    assert end_of_quiet(local("2026-10-25 02:10", fold=0), **quiet) == first  # type: ignore[arg-type]  # one of each type
    assert end_of_quiet(local("2026-10-25 02:10", fold=1), **quiet) == second  # type: ignore[arg-type]  # as above


def test_an_end_that_the_clock_leaves_out_is_an_hour_later_on_it() -> None:
    end = end_of_quiet(local("2026-03-29 01:00"), since=time(22), until=time(2, 30), zone=BERLIN)
    assert end == local("2026-03-29 03:30")


@pytest.mark.parametrize(
    ("at", "is_weekly", "due"),
    [
        ("2026-07-01 07:59", False, "2026-07-01 08:00"),
        ("2026-07-01 08:00", False, "2026-07-02 08:00"),
        ("2026-07-01 08:00", True, "2026-07-06 08:00"),
        ("2026-07-06 07:00", True, "2026-07-06 08:00"),
        ("2026-10-24 12:00", False, "2026-10-25 08:00"),
    ],
)
def test_digests_are_due_at_eight_and_weekly_ones_on_a_monday(at: str, is_weekly: bool, due: str) -> None:
    assert next_digest(local(at), is_weekly=is_weekly, zone=BERLIN) == local(due)
