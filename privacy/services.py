"""Asking for an export, asking for the deletion of one's account, and calling it off."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Count, Min
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import SecurityEventKind, User
from accounts.security import record_security_event
from accounts.sessions import Current, end_other_sign_ins
from common.errors import Invalid
from events.catalogue import EventType
from events.services import record
from privacy import exporting
from privacy.errors import DeletionRefused, DeletionUnderWay, ExportNotReady, ExportUnderWay, NothingToCancel, TooManyExports
from privacy.event_types import DELETION_CANCELLED, DELETION_SCHEDULED
from privacy.models import OPEN, Deletion, DeletionState, Export, ExportState
from privacy.obstacles import obstacles

EXPORTS_A_DAY = 3
NOBODY = Current()
GRACE = timedelta(days=14)


@transaction.atomic
def ask_for_export(user: User, *, request: HttpRequest) -> Export:
    """Have an export of everything of `user` made. Raises ExportUnderWay, TooManyExports."""
    lock_user(user)
    if Export.objects.filter(user=user, state=ExportState.PENDING).exists():
        raise ExportUnderWay
    day = timedelta(days=1)
    recent = Export.objects.filter(user=user, asked_at__gt=timezone.now() - day).exclude(state=ExportState.FAILED)
    counted = recent.aggregate(count=Count("pk"), first=Min("asked_at"))
    if counted["count"] >= EXPORTS_A_DAY:
        wait = counted["first"] + day - timezone.now()
        raise TooManyExports(retry_after=max(1, int(wait.total_seconds())))
    export = Export.objects.create(user=user)
    export.refresh_from_db()  # the database's times
    record_security_event(SecurityEventKind.EXPORT_ASKED, user=user, request=request, export=export.uid)
    exporting.start(export)
    return export


@transaction.atomic
def take_export(export: Export, *, request: HttpRequest) -> Export:
    """Note that the file is handed out, to its own person. Raises ExportNotReady."""
    is_ready = export.state == ExportState.READY and export.expires_at is not None and export.expires_at > timezone.now()
    if not is_ready or not default_storage.exists(export.file_name):
        raise ExportNotReady("It is not ready yet, or has expired. Ask for a new one.")
    record_security_event(SecurityEventKind.EXPORT_DOWNLOADED, user=export.user, request=request, export=export.uid)
    return export


def deletion_of(user: User) -> Deletion | None:
    """Return the deletion that is coming for `user`, or None."""
    return Deletion.objects.filter(user=user, state__in=OPEN).first()


@transaction.atomic
def ask_for_deletion(user: User, *, email: str, keep: Current = NOBODY, request: HttpRequest) -> Deletion:
    """Schedule the deletion of one's own account, two weeks from now, and end every sign-in but `keep`.

    Raises Invalid (the e-mail is not theirs), DeletionRefused or DeletionUnderWay.
    """
    if email.strip().lower() != user.email:
        raise Invalid("Type the e-mail address of this account.", pointer="/email", code="not_yours")
    deletion = schedule_deletion(user, due_in=GRACE, request=request)
    end_other_sign_ins(user, keep=keep, request=request)
    return deletion


def schedule_deletion(user: User, *, due_in: timedelta, request: HttpRequest | None = None, by_letter: str = "") -> Deletion:
    """Schedule a deletion, in the caller's transaction. Raises DeletionRefused, DeletionUnderWay."""
    lock_user(user)
    if deletion_of(user):
        raise DeletionUnderWay
    if found := obstacles(user):
        raise DeletionRefused(found)
    due_at = timezone.now() + due_in
    deletion = Deletion.objects.create(user=user, due_at=due_at, try_at=due_at, by_letter=by_letter)
    deletion.refresh_from_db()  # the database's times
    record_security_event(SecurityEventKind.DELETION_ASKED, user=user, request=request, due_at=due_at.isoformat())
    _tell(DELETION_SCHEDULED, deletion)
    return deletion


@transaction.atomic
def delete_by_letter(user: User, *, reason: str) -> Deletion:
    """Schedule a deletion for now, or bring forward the one that the person has asked for. Raises as schedule_deletion."""
    lock_user(user)
    now = timezone.now()
    waiting = Deletion.objects.filter(user=user, state=DeletionState.SCHEDULED)
    if waiting.update(due_at=now, try_at=now, by_letter=reason):
        return waiting.get()
    return schedule_deletion(user, due_in=timedelta(0), by_letter=reason)


@transaction.atomic
def cancel_deletion(user: User, *, request: HttpRequest) -> None:
    """Keep one's account. Raises NothingToCancel, also where it is closed already."""
    locked = Deletion.objects.select_for_update().filter(user=user, state=DeletionState.SCHEDULED).first()
    if locked is None:
        raise NothingToCancel
    locked.state, locked.cancelled_at = DeletionState.CANCELLED, timezone.now()
    locked.save(update_fields=["state", "cancelled_at"])
    record_security_event(SecurityEventKind.DELETION_CANCELLED, user=user, request=request)
    _tell(DELETION_CANCELLED, locked)


def lock_user(user: User) -> User:
    """Lock the row against other changes of the account, and against rows that are being written for it."""
    return User.objects.select_for_update().get(pk=user.pk)


def _tell(event_type: EventType, deletion: Deletion) -> None:
    record(event_type, subject=f"user:{deletion.user_id}", payload={"deletion": deletion.pk})
