"""Events and their deliveries in the admin; what died can be given another try."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import TabularInline

from common.admin import ReadOnlyModelAdmin
from common.audit import record_act
from events.models import Delivery, Event
from events.services import replay


class DeliveryInline(TabularInline):
    """Who had to be told of an event."""

    model = Delivery
    extra = 0
    can_delete = False
    fields = readonly_fields = ("listener", "state", "attempts", "due_at", "done_at", "last_error")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False


@admin.register(Event)
class EventAdmin(ReadOnlyModelAdmin):
    """What happened. Nobody changes it, the database's owner included."""

    list_display = ("recorded_at", "type", "subject", "sequence", "request_id")
    list_filter = ("type",)
    search_fields = ("subject", "uid", "request_id")
    ordering = ("-id",)
    show_full_result_count = False
    inlines = (DeliveryInline,)


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyModelAdmin):
    """What has yet to be done, what was done, and what was given up."""

    list_display = ("event", "listener", "state", "attempts", "due_at", "done_at", "last_error")
    list_filter = ("state", "listener")
    search_fields = ("event__subject", "event__uid", "last_error")
    list_select_related = ("event",)
    ordering = ("-id",)
    show_full_result_count = False
    actions = ("replay_dead",)

    def has_replay_permission(self, request: HttpRequest) -> bool:
        """Allow those who may change deliveries."""
        return bool(request.user.has_perm("events.change_delivery"))

    @admin.action(description="Try the selected dead deliveries again", permissions=["replay"])
    def replay_dead(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        """Make them due again, one audit row each."""
        with transaction.atomic():
            revived = [delivery for delivery in queryset if replay(delivery)]
            for delivery in revived:
                record_act("replay", by=request.user, on=delivery)
        self.message_user(request, f"{len(revived)} will be tried again.", messages.SUCCESS)
