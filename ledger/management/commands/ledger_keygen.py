"""`manage.py ledger_keygen`: the first key of a log."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ledger.keys import key_file, new_signer, write_key_file


class Command(BaseCommand):
    """Makes the key that the sealer signs with, once."""

    help = "Make the log's private key (LEDGER_KEY_FILE, mode 0400) and print its public half. Refuses where there is one."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--print", action="store_true", help="Print the private key instead, for LEDGER_SIGNING_KEY.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write and tell."""
        signer = new_signer()
        if options["print"]:
            self.stdout.write(str(signer))
            return
        if key_file().exists():
            raise CommandError(f"{key_file()} is there already; a second key comes by `manage.py ledger_rotate`.")
        write_key_file(key_file(), [signer])
        self.stdout.write(str(signer.verifier))
