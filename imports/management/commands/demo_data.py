"""`manage.py demo_data`: the demo town, its accounts, and where their passwords are."""

from typing import Any

from django.core.management.base import BaseCommand

from imports.demo.seed import load_demo
from notifications.demo import demo_file


class Command(BaseCommand):
    """Loads the demo town once; safe to repeat."""

    help = "Load the demo town where it is missing, and write the demo accounts to .local/demo.json."

    def handle(self, **_: Any) -> None:
        """Load, and say where to look."""
        facts = load_demo()
        self.stdout.write(f"The demo town is there. Accounts: {demo_file()}; a live order: {facts['tracking_url']}")
