"""Work that privacy does when something happened; registered in config/listeners.py, run by the outbox's workers."""

from collections.abc import Callable

from accounts.models import User
from events.models import Event
from notifications.sending import Mail, send_once
from privacy import composing, exporting
from privacy.models import Deletion, Export, ExportState


def make_export(event: Event) -> None:
    """Go on with an export. Listens to `privacy.export_asked` and `privacy.export_continued`."""
    exporting.work_on(event.payload["export"])


def tell_export_ready(event: Event) -> None:
    """Mail the person that the file is ready. Listens to `privacy.export_ready`."""
    export = Export.objects.select_related("user").get(pk=event.payload["export"])
    if export.state == ExportState.READY:
        _tell(event, export.user, "export_ready", lambda: composing.export_ready(export))


def tell_deletion_scheduled(event: Event) -> None:
    """Mail the person what is coming. Listens to `privacy.deletion_scheduled`."""
    deletion = _deletion(event)
    _tell(event, deletion.user, "deletion_scheduled", lambda: composing.deletion_scheduled(deletion))


def tell_deletion_cancelled(event: Event) -> None:
    """Mail the person that nothing is coming. Listens to `privacy.deletion_cancelled`."""
    deletion = _deletion(event)
    _tell(event, deletion.user, "deletion_cancelled", lambda: composing.deletion_cancelled(deletion))


def _deletion(event: Event) -> Deletion:
    return Deletion.objects.select_related("user").get(pk=event.payload["deletion"])


def _tell(event: Event, user: User, kind: str, compose: Callable[[], Mail]) -> None:
    """Mail who still has an address."""
    if not user.is_deleted:
        send_once(event, kind=kind, recipient=user.email, compose=compose)
