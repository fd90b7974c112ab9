"""Exports that people asked for, and deletions of accounts."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from common.append_only import AppendOnlyModel


def new_uid() -> str:
    """Return 128 random bits as 22 URL-safe characters."""
    return secrets.token_urlsafe(16)


def new_file_key() -> str:
    """Return 256 random bits as 43 URL-safe characters: the file's name, which never leaves the house."""
    return secrets.token_urlsafe(32)


class ExportState(models.TextChoices):
    """Where an export is."""

    PENDING = "pending", "Being made"
    READY = "ready", "Ready"
    FAILED = "failed", "Failed"
    EXPIRED = "expired", "Expired"


class Export(models.Model):
    """One zip of a person's data. It is made in steps, each of which leaves a part in the storage (see privacy.exporting)."""

    uid = models.CharField(max_length=22, default=new_uid, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="exports")
    state = models.CharField(max_length=10, choices=ExportState.choices, default=ExportState.PENDING)
    file_key = models.CharField(max_length=43, default=new_file_key, editable=False)
    parts = models.PositiveIntegerField(default=0)  # in the storage so far
    last_order = models.BigIntegerField(default=0)  # the newest order that a part holds; the next part goes on after it
    done = models.PositiveIntegerField(default=0)  # orders
    total = models.PositiveIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    size = models.BigIntegerField(default=0)  # bytes, once it is ready
    asked_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    is_file_gone = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(state="pending"), name="export_one_at_a_time"),
            models.CheckConstraint(condition=Q(state__in=ExportState.values), name="export_state_known"),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(ready_at__isnull=False, expires_at__isnull=False), name="export_ready_has_times"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="export_of_user"),  # a person's own list
            models.Index(fields=["updated_at"], condition=Q(state="pending"), name="export_pending"),  # gauge, what got stuck
            models.Index(fields=["expires_at"], condition=Q(state="ready"), name="export_to_expire"),  # pruning
            models.Index(fields=["id"], condition=Q(state__in=["expired", "failed"], is_file_gone=False), name="export_to_clear"),
        ]

    def __str__(self) -> str:
        return f"export {self.pk} of user {self.user_id}"

    @property
    def file_name(self) -> str:
        """Name of the whole file in the storage."""
        return f"{EXPORTS}/{self.file_key}.zip"

    def part_name(self, number: int) -> str:
        """Name of one part in the storage."""
        return f"{EXPORTS}/{self.file_key}.{number:05}.part"


EXPORTS = "exports"  # the storage's folder; config/media.py serves nothing of it


class DeletionState(models.TextChoices):
    """Where a deletion is."""

    SCHEDULED = "scheduled", "Scheduled"
    CANCELLED = "cancelled", "Called off"
    CLOSED = "closed", "Closed, about to be erased"
    DONE = "done", "Done"


OPEN = [DeletionState.SCHEDULED.value, DeletionState.CLOSED.value]


class Deletion(models.Model):
    """One wish to be forgotten: scheduled, then closed (nobody signs in any more), then done."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deletions")
    state = models.CharField(max_length=10, choices=DeletionState.choices, default=DeletionState.SCHEDULED)
    by_letter = models.CharField(max_length=200, blank=True)  # why a person of the platform did it: "letter of 3 May", no names
    asked_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField()
    try_at = models.DateTimeField()  # due_at, later where something was in the way
    blocked_by = models.CharField(max_length=100, blank=True)  # codes of what was in the way at the last try
    farewells = models.PositiveSmallIntegerField(default=0)  # tries of the last mail that failed
    cancelled_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(state__in=OPEN), name="deletion_one_at_a_time"),
            models.CheckConstraint(condition=Q(state__in=DeletionState.values), name="deletion_state_known"),
            models.CheckConstraint(
                condition=Q(state="cancelled") ^ Q(cancelled_at__isnull=True), name="deletion_cancelled_has_time"
            ),
            models.CheckConstraint(condition=Q(state="done") ^ Q(done_at__isnull=True), name="deletion_done_has_time"),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="deletion_of_user"),
            models.Index(fields=["try_at"], condition=Q(state__in=OPEN), name="deletion_due"),  # the sweep
        ]

    def __str__(self) -> str:
        return f"deletion of user {self.user_id}"


class JournalName(AppendOnlyModel):
    """A file of the erasure journal (privacy.journal) that this database knows of. A file without one: the database is older."""

    name = models.CharField(max_length=120, unique=True)
    known_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name
