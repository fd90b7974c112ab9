"""What a proof costs when the log is large: reads of tiles and milliseconds at 10,000 and at a million leaves, and the ratio.

Every proof is made from the database with nothing kept from the one before; the sizes take turns from proof to proof.
"""

import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections

from benchmarks import report
from benchmarks.biglog import BenchWitness, BigLog
from benchmarks.clients import bare_connection
from ledger.bundles import Told, build_bundle
from ledger.keys import new_signer
from ledger.policy import current_policy
from ledger.slots import enclosing
from ledger.tiles import Tree

ASKS = 40
MAKES = ("inclusion", "consistency", "absence", "bundle of 30")


@dataclass
class Place:
    """A log with the database that it is in."""

    log: BigLog
    database: Any

    @contextmanager
    def entered(self) -> Iterator[BigLog]:
        """Make it Django's database for a while."""
        before = connections["default"]
        connections["default"] = self.database
        try:
            yield self.log
        finally:
            connections["default"] = before


def prepare(sizes: tuple[int, int], folder: Path) -> dict[int, Place]:
    """Return a log of each size, in a database of its own beside Django's, which is migrated and empty."""
    name = connection.settings_dict["NAME"]
    connections.close_all()
    with bare_connection(database="postgres") as database:
        database.autocommit = True
        for size in sizes:
            database.execute(f'CREATE DATABASE "bench_{size}" TEMPLATE "{name}"')
    signer, witness, places = new_signer(), BenchWitness(), {}
    settings.LEDGER_WITNESSES, settings.LEDGER_QUORUM = f"{witness.verifier} http://127.0.0.1:9", 1
    for size in sizes:
        wrapper = connections.create_connection("default")
        wrapper.settings_dict = {**wrapper.settings_dict, "NAME": f"bench_{size}"}
        places[size] = Place(BigLog(size, signer, witness), wrapper)
        with places[size].entered() as log:
            begun = time.perf_counter()
            log.build(folder)
            took = time.perf_counter() - begun
            print(f"a log of {size:,} leaves made in {took:.0f} s, its slots indexed in {log.index_seconds:.2f} s", flush=True)
    return places


def makers(log: BigLog, dice: random.Random) -> dict[str, Callable[[], int]]:
    """Return what makes each kind of proof of a random leaf, and returns how many tiles it read (0: not counted)."""

    def inclusion() -> int:
        tree = Tree()
        tree.inclusion(dice.randrange(log.size), log.size)
        return tree.reads

    def consistency() -> int:
        tree = Tree()
        tree.consistency(dice.randrange(1, log.size), log.size)
        return tree.reads

    def absence() -> int:
        enclosing(log.size, dice.randbytes(32))
        return 0

    def bundle() -> int:
        bundle_of(log)
        return 0

    return dict(zip(MAKES, (inclusion, consistency, absence, bundle), strict=True))


def bundle_of(log: BigLog) -> dict[str, Any]:
    """Return the bundle of the order, with every field opened."""
    if log.chain is None:
        raise RuntimeError("the log is not built")
    bundle = build_bundle(log.chain, [Told(entry.seq, entry) for entry in log.told], opened=("actor", "note", "reason", "ref"))
    if len(bundle["entries"]) != len(log.told) or "absent" not in bundle:
        raise RuntimeError("the bundle is not whole")
    return bundle


def measure(places: dict[int, Place], rounds: int, asks: int) -> dict[str, Any]:
    """Make proofs of both logs in turn; print a line for each kind."""
    dice = random.Random(6962)
    small, large = places
    figures: dict[str, Any] = {"index": _indexes(places)}
    print(f"{'proofs, p50 ms':<18}{small:>10,}{large:>12,}{'reads':>7}  ratio", flush=True)
    for kind in MAKES:
        spent: list[dict[int, list[float]]] = []
        reads: list[int] = []
        for number in range(rounds + 1):  # the first warms up
            times: dict[int, list[float]] = {size: [] for size in places}
            for _ in range(asks):
                for size, place in places.items():
                    with place.entered() as log:
                        make = makers(log, dice)[kind]
                        begun = time.perf_counter()
                        read = make()
                        times[size].append((time.perf_counter() - begun) * 1000)
                        reads.append(read)
            if number:
                spent.append(times)
        ratios = [statistics.median(one[large]) / statistics.median(one[small]) for one in spent]
        every = {size: [ms for one in spent for ms in one[size]] for size in places}
        figures[kind] = {
            "p50_ms": {str(size): statistics.median(every[size]) for size in places},
            "p99_ms": {str(size): report.percentile(every[size], 0.99) for size in places},
            "tile_reads": max(reads),
            "ratio": report.spread(ratios),
        }
        medians = [figures[kind]["p50_ms"][str(size)] for size in places]
        read_text = str(max(reads)) if max(reads) else ""
        print(
            f"{kind:<18}{medians[0]:>10.2f}{medians[1]:>12.2f}{read_text:>7}  {report.text(figures[kind]['ratio'])}", flush=True
        )
    return figures


def _indexes(places: dict[int, Place]) -> dict[str, Any]:
    """Return what the slot indexes cost: seconds, and how the cost of a leaf grew."""
    seconds = {str(size): place.log.index_seconds for size, place in places.items()}
    small, large = ((place.log.index_seconds / size) for size, place in places.items())
    return {"seconds": seconds, "ratio": report.spread([large / small])}


def bundle_and_policy(place: Place) -> tuple[str, str]:
    """Return the bundle of the order in a log, as it is sent, and the policy to verify it with."""
    with place.entered() as log:
        return json.dumps(bundle_of(log)), current_policy().text()


def close(places: dict[int, Place]) -> None:
    """Close the connections."""
    for place in places.values():
        place.database.close()
