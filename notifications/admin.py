"""What was sent to whom."""

from django.contrib import admin

from accounts.models import User
from accounts.viewing import PersonalDataAdmin
from common.admin import ReadOnlyModelAdmin
from notifications.models import Message


@admin.register(Message)
class MessageAdmin(PersonalDataAdmin, ReadOnlyModelAdmin):
    """Messages; what failed is tried again by its delivery (see Events)."""

    list_display = ("created_at", "kind", "recipient", "state", "attempts", "sent_at", "last_error")
    list_filter = ("state", "kind", "channel")
    search_fields = ("recipient", "event_uid", "subject")
    ordering = ("-id",)
    show_full_result_count = False

    def person_of(self, row: Message) -> User | None:
        """Return who has the address, if anybody."""
        return User.objects.filter(email=row.recipient).first()
