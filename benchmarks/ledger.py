"""The public log: appends, sealing, the wait for a signature, proofs of a large log, and what verifying costs the reader.

Each part is a module of its own, which says what its reference is. PostgreSQL runs with fsync on. BENCH_PARTS names
those wanted ("appends,sealing").

BENCH_ROUNDS, BENCH_APPENDS (appends a round), BENCH_BACKLOG (leaves), BENCH_SECONDS (of writing, a round), BENCH_LEAVES (of the
large log) and BENCH_ASKS (proofs of each kind, a round) change the size.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import appends, live, proofs, report, sealing, verifying
from benchmarks.bare import create_tables

PARTS = ("appends", "sealing", "live", "proofs", "verifying")
ROUNDS = 3
SMALL, LARGE = 10_000, 1_000_000


def main() -> int:
    """Run it; print a line for each figure."""
    rounds = report.setting("BENCH_ROUNDS", ROUNDS)
    parts = os.environ.get("BENCH_PARTS", ",".join(PARTS)).split(",")
    figures: dict[str, Any] = {"rounds": rounds}
    if {"proofs", "verifying"} & set(parts):
        figures |= with_large_log(parts, rounds)
    create_tables()
    if "appends" in parts:
        figures["appends"] = appends.measure(rounds, report.setting("BENCH_APPENDS", appends.APPENDS))
    if "sealing" in parts:
        backlog = report.setting("BENCH_BACKLOG", sealing.BACKLOG)
        figures["sealing"] = sealing.measure(rounds, backlog, scale=min(1.0, backlog / sealing.BACKLOG))
    if "live" in parts:
        idle = min(report.setting("BENCH_ASKS", live.IDLE), live.IDLE)
        figures["live"] = live.measure(rounds, report.setting("BENCH_SECONDS", live.SECONDS), idle)
    report.save("ledger", figures)
    return 0


def with_large_log(parts: list[str], rounds: int) -> dict[str, Any]:
    """Run the parts that need a log which is there already. They come first: their databases are copies of the empty one."""
    leaves, asks = report.setting("BENCH_LEAVES", LARGE), report.setting("BENCH_ASKS", proofs.ASKS)
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="trusttrack-bench-") as folder:
        places = proofs.prepare((min(SMALL, leaves // 10), leaves), Path(folder))
        if "proofs" in parts:
            figures["proofs"] = proofs.measure(places, rounds, asks)
        bundle, policy = proofs.bundle_and_policy(places[leaves])
        proofs.close(places)
    if "verifying" in parts:
        figures["verifying"] = verifying.measure(bundle, policy, rounds, min(asks, verifying.TIMES))
    return figures
