"""Orders, their items, and their history."""

import secrets
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from common.append_only import AppendOnlyModel
from common.money import MAX_MINOR
from ledger.models import Chain
from orders.querysets import OrderQuerySet
from orders.statuses import ActorRole, Status
from vendors.models import Item, Vendor

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U: read out over the phone
REFERENCE_LENGTH = 6


def new_uid() -> str:
    """Return 128 random bits as 22 URL-safe characters: whoever has it can open the tracking page."""
    return secrets.token_urlsafe(16)


def new_reference() -> str:
    """Return a short code for the counter and the phone; unique within a vendor, no secret."""
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH))


class Fulfilment(models.TextChoices):
    """How the order reaches the customer."""

    PICKUP = "pickup", "Pickup"
    DELIVERY = "delivery", "Delivery"


class Order(models.Model):
    """One customer, one vendor. `status` and `sequence` mirror the last entry; the history is the record."""

    uid = models.CharField(max_length=22, default=new_uid, unique=True, editable=False)
    chain = models.OneToOneField(Chain, on_delete=models.PROTECT, related_name="order", editable=False)  # in the public log
    reference = models.CharField(max_length=REFERENCE_LENGTH, default=new_reference, editable=False)
    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="orders")
    customer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="orders")
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.PLACED)
    sequence = models.PositiveIntegerField(default=0)
    fulfilment = models.CharField(max_length=10, choices=Fulfilment.choices)
    contact_name = models.CharField(max_length=120)
    contact_phone = models.CharField(max_length=20, blank=True)
    contact_email = models.EmailField()
    address = models.JSONField(null=True)  # {line1, line2, city, postcode, country}; deliveries only
    note = models.CharField(max_length=500, blank=True)
    currency = models.CharField(max_length=3)
    total_minor = models.BigIntegerField()
    estimated_ready_at = models.DateTimeField(null=True)
    external_id = models.CharField(max_length=80, null=True, unique=True, editable=False)  # of the import it came from
    checkout = models.UUIDField(null=True, editable=False)  # of a basket with several vendors, as the customer's program names it
    placed_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[OrderQuerySet] = OrderQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    if TYPE_CHECKING:
        items: RelatedManager["OrderItem"]
        history: RelatedManager["OrderStatusHistory"]
        fired: int | None  # annotated by with_fired(); none where none has
        opening_rows: list[dict[str, Any]]  # of vendors.weeks, as the next
        special_rows: list[dict[str, Any]]
        timer_rows: list[dict[str, str | None]]  # annotated by with_timers(), or as just planned; orders.deadlines reads it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vendor", "reference"], name="order_reference_once"),
            # A check-out that is repeated doubles nothing; also the list of one check-out.
            models.UniqueConstraint(
                fields=["customer", "checkout", "vendor"], condition=Q(checkout__isnull=False), name="order_checkout_once"
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="order_status_known"),
            models.CheckConstraint(condition=Q(total_minor__gte=0, total_minor__lte=MAX_MINOR * 100), name="order_total_range"),
            models.CheckConstraint(
                condition=Q(fulfilment="pickup") | Q(address__isnull=False), name="order_delivery_has_address"
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-placed_at", "-id"], name="order_of_customer"),  # my orders
            models.Index(fields=["vendor", "-placed_at", "-id"], name="order_of_vendor"),  # the board, all
            models.Index(fields=["vendor", "status", "-placed_at", "-id"], name="order_of_vendor_by_status"),  # the board
            BrinIndex(fields=["placed_at"], autosummarize=True, name="order_by_day"),  # how many today (config.admin_day)
            models.Index(fields=["vendor", "updated_at"], name="order_changed"),  # since=, the board's sweep
            # Whether a customer came back (reviews/migrations/0008).
            models.Index(fields=["vendor", "customer"], condition=Q(status="completed"), name="order_completed_by_customer"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def tracking_path(self) -> str:
        """Path of the tracking page."""
        return f"/track/{self.uid}"

    def keep(self, **related: list[Any]) -> None:
        """Take `items` or `history` as loaded, as prefetch_related does: these rows never change."""
        self._prefetched_objects_cache = {}
        for name, rows in related.items():
            loaded = getattr(self, name).all()
            loaded._result_cache = rows
            self._prefetched_objects_cache[name] = loaded
            for row in rows:
                row.order = self

    @property
    def is_delivery(self) -> bool:
        """Whether somebody brings it."""
        return self.fulfilment == Fulfilment.DELIVERY


class OrderItem(AppendOnlyModel):
    """What was ordered, with name and price as they were then."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="items")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    unit_price_minor = models.BigIntegerField()
    quantity = models.PositiveIntegerField()
    took_stock = models.BooleanField()  # whether stock was counted then, and is to be given back

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1, quantity__lte=1000), name="order_item_quantity_range"),
            models.CheckConstraint(
                condition=Q(unit_price_minor__gte=0, unit_price_minor__lte=MAX_MINOR), name="order_item_price_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.name}"

    @property
    def currency(self) -> str:
        """The order's currency."""
        return self.order.currency

    @property
    def line_total_minor(self) -> int:
        """Minor units."""
        return self.unit_price_minor * self.quantity


class OrderStatusHistory(AppendOnlyModel):
    """One entry of the append-only record of an order; `sequence` counts from 0 (`placed`) without a gap.

    The database refuses what is not the next sequence, not the last status, not in the table of moves or not in the public
    log (migrations 0002, 0005), and every UPDATE, DELETE and TRUNCATE. `sequence` is the entry's `seq` in the log.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="history")
    sequence = models.PositiveIntegerField()
    from_status = models.CharField(max_length=20, choices=Status.choices, blank=True)  # empty for sequence 0
    status = models.CharField(max_length=20, choices=Status.choices)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    actor_role = models.CharField(max_length=10, choices=ActorRole.choices)
    note = models.CharField(max_length=500, blank=True)  # from the vendor to the customer; shown on the tracking page
    reason = models.CharField(max_length=300, blank=True)
    estimated_ready_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(db_default=Now())  # when it happened, as the actor says
    recorded_at = models.DateTimeField(db_default=Now())  # when the log recorded it: set by the database's trigger, never by us
    flags = models.JSONField(default=list)  # for instance ["claimed_before_previous"]: kept as claimed, never repaired

    class Meta:
        verbose_name_plural = "order status history"
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["order", "sequence"], name="history_sequence_once"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="history_status_known"),
            models.CheckConstraint(
                condition=Q(sequence=0, from_status="", status="placed")
                | Q(sequence__gt=0) & ~Q(from_status="") & ~Q(status=F("from_status")),
                name="history_starts_with_placed",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["rejected", "cancelled"]) | ~Q(reason=""), name="history_reason_given"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.sequence} {self.status}"
