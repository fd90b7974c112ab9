"""Orders whose contact wants no more mail of them."""

from django.db import models
from django.db.models.functions import Now


class StoppedContact(models.Model):
    """The reader at an order's contact address, another than its account's, stopped its mails. The order keeps the address."""

    order_uid = models.CharField(max_length=22, unique=True)
    stopped_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["stopped_at"], name="stopped_contact_at")]  # pruning

    def __str__(self) -> str:
        return self.order_uid
