"""`manage.py ledger_audit`: hash everything again, now."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from ledger.audit import audit


class Command(BaseCommand):
    """Runs the audit that the scheduler runs every night."""

    help = "Hash every row, entry, tile and signature of the log again. Exit code 1 where anything does not match."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was found."""
        run = audit()
        for line in run.findings:
            self.stderr.write(line)
        if run.mismatches:
            sys.exit(f"{run.mismatches} mismatches over {run.size} leaves.")
        self.stdout.write(f"{run.size} leaves, and everything that belongs to them: no mismatch.")
