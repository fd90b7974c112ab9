"""What was sent to whom."""

from django.contrib import admin

from common.admin import ReadOnlyModelAdmin
from notifications.models import Message


@admin.register(Message)
class MessageAdmin(ReadOnlyModelAdmin):
    """Messages; what failed is tried again by its delivery (see Events)."""

    list_display = ("created_at", "kind", "recipient", "state", "attempts", "sent_at", "last_error")
    list_filter = ("state", "kind", "channel")
    search_fields = ("recipient", "event_uid", "subject")
    ordering = ("-id",)
    show_full_result_count = False
