"""`manage.py ledger_resume`: after a restore, whether the sealer may go on."""

import hashlib
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ledger.notes import BadNote
from ledger.policy import current_policy
from ledger.recovering import Resumed, Standing, resume
from ledger.sealing import SealerBusy, SigningRefused

LARGEST_NOTE = 65_536
WHAT_TO_DO = {
    Standing.BEHIND: "The public has {missing} leaves that this database has not.",
    Standing.FORKED: "The public has another tree than this database.",
}
REFUSED = "The sealer will refuse, and nothing must be signed: docs/runbooks/log-refused.md."


class Command(BaseCommand):
    """Holds the restored tree against what was published, and sets the sealer's state by it."""

    help = (
        "Compare the log in this database with the newest checkpoint that was published, and set the sealer's last state so that "
        "it goes on where that is right and refuses where it is not. Run it on the sealer's machine while no sealer runs. "
        "Exit code 1: do not go on; see docs/runbooks/log-refused.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--published",
            action="append",
            default=[],
            help="A file or URL of a checkpoint: a mirror's, a reader's. May be repeated.",
        )
        parser.add_argument("--ask-witnesses", action="store_true", help="Also ask the witnesses in LEDGER_WITNESSES.")

    def handle(self, *args: Any, published: list[str], ask_witnesses: bool, **options: Any) -> None:
        """Compare, set, tell; end with 1 where the sealer must not go on."""
        places = [*published, *(_witness_addresses() if ask_witnesses else [])]
        if not places:
            raise CommandError("Say where the newest checkpoint is: --published <file or URL>, --ask-witnesses, or both.")
        try:
            found = resume([_read(place) for place in places])
        except (BadNote, SealerBusy, SigningRefused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_words(found))
        if found.standing is not Standing.FITS:
            sys.exit(f"{WHAT_TO_DO[found.standing].format(missing=found.published.size - found.size)} {REFUSED}")


def _words(found: Resumed) -> str:
    stand = f"This database has {found.size} leaves; {found.published.size} were published."
    return f"{stand} They fit: the sealer may start." if found.standing is Standing.FITS else stand


def _witness_addresses() -> list[str]:
    digest = hashlib.sha256(settings.LEDGER_ORIGIN.encode()).hexdigest()
    return [f"{witness.url}/{digest}/checkpoint" for witness in current_policy(keys=False).witnesses]


def _read(place: str) -> str:
    try:
        if place.startswith(("https://", "http://")):
            with urllib.request.urlopen(place, timeout=10) as answer:  # noqa: S310 - the operator names it, and its scheme is looked at
                return str(answer.read(LARGEST_NOTE).decode())
        return Path(place).read_text()
    except (OSError, urllib.error.URLError, UnicodeDecodeError) as error:
        raise CommandError(f"{place} cannot be read: {error}") from error
