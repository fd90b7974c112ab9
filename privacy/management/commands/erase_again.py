"""`manage.py erase_again`: after a restore, whoever was erased since the backup is erased again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from privacy.again import erase_again, note_what_was
from privacy.journal import journal


class Command(BaseCommand):
    """Does again what the erasure journal has and this database does not know of; then notes what the journal lacks."""

    help = "After a restore: erase again what the journal (ERASURES_URL) says was erased. Nobody is served before."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, tell how much it was."""
        if journal() is None:
            self.stderr.write("ERASURES_URL names no journal: who was erased since a backup comes back with it.")
            return
        try:
            again = erase_again()
            noted = note_what_was()
        except (OSError, ValueError) as error:
            raise CommandError(f"Not everything is erased again, and nobody is served: {error}") from error
        self.stdout.write(f"{again} {noted} wishes and erasures of before noted in the journal.")
