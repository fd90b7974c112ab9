"""Work that privacy does when something happened; registered in config/listeners.py, run by the outbox's workers."""

from events.models import Event
from privacy import exporting
from privacy.event_types import DELETION_SCHEDULED
from privacy.journal import Act, note_deletion
from privacy.models import Deletion


def make_export(event: Event) -> None:
    """Go on with an export. Listens to `privacy.export_asked` and `privacy.export_continued`."""
    exporting.work_on(event.payload["export"])


def note_wish(event: Event) -> None:
    """Note outside of the database that somebody asked to be forgotten, or called it off: a restore must lose neither."""
    deletion = Deletion.objects.select_related("user").get(pk=event.payload["deletion"])
    if event.type == DELETION_SCHEDULED.name:
        note_deletion(deletion, Act.ASKED, deletion.asked_at)
    elif deletion.cancelled_at:
        note_deletion(deletion, Act.KEPT, deletion.cancelled_at)
