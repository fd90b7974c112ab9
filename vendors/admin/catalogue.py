"""Categories, items and keys."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from unfold.decorators import action

from common.admin import AuditedModelAdmin, ReadOnlyModelAdmin, ReasonForm, ask_then
from vendors.admin.forms import actor
from vendors.models import ApiKey, Category, Item
from vendors.services import revoke_leaked_key


@admin.register(Category)
class CategoryAdmin(AuditedModelAdmin):
    """Kinds of business."""

    list_display = ("name", "slug", "parent", "position")
    list_select_related = ("parent",)
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Item)
class ItemAdmin(ReadOnlyModelAdmin):
    """What is for sale; its vendor changes it."""

    list_display = ("name", "vendor", "price_minor", "currency", "stock", "is_available")
    list_filter = ("is_available",)
    search_fields = ("name", "vendor__name")
    list_select_related = ("vendor",)
    show_full_result_count = False


@admin.register(ApiKey)
class ApiKeyAdmin(ReadOnlyModelAdmin):
    """Vendors' keys; a leaked one can be ended here. Their hashes are not shown."""

    list_display = ("prefix", "name", "vendor", "created_by", "created_at", "last_used_at", "expires_at", "revoked_at")
    search_fields = ("prefix", "name", "vendor__name", "vendor__slug", "created_by__email")
    list_select_related = ("vendor", "created_by")
    show_full_result_count = False
    exclude = ("secret_hash", "previous_hash")
    actions_detail = ("revoke",)

    def has_revoke_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Ask Django's permission to change keys, which the page itself never grants."""
        return request.user.has_perm("vendors.change_apikey")

    @action(description="Revoke", url_path="revoke", permissions=["revoke"])
    def revoke(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask why, then revoke; it leaves an audit row, and the owners are mailed."""
        key = get_object_or_404(ApiKey.objects.select_related("vendor"), pk=object_id)
        return ask_then(
            request,
            ReasonForm(request.POST or None),
            title=f"Revoke {key.name} of {key.vendor.name}",
            button="Revoke",
            back=reverse("admin:vendors_apikey_changelist"),
            act=lambda data: revoke_leaked_key(key, by=actor(request), reason=data["reason"]),
        )
