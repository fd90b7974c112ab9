"""Shared tablets and PINs. What they are kept as is not shown."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from unfold.decorators import action

from common.admin import ReadOnlyModelAdmin, ReasonForm, ask_then
from vendors.admin.forms import actor
from vendors.models import SharedTablet, StaffPin
from vendors.services import end_lost_tablet


@admin.register(SharedTablet)
class SharedTabletAdmin(ReadOnlyModelAdmin):
    """The counters' tablets; one that was lost can be ended here."""

    list_display = ("name", "made_by", "acting", "acting_until", "created_at", "expires_at")
    search_fields = ("name", "made_by__vendor__name", "made_by__vendor__slug", "made_by__user__email")
    list_select_related = ("made_by__user", "acting__user")
    show_full_result_count = False
    exclude = ("token_hash",)
    actions_detail = ("end",)

    def has_end_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Ask Django's permission to delete tablets, which the page itself never grants."""
        return request.user.has_perm("vendors.delete_sharedtablet")

    @action(description="End", url_path="end", permissions=["end"])
    def end(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask why, then end it; it leaves an audit row."""
        tablet = get_object_or_404(SharedTablet.objects.select_related("made_by__vendor", "made_by__user"), pk=object_id)
        return ask_then(
            request,
            ReasonForm(request.POST or None),
            title=f"End {tablet.name} of {tablet.made_by.vendor.name}",
            button="End",
            back=reverse("admin:vendors_sharedtablet_changelist"),
            act=lambda data: end_lost_tablet(tablet, by=actor(request), reason=data["reason"]),
        )


@admin.register(StaffPin)
class StaffPinAdmin(ReadOnlyModelAdmin):
    """Who has a PIN, and whether it is locked."""

    list_display = ("membership", "set_at", "wrong_tries", "locked_at")
    search_fields = ("membership__user__email", "membership__vendor__slug")
    list_select_related = ("membership__user",)
    show_full_result_count = False
    exclude = ("pin_hash",)
