"""Timers in the admin: what is planned, what was given up and can be tried again, and which scheduler leads."""

from collections.abc import Iterable

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from common.admin import ReadOnlyModelAdmin
from common.admin_lists import KnownValuesFilter, LargeTableAdmin
from common.audit import record_act
from timers.models import Lead, Tick, Timer, TimerState
from timers.registry import registry
from timers.services import replay


class KindFilter(KnownValuesFilter):
    """Kinds as the code knows them."""

    title = parameter_name = "kind"

    def values(self) -> Iterable[str]:
        """Return the kinds."""
        return sorted(registry.handlers)

    def is_offered(self, request: HttpRequest) -> bool:
        """Offer them among open or dead timers."""
        return request.GET.get("state__exact") in {TimerState.PLANNED, TimerState.DEAD}


@admin.register(Timer)
class TimerAdmin(LargeTableAdmin):
    """What is to happen and what has. `due_at` is what people were told."""

    list_display = ("kind", "subject", "state", "due_at", "attempts", "try_at", "settled_at", "last_error")
    list_filter = ("state", KindFilter)
    search_fields = ("subject",)
    search_help_text = "Whole public id, for instance an order's uid; cancelled timers are left out."
    ordering = ("-id",)
    actions = ("replay_dead",)

    def found(self, rows: QuerySet[Timer], term: str) -> QuerySet[Timer]:
        """Return the timers of a subject that were not cancelled (index timer_of_subject)."""
        return rows.filter(subject=term).exclude(state=TimerState.CANCELLED)

    def has_replay_permission(self, request: HttpRequest) -> bool:
        """Allow those who may change timers."""
        return bool(request.user.has_perm("timers.change_timer"))

    @admin.action(description="Try the selected dead timers again", permissions=["replay"])
    def replay_dead(self, request: HttpRequest, queryset: QuerySet[Timer]) -> None:
        """Make them due again, one audit row each."""
        with transaction.atomic():
            revived = [timer for timer in queryset if replay(timer)]
            for timer in revived:
                record_act("replay", by=request.user, on=timer)
        self.message_user(request, f"{len(revived)} will be tried again.", messages.SUCCESS)


@admin.register(Lead)
class LeadAdmin(ReadOnlyModelAdmin):
    """Which scheduler leads, and when it was heard of last."""

    list_display = ("name", "holder", "since", "renewed_at", "expires_at")


@admin.register(Tick)
class TickAdmin(ReadOnlyModelAdmin):
    """When each entry of the schedule was sent last."""

    list_display = ("entry", "sent_at", "count", "sent_by")
    ordering = ("entry",)
