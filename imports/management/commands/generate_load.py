"""`manage.py generate_load --vendors N --orders M`: made-up vendors and orders in any number, to measure on."""

import json
import os
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from imports.load.run import Load, generate


class Command(BaseCommand):
    """Fills a database. Safe to repeat and to interrupt: batches are whole, and what is there is left alone."""

    help = "Write made-up vendors and orders with all that belongs to them; the last line printed is a JSON summary."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--vendors", type=int, default=10_000, metavar="N")
        parser.add_argument("--orders", type=int, default=10_000, metavar="M")
        parser.add_argument("--seed", type=int, default=1, help="another seed makes other vendors beside the first")
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)

    def handle(self, *, vendors: int, orders: int, seed: int, processes: int, **_: Any) -> None:
        """Generate with a progress bar on stderr."""
        if not settings.IS_LOCAL:
            raise CommandError("Made-up shops have no place in production; set MODE=local where this is a trial.")
        if vendors < 1 or orders < 0 or processes < 1:
            raise CommandError("Ask for at least one vendor, no fewer than 0 orders, and at least one process.")
        load = Load(vendors=vendors, orders=orders, seed=seed, processes=processes)
        begun = time.monotonic()
        with tqdm(total=load.vendors + load.customers + load.orders, unit=" rows", desc="generate_load") as bar:
            written = generate(load, bar.update)
        self.stdout.write(json.dumps({**written, "seconds": round(time.monotonic() - begun, 1)}))
