"""What a vendor's orders of some days add up to, beside those of the days before. Counted from the history; nothing is kept.

Days are the vendor's own, by its time zone: one on which clocks change has 23 or 25 hours. Everything about an order counts on
the day it was placed. Times are those of the entries as they were claimed, so that what was imported counts when it happened.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from common.errors import Invalid
from vendors.models import Vendor

MOST_DAYS = 92
EARLIEST_YEAR, LATEST_YEAR = 2000, 2200


class Against(StrEnum):
    """What the days are compared with."""

    BEFORE = "before"  # as many days, right before
    WEEK_BEFORE = "week_before"  # the same days of the week before


@dataclass(frozen=True)
class Days:
    """Some days by a vendor's own clock, both ends included."""

    first: date
    last: date
    zone: ZoneInfo

    @property
    def starts_at(self) -> datetime:
        """The first moment."""
        return datetime.combine(self.first, time(0), self.zone)

    @property
    def ends_at(self) -> datetime:
        """The first moment after."""
        return datetime.combine(self.last + timedelta(days=1), time(0), self.zone)

    @property
    def number(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    @property
    def buckets(self) -> list[str]:
        """Name each day; of a single day its hours."""
        if self.number == 1:
            return [f"{hour:02}:00" for hour in range(24)]
        return [(self.first + timedelta(days=n)).isoformat() for n in range(self.number)]

    def moved(self, days: int) -> "Days":
        """Return as many days, so many later."""
        return Days(self.first + timedelta(days=days), self.last + timedelta(days=days), self.zone)


@dataclass(frozen=True)
class Counted:
    """What some orders add up to. Times in seconds; None where no order had them. Money in minor units, by currency."""

    orders: int = 0
    accepted: int = 0
    finished: int = 0
    refused: int = 0  # rejected, or cancelled by either side
    accept_median: float | None = None
    accept_p90: float | None = None
    ready_median: float | None = None
    ready_p90: float | None = None
    promised: int = 0
    kept: int = 0
    revenue: dict[str, int] = field(default_factory=dict)

    @property
    def kept_share(self) -> float | None:
        """Of the promises whose time has come, how many were kept."""
        return self.kept / self.promised if self.promised else None


@dataclass(frozen=True)
class Figures:
    """The figures of some days, of the days they are compared with, and of each bucket of both."""

    days: Days
    before: Days
    now: Counted
    then: Counted
    by_bucket: list[tuple[Counted, Counted]]
    stars: Sequence[tuple[int, int]]  # sum and number of the reviews published of both


Stars = Callable[[int, Sequence[Days]], Sequence[tuple[int, int]]]
_stars: list[Stars] = []


def tell_stars(of: Stars) -> None:
    """Have `of` asked for the stars (sum and number) that a vendor (its id) got in each of some days.

    The hook of reviews, which stands above; without it nobody tells of stars.
    """
    _stars[:] = [of]


def days_of(vendor: Vendor, first: date, last: date) -> Days:
    """Return the days, by the vendor's clock. Raises Invalid where they run backwards, are too many, or lie nowhere."""
    if last < first:
        raise Invalid("The last day comes before the first.", pointer="/last", code="order")
    if (last - first).days >= MOST_DAYS:
        raise Invalid(f"At most {MOST_DAYS} days at once.", pointer="/last", code="range")
    if first.year < EARLIEST_YEAR or last.year > LATEST_YEAR:
        raise Invalid("There are no figures of that time.", pointer="/first", code="range")
    return Days(first, last, ZoneInfo(vendor.timezone))


def figures_of(vendor: Vendor, days: Days, *, against: Against, at: datetime) -> Figures:
    """Count the orders of `vendor` in one query (and one for the stars), over a bounded range of one index."""
    before = days.moved(-days.number if against == Against.BEFORE else -7 * -(-days.number // 7))
    counted = _count(vendor, {"now": days, "then": before}, at)
    pairs = zip(days.buckets, before.buckets, strict=True)
    return Figures(
        days=days,
        before=before,
        now=counted.get(("now", None), Counted()),
        then=counted.get(("then", None), Counted()),
        by_bucket=[(counted.get(("now", one), Counted()), counted.get(("then", other), Counted())) for one, other in pairs],
        stars=_stars[0](vendor.pk, [days, before]) if _stars else [(0, 0), (0, 0)],
    )


# "There" is what the customer was told to wait for: to fetch it; of a delivery, to have it. The index order_of_vendor gives the
# orders, history_sequence_once the entries of each.
_SQL = """
WITH span (period, starts_at, ends_at) AS (VALUES ('now', %(now_starts)s::timestamptz, %(now_ends)s::timestamptz),
                                                  ('then', %(then_starts)s::timestamptz, %(then_ends)s::timestamptz)),
told AS (
    SELECT span.period, to_char(o.placed_at AT TIME ZONE %(zone)s, %(bucket)s) AS bucket, o.currency,
        CASE WHEN o.status IN ('rejected', 'cancelled') THEN 0 ELSE o.total_minor END AS revenue,
        o.status IN ('delivered', 'completed') AS finished, o.status IN ('rejected', 'cancelled') AS refused,
        extract(epoch FROM e.accepted_at - o.placed_at)::float8 AS accept_seconds,
        extract(epoch FROM e.made_at - o.placed_at)::float8 AS ready_seconds,
        p.promised_at IS NOT NULL AND o.status NOT IN ('rejected', 'cancelled')
            AND (e.there_at IS NOT NULL OR p.promised_at < %(at)s) AS is_promise_due,
        p.promised_at >= e.there_at AS is_kept
    FROM span JOIN orders_order o ON o.vendor_id = %(vendor)s AND o.placed_at >= span.starts_at AND o.placed_at < span.ends_at
    CROSS JOIN LATERAL (
        SELECT min(h.claimed_at) FILTER (WHERE h.status = 'accepted') AS accepted_at,
            min(h.claimed_at)
                FILTER (WHERE h.status IN ('ready_for_pickup', 'out_for_delivery', 'delivered', 'completed')) AS made_at,
            min(h.claimed_at) FILTER (WHERE h.status = ANY(there.statuses)) AS there_at,
            min(h.sequence) FILTER (WHERE h.status = ANY(there.statuses)) AS there_sequence
        FROM orders_orderstatushistory h, (SELECT CASE o.fulfilment WHEN 'pickup' THEN ARRAY['ready_for_pickup', 'completed']
            ELSE ARRAY['delivered', 'completed'] END AS statuses) there
        WHERE h.order_id = o.id
    ) e
    LEFT JOIN LATERAL (
        SELECT h.estimated_ready_at AS promised_at FROM orders_orderstatushistory h
        WHERE h.order_id = o.id AND h.estimated_ready_at IS NOT NULL
            AND (e.there_sequence IS NULL OR h.sequence < e.there_sequence)
        ORDER BY h.sequence DESC LIMIT 1
    ) p ON true
)
SELECT period, bucket, currency,
    count(*), count(accept_seconds), count(*) FILTER (WHERE finished), count(*) FILTER (WHERE refused),
    percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY accept_seconds),
    percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY ready_seconds),
    count(*) FILTER (WHERE is_promise_due), count(*) FILTER (WHERE is_promise_due AND is_kept), sum(revenue)
FROM told GROUP BY GROUPING SETS ((period), (period, bucket), (period, currency), (period, bucket, currency))"""


def _count(vendor: Vendor, periods: dict[str, Days], at: datetime) -> dict[tuple[str, str | None], Counted]:
    """Return what the orders of each period add up to, as a whole (bucket None) and by bucket."""
    values: dict[str, Any] = {"vendor": vendor.pk, "zone": vendor.timezone, "at": at}
    for name, days in periods.items():
        values |= {f"{name}_starts": days.starts_at, f"{name}_ends": days.ends_at}
    values["bucket"] = "HH24:00" if periods["now"].number == 1 else "YYYY-MM-DD"
    with connection.cursor() as cursor:
        cursor.execute(_SQL, values)
        rows = cursor.fetchall()
    revenue: dict[tuple[str, str | None], dict[str, int]] = {}
    for period, bucket, currency, *_, total in rows:
        if currency is not None:
            revenue.setdefault((period, bucket), {})[currency] = int(total)
    return {
        (period, bucket): _counted(figures, revenue[period, bucket])
        for period, bucket, currency, *figures in rows
        if currency is None
    }


def _counted(figures: Sequence[Any], revenue: dict[str, int]) -> Counted:
    orders, accepted, finished, refused, accept, ready, promised, kept, _total = figures
    accept_median, accept_p90 = accept or (None, None)
    ready_median, ready_p90 = ready or (None, None)
    return Counted(
        orders=orders,
        accepted=accepted,
        finished=finished,
        refused=refused,
        accept_median=accept_median,
        accept_p90=accept_p90,
        ready_median=ready_median,
        ready_p90=ready_p90,
        promised=promised,
        kept=kept,
        revenue=dict(sorted(revenue.items())),
    )
