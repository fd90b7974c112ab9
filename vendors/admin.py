"""The platform's desk: the queue of checks, the vendors, the categories."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Case, F, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from unfold.decorators import action
from unfold.widgets import UnfoldAdminSingleDateWidget, UnfoldAdminTextareaWidget

from accounts.models import User
from accounts.permissions import PlatformPermission, has_platform_permission
from common.admin import AuditedModelAdmin, ReadOnlyInline, ReadOnlyModelAdmin, ReasonForm, ask_then
from vendors.models import ApiKey, Category, CheckStatus, Item, Membership, OpeningHours, Vendor, VerificationCheck
from vendors.services import (
    decide_check,
    refresh_search,
    reinstate_vendor,
    revoke_leaked_key,
    suspend_vendor,
    withdraw_check,
)

APPROVED_FOR = timedelta(days=365)


class ApprovalForm(forms.Form):
    """Until when."""

    expires_on = forms.DateField(widget=UnfoldAdminSingleDateWidget, help_text="The badge lapses by itself after this day.")
    reason = forms.CharField(max_length=500, required=False, label="Note", widget=UnfoldAdminTextareaWidget)


class CheckInline(ReadOnlyInline):
    """The checks of a vendor; decided in their own queue."""

    model = VerificationCheck
    fk_name = "vendor"
    fields = ("kind", "status", "evidence", "submitted_at", "decided_by", "decided_at", "expires_at", "reason")
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
    """Vendors: words and category can be put right here; the badge follows from the checks, and nothing is deleted."""

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
    actions_detail = ("suspend", "reinstate")

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
            act=lambda data: service(vendor, by=_actor(request), reason=data["reason"]),
        )


@admin.register(VerificationCheck)
class VerificationCheckAdmin(ReadOnlyModelAdmin):
    """The queue: what waits comes first, the oldest on top. A decision is made by its button and leaves an audit row."""

    list_display = ("vendor", "kind", "status", "submitted_at", "decided_by", "decided_at", "expires_at")
    list_filter = ("status", "kind")
    search_fields = ("vendor__name", "vendor__slug", "evidence")
    list_select_related = ("vendor", "decided_by")
    show_full_result_count = False
    fields = (
        "vendor",
        "kind",
        "status",
        "evidence",
        "submitted_by",
        "submitted_at",
        "decided_by",
        "decided_at",
        "expires_at",
        "reason",
    )
    actions_detail = ("approve", "reject", "withdraw")

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        """Put what waits first, oldest first."""
        waits = Case(When(status=CheckStatus.SUBMITTED, then=Value(0)), default=Value(1))
        return (waits.asc(), F("submitted_at").asc(), "pk")

    @action(description="Approve", url_path="approve", permissions=["decide"])
    def approve(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask until when, then approve."""
        until = timezone.localdate() + APPROVED_FOR
        form = ApprovalForm(request.POST or None, initial={"expires_on": until})
        return self._ask(
            request,
            object_id,
            form,
            "Approve",
            lambda check, data: decide_check(
                check, approve=True, by=_actor(request), reason=data["reason"], expires_at=_end_of(data["expires_on"])
            ),
        )

    @action(description="Reject", url_path="reject", permissions=["decide"])
    def reject(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask why, then reject."""
        return self._ask(
            request,
            object_id,
            ReasonForm(request.POST or None),
            "Reject",
            lambda check, data: decide_check(check, approve=False, by=_actor(request), reason=data["reason"]),
        )

    @action(description="Take approval back", url_path="withdraw", permissions=["decide"])
    def withdraw(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask why, then take an approval back."""
        return self._ask(
            request,
            object_id,
            ReasonForm(request.POST or None),
            "Take back",
            lambda check, data: withdraw_check(check, by=_actor(request), reason=data["reason"]),
        )

    def has_decide_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Allow those whose role decides checks."""
        return has_platform_permission(request.user, PlatformPermission.DECIDE_CHECKS)

    def _ask(
        self,
        request: HttpRequest,
        object_id: str,
        form: forms.Form,
        word: str,
        act: Callable[[VerificationCheck, dict[str, Any]], object],
    ) -> HttpResponse:
        check = get_object_or_404(VerificationCheck.objects.select_related("vendor"), pk=object_id)
        return ask_then(
            request,
            form,
            title=f"{word}: {check.get_kind_display()} of {check.vendor.name}",
            button=word,
            back=reverse("admin:vendors_verificationcheck_changelist"),
            act=lambda data: act(check, data),
        )


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
            act=lambda data: revoke_leaked_key(key, by=_actor(request), reason=data["reason"]),
        )


def _actor(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - the admin has let only staff through
    return request.user


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
