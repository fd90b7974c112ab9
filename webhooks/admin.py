"""Webhooks in the admin: seen, never changed; what was given up can be sent again. No secret is among what is shown."""

import uuid
from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import TabularInline

from accounts.models import User
from common.admin_lists import LargeTableAdmin
from events.models import Event
from webhooks.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from webhooks.replaying import replay_for_platform

MOST_EVENTS = 1_000  # of one subject; an order has a few, a business may have any number


@admin.register(WebhookEndpoint)
class WebhookEndpointAdmin(LargeTableAdmin):
    """Where vendors are called."""

    list_display = ("vendor", "host", "disabled_reason", "failing_since", "last_success_at", "created_at")
    list_filter = ("disabled_reason",)
    search_fields = ("vendor__slug",)
    search_help_text = "The business's whole slug."
    list_select_related = ("vendor",)
    fields = (
        "vendor", "api_key", "host", "description", "event_types", "created_at", "disabled_at", "disabled_reason",
        "failing_since", "failures", "last_success_at", "paused_until", "planned", "previous_until",
    )  # fmt: skip
    ordering = ("-id",)

    def found(self, rows: QuerySet[WebhookEndpoint], term: str) -> QuerySet[WebhookEndpoint]:
        """Return those of a business."""
        return rows.filter(vendor__slug=term)

    @admin.display(description="host")
    def host(self, endpoint: WebhookEndpoint) -> str:
        """Return the host alone: paths of webhooks hold secrets."""
        return endpoint.url.partition("//")[2].partition("/")[0].partition("?")[0]


class AttemptInline(TabularInline):
    """The calls of a delivery."""

    model = WebhookAttempt
    extra = 0
    can_delete = False
    fields = readonly_fields = ("number", "started_at", "status", "error", "duration_ms")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(LargeTableAdmin):
    """What was sent, what waits, and what was given up."""

    list_display = ("endpoint", "event_type", "state", "tries", "due_at", "last_status", "last_error", "planned_at")
    list_filter = ("state",)
    search_fields = ("event__uid", "event__subject")
    search_help_text = "A whole webhook-id, or a whole subject: an order's uid, a business's slug."
    list_select_related = ("endpoint",)
    fields = (
        "endpoint", "event", "event_type", "position", "state", "tries", "due_at", "last_status", "last_error", "planned_at",
        "delivered_at", "request_id", "body",
    )  # fmt: skip
    ordering = ("-id",)
    inlines = (AttemptInline,)
    actions = ("replay_failed",)

    def found(self, rows: QuerySet[WebhookDelivery], term: str) -> QuerySet[WebhookDelivery]:
        """Return the deliveries of one event, or of the newest events about one subject (index event_of_subject)."""
        try:
            return rows.filter(event__uid=uuid.UUID(term))
        except ValueError:
            newest = Event.objects.filter(subject=term).order_by("-pk")
            return rows.filter(event__in=newest.values("pk")[:MOST_EVENTS])

    def has_replay_permission(self, request: HttpRequest) -> bool:
        """Allow those who may change deliveries."""
        return bool(request.user.has_perm("webhooks.change_webhookdelivery"))

    @admin.action(description="Send the selected again that were given up", permissions=["replay"])
    def replay_failed(self, request: HttpRequest, queryset: QuerySet[WebhookDelivery]) -> None:
        """Make them due again, one audit row each."""
        revived = [delivery for delivery in queryset if replay_for_platform(delivery, by=cast("User", request.user))]
        self.message_user(request, f"{len(revived)} will be sent again.", messages.SUCCESS)
