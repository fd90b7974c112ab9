"""What was sent to whom, and the local inbox in which a demo's mail lands."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from notifications.inbox_models import InboxItem  # noqa: F401 - Django looks for models here
from notifications.push_models import InboxPush, PushSubscription  # noqa: F401 - as above


class Channel(models.TextChoices):
    """How somebody is told."""

    MAIL = "mail", "Mail"


class MessageState(models.TextChoices):
    """Where a message is."""

    PENDING = "pending", "Pending"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed"  # tried, refused by the provider; the outbox tries again


class Message(models.Model):
    """One person told of one event, once: the row that keeps a repeated delivery from sending a second mail."""

    event_uid = models.UUIDField()
    kind = models.CharField(max_length=40)  # which mail: an event can be two to one person (a vendor that buys from itself)
    recipient = models.EmailField()
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.MAIL)
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    subject = models.CharField(max_length=250, blank=True)
    last_error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event_uid", "kind", "recipient", "channel"], name="message_once"),
            models.CheckConstraint(condition=Q(state="sent") ^ Q(sent_at__isnull=True), name="message_sent_has_time"),
        ]
        indexes = [
            models.Index(fields=["recipient"], name="message_to"),  # a person's export and deletion
            models.Index(fields=["created_at"], name="message_age"),  # pruning
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient}"


class InboxMail(models.Model):
    """A mail kept instead of sent (EMAIL_URL=inbox://, MODE=local only)."""

    to = models.CharField(max_length=1000)  # addresses by commas
    subject = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    sent_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.subject


class InboxSms(models.Model):
    """An SMS kept instead of sent (SMS_URL=inbox://, MODE=local only)."""

    to = models.CharField(max_length=20)
    text = models.CharField(max_length=1600)
    sent_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "inbox SMS"
        verbose_name_plural = "inbox SMS"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"SMS to {self.to}"
