"""Where a vendor is called, what is to be sent there, and what was tried."""

from typing import TYPE_CHECKING, ClassVar, cast

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from common.public_http import MAX_URL
from events.models import Event
from vendors.models import ApiKey, Vendor
from webhooks.querysets import WebhookDeliveryQuerySet, WebhookEndpointQuerySet


class DisabledReason(models.TextChoices):
    """Why an endpoint is off."""

    PERSON = "person", "Turned off by a person"
    GONE = "gone", "It answered 410 Gone"
    FAILING = "failing", "Nothing got through for three days"


_Steps = models.Manager.from_queryset(WebhookEndpointQuerySet)


class KeptEndpoints(_Steps["WebhookEndpoint"]):
    """Endpoints that nobody has removed: the only ones that are shown, counted, planned for and called."""

    def get_queryset(self) -> WebhookEndpointQuerySet:
        """Leave out what was removed."""
        return cast("WebhookEndpointQuerySet", super().get_queryset().filter(removed_at=None))


class WebhookEndpoint(models.Model):
    """An address of a vendor's that is called when something happens. Whatever is about secrets: webhooks/signing.py.

    Nobody's name is here: who made or changed it is in the security events of that person.
    """

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="webhook_endpoints")
    api_key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, null=True, blank=True, related_name="webhook_endpoints")
    url = models.CharField(max_length=MAX_URL)
    description = models.CharField(max_length=120, blank=True)
    event_types = ArrayField(models.CharField(max_length=70), default=list, blank=True)  # `name` or `name@version`; none: all
    secret = models.TextField()  # encrypted
    previous_secret = models.TextField(blank=True)  # encrypted; signs too until `previous_until`
    previous_until = models.DateTimeField(null=True, blank=True)
    # Those before the previous one, oldest first, which sign until their own time: [{"secret": encrypted, "until": ISO 8601}]
    earlier_secrets = models.JSONField(default=list, db_default=[], blank=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_reason = models.CharField(max_length=10, choices=DisabledReason.choices, blank=True)
    planned = models.PositiveBigIntegerField(default=0)  # deliveries planned so far: the last `position` that was given
    failing_since = models.DateTimeField(null=True, blank=True)  # the first failure since something got through
    failures = models.PositiveIntegerField(default=0)  # since then
    last_success_at = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateTimeField(null=True, blank=True)  # it asked for time (Retry-After)
    served_at = models.DateTimeField(null=True, blank=True)  # when a call was last begun: who waited longest is next
    created_at = models.DateTimeField(db_default=Now())
    removed_at = models.DateTimeField(null=True, blank=True)  # hidden since then; the row goes after its log (pruning.py)

    objects: ClassVar[WebhookEndpointQuerySet] = KeptEndpoints()  # type: ignore[assignment]  # with its steps
    with_removed: ClassVar[WebhookEndpointQuerySet] = WebhookEndpointQuerySet.as_manager()  # type: ignore[assignment]  # likewise

    if TYPE_CHECKING:
        is_key_ended: bool  # annotated by with_key_state

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(previous_secret="", previous_until=None) | ~Q(previous_secret="") & Q(previous_until__isnull=False),
                name="webhook_previous_whole",
            ),
            models.CheckConstraint(
                condition=Q(disabled_at=None, disabled_reason="") | Q(disabled_at__isnull=False) & ~Q(disabled_reason=""),
                name="webhook_disabled_whole",
            ),
            models.CheckConstraint(condition=Q(failing_since=None) ^ Q(failures__gt=0), name="webhook_failing_whole"),
            models.CheckConstraint(
                condition=~Q(secret="") & Q(removed_at=None)
                | Q(secret="", previous_secret="", earlier_secrets=[], url="", removed_at__isnull=False),
                name="webhook_secret_until_removed",
            ),
        ]
        indexes = [
            models.Index(fields=["vendor", "-created_at", "-id"], name="webhook_of_vendor"),  # the dashboard's list; planning
            models.Index(fields=["removed_at"], condition=Q(removed_at__isnull=False), name="webhook_removed"),  # pruning
        ]

    def __str__(self) -> str:
        return f"webhook {self.pk} of {self.vendor_id}"


class DeliveryState(models.TextChoices):
    """Where a delivery is."""

    PENDING = "pending", "Waiting"
    DELIVERED = "delivered", "Delivered"
    FAILED = "failed", "Given up"


class WebhookDelivery(models.Model):
    """One event for one endpoint. `body` is written once: every try sends the same bytes."""

    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="deliveries")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    event_type = models.CharField(max_length=60)
    position = models.PositiveBigIntegerField()  # 1, 2, 3 … of the endpoint, without a gap
    body = models.TextField()
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.PENDING)
    tries = models.PositiveSmallIntegerField(default=0)  # since it was planned, or replayed
    due_at = models.DateTimeField(db_default=Now())  # also the lease: taken work is due again later
    leased_until = models.DateTimeField(null=True)  # a call is under way
    last_status = models.PositiveSmallIntegerField(null=True)
    last_error = models.CharField(max_length=200, blank=True)
    request_id = models.CharField(max_length=64, blank=True)  # of what caused the event
    planned_at = models.DateTimeField(db_default=Now())
    delivered_at = models.DateTimeField(null=True)

    objects: ClassVar[WebhookDeliveryQuerySet] = WebhookDeliveryQuerySet.as_manager()  # type: ignore[assignment]  # with its steps

    class Meta:
        verbose_name_plural = "webhook deliveries"
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "event"], name="webhook_event_once"),
            models.UniqueConstraint(fields=["endpoint", "position"], name="webhook_position_once"),
            models.CheckConstraint(condition=Q(state="delivered") ^ Q(delivered_at=None), name="webhook_delivered_has_time"),
            models.CheckConstraint(condition=Q(state="pending") | Q(leased_until=None), name="webhook_only_waiting_leased"),
        ]
        indexes = [
            models.Index(fields=["endpoint", "due_at"], condition=Q(state="pending"), name="webhook_delivery_due"),  # leases
            models.Index(fields=["endpoint"], condition=Q(leased_until__isnull=False), name="webhook_delivery_leased"),
            models.Index(fields=["endpoint", "-planned_at", "-id"], name="webhook_delivery_list"),
            models.Index(fields=["endpoint", "state", "-planned_at", "-id"], name="webhook_delivery_by_state"),
            models.Index(fields=["planned_at"], name="webhook_delivery_age"),  # pruning
            models.Index(fields=["id"], condition=Q(state="failed"), name="webhook_delivery_failed"),  # admin
        ]

    def __str__(self) -> str:
        return f"{self.event_type} to {self.endpoint_id}"


class WebhookAttempt(models.Model):
    """One call: what was sent and what came back. Never changed (a trigger); pruned with its delivery."""

    delivery = models.ForeignKey(WebhookDelivery, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    url = models.CharField(max_length=MAX_URL)
    headers = models.JSONField()  # of the request; the signature is left out
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.TextField(blank=True)  # its beginning
    error = models.CharField(max_length=200, blank=True)  # where nobody answered
    started_at = models.DateTimeField()
    duration_ms = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status=None) ^ Q(error=""), name="webhook_attempt_answered_or_not"),
        ]
        indexes = [models.Index(fields=["delivery", "id"], name="webhook_attempt_list")]

    def __str__(self) -> str:
        return f"try {self.number} of {self.delivery_id}"
