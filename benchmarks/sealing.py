"""How fast the sealer gives leaves their place: leaves per second by size of the batch, against moving the same rows alone.

Ours is `integrate`: hashes checked, leaves copied, tiles grown, root recorded, queue emptied, one transaction a batch. The
reference reads, copies and deletes the same rows in plain copies of the two tables, one transaction a batch.
"""

import secrets
import time
from collections.abc import Iterator
from typing import Any

import psycopg
from django.db import connection

from benchmarks import report
from benchmarks.clients import bare_connection
from ledger.encoding import encode_leaf, hash_leaf
from ledger.integrating import BATCH, integrate

#: Leaves of a batch, and how many such batches are timed.
BATCHES = {1: 50, 100: 30, 1_000: 15, BATCH: 4}
BACKLOG = 200_000


def fresh_leaves(count: int, ts: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield random leaves with their hashes: what an entry leaves in the log is random to everybody else."""
    for _ in range(count):
        leaf = encode_leaf(commit=secrets.token_bytes(32), slot=secrets.token_bytes(32), ts=ts)
        yield leaf, hash_leaf(leaf)


def fill_queues(count: int) -> None:
    """Queue the same leaves for both sides."""
    leaves = list(fresh_leaves(count, int(time.time())))
    for table in ("ledger_queue", "bench_queue"):
        with connection.cursor() as cursor, cursor.cursor.copy(f"COPY {table} (leaf, leaf_hash) FROM STDIN") as copy:
            for row in leaves:
                copy.write_row(row)


def drain() -> int:
    """Integrate whatever is queued; return how many leaves the log has then."""
    size = 0
    while head := integrate():
        size = head.size
    return size


def seal(batches: int, limit: int) -> float:
    """Return how long it takes to integrate so many batches."""
    begun = time.perf_counter()
    for _ in range(batches):
        integrate(limit)
    return time.perf_counter() - begun


def move_rows(database: "psycopg.Connection[Any]", batches: int, limit: int) -> float:
    """Return how long it takes to move the rows of so many batches from one plain table to another."""
    begun = time.perf_counter()
    for _ in range(batches):
        with database.cursor() as cursor:
            rows = cursor.execute("SELECT id, leaf, leaf_hash FROM bench_queue ORDER BY id LIMIT %s", [limit]).fetchall()
            with cursor.copy("COPY bench_leaf (index, leaf, leaf_hash) FROM STDIN (FORMAT BINARY)") as copy:
                copy.set_types(["int8", "bytea", "bytea"])
                for row in rows:
                    copy.write_row(row)
            cursor.execute("DELETE FROM bench_queue WHERE id = ANY(%s)", [[row[0] for row in rows]])
        database.commit()
    return time.perf_counter() - begun


def measure(rounds: int, backlog: int, *, scale: float = 1.0) -> dict[str, Any]:
    """Let both sides take turns; print a line for each size of batch. `scale` below 1 times fewer batches."""
    drain()
    database = bare_connection()
    print(f"{'sealing':<12}{'batch':>8}{'ours/s':>10}{'bare/s':>10}  ratio", flush=True)
    figures: dict[str, Any] = {}
    for limit, batches in BATCHES.items():
        figures[f"batches of {limit}"] = _in_turn(database, rounds, limit, max(1, int(batches * scale)))
    figures["backlog"] = {"leaves": backlog, **_in_turn(database, 1, BATCH, -(-backlog // BATCH), total=backlog)}
    database.close()
    return figures


def _in_turn(
    database: "psycopg.Connection[Any]", rounds: int, limit: int, batches: int, *, total: int | None = None
) -> dict[str, Any]:
    total = total or limit * batches
    pairs = []
    for _ in range(rounds):
        fill_queues(total)
        pairs.append((total / seal(batches, limit), total / move_rows(database, batches, limit)))
    figures = {
        "ours_per_second": report.spread([pair[0] for pair in pairs]),
        "bare_per_second": report.spread([pair[1] for pair in pairs]),
        "ratio": report.spread([ours / other for ours, other in pairs]),
    }
    rates = [figures[side]["median"] for side in ("ours_per_second", "bare_per_second")]
    name = "" if total == limit * batches and limit != BATCH else f"{total:,}"
    print(f"{name:<12}{limit:>8,}{rates[0]:>10,.0f}{rates[1]:>10,.0f}  {report.text(figures['ratio'])}", flush=True)
    return figures
