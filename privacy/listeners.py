"""Work that privacy does when something happened; registered in config/listeners.py, run by the outbox's workers."""

from events.models import Event
from privacy import exporting


def make_export(event: Event) -> None:
    """Go on with an export. Listens to `privacy.export_asked` and `privacy.export_continued`."""
    exporting.work_on(event.payload["export"])
