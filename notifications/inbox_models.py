"""What a person is told inside the product: one row for each thing, read or not."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now

from accounts.models import User

MAX_TITLE = 200
MAX_BODY = 500
MAX_PATH = 300


class InboxItemQuerySet(models.QuerySet["InboxItem"]):
    """Steps of reads."""

    def of(self, user: User) -> Self:
        """Keep what this person was told; nobody else sees it."""
        return self.filter(user=user)

    def unread(self) -> Self:
        """Keep what has not been read."""
        return self.filter(read_at__isnull=True)


class InboxItem(models.Model):
    """One person told of one event by one kind of notice, inside the product."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="inbox_items")
    event_uid = models.UUIDField()
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=MAX_TITLE)
    body = models.CharField(max_length=MAX_BODY, blank=True)
    url = models.CharField(max_length=MAX_PATH, blank=True)  # a path of this site: where it can be seen or acted on
    order_uid = models.CharField(max_length=60, blank=True)  # what is about one order stands together
    created_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)
    #: When a reader's other windows have something to learn of it: it came, or was read.
    changed_at = models.GeneratedField(
        expression=Coalesce("read_at", "created_at"), output_field=models.DateTimeField(), db_persist=True
    )

    objects: ClassVar[InboxItemQuerySet] = InboxItemQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "event_uid", "kind"], name="inbox_item_once"),
            models.CheckConstraint(condition=~Q(title=""), name="inbox_item_has_title"),
            models.CheckConstraint(condition=Q(url="") | Q(url__regex=r"^/([^/\\]|$)"), name="inbox_item_stays_on_site"),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True) | Q(read_at__gte=F("created_at")), name="inbox_item_read_after_it_came"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="inbox_of_user"),  # the list, the newest first
            models.Index(fields=["user", "-id"], condition=Q(read_at__isnull=True), name="inbox_unread"),  # that, and the count
            models.Index(
                fields=["order_uid", "user", "-id"], condition=~Q(order_uid=""), name="inbox_of_order"
            ),  # the list of one order; all of an order that is erased
            models.Index(fields=["changed_at"], name="inbox_changed"),  # the sweep of open windows, and pruning
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.user_id}"
