"""`manage.py restore <folder>`: a backup into an empty database."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.manifest import BackupDamaged
from operations.programs import ProgramFailed
from operations.restoring import RestoredDiffers, TargetNotEmpty, restore


class Command(BaseCommand):
    """Restores, proves that it is equal, and says where the log stands."""

    help = (
        "Restore a backup into an empty database and empty storages, as the database's owner; refuses where there is something."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--replace", action="store_true", help="Destroy what the database holds; files are put aside.")

    def handle(self, *args: Any, folder: Path, replace: bool, **options: Any) -> None:
        """Do it, and tell what is left to do."""
        try:
            done = restore(folder, replace=replace)
        except (BackupDamaged, TargetNotEmpty, ProgramFailed, RestoredDiffers) as error:
            raise CommandError(str(error)) from error
        rows = sum(done.manifest.contents.rows.values())
        self.stdout.write(f"Restored what was backed up at {done.manifest.made_at}: {rows} rows, {done.files} files; all equal.")
        for where in done.put_aside:
            self.stdout.write(f"What was there before is in {where}.")
        if done.new_roles:
            self.stdout.write(f"New roles without a password: {', '.join(done.new_roles)}. Run harden_database.")
        for name in done.missing:
            self.stderr.write(f"missing file: {name}")
        if done.is_older_than_code:
            self.stdout.write("An older version made it: manage.py migrate, then manage.py erase_again. Nobody is served before.")
        else:
            call_command("erase_again", stdout=self.stdout, stderr=self.stderr)
        self.stdout.write(
            "Before the sealer starts: manage.py ledger_resume --published <the newest checkpoint that anybody has>."
        )
