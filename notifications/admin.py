"""What was sent to whom, what is stuck, who gets nothing any more, and how the queues stand."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from unfold.admin import TabularInline
from unfold.decorators import action

from accounts.models import User
from accounts.viewing import PersonalDataAdmin
from common.admin_lists import KnownValuesFilter, LargeTableAdmin
from common.audit import record_act
from events.heartbeats import worker_ages
from notifications.delivering import replay
from notifications.figures import channel_queues, listener_queues
from notifications.gallery import show_gallery, show_html
from notifications.models import Attempt, BlockedAddress, Message, MessageState
from notifications.notices import notices
from timers.leading import scheduler_state


class KindFilter(KnownValuesFilter):
    """The notices that there are."""

    title = parameter_name = "kind"

    def values(self) -> Iterable[str]:
        """Return their kinds."""
        return sorted(notices())

    def is_offered(self, request: HttpRequest) -> bool:
        """Offer them among what is not settled well, and to one address."""
        is_few = request.GET.get("state__exact") not in {None, MessageState.SENT, MessageState.GATHERED, MessageState.DROPPED}
        return is_few or bool(request.GET.get("q"))


class AttemptInline(TabularInline):
    """Who was asked, and what they said."""

    model = Attempt
    extra = 0
    can_delete = False
    fields = readonly_fields = ("number", "provider", "outcome", "provider_id", "answer", "at")
    ordering = ("id",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False


@admin.register(Message)
class MessageAdmin(PersonalDataAdmin, LargeTableAdmin):
    """Messages; what is dead or uncertain is sent again from here, and from nowhere else."""

    list_display = ("created_at", "kind", "channel", "recipient", "state", "attempts", "due_at", "sent_at", "last_error")
    list_filter = ("state", "channel", KindFilter)
    search_fields = ("recipient", "event_uid")
    search_help_text = "An address, a number or an event's uid, in full"
    ordering = ("-id",)
    inlines = (AttemptInline,)
    actions = ("replay_stuck",)
    actions_list = ("show_queues", "show_letters")

    def person_of(self, row: Message) -> User | None:
        """Return whom it is for, or who has the address, if anybody."""
        return row.user or User.objects.filter(email=row.recipient).first()

    def get_urls(self) -> list[URLPattern]:
        """Add the pages of the queues and of the letters."""
        page = self.admin_site.admin_view(self.queues)
        return [
            path("queues/", page, name="notifications_message_queues"),
            path("letters/", self.admin_site.admin_view(self.letters), name="notifications_letters"),
            path("letters/html/", self.admin_site.admin_view(show_html), name="notifications_letter_html"),
            *super().get_urls(),
        ]

    def has_replay_permission(self, request: HttpRequest) -> bool:
        """Allow those who may change messages."""
        return bool(request.user.has_perm("notifications.change_message"))

    @admin.action(description="Send the selected dead or uncertain messages again", permissions=["replay"])
    def replay_stuck(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """Make them due again, one audit row each. An uncertain one may so arrive twice: a person decided it."""
        with transaction.atomic():
            revived = [message for message in queryset.order_by("pk") if replay(message)]
            for message in revived:
                record_act("replay", by=request.user, on=message, changes={"was": message.state})
        self.message_user(request, f"{len(revived)} will be sent again.", messages.SUCCESS)

    @action(description="Queues", url_path="show-queues")
    def show_queues(self, request: HttpRequest) -> HttpResponse:
        """Show how the queues stand."""
        return self.queues(request)

    @action(description="Letters", url_path="show-letters")
    def show_letters(self, request: HttpRequest) -> HttpResponse:
        """Go to the gallery of letters."""
        return HttpResponseRedirect(reverse("admin:notifications_letters"))

    def letters(self, request: HttpRequest) -> HttpResponse:
        """Show every letter as its reader sees it."""
        return show_gallery(request, self.admin_site)

    def queues(self, request: HttpRequest) -> HttpResponse:
        """Show what waits, for how long, what failed, and who works."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": "Queues",
            "listeners": listener_queues(),
            "channels": channel_queues(),
            "workers": worker_ages(),
            "scheduler": scheduler_state(),
        }
        return render(request, "notifications/desk/queues.html", context)


@admin.register(BlockedAddress)
class BlockedAddressAdmin(LargeTableAdmin):
    """Addresses that get nothing; taken off the list where somebody mended their mailbox."""

    list_display = ("blocked_at", "channel", "address", "reason", "words")
    list_filter = ("reason", "channel")
    search_fields = ("address",)
    search_help_text = "An address or a number, in full"
    ordering = ("-id",)
    actions = ("unblock",)

    def has_unblock_permission(self, request: HttpRequest) -> bool:
        """Allow those who may delete them."""
        return bool(request.user.has_perm("notifications.delete_blockedaddress"))

    @admin.action(description="Send to the selected addresses again", permissions=["unblock"])
    def unblock(self, request: HttpRequest, queryset: QuerySet[BlockedAddress]) -> None:
        """Take them off the list, one audit row each."""
        with transaction.atomic():
            rows = list(queryset.select_for_update())
            for row in rows:
                record_act("unblock", by=request.user, on=row)
            queryset.model.objects.filter(pk__in=[row.pk for row in rows]).delete()
        self.message_user(request, f"{len(rows)} get mail again.", messages.SUCCESS)
