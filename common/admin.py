"""The admin's base: every act leaves an audit row, and nothing can be deleted unless a class says so."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from common.audit import record_act
from common.models import AuditEntry


class AuditedModelAdmin(ModelAdmin):
    """Writes an AuditEntry beside each of Django's own log lines, in the same transaction."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse deletion by default."""
        return False

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Record an addition."""
        record_act("add", by=request.user, on=obj, changes={"message": message})
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Record a change."""
        record_act("change", by=request.user, on=obj, changes={"message": message})
        return super().log_change(request, obj, message)


class ReadOnlyModelAdmin(ModelAdmin):
    """Shows, never changes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False


class ReadOnlyInline(TabularInline):
    """Rows below another that are shown, never changed."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyModelAdmin):
    """The audit trail."""

    list_display = ("recorded_at", "actor", "action", "object_type", "object_name", "reason")
    list_filter = ("action", "object_type")
    search_fields = ("object_name", "object_id", "actor__email", "reason")
    list_select_related = ("actor",)
