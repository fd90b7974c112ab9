"""Exports and deletions in the admin: seen, not changed; what failed can be tried again."""

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.viewing import PersonalDataAdmin
from common.admin import ReadOnlyModelAdmin
from common.audit import record_act
from privacy import exporting
from privacy.deleting import try_now
from privacy.models import Deletion, Export


@admin.register(Export)
class ExportAdmin(PersonalDataAdmin, ReadOnlyModelAdmin):
    """Exports. Nobody opens somebody's file from here."""

    list_display = ("asked_at", "user", "state", "done", "total", "failures", "size", "ready_at", "expires_at")
    list_filter = ("state",)
    search_fields = ("user__email", "uid")
    list_select_related = ("user",)
    ordering = ("-id",)
    show_full_result_count = False
    exclude = ("file_key",)
    actions = ("retry",)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Allow those who may change exports."""
        return bool(request.user.has_perm("privacy.change_export"))

    @admin.action(description="Make the selected failed exports again", permissions=["retry"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Export]) -> None:
        """Start them from their beginning, one audit row each."""
        with transaction.atomic():
            revived = [export for export in queryset.order_by("pk") if exporting.retry(export)]
            for export in revived:
                record_act("retry", by=request.user, on=export)
        self.message_user(request, f"{len(revived)} will be made again.", messages.SUCCESS)


@admin.register(Deletion)
class DeletionAdmin(PersonalDataAdmin, ReadOnlyModelAdmin):
    """Deletions of accounts; `blocked_by` says what was in the way the last time."""

    list_display = ("asked_at", "user", "state", "due_at", "try_at", "blocked_by", "closed_at", "done_at", "by_letter")
    list_filter = ("state",)
    search_fields = ("user__email",)
    list_select_related = ("user",)
    ordering = ("-id",)
    show_full_result_count = False
    actions = ("retry",)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Allow those who may change deletions."""
        return bool(request.user.has_perm("privacy.change_deletion"))

    @admin.action(description="Try the selected overdue deletions now", permissions=["retry"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Deletion]) -> None:
        """Have the next sweep take them, one audit row each. Nobody's day comes earlier by it."""
        with transaction.atomic():
            tried = [deletion for deletion in queryset.order_by("pk") if try_now(deletion)]
            for deletion in tried:
                record_act("retry", by=request.user, on=deletion)
        self.message_user(request, f"{len(tried)} will be tried within a minute.", messages.SUCCESS)
