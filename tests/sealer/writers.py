"""Eight writers that append through the product's services until SIGTERM, each a process of its own, whatever the database does.

`python -m tests.sealer.writers FOLDER`. What was acknowledged (the COMMIT came back) is one line in `acknowledged-N` of the
folder: id of the chain, seq. A writer that loses the database waits a moment and goes on.
"""

import contextlib
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django
from django.db import Error, connection, connections, transaction

WRITERS = 8
PAUSE = 0.01  # between two entries: what is left of the machine is for the sealers that start again and again
HOT = ("vendor:hot/reviews", "vendor:warm/reviews")
stopping: list[int] = []
stories: dict[int, Any] = {}  # the vendor of each writer that places orders


def orders(number: int) -> Iterator[tuple[int, int]]:
    """Place orders and move them along to the end."""
    from benchmarks.story import ROUTE
    from events.services import without_listeners
    from orders.services import advance_order

    story = stories[number]
    with without_listeners():
        while True:
            order = story.place_one()
            yield order.chain_id, 0
            for to in ROUTE:
                moved = advance_order(order, to=to, by=story.staff)
                yield order.chain_id, moved.entry.sequence


def private_chains(_: int) -> Iterator[tuple[int, int]]:
    """Append to some chains of one's own, in any order."""
    from ledger.encoding import Statement
    from ledger.services import append, open_chain

    chains = [open_chain().pk for _ in range(20)]
    while True:
        chain = random.choice(chains)
        with transaction.atomic():
            appended = append(chain, Statement("order.status", {"from": "placed", "to": "accepted", "by": "vendor"}))
        yield chain, appended.seq


def public_chains(number: int) -> Iterator[tuple[int, int]]:
    """Append to two chains that other writers append to as well, at times two entries or both chains in a transaction."""
    from ledger.encoding import Statement
    from ledger.models import Chain
    from ledger.services import append_public

    said = Statement("review.publish", {"review": f"r{number}", "rating": 5}, {"body": "Good bread."})
    while True:
        names = random.choice((HOT[:1], HOT[1:], HOT))
        with transaction.atomic():
            appended = {name: append_public(name, *[said] * random.choice((1, 2))) for name in sorted(names)}
        ids = dict(Chain.objects.filter(name__in=names).values_list("name", "pk"))
        yield from ((ids[name], one.seq) for name, ones in appended.items() for one in ones)


KINDS: tuple[Callable[[int], Iterator[tuple[int, int]]], ...] = (orders, private_chains, orders, public_chains)


def write(number: int, folder: Path) -> None:
    """Append until told to stop."""
    file = os.open(folder / f"acknowledged-{number}", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    while not stopping:
        try:
            for chain, seq in KINDS[number % len(KINDS)](number):
                os.write(file, f"{chain} {seq}\n".encode())
                if stopping:
                    return
                time.sleep(PAUSE)
        except Error:
            with contextlib.suppress(Error):
                connection.close()
            time.sleep(random.uniform(0.05, 0.3))


def main() -> None:
    """Fork the writers; end when all have ended."""
    django.setup()
    from benchmarks.story import make_story

    stories.update({number: make_story() for number in range(WRITERS) if KINDS[number % len(KINDS)] is orders})
    signal.signal(signal.SIGTERM, lambda number, _frame: stopping.append(number))
    connections.close_all()
    children = []
    for number in range(WRITERS):
        child = os.fork()
        if child == 0:
            random.seed()
            try:
                write(number, Path(sys.argv[1]))
            finally:
                os._exit(0)
        children.append(child)
    while children and not stopping:
        time.sleep(0.05)
    for child in children:
        os.kill(child, signal.SIGTERM)
    for child in children:
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
