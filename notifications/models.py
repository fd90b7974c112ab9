"""Who is told what by which way, what became of it, and the local inbox in which a demo's mail lands."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from notifications.inbox_models import InboxItem  # noqa: F401 - Django looks for models here
from notifications.push_models import InboxPush, PushSubscription  # noqa: F401 - as above
from notifications.stopping_models import StoppedContact  # noqa: F401 - as above


class Channel(models.TextChoices):
    """How somebody is told."""

    MAIL = "mail", "Mail"
    SMS = "sms", "SMS"
    PUSH = "push", "Push"
    INBOX = "inbox", "In the app"


class MessageState(models.TextChoices):
    """Where a message is."""

    PENDING = "pending", "Pending"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed"  # nobody took it yet; it is tried again when it is due
    UNCERTAIN = "uncertain", "Uncertain"  # it may have been taken: not sent again by itself
    DEAD = "dead", "Dead"  # given up; can be replayed
    HELD = "held", "Held"  # for the digest that is due then (notifications.digests)
    GATHERED = "gathered", "Gathered"  # told in the digest that `digest` names
    DROPPED = "dropped", "Dropped"  # there was nothing to say any more, or nobody to say it to


#: States in which a message is still to be handed over.
OPEN_STATES = (MessageState.PENDING, MessageState.FAILED)


class Message(models.Model):
    """One person told of one event by one channel, once. `due_at` is also the lease: taken work is due again later."""

    event_uid = models.UUIDField()
    kind = models.CharField(max_length=40)  # which notice: an event can be two to one person (a vendor that buys from itself)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="messages")  # none: an address alone
    recipient = models.CharField(max_length=254)  # the address or number, or `user:<key>` where a channel has none
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.MAIL)
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_try = models.PositiveSmallIntegerField(default=8, db_default=8)  # the number of the try after which it is given up
    due_at = models.DateTimeField(db_default=Now())
    taken_by = ArrayField(models.BigIntegerField(), null=True)  # a push: keys of the browsers that have it, spared by later tries
    digest = models.UUIDField(null=True)  # uid of the event of the digest that it went into
    subject = models.CharField(max_length=250, blank=True)
    last_error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event_uid", "kind", "recipient", "channel"], name="message_once"),
            # Also where their address changed between two tries to plan.
            models.UniqueConstraint(
                fields=["event_uid", "kind", "user", "channel"], condition=Q(user__isnull=False), name="message_once_a_person"
            ),
            models.CheckConstraint(condition=Q(state="sent") ^ Q(sent_at__isnull=True), name="message_sent_has_time"),
            models.CheckConstraint(condition=Q(state="gathered") ^ Q(digest__isnull=True), name="message_gathered_has_digest"),
            models.CheckConstraint(condition=~Q(state="held") | Q(user__isnull=False), name="message_held_for_somebody"),
        ]
        indexes = [
            models.Index(fields=["recipient"], name="message_to"),  # a person's export and deletion
            models.Index(fields=["created_at"], name="message_age"),  # pruning
            models.Index(
                fields=["channel", "due_at"], condition=Q(state__in=["pending", "failed"]), name="message_due_by_channel"
            ),  # delivering; what waits, by channel
            models.Index(fields=["state", "id"], condition=Q(state__in=["dead", "uncertain"]), name="message_stuck"),  # admin
            models.Index(fields=["due_at"], condition=Q(state="held"), name="message_held"),  # digests.gather_due
            models.Index(fields=["user"], condition=Q(state="held"), name="message_held_for"),  # a person's digest
            models.Index(fields=["digest"], condition=Q(digest__isnull=False), name="message_in_digest"),  # what it tells
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient}"


class Outcome(models.TextChoices):
    """What came of asking a provider."""

    ASKED = "asked", "Asked"  # written before: without a second row about the same try, nobody knows
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Address refused"  # this address gets nothing; another provider would say the same
    FAILED = "failed", "Failed"  # it certainly did not take it
    UNCERTAIN = "uncertain", "Uncertain"  # it may have taken it


class Attempt(models.Model):
    """One line about one try with one provider: that it was asked, and what it said.

    Never changed, by the database's rule; deleted with its message alone (pruning, a person that is forgotten).
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="tries")
    number = models.PositiveSmallIntegerField()  # of the message's tries
    provider = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    provider_id = models.CharField(max_length=200, blank=True)  # what the provider calls the message
    answer = models.CharField(max_length=500, blank=True)  # its own words, without the address
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            # A provider is asked once in each try: of two workers with the same lease, one stops here.
            models.UniqueConstraint(
                fields=["message", "number", "provider"], condition=Q(outcome="asked"), name="attempt_asked_once"
            )
        ]
        indexes = [
            models.Index(fields=["provider_id"], condition=~Q(provider_id=""), name="attempt_by_provider_id"),  # its hooks
            models.Index(fields=["at"], name="attempt_at"),  # failures of the last hour
        ]

    def __str__(self) -> str:
        return f"{self.provider}: {self.outcome}"


class BlockReason(models.TextChoices):
    """Why nothing is sent to an address any more."""

    BOUNCE = "bounce", "Mail came back for good"
    COMPLAINT = "complaint", "Its reader called our mail spam"


class BlockedAddress(models.Model):
    """An address or number that gets nothing, until somebody takes it off the list."""

    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.MAIL)
    address = models.CharField(max_length=254)
    reason = models.CharField(max_length=10, choices=BlockReason.choices)
    words = models.CharField(max_length=500, blank=True)  # the provider's
    blocked_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "blocked addresses"
        constraints = [models.UniqueConstraint(fields=["channel", "address"], name="blocked_address_once")]

    def __str__(self) -> str:
        return self.address


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


from notifications.preference_models import Digest, Preference, Reading  # noqa: E402 - models of this app, in a file of their own

__all__ = [
    "Attempt",
    "BlockReason",
    "BlockedAddress",
    "Channel",
    "Digest",
    "InboxMail",
    "InboxSms",
    "Message",
    "MessageState",
    "Outcome",
    "Preference",
    "Reading",
]
