"""What an order costs, measured, and what that makes of a thousand to a million orders a day: docs/scale.md cites it.

Orders are placed and moved to completed by the services, their events delivered, their mails sent into the local inbox, their
leaves put into the tree. Per order are measured: bytes of each table with its indexes (after VACUUM FULL: without bloat), bytes
of WAL, transactions (a read outside of one counts as one), the database's and Python's working time; and what one read of the
tracking page costs. What follows is arithmetic, whose suppositions stand in `SUPPOSED` and in the figures.

BENCH_ORDERS (100) changes how many orders are measured.
"""

import logging
import time
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from rest_framework.settings import api_settings
from rest_framework.test import APIClient

from benchmarks import report
from benchmarks.story import ROUTE, Story, make_story
from ledger.integrating import integrate
from orders.services import advance_order
from tests.work import do_due_work

ORDERS, READS = 100, 100
A_DAY = (1_000, 10_000, 100_000, 1_000_000)
MB, GB = 1024**2, 1024**3
#: Days after which rows go (`*/pruning.py`, timers.services); the other tables keep theirs.
KEPT_DAYS = {
    "events_delivery": 30, "events_event": 30, "timers_timer": 30, "webhooks_webhookdelivery": 30, "webhooks_webhookattempt": 30,
    "notifications_message": 180, "notifications_attempt": 180, "notifications_inboxitem": 180,
}  # fmt: skip
ONLY_OF_THE_DEMO = ("notifications_inboxmail", "notifications_inboxsms", "notifications_inboxpush")


@dataclass(frozen=True)
class Supposed:
    """What is supposed of people, not measured."""

    peak: float = 6.0  # the busiest minutes by the day's average
    reads_an_order: float = 20.0  # of the tracking page and its answers
    followers_an_order: float = 3.0
    hours_followed: float = 1.5
    bloat: float = 1.3  # of tables and indexes that live, by those just rewritten


SUPPOSED = Supposed()


def live_through(story: Story, count: int) -> None:
    """Let `count` orders come and go, with all that follows from them."""
    for _ in range(count):
        order = story.place_one()
        for to in ROUTE:
            advance_order(order, to=to, by=story.staff)
        while do_due_work(limit=200):
            pass
    while integrate() is not None:
        pass


def sizes() -> dict[str, int]:
    """Return the bytes of each table with its indexes, freshly rewritten."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM FULL")
        cursor.execute("RESET statement_timeout")
        cursor.execute(
            "SELECT relname, pg_total_relation_size(oid) FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        return {name: int(size) for name, size in cursor.fetchall() if name not in ONLY_OF_THE_DEMO}


def counters() -> dict[str, float]:
    """Return what the server has counted so far: bytes of WAL, transactions, its working time in seconds; and this process's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(
            "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0'), xact_commit, active_time / 1000"
            " FROM pg_stat_database WHERE datname = current_database()"
        )
        wal, transactions, active = cursor.fetchone()
    return {
        "wal_bytes": float(wal),
        "transactions": float(transactions),
        "database_seconds": active,
        "python_seconds": time.process_time(),
    }


def per_piece(before: dict[str, float], pieces: int) -> dict[str, float]:
    """Return what has been counted since, for each piece."""
    return {name: (value - before[name]) / pieces for name, value in counters().items()}


def read(path: str, count: int) -> dict[str, float]:
    """Return what one read costs, through every middleware."""
    client = APIClient()
    client.get(path)
    before = counters()
    for _ in range(count):
        assert client.get(path).status_code == 200
    return per_piece(before, count)


def project(measured: dict[str, Any], a_day: int) -> dict[str, float]:
    """Return what so many orders a day make of it."""
    order, one_read, supposed = measured["order"], measured["read"], SUPPOSED
    kept = measured["bytes_by_table"]
    days = {name: KEPT_DAYS.get(name, 365) for name in kept}
    rate = a_day / 86_400 * supposed.peak
    reads = rate * supposed.reads_an_order
    seconds = {side: rate * order[f"{side}_seconds"] + reads * one_read[f"{side}_seconds"] for side in ("database", "python")}
    return {
        "orders_a_second_at_peak": rate,
        "reads_a_second_at_peak": reads,
        "gb_after_a_year": sum(kept[name] * days[name] for name in kept) * a_day * supposed.bloat / GB,
        "transactions_a_second_at_peak": rate * order["transactions"],
        "wal_mb_a_second_at_peak": rate * order["wal_bytes"] / MB,
        "busy_connections_at_peak": seconds["database"],
        "python_cores_at_peak": seconds["python"],
        "frames_a_second_at_peak": rate * measured["frames_of_an_order"] * supposed.followers_an_order,
        "open_sockets_at_peak": rate * supposed.hours_followed * 3600 * supposed.followers_an_order,
    }


def measure(orders: int) -> dict[str, Any]:
    """Return what an order and a read cost."""
    story = make_story()
    live_through(story, max(1, orders // 10))  # what is made once is made by now
    sizes_before, before = sizes(), counters()
    live_through(story, orders)
    order = per_piece(before, orders)
    grown = {name: (size - sizes_before.get(name, 0)) / orders for name, size in sizes().items()}
    return {
        "orders": orders,
        "order": order,
        "read": read(f"/api/v1/tracking/{story.place(1)[0].uid}/", min(READS, orders)),
        "bytes_by_table": {name: size for name, size in sorted(grown.items(), key=lambda one: -one[1]) if size > 0},
        "frames_of_an_order": 2 * (len(ROUTE) + 1),  # each entry, and that it is sealed
    }


def tell(measured: dict[str, Any], projected: dict[str, dict[str, float]]) -> None:
    """Print both tables."""
    print(f"\n{'bytes of an order, with indexes':<44}{'':>8}  kept")
    for name, size in measured["bytes_by_table"].items():
        print(f"{name:<44}{size:>8,.0f}  {f'{KEPT_DAYS[name]} days' if name in KEPT_DAYS else 'for good'}")
    print(f"{'together':<44}{sum(measured['bytes_by_table'].values()):>8,.0f}")
    for kind in ("order", "read"):
        one = measured[kind]
        print(
            f"one {kind}: {one['wal_bytes']:,.0f} bytes of WAL, {one['transactions']:.1f} transactions,"
            f" {one['database_seconds'] * 1000:.1f} ms of the database, {one['python_seconds'] * 1000:.1f} ms of Python"
        )
    print(f"\n{'orders a day':<28}" + "".join(f"{int(a_day):>14,}" for a_day in projected))
    for name in next(iter(projected.values())):
        print(f"{name.replace('_', ' '):<28}" + "".join(f"{one[name]:>14,.1f}" for one in projected.values()))
    forever = sum(size for name, size in measured["bytes_by_table"].items() if name not in KEPT_DAYS)
    print(f"\n10^8 orders: {forever * SUPPOSED.bloat * 1e8 / GB / 1024:,.1f} TB that are kept for good")


def main() -> int:
    """Measure, reckon, print, save."""
    settings.ALLOWED_HOSTS = ["*"]
    logging.disable(logging.INFO)  # thousands of lines about mails
    rates: dict[str, Any] = api_settings.DEFAULT_THROTTLE_RATES
    rates.update(dict.fromkeys(rates, "1000000/min"))
    measured = measure(report.setting("BENCH_ORDERS", ORDERS))
    projected = {str(a_day): project(measured, a_day) for a_day in A_DAY}
    tell(measured, projected)
    report.save("scale", {"supposed": asdict(SUPPOSED), "measured": measured, "a_day": projected})
    return 0
