"""What the benchmarks share: the ratio of rounds, and where the figures go."""

import json
import os
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def folder() -> Path:
    """Return where the figures go: .local/bench, or BENCH_FOLDER."""
    return Path(os.environ.get("BENCH_FOLDER", ".local/bench"))


def spread(values: Sequence[float]) -> dict[str, float]:
    """Return min, median and max."""
    return {"min": min(values), "median": statistics.median(values), "max": max(values)}


def text(ratio: dict[str, float]) -> str:
    """Return a spread for people."""
    return f"{ratio['min']:.2f} / {ratio['median']:.2f} / {ratio['max']:.2f}"


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def setting(name: str, default: int) -> int:
    """Return a number from the environment."""
    return int(os.environ.get(name, default))


def save(name: str, figures: dict[str, Any]) -> None:
    """Write the figures of one benchmark."""
    folder().mkdir(parents=True, exist_ok=True)
    (folder() / f"{name}.json").write_text(json.dumps(figures, indent=2) + "\n")
