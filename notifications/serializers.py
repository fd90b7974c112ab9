"""A person's notifications and browsers, as JSON."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from notifications.inbox_models import InboxItem
from notifications.push_models import MAX_ENDPOINT, PushSubscription

MAX_ID = 2**63 - 1


class NotificationSerializer(serializers.ModelSerializer[InboxItem]):
    """One thing that one was told."""

    url = serializers.CharField(help_text="A path of this site where it can be seen or acted on; empty where there is none.")
    order = serializers.SerializerMethodField(help_text="The order that it is about, if any.")

    class Meta:
        model = InboxItem
        fields = ["id", "kind", "title", "body", "url", "order", "created_at", "read_at"]

    @extend_schema_field({"type": ["string", "null"], "description": "Uid of the order that it is about, if any."})
    def get_order(self, item: InboxItem) -> str | None:
        """Return the order's uid."""
        return item.order_uid or None


class NotificationPageSerializer(serializers.Serializer[Any]):
    """A page of notifications."""

    results = NotificationSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class UnreadSerializer(serializers.Serializer[Any]):
    """How many are unread."""

    unread = serializers.IntegerField(help_text="1000 stands for that many or more.")


class ReadUpToSerializer(serializers.Serializer[Any]):
    """What was read."""

    up_to = serializers.IntegerField(
        min_value=0, max_value=MAX_ID, help_text="The newest one that was seen: it and all before it are read."
    )
    order = serializers.CharField(
        max_length=60, required=False, allow_blank=True, default="", help_text="Only those about this order (its uid)."
    )


class PushSubscriptionSerializer(serializers.ModelSerializer[PushSubscription]):
    """One browser that is told."""

    class Meta:
        model = PushSubscription
        fields = ["id", "device", "created_at"]


class PushSerializer(serializers.Serializer[Any]):
    """What a browser needs to subscribe, and which of one's browsers are told already."""

    public_key = serializers.CharField(
        allow_blank=True, help_text="Ours (VAPID, RFC 8292), for `applicationServerKey`; empty where no push is sent."
    )
    subscriptions = PushSubscriptionSerializer(many=True)


class PushKeysSerializer(serializers.Serializer[Any]):
    """What a message to a browser is encrypted with."""

    p256dh = serializers.CharField(max_length=100, help_text="The browser's public key, base64url.")
    auth = serializers.CharField(max_length=40, help_text="16 bytes that both share, base64url.")


class PushSubscriptionInputSerializer(serializers.Serializer[Any]):
    """A browser's subscription, as `PushSubscription.toJSON()` gives it."""

    endpoint = serializers.CharField(max_length=MAX_ENDPOINT, help_text="Where the browser's push service takes messages: https.")
    keys = PushKeysSerializer()
