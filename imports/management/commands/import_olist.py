"""`manage.py import_olist <folder>`: Olist's files as vendors, items, customers, orders, entries and reviews."""

import argparse
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from common.errors import DomainError
from imports.olist.run import import_olist
from imports.tally import Tally


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("must be 0 or more")
    return number


class Command(BaseCommand):
    """Imports a folder of Olist files. Safe to repeat and to interrupt: what is there is left alone."""

    help = "Import a folder of Olist files; the last line printed is a JSON summary."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--limit", type=_count, metavar="N", help="only the first N orders, and what belongs to them")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write what became of every row there, as JSON")

    def handle(self, *, folder: Path, limit: int | None, report: Path | None, **_: Any) -> None:
        """Run the import with a progress bar on stderr."""
        with tqdm(total=None, unit=" orders", desc="import_olist") as bar:

            def progress(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)
                bar.refresh()

            try:
                tally = import_olist(folder, limit=limit, progress=progress)
            except DomainError as error:
                raise CommandError(error.detail) from error
            except KeyboardInterrupt:
                raise CommandError("Interrupted. What is imported stays; run it again for the rest.", returncode=130) from None
        if report:
            report.write_text(json.dumps(tally.report(), indent=2) + "\n", encoding="utf-8")
        if wrong := tally.unbalanced():
            raise CommandError(f"rows are unaccounted for, which is a fault of the importer: {', '.join(wrong)}")
        self.stdout.write(json.dumps(summary(tally)))


def summary(tally: Tally) -> dict[str, Any]:
    """Return the line of the contract: what was written in this run, and the refused rows of all files by reason."""
    names = ("vendors", "customers", "items", "orders", "entries", "reviews_accepted")
    return {**{name: tally.written[name] for name in names}, "refused": tally.refused}
