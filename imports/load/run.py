"""A load of any size, in batches that are written whole, by several processes at once."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context

from django.db import OperationalError, connection, connections, transaction
from psycopg.errors import DeadlockDetected

from imports.load import orders, vendors
from vendors.services import count_listed, count_words

Progress = Callable[[int], object]
#: Tables that grow with a load, whose statistics the planner needs at once.
TABLES = (
    *("accounts_user", "vendors_vendor", "vendors_item", "vendors_openinghours", "vendors_verificationcheck"),
    *("vendors_verification", "vendors_badgechange", "orders_order", "orders_orderitem", "orders_orderstatushistory"),
    *("reviews_review", "ledger_chain", "ledger_entry", "ledger_opening", "ledger_queue"),
)


@dataclass(frozen=True)
class Load:
    """How much is wanted. The same seed makes the same content; keys, links and times of recording are new each time."""

    vendors: int
    orders: int
    seed: int = 1
    processes: int = 1

    @property
    def customers(self) -> int:
        """How many people order."""
        return -(-self.orders // orders.ORDERS_PER_CUSTOMER)


@dataclass(frozen=True)
class Batch:
    """What one transaction writes."""

    kind: str
    numbers: Sequence[int]
    load: Load

    def write(self, tries: int = 3) -> tuple[str, int, int]:
        """Write it; return the kind, how many rows were asked for, and how many were new.

        Two batches may each add a word that the other needs next: PostgreSQL then gives one of them up, and it begins again.
        """
        try:
            return self._write()
        except OperationalError as error:
            if tries == 1 or not isinstance(error.__cause__, DeadlockDetected):
                raise
            return self.write(tries - 1)

    def _write(self) -> tuple[str, int, int]:
        seed = self.load.seed
        if self.kind == "vendors":
            new = vendors.write_vendors(seed, self.numbers)
        elif self.kind == "customers":
            new = orders.write_customers(seed, self.numbers)
        else:
            new = orders.write_orders(seed, self.numbers, vendors=self.load.vendors, customers=self.load.customers)
        return self.kind, len(self.numbers), new


def generate(load: Load, progress: Progress = lambda _done: None) -> dict[str, int]:
    """Write the load; return how many of what were new. What an earlier run wrote is left alone."""
    vendors.open_categories()
    written = {"vendors": 0, "customers": 0, "orders": 0}
    shops = [*_batches("vendors", load), *_batches("customers", load)]
    # Orders of each batch count in the figures of the same busy vendors: two processes would only wait for each other.
    for stage, processes in ((shops, load.processes), ([*_batches("orders", load)], 1)):
        for kind, asked, new in _write(stage, processes):
            written[kind] += new
            progress(asked)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(f"ANALYZE {', '.join(TABLES)}")
    count_listed()
    count_words()
    return written


def _batches(kind: str, load: Load) -> Iterator[Batch]:
    size = vendors.BATCH if kind == "vendors" else orders.BATCH
    total = int(getattr(load, kind))
    return (Batch(kind, range(start, min(start + size, total)), load) for start in range(0, total, size))


def _write(batches: Sequence[Batch], processes: int) -> Iterator[tuple[str, int, int]]:
    if processes == 1:
        yield from (batch.write() for batch in batches)
        return
    connections.close_all()  # a connection cannot be shared with a child
    with ProcessPoolExecutor(processes, mp_context=get_context("fork"), initializer=os.nice, initargs=(5,)) as pool:
        try:
            for done in as_completed([pool.submit(batch.write) for batch in batches]):
                yield done.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)  # after a fault nobody waits for the rest to be written
