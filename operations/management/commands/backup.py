"""`manage.py backup`: the database, uploads and documents, whole and with checksums."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from operations.backing_up import back_up, forget_old, note_backup
from operations.manifest import Manifest
from operations.programs import ProgramFailed


class Command(BaseCommand):
    """Writes a backup; what serves goes on meanwhile."""

    help = "Back up database, uploads and documents into a new folder, as the database's owner. Keys are never in it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--to", type=Path, default=Path(settings.BASE_DIR, ".local", "backups"), help="The folder of backups."
        )
        parser.add_argument("--keep", type=int, default=0, help="Delete all but the newest so many; 0 (the default): none.")
        parser.add_argument("--database-only", action="store_true", help="Where files lie in buckets that keep versions.")

    def handle(self, *args: Any, to: Path, keep: int, database_only: bool, **options: Any) -> None:
        """Make it, then forget old ones."""
        started = timezone.now()
        try:
            made = back_up(to, at=started, with_files=not database_only)
        except ProgramFailed as error:
            raise CommandError(str(error)) from error
        said = Manifest.read(made)
        rows, size = sum(said.contents.rows.values()), sum(path.stat().st_size for path in made.iterdir())
        note_backup(said, size=size)
        seconds = (timezone.now() - started).total_seconds()
        log = f"the log at {said.log.size} leaves" if said.log else "no log yet"
        self.stdout.write(
            f"{made}: {rows} rows, {sum(said.counts.values())} files, {log}; {size / 1e6:.1f} MB in {seconds:.1f} s"
        )
        for old in forget_old(to, keep=keep) if keep else []:
            self.stdout.write(f"deleted {old}")
