"""Clocks of people: when their quiet hours end, and when their next digest is due."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from notifications.preference_models import Digest, Reading

DIGEST_AT = time(8, 0)
MONDAY = 0


def after_quiet(at: datetime, reading: Reading, zone: tzinfo) -> datetime:
    """Return when the quiet hours of a reader in `zone` are over that `at` lies in; `at` where it lies in none."""
    if reading.quiet_from is None or reading.quiet_until is None:
        return at
    return end_of_quiet(at, since=reading.quiet_from, until=reading.quiet_until, zone=zone) or at


def digest_due(at: datetime, reading: Reading, zone: tzinfo) -> datetime:
    """Return when the digest of a reader in `zone`, who wants one, is due that tells what happens at `at`."""
    return after_quiet(next_digest(at, is_weekly=reading.digest == Digest.WEEKLY, zone=zone), reading, zone)


def end_of_quiet(at: datetime, *, since: time, until: time, zone: tzinfo) -> datetime | None:
    """Return when the quiet hours end that `at` lies in; None where it lies in none.

    They are hours of the clock on the wall of `zone`: over midnight where `until` is not after `since`, and an hour shorter or
    longer in the nights in which the clock is put forward or back.
    """
    local = at.astimezone(zone)
    clock = local.time()
    is_overnight = until <= since
    is_quiet = (clock >= since or clock < until) if is_overnight else since <= clock < until
    if not is_quiet:
        return None
    last_day = local.date() + timedelta(days=1) if is_overnight and clock >= since else local.date()
    return _next(last_day, until, zone, after=at)


def next_digest(at: datetime, *, is_weekly: bool, zone: tzinfo) -> datetime:
    """Return the first eight in the morning in `zone` that comes after `at`; for weekly ones, of a Monday."""
    day = at.astimezone(zone).date()
    while True:
        if not is_weekly or day.weekday() == MONDAY:
            found = _on_clock(day, DIGEST_AT, zone, fold=0)
            if found > at:
                return found
        day += timedelta(days=1)


def _next(day: date, clock: time, zone: tzinfo, *, after: datetime) -> datetime:
    """Return that time; of the two in a night in which the clock is put back, the first that is still to come."""
    first = _on_clock(day, clock, zone, fold=0)
    return first if first > after else _on_clock(day, clock, zone, fold=1)


def _on_clock(day: date, clock: time, zone: tzinfo, *, fold: int) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone).replace(fold=fold).astimezone(UTC)
