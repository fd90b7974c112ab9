"""Events and their deliveries in the admin; what died can be given another try."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import TabularInline

from common.admin_lists import KnownValuesFilter, LargeTableAdmin
from common.audit import record_act
from events.catalogue import event_types
from events.models import Delivery, DeliveryState, Event
from events.registry import registry
from events.services import replay


class TypeFilter(KnownValuesFilter):
    """The types of the catalogue."""

    title = parameter_name = "type"

    def values(self) -> Iterable[str]:
        """Return their names."""
        return event_types()

    def is_offered(self, request: HttpRequest) -> bool:
        """Offer them among the events about one thing."""
        return bool(request.GET.get("q"))


class ListenerFilter(KnownValuesFilter):
    """The listeners that there are."""

    title = parameter_name = "listener"

    def values(self) -> Iterable[str]:
        """Return their names."""
        return sorted(registry.handlers)

    def is_offered(self, request: HttpRequest) -> bool:
        """Offer them among what waits or is dead."""
        return request.GET.get("state__exact") in {DeliveryState.PENDING, DeliveryState.DEAD}


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
class EventAdmin(LargeTableAdmin):
    """What happened. Nobody changes it, the database's owner included."""

    list_display = ("recorded_at", "type", "subject", "sequence", "request_id")
    list_filter = (TypeFilter,)
    search_fields = ("subject", "uid")
    search_help_text = "An event's uid, or what it is about (for instance an order's uid), in full"
    ordering = ("-id",)
    inlines = (DeliveryInline,)


@admin.register(Delivery)
class DeliveryAdmin(LargeTableAdmin):
    """What has yet to be done, what was done, and what was given up."""

    list_display = ("event", "listener", "state", "attempts", "due_at", "done_at", "last_error")
    list_filter = ("state", ListenerFilter)
    search_fields = ("event__subject", "event__uid")
    search_help_text = "An event's uid, or what it is about (for instance an order's uid), in full"
    list_select_related = ("event",)
    ordering = ("-id",)
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
