"""One row for each thing that happened, one for each listener that has to act on it."""

import uuid

import uuid_utils.compat as uuids
from django.db import models
from django.db.models.functions import Now

from common.append_only import AppendOnlyModel


def new_uid() -> uuid.UUID:
    """Return a UUIDv7: unique, and ordered by time for the index's sake."""
    return uuids.uuid7()


class Event(AppendOnlyModel):
    """Something that happened, written in the transaction in which it happened."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)  # stable over retries; receivers deduplicate by it
    type = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1, db_default=1)  # of the type's declaration (events/catalogue.py)
    subject = models.CharField(max_length=60)  # public id of what it is about, for instance an order's uid
    sequence = models.PositiveIntegerField(null=True)  # of the order's entry, where it is about one
    payload = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["subject", "id"], name="event_of_subject")]

    def __str__(self) -> str:
        return f"{self.type} {self.subject}"


class DeliveryState(models.TextChoices):
    """Where a delivery is."""

    PENDING = "pending"
    DONE = "done"
    DEAD = "dead"


class Delivery(models.Model):
    """The promise that one listener acts on one event. `due_at` is also the lease: taken work is due again later."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deliveries")
    listener = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(db_default=Now())
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["event", "listener"], name="delivery_once_per_listener")]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="pending"), name="delivery_due"),
            models.Index(fields=["done_at"], condition=models.Q(state="done"), name="delivery_done"),  # pruning
            models.Index(fields=["id"], condition=models.Q(state="dead"), name="delivery_dead"),  # counting them; admin
        ]

    def __str__(self) -> str:
        return f"{self.listener} of {self.event_id}"
