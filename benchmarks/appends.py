"""Appends per second against bare inserts of the same rows, in turn, with 1, 8 and 32 client processes.

Ours is `append` in a transaction of its own: last entry of the chain, sealing, entry with its opening and its queued leaf. The
references write rows of the same bytes into plain copies of the three tables, in one statement and one transaction: the bare one
by the driver alone, the other by the same cursor and `transaction.atomic` as ours, which shows what the log itself costs.
On the hot chain all clients append to one public chain, behind its row lock; so the reference holds one row locked as well.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from benchmarks import report
from benchmarks.bare import WRITE_COPY, bytes_in_the_log, last_written, log_rows
from benchmarks.clients import Prepare, bare_connection, rate
from common.prepared import prepared_cursor
from ledger.encoding import Statement
from ledger.services import append, append_public, open_chain, open_chains

APPENDS = 2000
CLIENTS = (1, 8, 32)
BARE_TIMES = 3  # the bare loop is quicker: it does more, so that it is timed for as long
WARM_UP = 10
HOT = "vendor:bench/reviews"
LOCK = "SELECT id FROM bench_bare ORDER BY id LIMIT 1 FOR NO KEY UPDATE"
MOVED = Statement(
    "order.status",
    {"from": "placed", "to": "accepted", "by": "vendor"},
    {"actor": "user:4711", "note": "Ready by five, ask for Sam.", "reason": ""},
)


def write(append_one: Callable[[], object], times: int) -> None:
    """Append that often, each in a transaction of its own."""
    for _ in range(times):
        with transaction.atomic():
            append_one()


def on_chains(chains: Sequence[Sequence[int]]) -> Prepare:
    """Return clients that each append a first entry to chains of their own; some of them warm it up."""

    def prepare(number: int) -> tuple[Callable[[], None], int]:
        mine = iter(chains[number])
        amount = len(chains[number]) - WARM_UP
        write(lambda: append(next(mine), MOVED), WARM_UP)
        return lambda: write(lambda: append(next(mine), MOVED), amount), amount

    return prepare


def on_hot_chain(amount: int) -> Prepare:
    """Return clients that all append to one chain."""

    def prepare(_: int) -> tuple[Callable[[], None], int]:
        write(lambda: append_public(HOT, MOVED), WARM_UP)
        return lambda: write(lambda: append_public(HOT, MOVED), amount), amount

    return prepare


def bare(amount: int, *, lock: str = "") -> Prepare:
    """Return clients that write rows of the same bytes, behind one row lock where it is given."""

    def prepare(number: int) -> tuple[Callable[[], None], int]:
        database, values = bare_connection(), log_rows(*last_written())(number, timezone.now())

        def insert(times: int) -> None:
            for _ in range(times):
                if lock:
                    database.execute(lock)
                database.execute(WRITE_COPY, values)
                database.commit()

        insert(WARM_UP)
        return lambda: insert(amount), amount

    return prepare


def through_django(amount: int) -> Prepare:
    """Return clients that write rows of the same bytes as ours are written: Django's transaction, the prepared cursor."""

    def prepare(number: int) -> tuple[Callable[[], None], int]:
        values = log_rows(*last_written())(number, timezone.now())

        def insert_one() -> None:
            with prepared_cursor() as cursor:
                cursor.execute(WRITE_COPY, values)

        write(insert_one, WARM_UP)
        return lambda: write(insert_one, amount), amount

    return prepare


def measure(rounds: int, appends: int) -> dict[str, Any]:
    """Let both sides take turns; print a line for each number of clients."""
    chain = open_chain()
    with transaction.atomic():
        append(chain.pk, MOVED)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_bare (body) VALUES ('')")
    size = bytes_in_the_log(chain.pk, seq=0)
    print(f"an append writes {size} bytes of rows", flush=True)
    print(f"{'appends':<12}{'clients':>8}{'ours/s':>10}  of the reference (min / median / max)", flush=True)
    figures: dict[str, Any] = {"bytes_of_an_append": size, "chains": {}, "hot chain": {}}
    for clients in CLIENTS:
        amount = -(-appends // clients)
        references = {"bare": bare(amount * BARE_TIMES), "same_layer": through_django(amount * BARE_TIMES)}
        ours = [on_chains(_fresh(clients, amount + WARM_UP)) for _ in range(rounds)]
        figures["chains"][str(clients)] = _in_turn("own chains", clients, ours, references)
    for clients in CLIENTS[:2]:
        amount = -(-appends // clients)
        references = {"bare": bare(amount * BARE_TIMES, lock=LOCK)}
        figures["hot chain"][str(clients)] = _in_turn("hot chain", clients, [on_hot_chain(amount)] * rounds, references)
    return figures


def _in_turn(name: str, clients: int, ours: Sequence[Prepare], references: Mapping[str, Prepare]) -> dict[str, Any]:
    turns = [(rate(clients, own), {side: rate(clients, other) for side, other in references.items()}) for own in ours]
    figures: dict[str, Any] = {"ours_per_second": report.spread([own for own, _ in turns])}
    told = f"{name:<12}{clients:>8}{figures['ours_per_second']['median']:>10,.0f}"
    for side in references:
        figures[f"{side}_per_second"] = report.spread([others[side] for _, others in turns])
        ratio = "ratio" if side == "bare" else f"ratio_to_{side}"
        figures[ratio] = report.spread([own / others[side] for own, others in turns])
        told += f"  {side} {figures[f'{side}_per_second']['median']:,.0f}/s: {report.text(figures[ratio])}"
    print(told, flush=True)
    return figures


def _fresh(clients: int, count: int) -> list[list[int]]:
    """Return ids of new chains, so many for each client."""
    with transaction.atomic():
        return [[chain.pk for chain in open_chains(count)] for _ in range(clients)]
