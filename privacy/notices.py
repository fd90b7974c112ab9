"""What is told of people's data. The last mail, to an account that is being erased, is not among them (privacy.deleting)."""

from collections.abc import Iterator

from events.models import Event
from notifications.notices import Facts, Group, Notice, Recipient, add_notice
from notifications.rendering import compose_with
from privacy import composing
from privacy.event_types import DELETION_CANCELLED, DELETION_SCHEDULED, EXPORT_READY
from privacy.models import Deletion, Export, ExportState


def _export(event: Event) -> Export:
    return Export.objects.select_related("user").get(pk=event.payload["export"])


def _exporter(event: Event) -> Iterator[Recipient]:
    yield Recipient.of(_export(event).user)


def _export_facts(event: Event, _: Recipient) -> Facts | None:
    export = _export(event)
    return {"export": export} if export.state == ExportState.READY else None


def _deletion(event: Event) -> Deletion:
    return Deletion.objects.select_related("user").get(pk=event.payload["deletion"])


def _leaver(event: Event) -> Iterator[Recipient]:
    yield Recipient.of(_deletion(event).user)


def _deletion_facts(event: Event, _: Recipient) -> Facts:
    return {"deletion": _deletion(event)}


EXPORT = add_notice(
    Notice(
        "export_ready",
        (EXPORT_READY,),
        "My data is ready",
        "The copy of your data that you asked for can be fetched.",
        Group.ACCOUNT,
        audience=_exporter,
        facts=_export_facts,
        required=True,
    )
)
SCHEDULED = add_notice(
    Notice(
        "deletion_scheduled",
        (DELETION_SCHEDULED,),
        "My account will be deleted",
        "When it happens, and how to call it off.",
        Group.ACCOUNT,
        audience=_leaver,
        facts=_deletion_facts,
        required=True,
    )
)
CANCELLED = add_notice(
    Notice(
        "deletion_cancelled",
        (DELETION_CANCELLED,),
        "My account stays",
        "It will not be deleted after all.",
        Group.ACCOUNT,
        audience=_leaver,
        facts=_deletion_facts,
        required=True,
    )
)
compose_with("export_ready", composing.export_ready)
compose_with("deletion_scheduled", composing.deletion_scheduled)
compose_with("deletion_cancelled", composing.deletion_cancelled)
