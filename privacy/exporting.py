"""Making an export, in steps that fit into one lease of the outbox.

Each step writes a part into the storage and notes how far it came, in one transaction that holds the export's row. A worker that
dies leaves the row as the last step left it, and the outbox has another go on from there. The last step joins the parts.
"""

import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import structlog
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from events.catalogue import EventType
from events.services import record
from orders.models import Order
from privacy import chapters
from privacy.archive import Archive, join_parts
from privacy.event_types import EXPORT_ASKED, EXPORT_CONTINUED, EXPORT_READY
from privacy.models import Export, ExportState

KEPT_FOR = timedelta(days=7)
ORDERS_A_PART = 250
STEP_SECONDS = 10  # one lease is 60 s: the last part and the joining come on top; mails wait behind a step
MAX_FAILURES = 3
IN_MEMORY = 1024 * 1024  # bytes of a part; beyond, a temporary file
log = structlog.get_logger(__name__)


class ExportBusy(RuntimeError):
    """Another worker is at this export; the outbox comes back later."""


def start(export: Export) -> None:
    """Ask the workers to make it, in the caller's transaction."""
    _tell(EXPORT_ASKED, export)


def work_on(export_id: int) -> None:
    """Go on with an export for some seconds; where more is left, ask for another step. One that is over is left as it is.

    What goes wrong is raised, so that the outbox tries again; the third time the export has failed.
    """
    try:
        with transaction.atomic():
            _step(export_id)
    except ExportBusy:
        raise
    except Exception as error:
        if not _note_failure(export_id):
            raise
        log.warning("export_failed", export=export_id, exc_info=error)


def expire(export: Export) -> None:
    """End an export: its file cannot be downloaded any more, and goes after the commit, at the latest with the next pruning."""
    with transaction.atomic():
        ended = Export.objects.select_for_update(of=("self",)).get(pk=export.pk)  # a worker that is at it has noted its parts
        ended.state, ended.updated_at = ExportState.EXPIRED, timezone.now()
        ended.save(update_fields=["state", "updated_at"])
        transaction.on_commit(lambda: clear(ended), robust=True)


def clear(export: Export) -> None:
    """Delete what the storage has of an export that is over. Safe to repeat."""
    for number in range(export.parts + 1):  # one that was not noted any more may be there too
        default_storage.delete(export.part_name(number))
    default_storage.delete(export.file_name)
    Export.objects.filter(pk=export.pk).update(is_file_gone=True)


def _step(export_id: int) -> None:
    export = _locked(export_id)
    if export is None:
        return
    until = time.monotonic() + STEP_SECONDS
    complete = _write_part(export)
    while not complete and time.monotonic() < until:
        complete = _write_part(export)
    if complete:
        _finish(export)
        _tell(EXPORT_READY, export)
    else:
        _tell(EXPORT_CONTINUED, export)
    export.updated_at = timezone.now()
    export.save()


def _locked(export_id: int) -> Export | None:
    pending = Export.objects.filter(pk=export_id, state=ExportState.PENDING, user__is_active=True)
    locked = pending.select_for_update(skip_locked=True, of=("self",)).select_related("user").first()
    if locked is None and pending.exists():
        raise ExportBusy
    return locked


def _write_part(export: Export) -> bool:
    """Write the next part; return whether it was the last."""
    if export.parts == 0:
        export.total = Order.objects.placed_by(export.user).count()
        _save_part(export, lambda archive: chapters.write_account(archive, export.user))
        return False
    orders = chapters.orders_after(export.user, export.last_order, limit=ORDERS_A_PART + 1)
    is_last, orders = len(orders) <= ORDERS_A_PART, orders[:ORDERS_A_PART]
    is_first = export.parts == 1
    _save_part(export, lambda archive: chapters.write_orders(archive, export.user, orders, is_first=is_first, is_last=is_last))
    if orders:
        export.last_order = orders[-1].pk
    export.done += len(orders)
    return is_last


def _save_part(export: Export, write: Callable[[Archive], None]) -> None:
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        with Archive(file) as archive:
            write(archive)
        _keep(export.part_name(export.parts), file)
    export.parts += 1


def _finish(export: Export) -> None:
    with tempfile.TemporaryFile() as file, ExitStack() as opened:
        parts = [opened.enter_context(default_storage.open(export.part_name(number))) for number in range(export.parts)]
        join_parts(parts, file)
        export.size = file.tell()
        _keep(export.file_name, file)
    export.state, export.ready_at = ExportState.READY, timezone.now()
    export.expires_at = export.ready_at + KEPT_FOR
    names = [export.part_name(number) for number in range(export.parts)]
    transaction.on_commit(lambda: _forget(names), robust=True)


def _keep(name: str, file: Any) -> None:
    """Save under exactly this name: what a step that was cut off left there is replaced."""
    file.seek(0)
    default_storage.delete(name)
    default_storage.save(name, File(file))


def _forget(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


def _note_failure(export_id: int) -> bool:
    """Count a failure; return whether it was the last that is allowed."""
    with transaction.atomic():
        export = Export.objects.select_for_update(of=("self",)).filter(pk=export_id, state=ExportState.PENDING).first()
        if export is None:
            return True
        export.failures += 1
        export.updated_at = timezone.now()
        if export.failures >= MAX_FAILURES:
            fail(export)
        export.save()
    return export.state == ExportState.FAILED


def fail(export: Export) -> None:
    """Give an export up; the caller saves it. The person can ask for another one."""
    export.state, export.updated_at = ExportState.FAILED, timezone.now()
    transaction.on_commit(lambda: clear(export), robust=True)


def retry(export: Export) -> bool:
    """Start a failed export again from its beginning, in the caller's transaction; return False where it has not failed."""
    revived = Export.objects.filter(pk=export.pk, state=ExportState.FAILED, user__is_active=True).exclude(
        user__in=User.objects.filter(exports__state=ExportState.PENDING)
    )
    fresh = {"parts": 0, "last_order": 0, "done": 0, "total": 0, "failures": 0, "is_file_gone": False}
    if not revived.update(state=ExportState.PENDING, updated_at=timezone.now(), **fresh):
        return False
    start(export)
    return True


def _tell(event_type: EventType, export: Export) -> None:
    record(event_type, subject=f"export:{export.uid}", payload={"export": export.pk})
