"""The log in the admin: what was signed, what the audits found, what waits. Read only; nobody edits a log."""

from django.contrib import admin

from common.admin import ReadOnlyInline, ReadOnlyModelAdmin
from ledger.models import AuditRun, Cosignature, QueuedLeaf, SignedCheckpoint


class CosignatureInline(ReadOnlyInline):
    """Who cosigned, and when they say they saw it."""

    model = Cosignature
    fields = ("witness", "cosigned_at", "line")


@admin.register(SignedCheckpoint)
class SignedCheckpointAdmin(ReadOnlyModelAdmin):
    """Signed checkpoints, newest first."""

    list_display = ("size", "signed_at")
    ordering = ("-size",)
    show_full_result_count = False
    inlines = (CosignatureInline,)


@admin.register(AuditRun)
class AuditRunAdmin(ReadOnlyModelAdmin):
    """Nightly audits, newest first."""

    list_display = ("started_at", "size", "mismatches")
    ordering = ("-pk",)


@admin.register(QueuedLeaf)
class QueuedLeafAdmin(ReadOnlyModelAdmin):
    """Entries that wait to be sealed, oldest first: one that stays is why the log stands still."""

    list_display = ("id", "queued_at")
    ordering = ("pk",)
    show_full_result_count = False
