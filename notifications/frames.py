"""What an open window of the inbox is sent."""

from common.rendering import as_json
from notifications.inbox_models import InboxItem
from notifications.serializers import NotificationSerializer


def notification_frame(item: InboxItem, unread: int) -> str:
    """Return the frame of a new item, with how many are unread now."""
    return as_json({"type": "notification", "notification": NotificationSerializer(item).data, "unread": unread})


def unread_frame(unread: int) -> str:
    """Return the frame that says how many are unread."""
    return as_json({"type": "unread", "unread": unread})
