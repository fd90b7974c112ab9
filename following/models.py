"""Who is told of an order without an account."""

import secrets

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now

from common.letters import LANGUAGES
from orders.models import Order

WRONG_CODES = 5


def new_token() -> str:
    """Return 128 random bits: whoever has it can stop the mails, and nothing else."""
    return secrets.token_urlsafe(16)


class Follow(models.Model):
    """One address that wants to be told of one order. Until it is confirmed nothing but a code goes there.

    It ends with the order, and is deleted a while after (following.pruning): nobody is followed by us.
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="follows")
    email = models.EmailField()
    language = models.CharField(max_length=2, default="en")
    token = models.CharField(max_length=22, default=new_token, unique=True, editable=False)
    wrong_codes = models.PositiveSmallIntegerField(default=0)  # since the last code was asked for
    asked_at = models.DateTimeField(db_default=Now())  # of the last code; it makes the code
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "email"], name="follow_once"),  # also finds an order's followers
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="follow_email_lower"),
            models.CheckConstraint(condition=Q(wrong_codes__lte=WRONG_CODES), name="follow_tries_bounded"),
            models.CheckConstraint(condition=Q(language__in=list(LANGUAGES)), name="follow_language_known"),
        ]
        indexes = [
            models.Index(fields=["email"], name="follow_of_address"),  # a person's export and deletion
            models.Index(fields=["asked_at"], name="follow_age"),  # pruning
        ]

    def __str__(self) -> str:
        return f"{self.email} follows {self.order_id}"
