"""Orders as the API shows them, and what it takes."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.scopes import has_scope, is_granted
from common.addresses import AddressInput
from common.fields import MoneyField, SlugField
from common.phones import to_e164
from common.serializers import BuiltOnce
from ledger.encoding import encode64
from orders.deadlines import timers_of
from orders.models import Fulfilment, Order, OrderItem, OrderStatusHistory
from orders.pricing import MAX_QUANTITY
from orders.querysets import ORDER_TIMERS
from orders.statuses import ActorRole, Status, allowed_moves, status_text
from orders.taking import is_verified_now
from vendors.models import Vendor
from vendors.permissions import Permission

EARLIEST_READY, LATEST_READY = timedelta(days=1), timedelta(days=365)


class ContactInput(serializers.Serializer[Any]):
    """Whom the vendor can reach."""

    name = serializers.CharField(max_length=120)
    email = serializers.EmailField(max_length=254)
    phone = serializers.CharField(max_length=30, required=False, allow_blank=True, default="")

    def validate_phone(self, value: str) -> str:
        """Return the number in E.164; numbers without a country code are read as British."""
        try:
            return to_e164(value, "GB")
        except ValueError as error:
            raise serializers.ValidationError(str(error), code="phone") from error


class OrderLineInput(serializers.Serializer[Any]):
    """One line of an order."""

    item = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    quantity = serializers.IntegerField(min_value=1, max_value=MAX_QUANTITY)
    unit_price = MoneyField(
        required=False,
        allow_null=True,
        default=None,
        help_text="The price that the customer saw. Where it is another by now, 409 `price_changed` and nothing is placed.",
    )


class OrderInput(serializers.Serializer[Any]):
    """A new order."""

    vendor = SlugField(slug_field="slug", queryset=Vendor.objects.listed().select_related("verification"))
    items = OrderLineInput(many=True, allow_empty=False)
    fulfilment = serializers.ChoiceField(choices=Fulfilment.choices)
    contact = ContactInput()
    address = AddressInput(required=False, allow_null=True)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    checkout = serializers.UUIDField(
        required=False,
        allow_null=True,
        default=None,
        help_text="A UUID of yours for a basket with several vendors: each of them gets one order of it, however often you try. "
        "A second one is 409 `already_placed`, with the uid of the first as `order`.",
    )


class StatusInput(serializers.Serializer[Any]):
    """A move along."""

    status = serializers.ChoiceField(choices=Status.choices)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    expected_sequence = serializers.IntegerField(min_value=0, max_value=2**31 - 1, required=False, allow_null=True, default=None)
    estimated_ready_at = serializers.DateTimeField(
        required=False, allow_null=True, default=None, help_text="From a day ago to a year ahead."
    )

    def validate_estimated_ready_at(self, value: datetime | None) -> datetime | None:
        """Refuse what can only be a slip, and what no other time zone could express."""
        now = timezone.now()
        if value is not None and not now - EARLIEST_READY <= value <= now + LATEST_READY:
            raise serializers.ValidationError("Give a time between yesterday and a year from now.", code="range")
        return value


class CancelInput(serializers.Serializer[Any]):
    """A customer's cancellation."""

    reason = serializers.CharField(max_length=300)
    expected_sequence = serializers.IntegerField(min_value=0, max_value=2**31 - 1, required=False, allow_null=True, default=None)


class ReceiptInput(serializers.Serializer[Any]):
    """A customer's word that the order arrived."""

    note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    expected_sequence = serializers.IntegerField(min_value=0, max_value=2**31 - 1, required=False, allow_null=True, default=None)


class AllowedTransition(serializers.Serializer[Any]):
    """A move that the caller can make next; `suggested` marks the usual one."""

    to = serializers.ChoiceField(choices=Status.choices)
    label = serializers.CharField()  # type: ignore[assignment]  # a field may be named like an argument
    requires_reason = serializers.BooleanField()
    suggested = serializers.BooleanField()


class EntrySerializer(BuiltOnce, serializers.ModelSerializer[OrderStatusHistory]):
    """One entry of the history, for the order's customer and its vendor."""

    label = serializers.SerializerMethodField()  # type: ignore[assignment]  # a field may be named like an argument
    actor_name = serializers.SerializerMethodField()
    from_status = serializers.CharField(read_only=True, help_text="Empty for the first entry.")

    class Meta:
        model = OrderStatusHistory
        fields = [
            "sequence", "from_status", "status", "label", "note", "reason", "actor_role", "actor_name",
            "estimated_ready_at", "claimed_at", "recorded_at", "flags",
        ]  # fmt: skip
        extra_kwargs = {"flags": {"help_text": "`claimed_before_previous`: the claimed times run backwards here."}}
        read_only_fields = fields

    def get_label(self, entry: OrderStatusHistory) -> str:
        """Return the sentence for people."""
        return status_text(entry.status, vendor=entry.order.vendor.name, is_delivery=entry.order.is_delivery)

    def get_actor_name(self, entry: OrderStatusHistory) -> str | None:
        """Return who it was, to colleagues only."""
        if self.context.get("role") != ActorRole.VENDOR or entry.actor is None:
            return None
        return "A former colleague" if entry.actor.is_deleted else entry.actor.name or entry.actor.email


class OrderVendor(BuiltOnce, serializers.ModelSerializer[Vendor]):
    """The vendor of an order."""

    is_verified = serializers.SerializerMethodField()

    class Meta:
        model = Vendor
        fields = ["slug", "name", "city", "is_verified"]
        read_only_fields = fields

    def get_is_verified(self, vendor: Vendor) -> bool:
        """Return whether the badge is live."""
        return is_verified_now(vendor)


class OrderLine(BuiltOnce, serializers.ModelSerializer[OrderItem]):
    """One line as it was ordered."""

    item = serializers.IntegerField(source="item_id")
    unit_price = MoneyField(source="unit_price_minor")
    line_total = MoneyField(source="line_total_minor")

    class Meta:
        model = OrderItem
        fields = ["item", "name", "quantity", "unit_price", "line_total"]
        read_only_fields = fields


class ContactOutput(BuiltOnce, serializers.Serializer[Order]):
    """Whom the vendor can reach."""

    name = serializers.CharField(source="contact_name")
    phone = serializers.CharField(source="contact_phone")
    email = serializers.EmailField(source="contact_email")


class TimerOutput(BuiltOnce, serializers.Serializer[Any]):
    """Something that happens by itself where the order stays as it is."""

    kind = serializers.ChoiceField(
        choices=ORDER_TIMERS,
        help_text="`order.unanswered`: nobody has answered, and the managers are called; `order.cancel_offered`: the customer is "
        "offered to cancel; `pickup.waiting`, `pickup.still_waiting`: both sides are reminded of the pick-up.",
    )
    due_at = serializers.DateTimeField(help_text="When it happens.")
    fired_at = serializers.DateTimeField(allow_null=True, help_text="When it happened; null while it is to come.")


class OrderSummary(BuiltOnce, serializers.ModelSerializer[Order]):
    """An order in a list. The caller's role decides on `allowed_transitions`."""

    status_label = serializers.CharField(source="get_status_display")
    vendor = OrderVendor()
    contact = ContactOutput(source="*")
    address = serializers.SerializerMethodField()
    items = OrderLine(many=True)
    total = MoneyField(source="total_minor")
    tracking_url = serializers.SerializerMethodField()
    allowed_transitions = serializers.SerializerMethodField()
    timers = serializers.SerializerMethodField()

    class Meta:
        model = Order
        fields = [
            "uid", "reference", "status", "status_label", "sequence", "fulfilment", "vendor", "contact", "address", "note",
            "items", "total", "placed_at", "updated_at", "estimated_ready_at", "checkout", "tracking_url",
            "allowed_transitions", "timers",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(AddressInput(allow_null=True))
    def get_address(self, order: Order) -> dict[str, str] | None:
        """Return where it goes; deliveries only."""
        return order.address

    def get_tracking_url(self, order: Order) -> str:
        """Return the link to share."""
        return f"{self.context['base_url']}{order.tracking_path}"

    @extend_schema_field(AllowedTransition(many=True))
    def get_allowed_transitions(self, order: Order) -> list[dict[str, Any]]:
        """Return what the caller can do next."""
        role = role_for(order, self.context["user"], self.context["vendor_ids"])
        if role is not None and not _may_move(self.context["user"], order, role):
            return []
        return moves_for(order, role)

    @extend_schema_field(TimerOutput(many=True))
    def get_timers(self, order: Order) -> list[Any]:
        """Return what happens by itself, and when, as far as the order's status goes."""
        return list(TimerOutput(timers_of(order), many=True).data)


class OrderLedger(BuiltOnce, serializers.Serializer[Order]):
    """The order in the public log."""

    chain_id = serializers.SerializerMethodField(help_text="Compare it with that of a proof: an order has one chain.")

    def get_chain_id(self, order: Order) -> str:
        """Return it in base64."""
        return encode64(bytes(order.chain.chain_id))


class OrderDetail(OrderSummary):
    """One order with its history."""

    history = serializers.SerializerMethodField()
    ledger = OrderLedger(source="*")

    class Meta(OrderSummary.Meta):
        fields = [*OrderSummary.Meta.fields, "history", "ledger"]
        read_only_fields = fields

    @extend_schema_field(EntrySerializer(many=True))
    def get_history(self, order: Order) -> list[Any]:
        """Return every entry, oldest first."""
        role = role_for(order, self.context["user"], self.context["vendor_ids"])
        return list(EntrySerializer(order.history.all(), many=True, context={"role": role}).data)


class MovedSerializer(EntrySerializer):
    """The answer to a move: the entry, and what can come next. `created` is false where the status was set before."""

    order_status = serializers.CharField(source="order.status")
    created = serializers.SerializerMethodField()
    allowed_transitions = serializers.SerializerMethodField()

    class Meta(EntrySerializer.Meta):
        fields = [*EntrySerializer.Meta.fields, "order_status", "created", "allowed_transitions"]
        read_only_fields = fields

    def get_created(self, _entry: OrderStatusHistory) -> bool:
        """Return whether this call wrote the entry."""
        return bool(self.context["created"])

    @extend_schema_field(AllowedTransition(many=True))
    def get_allowed_transitions(self, entry: OrderStatusHistory) -> list[dict[str, Any]]:
        """Return what the caller can do next."""
        return moves_for(entry.order, self.context["role"])


def _may_move(user: Any, order: Order, role: ActorRole) -> bool:
    """Say whether a token or key with scopes goes as far as moving the order. No `user`: a frame for the whole board."""
    if user is None:
        return True
    if role == ActorRole.CUSTOMER:
        return has_scope(user, "orders.place")
    return is_granted(user, order.vendor_id, Permission.ORDERS_ADVANCE)


def role_for(order: Order, user: Any, vendor_ids: frozenset[int]) -> ActorRole | None:
    """Return on whose side `user` is in this order; a member's side goes before the customer's."""
    if order.vendor_id in vendor_ids:
        return ActorRole.VENDOR
    return ActorRole.CUSTOMER if order.customer_id == user.pk else None


def moves_for(order: Order, role: ActorRole | None) -> list[dict[str, Any]]:
    """Return the moves of `role` as JSON."""
    return [] if role is None else moves_in(Status(order.status), role, is_delivery=order.is_delivery)


def moves_in(status: Status, role: ActorRole, *, is_delivery: bool) -> list[dict[str, Any]]:
    """Return the moves of `role` from a status as JSON."""
    moves = allowed_moves(status, role, is_delivery=is_delivery)
    return [
        {"to": move.to.value, "label": move.label, "requires_reason": move.requires_reason, "suggested": move.suggested}
        for move in moves
    ]
