"""Endpoints, what was sent to them, and what is asked of them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.fields import SlugField
from common.public_http import MAX_URL
from vendors.models import Vendor
from webhooks.models import DeliveryState, DisabledReason, WebhookAttempt, WebhookDelivery, WebhookEndpoint

KEY_ENDED = "key_ended"
OFF_REASONS = [*DisabledReason.choices, (KEY_ENDED, "The API key that it stands on has ended")]
MAX_TYPES = 100
URL_HELP = "https, on port 443 or 8443, on the public internet."
TYPES_HELP = "`order.placed`, or `order.placed@1` for that version alone. Empty: every event, those of the future too."


class WebhookEndpointSerializer(serializers.ModelSerializer[WebhookEndpoint]):
    """An endpoint. The secret is nowhere."""

    vendor = serializers.SlugRelatedField[Vendor](slug_field="slug", read_only=True)
    api_key = serializers.CharField(source="api_key.prefix", allow_null=True, help_text="The prefix of the key it stands on.")
    event_types = serializers.ListField(child=serializers.CharField(), help_text=TYPES_HELP)
    is_enabled = serializers.SerializerMethodField(help_text="Whether it is told of what happens.")
    off_reason = serializers.SerializerMethodField(help_text="Why it is off; null while it is on.")
    failing_since = serializers.DateTimeField(allow_null=True, help_text="The first failure since something got through.")
    previous_until = serializers.DateTimeField(allow_null=True, help_text="Until then the secret before signs too.")
    paused_until = serializers.DateTimeField(allow_null=True, help_text="It asked for time (Retry-After).")

    class Meta:
        model = WebhookEndpoint
        fields = [
            "id",
            "vendor",
            "url",
            "description",
            "event_types",
            "api_key",
            "is_enabled",
            "off_reason",
            "disabled_at",
            "failing_since",
            "last_success_at",
            "paused_until",
            "previous_until",
            "created_at",
        ]
        read_only_fields = fields

    def get_is_enabled(self, endpoint: WebhookEndpoint) -> bool:
        """Return whether it is on."""
        return endpoint.disabled_at is None and not endpoint.is_key_ended

    @extend_schema_field(serializers.ChoiceField(choices=OFF_REASONS, allow_null=True))
    def get_off_reason(self, endpoint: WebhookEndpoint) -> str | None:
        """Return why it is off."""
        return endpoint.disabled_reason or (KEY_ENDED if endpoint.is_key_ended else None)


class MadeWebhookEndpointSerializer(WebhookEndpointSerializer):
    """An endpoint with its secret, which is shown this once. For the schema: the view adds the secret to the row."""

    secret = serializers.CharField(
        allow_null=True, help_text="`whsec_…`; keep it now: it is shown once. Null where the answer is a replay."
    )

    class Meta(WebhookEndpointSerializer.Meta):
        fields = [*WebhookEndpointSerializer.Meta.fields, "secret"]


class _EventTypesField(serializers.ListField):
    child = serializers.CharField(max_length=70)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MAX_TYPES, help_text=TYPES_HELP, **kwargs)


class WebhookEndpointChangesSerializer(serializers.Serializer[Any]):
    """What can be changed of an endpoint; what is not named stays."""

    url = serializers.CharField(max_length=MAX_URL, required=False, help_text=URL_HELP)
    description = serializers.CharField(max_length=120, allow_blank=True, required=False, help_text="What it is for.")
    event_types = _EventTypesField(required=False)
    is_enabled = serializers.BooleanField(required=False, help_text="Turned off, what waits is given up; it can be replayed.")


class WebhookEndpointInputSerializer(serializers.Serializer[Any]):
    """Where a vendor wants to be called, and about what."""

    vendor = SlugField(slug_field="slug", queryset=Vendor.objects.all())
    url = serializers.CharField(max_length=MAX_URL, help_text=URL_HELP)
    description = serializers.CharField(max_length=120, allow_blank=True, default="", help_text="What it is for.")
    event_types = _EventTypesField(default=list)
    api_key = serializers.IntegerField(
        allow_null=True,
        default=None,
        min_value=1,
        max_value=2**63 - 1,
        help_text="The id of a key; the endpoint is off once it ends.",
    )


class WebhookEventTypeSerializer(serializers.Serializer[Any]):
    """A type of event that webhooks tell of; the `webhooks` section of the schema says what they hold."""

    name = serializers.CharField()
    version = serializers.IntegerField(help_text="The newest.")
    about = serializers.CharField()


class WebhookDeliverySerializer(serializers.ModelSerializer[WebhookDelivery]):
    """One event for one endpoint."""

    webhook_id = serializers.UUIDField(source="event.uid", help_text="The header `webhook-id` of every try.")
    subject = serializers.CharField(source="event.subject")
    state = serializers.ChoiceField(choices=DeliveryState.choices)
    due_at = serializers.SerializerMethodField(help_text="When it is tried next; null where it is not.")
    last_status = serializers.IntegerField(allow_null=True, help_text="What the last try was answered.")
    last_error = serializers.CharField(help_text="Why the last try had no answer; or empty.")

    class Meta:
        model = WebhookDelivery
        fields = [
            "id",
            "webhook_id",
            "event_type",
            "subject",
            "position",
            "state",
            "tries",
            "due_at",
            "last_status",
            "last_error",
            "planned_at",
            "delivered_at",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_due_at(self, delivery: WebhookDelivery) -> Any:
        """Return when it is tried next."""
        is_waiting = delivery.state == DeliveryState.PENDING
        return serializers.DateTimeField().to_representation(delivery.due_at) if is_waiting else None


class WebhookAttemptSerializer(serializers.ModelSerializer[WebhookAttempt]):
    """One call."""

    headers = serializers.DictField(child=serializers.CharField(), help_text="Of the request; without the signature.")
    status = serializers.IntegerField(allow_null=True, help_text="Null where nobody answered.")
    answer = serializers.CharField(help_text="The first 2,048 bytes.")

    class Meta:
        model = WebhookAttempt
        fields = ["number", "url", "headers", "status", "answer", "error", "started_at", "duration_ms"]
        read_only_fields = fields


class WebhookDeliveryDetailSerializer(WebhookDeliverySerializer):
    """A delivery with its bytes and its newest calls."""

    body = serializers.CharField(help_text="What is sent, byte for byte.")
    attempts = serializers.SerializerMethodField(help_text="The newest 30, newest first.")

    class Meta(WebhookDeliverySerializer.Meta):
        fields = [*WebhookDeliverySerializer.Meta.fields, "body", "attempts"]

    @extend_schema_field(WebhookAttemptSerializer(many=True))
    def get_attempts(self, delivery: WebhookDelivery) -> Any:
        """Return the newest calls."""
        return WebhookAttemptSerializer(delivery.attempts.order_by("-id")[:30], many=True).data


class ReplayRangeSerializer(serializers.Serializer[Any]):
    """Which deliveries to send again: those planned from `since` to `until`."""

    since = serializers.DateTimeField()
    until = serializers.DateTimeField(required=False, allow_null=True, default=None)
    only_failed = serializers.BooleanField(default=True, help_text="False: those too that were taken.")
    is_trial = serializers.BooleanField(default=False, help_text="Only count, and send nothing.")
    after = serializers.CharField(
        required=False,
        allow_null=True,
        default=None,
        max_length=300,
        help_text="`next_after` of the answer before, with the same range: go on behind it.",
    )


class ReplayedSerializer(serializers.Serializer[Any]):
    """How many are sent again, the oldest first."""

    number = serializers.IntegerField()
    has_more = serializers.BooleanField(help_text="There are more than one call takes (1,000).")
    next_after = serializers.CharField(
        allow_null=True, help_text="Where there are more: call again with it as `after`, and everything else the same."
    )
