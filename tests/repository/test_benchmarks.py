"""The benchmarks run, at a tiny size, and leave figures that make sense. How good the figures are is not asked here."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings


def run(name: str, folder: Path, **sizes: str) -> tuple[dict[str, Any], str]:
    """Run one benchmark on servers of its own; return its figures and what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", name],
        cwd=settings.BASE_DIR,
        env={**os.environ, "BENCH_ROUNDS": "1", "BENCH_ORDERS": "1", "BENCH_FOLDER": str(folder), **sizes},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    figures: dict[str, Any] = json.loads((folder / f"{name}.json").read_text())
    return figures, done.stdout


def assert_spread(spread: dict[str, float]) -> None:
    assert 0 < spread["min"] <= spread["median"] <= spread["max"]


def test_fanout_reaches_every_follower_on_both_sides(tmp_path: Path) -> None:
    figures, printed = run("fanout", tmp_path, BENCH_FOLLOWERS="5")
    assert list(figures["followers"]) == ["5"]
    one = figures["followers"]["5"]
    for side in ("ours", "stock"):
        assert one[side]["entries"] == 6
        assert 0 < one[side]["p50_ms"] <= one[side]["p99_ms"]
        assert_spread(one[side]["deliveries_per_second"])
    assert_spread(one["ratio"])
    assert "fanout, followers, 5" in printed


def test_moves_are_counted_with_one_and_with_several_clients(tmp_path: Path) -> None:
    figures, printed = run("moves", tmp_path)
    assert figures["bytes_of_a_move"] > 200
    for kind in ("moves", "orders"):
        assert list(figures[kind]) == ["1", "8"]
        for one in figures[kind].values():
            assert_spread(one["ours_per_second"])
            assert_spread(one["bare_per_second"])
            assert_spread(one["ratio"])
    assert "moves, orders, 8" in printed


def test_an_unknown_benchmark_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "nonsense"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "no benchmark nonsense; there are fanout, moves, discovery" in done.stdout
