"""Asking customers for a review, once."""

from django.db import models
from django.db.models import Q

from orders.models import Order


class ReviewInvitation(models.Model):
    """That the customer of a completed order was asked for a review, or why not. Nobody is asked twice.

    Written when its timer fires (reviews/inviting.py). Open ones are from before there were timers.
    """

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="review_invitation")
    due_at = models.DateTimeField()
    invited_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)  # it was not needed any more: reviewed before, or the account is closed

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(invited_at=None) | Q(dropped_at=None), name="invitation_sent_or_dropped")
        ]

    def __str__(self) -> str:
        return f"invitation to review order {self.order_id}"
