"""From the commit of an append to the signed checkpoint that covers it, with a real sealer process and eight writers.

Writers append as fast as they can, on chains of their own, alone and with `manage.py run_sealer` beside them, in turn. A watcher
looks for new signed checkpoints every five milliseconds, so what is measured is at most that much too long. Then single
appends, each in an idle log.
"""

import contextlib
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from benchmarks import report
from benchmarks.appends import MOVED, WARM_UP
from benchmarks.clients import Prepare, bare_connection, rate
from benchmarks.sealing import drain
from ledger.services import append, open_chains

CLIENTS = 8
SECONDS = 5
IDLE = 10
LOOK_SECONDS = 0.005
PATIENCE = 60.0
AT_ONCE = 100  # chains that a writer opens in one go


@contextlib.contextmanager
def sealer(folder: Path) -> Iterator[None]:
    """Run a sealer whose key and state lie in `folder`; it works when this enters."""
    size = drain()
    keys = {"LEDGER_KEY_FILE": str(folder / "key"), "LEDGER_STATE_FILE": str(folder / "signed.json")}
    command = [sys.executable, "manage.py", "run_sealer"]
    with (folder / "sealer.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env={**os.environ, **keys}, stdout=log, stderr=log)
    try:
        [chain] = open_chains(1)
        with Watcher() as watcher, transaction.atomic():
            transaction.on_commit(lambda: watcher.wait_for(size + 1))
            append(chain.pk, MOVED)
        yield
        if process.poll() is not None:
            raise RuntimeError(f"the sealer ended with {process.returncode}: {(folder / 'sealer.log').read_text()}")
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait()


class Watcher:
    """Notes when each signed size was first seen, in a thread of its own."""

    def __init__(self) -> None:
        self.sizes: list[int] = [0]
        self.times: list[float] = [0.0]
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Watcher":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def wait_for(self, size: int) -> None:
        """Return once so many leaves are under a signature."""
        end = time.monotonic() + PATIENCE
        while self.sizes[-1] < size:
            if time.monotonic() > end or not self._thread.is_alive():
                raise RuntimeError(f"{self.sizes[-1]} leaves are signed, not {size}")
            time.sleep(LOOK_SECONDS)

    def seen(self, index: int) -> float:
        """Return when the leaf at this index was first under a signature."""
        return self.times[bisect_right(self.sizes, index)]

    def _watch(self) -> None:
        with bare_connection() as database:
            database.autocommit = True
            while not self._stop.wait(LOOK_SECONDS):
                row = database.execute("SELECT max(size) FROM ledger_signedcheckpoint").fetchone()
                size = row[0] if row else None
                if size is not None and size > self.sizes[-1]:
                    self.sizes.append(size)
                    self.times.append(time.monotonic())


def writers(seconds: float, folder: Path) -> Prepare:
    """Return clients that append for so long, and leave hash and commit of each entry in a file."""

    def prepare(number: int) -> tuple[Callable[[], None], int]:
        committed: list[tuple[str, float]] = []

        def work(until: float) -> None:
            while time.monotonic() < until:
                for chain in open_chains(AT_ONCE):
                    with transaction.atomic():
                        appended = append(chain.pk, MOVED)
                    committed.append((appended.leaf_hash.hex(), time.monotonic()))
                    if time.monotonic() >= until:
                        break

        def write() -> None:
            work(time.monotonic() + seconds)
            (folder / f"writer-{number}.json").write_text(json.dumps(committed))

        for chain in open_chains(WARM_UP):
            with transaction.atomic():
                append(chain.pk, MOVED)
        return write, 0

    return prepare


def write_for(seconds: float, folder: Path) -> list[tuple[str, float]]:
    """Have all writers append; return hash and commit of each entry."""
    rate(CLIENTS, writers(seconds, folder))
    return [(leaf_hash, at) for file in folder.glob("writer-*.json") for leaf_hash, at in json.loads(file.read_text())]


def indexes_of(hashes: list[str]) -> dict[str, int]:
    """Return where these leaves came to stand."""
    with bare_connection() as database:
        asked = [bytes.fromhex(one) for one in hashes]
        rows = database.execute("SELECT leaf_hash, index FROM ledger_leaf WHERE leaf_hash = ANY(%s)", [asked]).fetchall()
    return {bytes(leaf_hash).hex(): index for leaf_hash, index in rows}


def idle_latencies(count: int) -> list[float]:
    """Return how long single appends wait for their signature, each in an idle log."""
    waited = []
    with Watcher() as watcher:
        for chain in open_chains(count):
            time.sleep(0.5 + secrets.randbelow(1000) / 2000)
            with transaction.atomic():
                appended = append(chain.pk, MOVED)
            committed = time.monotonic()
            while not (found := indexes_of([appended.leaf_hash.hex()])):
                time.sleep(LOOK_SECONDS)
            watcher.wait_for(found[appended.leaf_hash.hex()] + 1)
            waited.append(watcher.seen(found[appended.leaf_hash.hex()]) - committed)
    return waited


def measure(rounds: int, seconds: float, idle: int) -> dict[str, Any]:
    """Let writers alone and writers with a sealer take turns; print rates and latencies."""
    alone: list[float] = []
    together: list[float] = []
    waited: list[list[float]] = []
    with tempfile.TemporaryDirectory(prefix="trusttrack-bench-") as name:
        folder = Path(name)
        for _ in range(rounds):
            alone.append(len(write_for(seconds, folder)) / seconds)
            with sealer(folder), Watcher() as watcher:
                committed = write_for(seconds, folder)
                together.append(len(committed) / seconds)
                waited.append(latencies(watcher, committed))
        with sealer(folder):
            idle_ones = idle_latencies(idle)
    figures = {
        "alone_per_second": report.spread(alone),
        "sealed_per_second": report.spread(together),
        "p50_ms": report.spread([statistics.median(one) * 1000 for one in waited]),
        "p99_ms": report.spread([report.percentile(one, 0.99) * 1000 for one in waited]),
        "idle_p50_ms": statistics.median(idle_ones) * 1000,
        "idle_max_ms": max(idle_ones) * 1000,
        "ratio": report.spread([one / other for one, other in zip(together, alone, strict=True)]),
    }
    _tell(figures)
    return figures


def latencies(watcher: Watcher, committed: Sequence[tuple[str, float]]) -> list[float]:
    """Return how long each entry waited from its commit to its signature."""
    end = time.monotonic() + PATIENCE
    while len(indexes := indexes_of([leaf_hash for leaf_hash, _ in committed])) < len(committed):
        if time.monotonic() > end:
            raise RuntimeError(f"{len(indexes)} of {len(committed)} entries are in the log")
        time.sleep(0.1)
    watcher.wait_for(max(indexes.values()) + 1)
    return [watcher.seen(indexes[leaf_hash]) - at for leaf_hash, at in committed]


def _tell(figures: dict[str, Any]) -> None:
    rates = " and ".join(f"{figures[side]['median']:,.0f}" for side in ("sealed_per_second", "alone_per_second"))
    print(f"{CLIENTS} writers append {rates} entries/s with and without a sealer: {report.text(figures['ratio'])}")
    print(f"commit to signature, ms: p50 {report.text(figures['p50_ms'])}, p99 {report.text(figures['p99_ms'])};", end=" ")
    print(f"idle p50 {figures['idle_p50_ms']:.0f}, at most {figures['idle_max_ms']:.0f}", flush=True)
