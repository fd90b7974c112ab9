"""Reads of the tracking page by one to four web processes that share a port: how throughput grows with processes.

Each process is the web as the product runs it; the kernel hands them the connections of one listening socket (`--fd`), as a
proxy would. The client is on the same cores, so the curve ends where the cores do: its figures are for the shape, and the
`ratio` is the requests/s of the most processes by those of one.

BENCH_PROCESSES ("1,2,3,4"), BENCH_ROUNDS and BENCH_ASKS change the size.
"""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import httpx

from benchmarks import report
from benchmarks.fanout import SERVER
from benchmarks.reads import ASKS, Question, rate
from benchmarks.story import make_story
from orders.services import advance_order
from orders.statuses import Status

PROCESSES, ROUNDS = "1,2,3,4", 3
START_SECONDS = 60.0


@contextlib.contextmanager
def webs(count: int) -> Iterator[int]:
    """Run so many web processes on one port; yield it once each answers."""
    command = [sys.executable, "-m", "uvicorn", "benchmarks.unlimited:application", "--log-level", "warning", *SERVER]
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listening:
        listening.set_inheritable(True)
        environment = {**os.environ, "DATABASE_POOL_MAX": "10"}
        processes = [
            subprocess.Popen([*command, "--fd", str(listening.fileno())], env=environment, pass_fds=[listening.fileno()])
            for _ in range(count)
        ]
        port: int = listening.getsockname()[1]
        try:
            _wait_until_all_answer(port, count)
            yield port
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(20)


def _wait_until_all_answer(port: int, count: int) -> None:
    """Wait for the last process, too: asked long enough at once, each of them takes some of the connections."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        with contextlib.suppress(httpx.TransportError):
            httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=5)
            break
        if time.monotonic() > deadline:
            raise RuntimeError("no web process answers")
        time.sleep(0.1)
    time.sleep(2.0 * count)


def main() -> int:
    """Run it; print a line for each number of processes."""
    counts = [int(count) for count in os.environ.get("BENCH_PROCESSES", PROCESSES).split(",")]
    rounds, asks = report.setting("BENCH_ROUNDS", ROUNDS), report.setting("BENCH_ASKS", ASKS)
    story = make_story()
    [order] = story.place(1)
    for to in (Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP):
        advance_order(order, to=to, by=story.staff)
    rates: dict[int, list[float]] = {}
    for count in counts:
        with webs(count) as port:
            question = Question(port, f"/api/v1/tracking/{order.uid}/")
            rate(question, asks)  # every process warms up
            rates[count] = [rate(question, asks) for _ in range(rounds)]
        print(f"{count} web processes: {report.text(report.spread(rates[count]))} requests/s", flush=True)
    figures: dict[str, Any] = {
        "cores": os.cpu_count(),
        "requests_per_second": {str(count): report.spread(found) for count, found in rates.items()},
        "ratio": report.spread([most / one for most, one in zip(rates[max(counts)], rates[min(counts)], strict=True)]),
    }
    report.save("processes", figures)
    return 0
