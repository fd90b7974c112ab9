"""From the commit of a move to the last of its followers: the product against a stock Channels consumer, in turn.

Both run under uvicorn with the product's settings, on the same Redis, with the same readers (benchmarks/followers.py) and the
same entries. Ours: `advance_order` in this process, measured from the moment of the commit, so with the frame's encoding and
the hand-over to the background sender. Stock: measured from just before `group_send`, on an event loop of its own with a warm
connection. Each round follows fresh orders, for an order has only six moves.

Last of all the memory that BENCH_SOCKETS (5,000) followers of one order take in the web process, each.

BENCH_ROUNDS, BENCH_FOLLOWERS ("1,100,1000") and BENCH_ORDERS (orders per round, else 10, 3 and 1) change the size.
"""

import asyncio
import contextlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import httpx
from channels.layers import get_channel_layer
from django.db import transaction

from benchmarks import report
from benchmarks.followers import Followers, raise_file_limit
from benchmarks.story import ROUTE, Story, make_story
from common.rendering import as_json
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from tests.servers import free_port
from tracking.frames import tracking_entry
from tracking.reads import entries_after

SIZES = "1,100,1000"
ROUNDS = 5
SOCKETS = 5000
HEAD = f"{'followers':>9}  {'ours p50/p99 ms':>16}  {'stock p50/p99 ms':>16}  {'ours/s':>8}  {'stock/s':>8}  ratio"
SERVER = ("--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--no-server-header", "--no-access-log")


@dataclass
class Round:
    """Seconds from the commit to the last follower, entry by entry."""

    seconds: list[float] = field(default_factory=list)
    deliveries: int = 0

    @property
    def rate(self) -> float:
        """Deliveries per second while an entry is on its way."""
        return self.deliveries / sum(self.seconds)


class Side(Protocol):
    """One of the two that take turns."""

    port: int

    def path(self, order: Order) -> str: ...

    def move(self, order: Order, to: Status) -> float:
        """Make the move; return when it was committed."""


class Ours:
    """The product: the service, the hub, its socket."""

    ready_entries = 1  # the replay brings "placed"

    def __init__(self, port: int, story: Story) -> None:
        self.port, self.story = port, story

    def path(self, order: Order) -> str:
        return f"/ws/tracking/{order.uid}/"

    def move(self, order: Order, to: Status) -> float:
        committed: list[float] = []
        with transaction.atomic():
            transaction.on_commit(lambda: committed.append(time.monotonic()))  # before the hooks of the service
            advance_order(order, to=to, by=self.story.staff)
        return committed[0]


class Stock:
    """The reference: group_send, and JSON for each socket."""

    ready_entries = 0

    def __init__(self, port: int, loop: asyncio.AbstractEventLoop, entry: dict[str, Any]) -> None:
        self.port, self._loop, self._entry = port, loop, entry

    def path(self, order: Order) -> str:
        return f"/ws/stock/{order.uid}/"

    def move(self, order: Order, to: Status) -> float:
        message = {"type": "order.entry", "entry": {**self._entry, "status": to.value}}
        begun = time.monotonic()
        self._loop.run_until_complete(get_channel_layer().group_send(f"stock.{order.uid}", message))
        return begun


class Web(NamedTuple):
    """A running web process."""

    port: int
    pid: int


@contextlib.contextmanager
def web(application: str) -> Iterator[Web]:
    """Run an ASGI application as the product runs."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", application, "--port", str(port), "--log-level", "warning", *SERVER]
    process = subprocess.Popen(command, env={**os.environ, "DATABASE_POOL_MAX": "10"})
    try:
        for _ in range(200):
            with contextlib.suppress(httpx.TransportError):
                httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=5)
                break
            if process.poll() is not None:
                raise RuntimeError(f"{application} ended with {process.returncode}")
            time.sleep(0.1)
        yield Web(port, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def follow(side: Ours | Stock, followers: Followers, story: Story, size: int, orders: int) -> Round:
    """Have `size` followers watch each of `orders` fresh orders from placed to completed."""
    result = Round()
    for order in story.place(orders):
        followers.open(side.port, [side.path(order)] * size, ready_entries=side.ready_entries)
        time.sleep(0.05)  # what the handshakes left to do is not what is measured
        for number, to in enumerate(ROUTE, start=1 + side.ready_entries):
            begun = side.move(order, to)
            result.seconds.append(followers.reached(number) - begun)
            result.deliveries += size
            time.sleep(0.01)
        counts = followers.close()
        if counts != {len(ROUTE) + side.ready_entries}:
            raise RuntimeError(f"followers have had {counts} entries")
    return result


def measure(ours: Ours, stock: Stock, story: Story, size: int, rounds: int) -> dict[str, Any]:
    """Let the two take turns; return the figures for one number of followers."""
    orders = report.setting("BENCH_ORDERS", max(1, min(10, 300 // size)))
    followers = Followers()
    try:
        follow(ours, followers, story, 1, 1), follow(stock, followers, story, 1, 1)
        pairs = [
            (follow(ours, followers, story, size, orders), follow(stock, followers, story, size, orders)) for _ in range(rounds)
        ]
    finally:
        followers.stop()
    return {
        "ours": _figures([pair[0] for pair in pairs]),
        "stock": _figures([pair[1] for pair in pairs]),
        "ratio": report.spread([one.rate / other.rate for one, other in pairs]),
    }


def kilobytes_a_follower(product: Web, ours: Ours, story: Story, sockets: int) -> float:
    """Return by how much the web process grows for each of so many followers (Linux: from /proc)."""

    def resident() -> int:
        [line] = [line for line in Path(f"/proc/{product.pid}/status").read_text().splitlines() if line.startswith("VmRSS")]
        return int(line.split()[1])

    [order] = story.place(1)
    followers = Followers()
    try:
        before = resident()
        followers.open(product.port, [ours.path(order)] * sockets, ready_entries=ours.ready_entries)
        time.sleep(0.5)
        return (resident() - before) / sockets
    finally:
        followers.stop()


def _figures(rounds: list[Round]) -> dict[str, Any]:
    milliseconds = [seconds * 1000 for one in rounds for seconds in one.seconds]
    return {
        "entries": len(milliseconds),
        "p50_ms": statistics.median(milliseconds),
        "p99_ms": report.percentile(milliseconds, 0.99),
        "deliveries_per_second": report.spread([one.rate for one in rounds]),
    }


def main() -> int:
    """Run it; print a line for each number of followers."""
    sizes = [int(size) for size in os.environ.get("BENCH_FOLLOWERS", SIZES).split(",")]
    rounds = report.setting("BENCH_ROUNDS", ROUNDS)
    raise_file_limit()
    story = make_story()
    sample = story.place(1)[0]
    entry = json.loads(as_json(tracking_entry(entries_after(sample, -1)[0])))
    figures: dict[str, Any] = {}
    with (
        contextlib.closing(asyncio.new_event_loop()) as loop,
        web("config.asgi:application") as product,
        web("benchmarks.stock_channels:application") as reference,
    ):
        ours, stock = Ours(product.port, story), Stock(reference.port, loop, entry)
        print(HEAD, flush=True)
        for size in sizes:
            figures[str(size)] = one = measure(ours, stock, story, size, rounds)
            print(_line(size, one), flush=True)
        sockets = report.setting("BENCH_SOCKETS", SOCKETS)
        memory = kilobytes_a_follower(product, ours, story, sockets)
    print(f"memory of each of {sockets:,} followers: {memory:.1f} KB", flush=True)
    report.save("fanout", {"rounds": rounds, "followers": figures, "kb_a_follower": {str(sockets): memory}})
    return 0


def _line(size: int, one: dict[str, Any]) -> str:
    times = [f"{one[side]['p50_ms']:.1f} / {one[side]['p99_ms']:.1f}" for side in ("ours", "stock")]
    rates = [one[side]["deliveries_per_second"]["median"] for side in ("ours", "stock")]
    return f"{size:>9}  {times[0]:>16}  {times[1]:>16}  {rates[0]:>8,.0f}  {rates[1]:>8,.0f}  {report.text(one['ratio'])}"
