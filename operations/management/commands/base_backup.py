"""`manage.py base_backup`: the whole cluster, from which the archived write-ahead log leads to any second since."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from operations.programs import ProgramFailed
from operations.recovering import base_backup, forget_before


class Command(BaseCommand):
    """Copies the running cluster; what serves goes on meanwhile."""

    help = "Copy the whole running cluster into the archive of its write-ahead log. Needs a role that may replicate."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--archive", type=Path, required=True, help="Where archive_command puts the segments.")
        parser.add_argument("--keep", type=int, default=0, help="Delete all but the newest so many; 0 (the default): none.")

    def handle(self, *args: Any, archive: Path, keep: int, **options: Any) -> None:
        """Make it, then forget what nobody needs to go back to."""
        started = timezone.now()
        try:
            made = base_backup(archive)
            old = forget_before(archive, keep=keep) if keep else []
        except ProgramFailed as error:
            raise CommandError(str(error)) from error
        size = sum(path.stat().st_size for path in made.rglob("*") if path.is_file())
        self.stdout.write(f"{made}: {size / 1e6:.1f} MB in {(timezone.now() - started).total_seconds():.1f} s")
        for path in old:
            self.stdout.write(f"deleted {path}, and the segments before it")
