"""The admin's base: every act leaves an audit row, and nothing can be deleted unless a class says so."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminTextareaWidget

from common.audit import record_act
from common.errors import DomainError
from common.models import AuditEntry


class FilteredModelAdmin(ModelAdmin):
    """Takes no filter from the address but those that the page offers: others would tell of columns that it does not show."""

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Allow what the list is filtered by; Django's own rule lets every column of the model be guessed letter by letter."""
        offered = [name for name in (*self.list_filter, self.date_hierarchy) if isinstance(name, str)]
        if lookup in [getattr(each, "parameter_name", None) for each in self.list_filter]:  # a SimpleListFilter's own word
            return True
        return any(lookup == name or lookup.startswith(f"{name}__") for name in offered) and "password" not in lookup


class AuditedModelAdmin(FilteredModelAdmin):
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


class ReadOnlyModelAdmin(FilteredModelAdmin):
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


class ReasonForm(forms.Form):
    """Why; kept in the audit trail."""

    reason = forms.CharField(max_length=500, strip=True, widget=UnfoldAdminTextareaWidget)


def ask_then(
    request: HttpRequest, form: forms.Form, *, title: str, button: str, back: str, act: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Show `form`; once it is filled in, call `act` with its data and go `back`. A refusal is shown on the form."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.detail)
        else:
            messages.success(request, f"{title}: done.")
            return HttpResponseRedirect(back)
    context = {**admin.site.each_context(request), "title": title, "form": form, "button": button, "back": back}
    return render(request, "common/admin_ask.html", context)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyModelAdmin):
    """The audit trail."""

    list_display = ("recorded_at", "actor", "action", "object_type", "object_name", "reason")
    list_filter = ("action", "object_type")
    search_fields = ("object_name", "object_id", "actor__email", "reason")
    list_select_related = ("actor",)
