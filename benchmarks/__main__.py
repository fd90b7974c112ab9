"""`python -m benchmarks [name …]`: run all benchmarks, or those named, one after the other; then all ratios, and every limit.

Each is a process of its own, on servers of its own, and leaves its figures in .local/bench/<name>.json. At the end the figures
of all stand beside what they are held to: printed, in report.json, and drawn in report.svg.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

from benchmarks import limits, report

COMMANDS = {
    "fanout": ("benchmarks.servers", "benchmarks.fanout"),
    "frames": ("benchmarks.servers", "benchmarks.frames"),
    "reads": ("benchmarks.servers", "benchmarks.reads"),
    "moves": ("benchmarks.servers", "benchmarks.moves"),
    "ledger": ("benchmarks.servers", "benchmarks.ledger"),
    "crash": ("benchmarks.servers", "benchmarks.crash"),
    "outbox": ("benchmarks.servers", "benchmarks.outbox"),
    "growth": ("benchmarks.servers", "benchmarks.growth"),
    "processes": ("benchmarks.servers", "benchmarks.processes"),
    "scale": ("benchmarks.servers", "benchmarks.scale"),
}


def main(names: list[str]) -> int:
    """Run the named benchmarks; return how many failed."""
    if unknown := set(names) - set(COMMANDS):
        print(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(COMMANDS)}")
        return 2
    failed = 0
    for name in names or COMMANDS:
        print(f"\n== {name} (load {os.getloadavg()[0]:.1f})", flush=True)
        begun = time.perf_counter()
        done = subprocess.run([sys.executable, "-m", *COMMANDS[name]], check=False)
        failed += done.returncode != 0
        print(f"{name} {'failed' if done.returncode else 'took'} {time.perf_counter() - begun:.0f} s", flush=True)
    print(f"\n{'ratio':<44}min / median / max")
    for name in names or COMMANDS:
        path = report.folder() / f"{name}.json"
        figures = json.loads(path.read_text()) if path.exists() else {}
        for label, ratio in _ratios(figures, ""):
            print(f"{f'{name}{label}':<44}{report.text(ratio)}")
    limits.close(names or COMMANDS)
    return failed


def _ratios(figures: dict[str, Any], label: str) -> Iterator[tuple[str, dict[str, float]]]:
    """Find every `ratio` in the figures of a benchmark, named by where it stands."""
    for key, value in figures.items():
        if key.startswith("ratio"):
            yield label, value
        elif isinstance(value, dict):
            yield from _ratios(value, f"{label}, {key}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
