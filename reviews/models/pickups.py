"""What vendors say of a pick-up: never public, and not seen by the customer before the customer has spoken."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from orders.models import Order


class PickupReason(models.TextChoices):
    """What made the pick-up go well or badly."""

    ON_TIME = "on_time", "Came when it was agreed"
    FRIENDLY = "friendly", "Was friendly"
    EASY = "easy", "Had the reference at hand"
    LATE = "late", "Came late"
    NO_REFERENCE = "no_reference", "Could not say which order it was"
    UNFRIENDLY = "unfriendly", "Was unfriendly"


class PickupRating(models.Model):
    """A vendor's stars for one pick-up, with reasons from a closed list. Nothing of it changes but that it is revealed."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="pickup_rating")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rating = models.PositiveSmallIntegerField()
    reasons: "ArrayField[Any, Any]" = ArrayField(models.CharField(max_length=20, choices=PickupReason.choices), default=list)
    created_at = models.DateTimeField(db_default=Now())
    reveal_at = models.DateTimeField()  # at the latest
    revealed_at = models.DateTimeField(null=True)  # None: the customer cannot see it yet

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=5), name="pickup_rating_range"),
            models.CheckConstraint(condition=Q(reasons__contained_by=PickupReason.values), name="pickup_reasons_known"),
        ]
        indexes = [  # the task that reveals what is due
            models.Index(fields=["reveal_at"], condition=Q(revealed_at=None), name="pickup_rating_due")
        ]

    def __str__(self) -> str:
        return f"{self.rating}/5 for the pick-up of order {self.order_id}"

    def is_due(self, now: datetime) -> bool:
        """Say whether the window is over."""
        return self.reveal_at <= now
