"""Who is told of an order without an account."""

import secrets

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now

from common.letters import LANGUAGES
from notifications.push_models import PushSubscription
from orders.models import Order

WRONG_CODES = 5


def new_token() -> str:
    """Return 128 random bits: whoever has it can stop the messages, and nothing else."""
    return secrets.token_urlsafe(16)


class Follow(models.Model):
    """One address, number or browser that wants to be told of one order. Until it is confirmed nothing but a code goes there.

    A browser confirms by asking: it alone has its keys. A follow ends with the order, and is deleted a while after
    (following.pruning): nobody is followed by us.
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="follows")
    email = models.EmailField(blank=True, db_default="")
    phone = models.CharField(max_length=20, blank=True, default="", db_default="")  # E.164
    browser = models.ForeignKey(PushSubscription, on_delete=models.CASCADE, null=True, related_name="follows")
    language = models.CharField(max_length=2, default="en")
    token = models.CharField(max_length=22, default=new_token, unique=True, editable=False)
    wrong_codes = models.PositiveSmallIntegerField(default=0)  # since the last code was asked for
    asked_at = models.DateTimeField(db_default=Now())  # of the last code; it makes the code
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "email"], condition=~Q(email=""), name="follow_once_by_mail"),
            models.UniqueConstraint(fields=["order", "phone"], condition=~Q(phone=""), name="follow_once_by_sms"),
            models.UniqueConstraint(fields=["order", "browser"], condition=Q(browser__isnull=False), name="follow_once_by_push"),
            models.CheckConstraint(
                condition=(~Q(email="") & Q(phone="", browser=None))
                | (~Q(phone="") & Q(email="", browser=None))
                | Q(email="", phone="", browser__isnull=False, confirmed_at__isnull=False),
                name="follow_by_one_way",
            ),
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="follow_email_lower"),
            models.CheckConstraint(condition=Q(wrong_codes__lte=WRONG_CODES), name="follow_tries_bounded"),
            models.CheckConstraint(condition=Q(language__in=list(LANGUAGES)), name="follow_language_known"),
        ]
        indexes = [
            models.Index(fields=["email"], name="follow_of_address"),  # a person's export and deletion
            models.Index(fields=["phone"], condition=~Q(phone=""), name="follow_of_number"),  # the same
            models.Index(fields=["asked_at"], name="follow_age"),  # pruning
        ]

    def __str__(self) -> str:
        return f"{self.email or self.phone or self.browser} follows {self.order_id}"
