"""Frames where few watch each of many orders, and one frame on its way; the product and its references in turn.

`wide`: five followers of each of BENCH_WIDE (1,000) orders, each of which gets an entry a round, as fast as one process publishes
(the frames are made before, and nothing is written: what a move costs is in `moves`). The publisher is the slower side, so what
is compared is what the web process works for a delivery (its CPU time, from /proc): ours against the stock consumer of `fanout`.

`to_frame`: milliseconds from the COMMIT of a move to its frame at the only follower, the whole product; the reference is one
durable INSERT and COMMIT of a row, and a round trip over loopback. BENCH_MOVES (150) of each.

BENCH_ROUNDS (10) changes the size.
"""

import asyncio
import contextlib
import json
import os
import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from channels.layers import get_channel_layer
from django.db import connection

from benchmarks import report
from benchmarks.clients import bare_connection
from benchmarks.fanout import Ours, Stock, Web, web
from benchmarks.followers import Followers, raise_file_limit
from benchmarks.story import ROUTE, Story, make_story
from common.rendering import as_json
from orders.models import Order
from tracking.frames import tracking_entry
from tracking.publishing import order_topic
from tracking.reads import entries_after

ORDERS, EACH, ROUNDS, MOVES = 1000, 5, 10, 150
ROW = b"x" * 300
AT_ONCE = 50


def cpu_seconds(process: Web) -> float:
    """Return the CPU time that a process has had (Linux: from /proc)."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def watched(side: Ours | Stock, orders: list[Order]) -> Iterator[Followers]:
    """Have EACH followers at each order."""
    followers = Followers()
    try:
        followers.open(side.port, [side.path(order) for order in orders for _ in range(EACH)], ready_entries=side.ready_entries)
        yield followers
    finally:
        followers.stop()


class Publisher:
    """Sends to the channel layer from this process, AT_ONCE under way."""

    def __init__(self, loop: asyncio.AbstractEventLoop, entry: dict[str, Any]) -> None:
        self._loop, self._entry = loop, entry

    def ours(self, order: Order, sequence: int) -> tuple[str, dict[str, Any]]:
        """Return the next entry of an order as the product hands it to its hubs."""
        frame = as_json({"type": "entry", "entry": {**self._entry, "sequence": sequence}, "timers": []})
        topic = order_topic(order.uid)
        return topic, {"topic": topic, "key": order.uid, "sequence": sequence, "frame": frame}

    def stock(self, order: Order, sequence: int) -> tuple[str, dict[str, Any]]:
        """Return the same for the stock consumer."""
        return f"stock.{order.uid}", {"type": "order.entry", "entry": {**self._entry, "sequence": sequence}}

    def send(self, messages: list[tuple[str, dict[str, Any]]]) -> None:
        """Send them all."""

        async def some(part: list[tuple[str, dict[str, Any]]]) -> None:
            for topic, content in part:
                await get_channel_layer().group_send(topic, content)

        async def everything() -> None:
            await asyncio.gather(*(some(messages[start::AT_ONCE]) for start in range(AT_ONCE)))

        self._loop.run_until_complete(everything())


def tell_all(
    followers: Followers, process: Web, messages: list[tuple[str, dict[str, Any]]], publisher: Publisher, *, entry: int
) -> float:
    """Send an entry of each order; return the microseconds of CPU that the web process took for each delivery."""
    time.sleep(0.5)  # what the handshakes left to do is not what is measured
    before = cpu_seconds(process)
    publisher.send(messages)
    followers.reached(entry)
    return (cpu_seconds(process) - before) / (len(messages) * EACH) * 1e6


def wide(ours: Ours, product: Web, stock: Stock, reference: Web, publisher: Publisher) -> dict[str, Any]:
    """Return the figures of many orders with few followers each."""
    orders = ours.story.place(report.setting("BENCH_WIDE", ORDERS))
    pairs = []
    with watched(ours, orders) as of_ours, watched(stock, orders) as of_stock:
        for number in range(1, 1 + report.setting("BENCH_ROUNDS", ROUNDS)):
            mine = [publisher.ours(order, number) for order in orders]
            theirs = [publisher.stock(order, number) for order in orders]
            one = tell_all(of_ours, product, mine, publisher, entry=number + ours.ready_entries)
            pairs.append((one, tell_all(of_stock, reference, theirs, publisher, entry=number + stock.ready_entries)))
    return {
        "orders": len(orders),
        "followers_of_each": EACH,
        "ours_us_a_delivery": report.spread([pair[0] for pair in pairs]),
        "stock_us_a_delivery": report.spread([pair[1] for pair in pairs]),
        "ratio": report.spread([other / max(mine, 1e-3) for mine, other in pairs]),  # its clock ticks 100 times a second
    }


@contextlib.contextmanager
def echo() -> Iterator[socket.socket]:
    """Yield a connection over loopback whose other end sends back what comes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            other, _ = server.accept()
            with other:
                while data := other.recv(4096):
                    other.sendall(data)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        with socket.create_connection(server.getsockname()) as client:
            yield client
        thread.join(5)


@contextlib.contextmanager
def durable_row() -> Iterator[Callable[[], float]]:
    """Yield what commits one row, sends its bytes over loopback and waits for them; it returns the seconds that it took."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_row (id bigserial PRIMARY KEY, body bytea NOT NULL)")
    with bare_connection() as database, echo() as line:
        database.autocommit = True

        def once() -> float:
            begun = time.monotonic()
            database.execute("INSERT INTO bench_row (body) VALUES (%s)", (ROW,))
            line.sendall(ROW)
            got = 0
            while got < len(ROW):
                got += len(line.recv(4096))
            return time.monotonic() - begun

        yield once


def to_frame(ours: Ours, story: Story) -> dict[str, Any]:
    """Return milliseconds from a COMMIT to its frame, and the ratio of medians to the reference, order by order."""
    mine: list[float] = []
    others: list[float] = []
    ratios: list[float] = []
    followers = Followers()
    try:
        with durable_row() as once:
            for order in story.place(max(2, report.setting("BENCH_MOVES", MOVES) // len(ROUTE))):
                followers.open(ours.port, [ours.path(order)], ready_entries=ours.ready_entries)
                one, other = [], []
                for number, to in enumerate(ROUTE, start=1 + ours.ready_entries):
                    other.append(once() * 1000)
                    begun = ours.move(order, to)
                    one.append((followers.reached(number) - begun) * 1000)
                followers.close()
                mine, others = mine + one, others + other
                ratios.append(statistics.median(one) / statistics.median(other))
    finally:
        followers.stop()
    return {
        "p50_ms": statistics.median(mine),
        "p99_ms": report.percentile(mine, 0.99),
        "row_p50_ms": statistics.median(others),
        "ratio": report.spread(ratios),
    }


def main() -> int:
    """Run it; print a line for each."""
    raise_file_limit()
    story = make_story()
    entry = json.loads(as_json(tracking_entry(entries_after(story.place(1)[0], -1)[0])))
    with (
        contextlib.closing(asyncio.new_event_loop()) as loop,
        web("config.asgi:application") as product,
        web("benchmarks.stock_channels:application") as reference,
    ):
        ours, stock = Ours(product.port, story), Stock(reference.port, loop, entry)
        first = to_frame(ours, story)
        print(
            f"commit to frame: p50 {first['p50_ms']:.1f} ms, p99 {first['p99_ms']:.1f} ms; a durable row and a round trip",
            end=" ",
        )
        print(f"{first['row_p50_ms']:.1f} ms; ratio {report.text(first['ratio'])}", flush=True)
        many = wide(ours, product, stock, reference, Publisher(loop, entry))
        mine, other = (many[side]["median"] for side in ("ours_us_a_delivery", "stock_us_a_delivery"))
        print(f"{many['orders']:,} orders × {EACH} followers: {mine:.0f} µs of CPU a delivery, stock {other:.0f} µs", end="; ")
        print(f"ratio {report.text(many['ratio'])}", flush=True)
    report.save("frames", {"to_frame": first, "wide": many})
    return 0
