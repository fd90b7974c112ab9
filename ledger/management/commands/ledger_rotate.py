"""`manage.py ledger_rotate`: a new key beside the old one, or the old one retired."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ledger.keys import VARIABLE, KeyMissing, key_file, load_signers, new_signer, write_key_file


class Command(BaseCommand):
    """Adds a key to the key file: from its next start on the sealer signs with both and logs the new one."""

    help = (
        "Add a new key of the same origin: the sealer signs with both after its next start, and logs the new one under the old. "
        "After 30 days or more, retire the old one with --retire. Old keys stay in the policy for ever."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--retire", action="store_true", help="Sign with the newest key alone from now on.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the key file again; where the key is in the environment, print what to put there."""
        try:
            signers = load_signers()
        except KeyMissing as error:
            raise CommandError(str(error)) from error
        if options["retire"]:
            if len(signers) == 1:
                raise CommandError("There is only one key.")
            signers = signers[-1:]
        else:
            signers = [*signers, new_signer()]
        if os.environ.get(VARIABLE):
            self.stdout.write(" ".join(str(signer) for signer in signers))
            self.stderr.write(f"This is the new {VARIABLE}: keep it where the old one is kept, and restart the sealer.")
            return
        write_key_file(key_file(), signers)
        for signer in signers:
            self.stdout.write(str(signer.verifier))
        self.stdout.write("Restart the sealer.")
