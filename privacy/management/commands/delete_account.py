"""`manage.py delete_account`: delete an account for a person who asked by letter, or whom a court names."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from privacy.deleting import go_on
from privacy.erasing import count_rows
from privacy.errors import DeletionRefused, DeletionUnderWay
from privacy.obstacles import obstacles
from privacy.services import delete_by_letter


class Command(BaseCommand):
    """Closes the account at once; the scheduler erases it a minute later. It cannot be undone, so it asks."""

    help = "Delete the account of a person who asked for it in writing: closed at once, erased by the scheduler a minute later."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("email")
        parser.add_argument("--reason", required=True, help="What stands on file, without names: 'letter of 3 May, file 12'.")
        parser.add_argument("--dry-run", action="store_true", help="Tell what would go and what is in the way; change nothing.")
        parser.add_argument("--yes", action="store_true", help="Do not ask.")

    def handle(self, *args: Any, email: str, reason: str, dry_run: bool, yes: bool, **options: Any) -> None:
        """Look, ask, close, tell."""
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"There is no account of {email}.")
        if dry_run:
            self._tell_what_would_go(user)
            return
        if not yes and input(f"Delete the account of {email} for good? Type the address again: ") != email:
            raise CommandError("Nothing was deleted.")
        try:
            deletion = delete_by_letter(user, reason=reason[:200])
        except (DeletionRefused, DeletionUnderWay) as refusal:
            raise CommandError(refusal.detail) from refusal
        if not go_on(deletion.pk):
            deletion.refresh_from_db()
            raise CommandError(f"Not closed yet ({deletion.blocked_by}); the scheduler tries again every hour.")
        self.stdout.write("Closed. The scheduler erases it within two minutes. Backups expire by themselves.")

    def _tell_what_would_go(self, user: User) -> None:
        for what, count in count_rows(user).items():
            self.stdout.write(f"{count:>7}  {what}")
        for one in obstacles(user):
            self.stdout.write(f"In the way: {one.detail}")
