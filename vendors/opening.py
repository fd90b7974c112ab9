"""Whether a vendor is open, by its own clock, and when that changes."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db import models

Row = Mapping[str, Any]
DAYS_AHEAD = 8
WAITED_DAYS = 40  # how far ahead opening is looked for where somebody waits for it
_HALF_HOURS = [time(hour, minute) for hour in range(24) for minute in (0, 30)]

# Two ways to be open at local time t: a span of today that has begun and not ended (one that runs past midnight ends tomorrow),
# or a span of yesterday that runs past midnight and has not ended. Equal times mean round the clock. A day's special hours
# stand in the place of its weekday's; a special day without hours is closed.
_SQL = """EXISTS (
    SELECT 1 FROM (SELECT %(at)s::timestamptz AT TIME ZONE {zone} AS clock) l, (VALUES (0), (1)) ago (days),
        LATERAL (SELECT l.clock::time AS t, l.clock::date - ago.days AS day) n,
        LATERAL (
            SELECT s.opens, s.closes FROM vendors_specialday s WHERE s.vendor_id = {pk} AND s.day = n.day AND s.opens IS NOT NULL
            UNION ALL
            SELECT h.opens, h.closes FROM vendors_openinghours h
            WHERE h.vendor_id = {pk} AND h.weekday = extract(isodow FROM n.day)::int - 1
                AND NOT EXISTS (SELECT 1 FROM vendors_specialday s WHERE s.vendor_id = {pk} AND s.day = n.day)
        ) h
    WHERE (ago.days = 0 AND h.opens <= n.t AND (h.closes > n.t OR h.closes <= h.opens))
        OR (ago.days = 1 AND h.closes <= h.opens AND h.closes > n.t))"""


class IsOpen(models.Func):
    """Say in SQL whether a vendor is open at a moment; a few probes of indexes per row."""

    output_field = models.BooleanField()

    def __init__(self, at: datetime) -> None:
        super().__init__(models.F("pk"), models.F("timezone"))
        self.at = at

    def as_sql(self, compiler, connection, **context):  # type: ignore[no-untyped-def,override]  # takes no template
        """Fill the columns in; the moment is a parameter."""
        pk, zone = (compiler.compile(part)[0] for part in self.source_expressions)
        return _SQL.format(pk=pk, zone=zone).replace("%(at)s", "%s"), [self.at]


class Span(NamedTuple):
    """From when to when; `closes` at or before `opens` is on the next day."""

    opens: time
    closes: time


class Week(NamedTuple):
    """The opening hours of a vendor: spans by weekday (Monday is 0), and by date where a day is special."""

    weekdays: Mapping[int, list[Span]]
    special: Mapping[date, list[Span]]
    zone: ZoneInfo

    def spans_of(self, day: date) -> list[Span]:
        """Return the spans that begin on a day."""
        return self.special[day] if day in self.special else self.weekdays.get(day.weekday(), [])

    def is_open(self, at: datetime) -> bool:
        """Say whether it is open at a moment: the rule that IsOpen is in SQL."""
        clock = at.astimezone(self.zone)
        now, today = clock.time(), clock.date()
        yesterday = self.spans_of(today - timedelta(days=1))
        begun = any(span.opens <= now and (span.closes > now or span.closes <= span.opens) for span in self.spans_of(today))
        return begun or any(span.closes <= span.opens and span.closes > now for span in yesterday)

    def changes_at(self, at: datetime) -> datetime | None:
        """Return when it next opens or closes, within DAYS_AHEAD days; None where it does not."""
        if not self.is_ever_open():
            return None
        is_open = self.is_open(at)
        return next((moment for moment in self._moments(at) if self.is_open(moment) is not is_open), None)

    def is_ever_open(self) -> bool:
        """Say whether it names any hours. A shop that tells none is taken as always open where time counts for it."""
        return any(self.weekdays.values()) or any(self.special.values())

    def opens_at(self, at: datetime) -> datetime:
        """Return `at` where it is open then, else when it opens next; where that is not within WAITED_DAYS, `at` again."""
        return next((begins for begins, _ in self._open_spans(at)), at)

    def opens_next(self, at: datetime) -> datetime:
        """Return when it opens next after it has closed; a day later where it never does one of them."""
        spans = (begins for begins, _ in self._open_spans(at) if begins > at)
        return next(spans, at + timedelta(days=1))

    def next_day_opens_at(self, at: datetime) -> datetime:
        """Return when it opens on its next opening day. A night that began yesterday is still yesterday's day of work.

        A shop that names no hours begins its day at midnight, by its own clock.
        """
        clock = at.astimezone(self.zone)
        today = clock.date()
        yesterday = today - timedelta(days=1)
        if any(span.closes <= span.opens and span.closes > clock.time() for span in self.spans_of(yesterday)):
            today = yesterday
        for day in (today + timedelta(days=n) for n in range(1, WAITED_DAYS + 1)):
            opens = [moment for span in self.spans_of(day) for moment in self._on(day, span.opens) if moment > at]
            if opens:
                return min(opens)
        return datetime.combine(clock.date() + timedelta(days=1), time(0), self.zone).astimezone(UTC)

    def after_open_time(self, at: datetime, wait: timedelta) -> datetime:
        """Return when it has been open for `wait` since `at`. Time in which it is closed does not count.

        Where it is not open for so long within WAITED_DAYS, all time counts: nobody waits for ever for a closed shop.
        """
        at, left = at.astimezone(UTC), wait  # on a local clock an hour can last two, or none
        for begins, ends in self._open_spans(at):
            if ends is None or begins + left <= ends:
                return begins + left
            left -= ends - begins
        return at + wait

    def _open_spans(self, at: datetime) -> Iterator[tuple[datetime, datetime | None]]:
        """Yield from when to when it is open, from `at` on; None where it does not close again."""
        begins = at
        limit = at + timedelta(days=WAITED_DAYS)
        while begins < limit:
            changes_at = self.changes_at(begins)
            if self.is_open(begins) or not self.is_ever_open():
                yield begins, changes_at
                if changes_at is None:
                    return
            begins = changes_at or begins + timedelta(days=DAYS_AHEAD)

    def _moments(self, at: datetime) -> Iterator[datetime]:
        """Yield every moment after `at` at which something could change, in order."""
        today = at.astimezone(self.zone).date()
        for day in (today + timedelta(days=n) for n in range(DAYS_AHEAD)):
            moments = {moment for clock in self._clock_times(day) for moment in self._on(day, clock)}
            yield from sorted(moment for moment in moments if moment > at)

    def _clock_times(self, day: date) -> Iterable[time]:
        times = {time(0)}
        for each in (day, day - timedelta(days=1)):
            times.update(clock for span in self.spans_of(each) for clock in span)
        return times | set(_HALF_HOURS) if _clocks_change(self.zone, day) else times

    def _on(self, day: date, clock: time) -> Iterator[datetime]:
        """Yield the moment, or both where clocks are put back and show a time twice."""
        for fold in (0, 1) if _clocks_change(self.zone, day) else (0,):
            yield datetime.combine(day, clock.replace(fold=fold), self.zone).astimezone(UTC)


def read_week(opening: Iterable[Row], special: Iterable[Row], zone: ZoneInfo) -> Week:
    """Return the week that vendors.weeks loaded with a row."""
    weekdays: dict[int, list[Span]] = {}
    for row in opening:
        weekdays.setdefault(row["weekday"], []).append(_span(row))
    days: dict[date, list[Span]] = {}
    for row in special:
        spans = days.setdefault(date.fromisoformat(row["day"]), [])
        if row["opens"] is not None:
            spans.append(_span(row))
    return Week(weekdays, days, zone)


def _span(row: Row) -> Span:
    return Span(time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"]))


@lru_cache(maxsize=4096)
def _clocks_change(zone: ZoneInfo, day: date) -> bool:
    midnights = [datetime.combine(each, time(0), zone).utcoffset() for each in (day, day + timedelta(days=1))]
    return midnights[0] != midnights[1]
