"""What the product's speed is held to, line by line, and the closing table: each figure with its floor and its aim beside it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks import plot, report

Spread = dict[str, float]  # min, median, max


@dataclass(frozen=True)
class Limit:
    """One promise. `where` leads to a figure in what benchmark `name` saved: a spread, or one number."""

    what: str
    name: str
    where: tuple[str, ...]
    floor: float | None
    aim: float | None = None
    is_least: bool = True  # more is better; else less is
    unit: str = "×"

    @property
    def sign(self) -> str:
        """How a limit is read."""
        return "≥" if self.is_least else "≤"

    def holds(self, value: float, limit: float) -> bool:
        """Say whether a value keeps a limit."""
        return value >= limit if self.is_least else value <= limit


LIMITS = (
    Limit("one entry to 1,000 followers, by stock Channels", "fanout", ("followers", "1000", "ratio"), 20, 50),
    Limit("memory of a follower, at 5,000", "fanout", ("kb_a_follower", "5000"), None, 25, is_least=False, unit=" KB"),
    Limit("1,000 orders × 5 followers: CPU a delivery, stock by ours", "frames", ("wide", "ratio"), 10, 30),
    Limit("commit to the frame, by a durable row and round trip", "frames", ("to_frame", "ratio"), 12, 5, is_least=False),
    Limit("GET tracking, by a bare view", "reads", ("reads", "tracking", "ratio"), 0.3, 0.6),
    Limit("GET tracking, its ETag known, by a bare view", "reads", ("reads", "tracking, ETag", "ratio"), 0.3, 0.9),
    Limit("GET vendors, a page of 20, by a bare view", "reads", ("reads", "vendors", "ratio"), 0.3, 0.6),
    Limit("GET order, by a bare view", "reads", ("reads", "order", "ratio"), 0.3, 0.6),
    Limit("status moves, 8 clients, by bare INSERT and COMMIT", "moves", ("moves", "8", "ratio"), 0.35, 0.6),
    Limit("orders placed, 8 clients, by the same rows in SQL", "moves", ("orders", "8", "ratio"), 0.3, 0.5),
    Limit("growth of p95, whole mix, large by small", "growth", ("kinds", "the whole mix", "ratio"), 2, 1.3, is_least=False),
    Limit("ledger: appends, 8 clients, by bare rows", "ledger", ("appends", "chains", "8", "ratio"), None, 0.6),
    Limit(
        "ledger: sealing, batches of 1,000", "ledger", ("sealing", "batches of 1000", "ours_per_second"), 40_000, unit=" leaves/s"
    ),
    Limit("ledger: COMMIT to signature, p99", "ledger", ("live", "p99_ms"), 1200, is_least=False, unit=" ms"),
    Limit("ledger: growth of an inclusion proof", "ledger", ("proofs", "inclusion", "ratio"), 2, 1.3, is_least=False),
    Limit("ledger: growth of a consistency proof", "ledger", ("proofs", "consistency", "ratio"), 2, 1.3, is_least=False),
    Limit("ledger: growth of an order's bundle", "ledger", ("proofs", "bundle of 30", "ratio"), 2, 1.3, is_least=False),
    Limit("ledger: a bundle of 30 in Chromium", "ledger", ("verifying", "chromium", "ms"), 100, is_least=False, unit=" ms"),
    Limit("outbox: events done, by a plain Celery loop", "outbox", ("through", "ratio"), None, 0.5),
)
#: What quality asks for and no benchmark here measures, with the reason: the table says so rather than leave it out.
UNMEASURED = {
    "one entry to 1,000 followers, by socket.io (≥ 1.1, aim 2.5)": "its server is not among what is locked here",
    "time to the last follower, by a C program (≤ 3, aim 1.2)": "no compiler is asked of this machine",
    "1,000 orders × 5 followers, by socket.io (≥ 1.2, aim 4)": "its server is not among what is locked here",
    "the same calls, by what shops use (≥ 5, aim 7)": "the peers are not installed here",
    "second cold start of `make run` (10 s, aim 5)": "measured by tests/platform/test_run.py",
}


def judge(figures: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a line for each limit: the limit, what was measured (None: nothing), and how it stands.

    `figures` are what the benchmarks saved, by name. A line is `met`, `floor` (the aim is not), `missed` or `not measured`.
    """
    return [
        {**asdict(limit), "sign": limit.sign, **_standing(limit, _found(figures.get(limit.name), limit.where))}
        for limit in LIMITS
    ]


def _found(figures: Any, where: Iterable[str]) -> Spread | None:
    for step in where:
        if not isinstance(figures, dict) or step not in figures:
            return None
        figures = figures[step]
    return figures if isinstance(figures, dict) else {"min": figures, "median": figures, "max": figures}


def _standing(limit: Limit, measured: Spread | None) -> dict[str, Any]:
    if measured is None:
        return {"measured": None, "stands": "not measured"}
    value = measured["median"]
    if limit.floor is not None and not limit.holds(value, limit.floor):
        return {"measured": measured, "stands": "missed"}
    reached = limit.aim is None or limit.holds(value, limit.aim)
    return {"measured": measured, "stands": "met" if reached else "floor" if limit.floor is not None else "missed"}


def close(names: Iterable[str]) -> None:
    """Print the table of what the named benchmarks saved; write it with all figures to report.json, and as report.svg."""
    paths = {name: report.folder() / f"{name}.json" for name in names}
    figures = {name: json.loads(path.read_text()) for name, path in paths.items() if path.exists()}
    lines = judge(figures)
    print(f"\n{'':<52}{'min / median / max':>28}{'floor':>12}{'aim':>9}")
    for line in lines:
        print(
            f"{line['what']:<52}{_spread(line):>28}{_limit(line, 'floor'):>12}{_limit(line, 'aim'):>9}  {line['stands']}",
            flush=True,
        )
    for what, why in UNMEASURED.items():
        print(f"{what}: not measured, {why}")
    report.save("report", {"lines": lines, "unmeasured": UNMEASURED, "figures": figures})
    (report.folder() / "report.svg").write_text(plot.draw(lines))
    print(f"\nall figures: {report.folder() / 'report.json'}, drawn: {report.folder() / 'report.svg'}")


def _spread(line: Mapping[str, Any]) -> str:
    if line["measured"] is None:
        return "–"
    return " / ".join(number(line["measured"][key]) for key in ("min", "median", "max")) + str(line["unit"])


def _limit(line: Mapping[str, Any], kind: str) -> str:
    return "–" if line[kind] is None else f"{line['sign']} {number(line[kind])}"


def number(value: float) -> str:
    """Return a number for people: two places where they matter."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
