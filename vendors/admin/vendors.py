"""Vendors, as the platform sees them."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from unfold.decorators import action

from accounts.permissions import PlatformPermission, has_platform_permission
from common.admin import AuditedModelAdmin, ReadOnlyInline, ReasonForm, ask_then
from vendors.admin.forms import VendorForm, WaiverForm, actor, waiver_of
from vendors.models import Membership, OpeningHours, Vendor, VerificationCheck
from vendors.services import refresh_search, reinstate_vendor, suspend_vendor, waive_check


class CheckInline(ReadOnlyInline):
    """The checks of a vendor; decided in their own queue, which alone shows evidence: to no relative, and with a trace."""

    model = VerificationCheck
    fk_name = "vendor"
    fields = ("kind", "status", "submitted_at", "decided_by", "decided_at", "expires_at", "reason")
    ordering = ("-submitted_at",)
    show_change_link = True


class MembershipInline(ReadOnlyInline):
    """The team."""

    model = Membership
    fields = ("user", "role", "created_at")


class HoursInline(ReadOnlyInline):
    """When it is open."""

    model = OpeningHours
    fields = ("weekday", "opens", "closes")


@admin.register(Vendor)
class VendorAdmin(AuditedModelAdmin):
    """Vendors: words and category can be put right here, but not what stands checked; nothing is deleted."""

    form = VendorForm
    list_display = ("name", "city", "category", "is_verified", "is_suspended", "rating_count", "created_at")
    list_filter = ("is_suspended", "category")
    search_fields = ("name", "slug", "city", "external_id")
    list_select_related = ("category",)
    show_full_result_count = False
    ordering = ("-created_at", "-pk")
    fields = (
        "name",
        "slug",
        "tagline",
        "description",
        "category",
        "is_verified",
        "verified_until",
        "is_suspended",
        "phone",
        "email",
        "line1",
        "line2",
        "city",
        "postcode",
        "country",
        "timezone",
        "currency",
        "rating_count",
        "average",
        "external_id",
        "created_at",
    )
    readonly_fields = (
        "slug",
        "is_verified",
        "verified_until",
        "is_suspended",
        "timezone",
        "currency",
        "rating_count",
        "average",
        "external_id",
        "created_at",
    )
    inlines = (CheckInline, MembershipInline, HoursInline)
    actions_detail = ("suspend", "reinstate", "waive")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Vendor]:
        """Return vendors with what their checks add up to."""
        return Vendor.objects.with_verification().defer("search")

    @admin.display(boolean=True, description="Verified")
    def is_verified(self, vendor: Vendor) -> bool:
        """Derived from the checks."""
        return vendor.is_verified

    @admin.display(description="Verified until")
    def verified_until(self, vendor: Vendor) -> Any:
        """Derived from the checks."""
        return vendor.verified_until

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a vendor is opened by its owner."""
        return False

    def save_model(self, request: HttpRequest, obj: Vendor, form: Any, change: bool) -> None:
        """Write the fields that the form changed, and the search text."""
        obj.save(update_fields=[*form.changed_data, "updated_at"])
        refresh_search([obj])

    @action(description="Suspend", url_path="suspend", permissions=["suspend"])
    def suspend(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask why, then suspend."""
        return self._ask(request, object_id, suspend_vendor, "Suspend")

    @action(description="Reinstate", url_path="reinstate", permissions=["suspend"])
    def reinstate(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask why, then reinstate."""
        return self._ask(request, object_id, reinstate_vendor, "Reinstate")

    @action(description="Waive a check", url_path="waive", permissions=["waive"])
    def waive(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask which check, why and for how long, then do without it."""
        vendor = get_object_or_404(Vendor, pk=object_id)
        return ask_then(
            request,
            WaiverForm(request.POST or None),
            title=f"Waive a check of {vendor.name}",
            button="Waive",
            back=reverse("admin:vendors_vendor_change", args=[vendor.pk]),
            act=lambda data: waive_check(vendor, by=actor(request), **waiver_of(data)),
        )

    def has_waive_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Allow those whose role does without checks."""
        return has_platform_permission(request.user, PlatformPermission.WAIVE_CHECKS)

    def has_suspend_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Allow those whose role suspends vendors."""
        return has_platform_permission(request.user, PlatformPermission.SUSPEND_VENDORS)

    def _ask(self, request: HttpRequest, object_id: str, service: Callable[..., Vendor], word: str) -> HttpResponse:
        vendor = get_object_or_404(Vendor, pk=object_id)
        return ask_then(
            request,
            ReasonForm(request.POST or None),
            title=f"{word} {vendor.name}",
            button=word,
            back=reverse("admin:vendors_vendor_change", args=[vendor.pk]),
            act=lambda data: service(vendor, by=actor(request), reason=data["reason"]),
        )
