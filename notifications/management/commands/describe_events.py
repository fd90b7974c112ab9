"""`manage.py describe_events`: writes docs/events.md from the catalogue."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from notifications.describing import describe_events, events_file


class Command(BaseCommand):
    """Write the description of every event type."""

    help = "Write docs/events.md, the description of every event type, from the catalogue."

    def add_arguments(self, parser: CommandParser) -> None:
        """Let `make check` write elsewhere, to compare."""
        parser.add_argument("--file", type=Path, default=events_file(), help="where to write (docs/events.md)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write."""
        Path(options["file"]).write_text(describe_events(), encoding="utf-8")
