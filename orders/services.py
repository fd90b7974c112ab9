"""Placing an order and moving it along. Nothing else writes an order, its status or its history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from common.errors import Invalid
from events.catalogue import EventType
from events.services import record
from ledger.services import append, open_chain
from orders import statements
from orders.checkouts import refuse_second_order
from orders.deadlines import cancel_deadlines, plan_deadlines
from orders.errors import NotYourMove, StaleSequence, TransitionNotAllowed
from orders.event_types import ORDER_COMPLETED, ORDER_PLACED, ORDER_READY, ORDER_STATUS_CHANGED
from orders.models import Fulfilment, Order, OrderItem, OrderStatusHistory, new_reference
from orders.pricing import PricedLine, Wanted, price_lines, refuse_other_prices, release_stock, reserve_stock
from orders.statuses import NEEDS_REASON, ActorRole, Status, allowed_moves, is_allowed
from orders.taking import hold_taking, refuse_unless_taking_orders
from vendors.models import Vendor
from vendors.permissions import Permission, has_permission

#: Statuses that are events by a name of their own too, for whoever waits for nothing else.
MILESTONES = {Status.READY_FOR_PICKUP: (ORDER_READY,), Status.COMPLETED: (ORDER_COMPLETED,)}
REFERENCE_TRIES = 5
CLAIMED_BEFORE_PREVIOUS = "claimed_before_previous"


@dataclass(frozen=True)
class Contact:
    """Whom the vendor can reach about the order. Phone in E.164, or empty."""

    name: str
    email: str
    phone: str = ""


@dataclass(frozen=True)
class Advanced:
    """What a move came to: the entry that says so, and whether this call wrote it."""

    order: Order
    entry: OrderStatusHistory
    created: bool


def place_order(
    *,
    by: User,
    vendor: Vendor,
    wanted: Iterable[Wanted],
    fulfilment: Fulfilment,
    contact: Contact,
    address: dict[str, str] | None = None,
    note: str = "",
    checkout: UUID | None = None,
) -> Order:
    """Place an order of `by` with `vendor`, reserving stock and fixing names and prices as they are now.

    `checkout` names the check-out that it is part of: one has at most one order with each vendor.

    Raises AlreadyPlaced, VendorNotTakingOrders, VendorPaused, Invalid (with the pointer of the field), PriceChanged or
    OutOfStock; nothing is written then.
    """
    wanted = list(wanted)
    with transaction.atomic():
        if checkout is not None:
            refuse_second_order(by=by, vendor=vendor, checkout=checkout)
        refuse_unless_taking_orders(vendor)
        _refuse_unless_offered(vendor, fulfilment, address)
        lines = price_lines(vendor, wanted)
        refuse_other_prices(lines, wanted)
        reserve_stock(lines)
        hold_taking(vendor)
        order = _create_order(
            Order(
                chain=open_chain(),
                vendor=vendor,
                customer=by,
                fulfilment=fulfilment,
                contact_name=contact.name,
                contact_phone=contact.phone,
                contact_email=contact.email,
                address=address if fulfilment == Fulfilment.DELIVERY else None,
                note=note,
                currency=vendor.currency,
                total_minor=sum(line.total_minor for line in lines),
                checkout=checkout,
            )
        )
        order.keep(items=OrderItem.objects.bulk_create(order_items(order, lines, reserved=True)))
        entry = OrderStatusHistory(order=order, sequence=0, status=Status.PLACED, actor=by, actor_role=ActorRole.CUSTOMER)
        _write_entry(entry)
        plan_deadlines(order, since=entry.recorded_at)
        _record_entry(ORDER_PLACED, order, entry)
    return order


def advance_order(
    order: Order,
    *,
    to: Status,
    by: User,
    expected_sequence: int | None = None,
    note: str = "",
    reason: str = "",
    estimated_ready_at: datetime | None = None,
) -> Advanced:
    """Move an order along as a member of its vendor; append the entry that says so.

    Repeating the status that the order already has changes nothing and returns the entry that set it.
    Raises NotYourMove, StaleSequence, TransitionNotAllowed, VendorNotTakingOrders (suspended) or Invalid (no reason given).
    """
    if not has_permission(by, order.vendor_id, Permission.ORDERS_ADVANCE):
        raise NotYourMove("Only the business's own people can move its orders.")
    return _append(
        order,
        to=to,
        by=by,
        role=ActorRole.VENDOR,
        expected_sequence=expected_sequence,
        note=note,
        reason=reason,
        estimated_ready_at=estimated_ready_at,
    )


def cancel_order(order: Order, *, by: User, reason: str, expected_sequence: int | None = None) -> Advanced:
    """Cancel an order as its customer, while it is still placed. Raises as advance_order does."""
    _refuse_unless_customer(order, by)
    return _append(order, to=Status.CANCELLED, by=by, role=ActorRole.CUSTOMER, reason=reason, expected_sequence=expected_sequence)


def confirm_receipt(order: Order, *, by: User, note: str = "", expected_sequence: int | None = None) -> Advanced:
    """Say as its customer that the order has arrived; it is completed. Raises as advance_order does."""
    _refuse_unless_customer(order, by)
    return _append(order, to=Status.COMPLETED, by=by, role=ActorRole.CUSTOMER, note=note, expected_sequence=expected_sequence)


def next_entry(
    order: Order,
    *,
    to: Status,
    role: ActorRole,
    by: User | None,
    note: str = "",
    reason: str = "",
    estimated_ready_at: datetime | None = None,
    claimed_at: datetime | None = None,
    previous_claimed_at: datetime | None = None,
) -> OrderStatusHistory:
    """Return the unsaved entry that moves `order` to `to`, and put the order's mirror fields in step with it.

    The rules of a move live here, for single moves and for imports alike. A claimed time before the previous entry's is
    kept as claimed and flagged. Raises TransitionNotAllowed or Invalid.
    """
    current = Status(order.status)
    if not is_allowed(current, to, role):
        allowed = [move.to.value for move in allowed_moves(current, role, is_delivery=order.is_delivery)]
        raise TransitionNotAllowed(_no_way(current, to, allowed), allowed=allowed, current_sequence=order.sequence)
    if to in NEEDS_REASON and not reason.strip():
        raise Invalid("Say why; the other side reads it.", pointer="/reason", code="required")
    entry = OrderStatusHistory(
        order=order,
        sequence=order.sequence + 1,
        from_status=current,
        status=to,
        actor=by,
        actor_role=role,
        note=note.strip(),
        reason=reason.strip(),
        estimated_ready_at=estimated_ready_at,
    )
    if claimed_at is not None:
        entry.claimed_at = claimed_at
        if previous_claimed_at is not None and claimed_at < previous_claimed_at:
            entry.flags = [CLAIMED_BEFORE_PREVIOUS]
    order.status, order.sequence = to, entry.sequence
    order.estimated_ready_at = estimated_ready_at or order.estimated_ready_at
    return entry


def order_items(order: Order, lines: Iterable[PricedLine], *, reserved: bool) -> list[OrderItem]:
    """Return the unsaved items of `order`: name and price as they are now. `reserved`: reserve_stock() was called for them."""
    return [
        OrderItem(
            order=order,
            item=line.item,
            name=line.item.name,
            unit_price_minor=line.item.price_minor,
            quantity=line.quantity,
            took_stock=reserved and line.item.stock is not None,
        )
        for line in lines
    ]


def _append(
    order: Order,
    *,
    to: Status,
    by: User,
    role: ActorRole,
    expected_sequence: int | None,
    note: str = "",
    reason: str = "",
    estimated_ready_at: datetime | None = None,
) -> Advanced:
    with transaction.atomic():
        locked = Order.objects.select_for_update(no_key=True, of=("self",)).select_related("vendor").get(pk=order.pk)
        if locked.status == to:
            return Advanced(order=locked, entry=locked.history.get(sequence=locked.sequence), created=False)
        if expected_sequence is not None and expected_sequence != locked.sequence:
            raise StaleSequence(
                "Somebody moved this order in the meantime. Look at where it is now, then decide again.",
                current_sequence=locked.sequence,
                current_status=locked.status,
            )
        if role == ActorRole.VENDOR:
            refuse_unless_taking_orders(locked.vendor, existing=True)
        entry = next_entry(locked, to=to, role=role, by=by, note=note, reason=reason, estimated_ready_at=estimated_ready_at)
        _write_entry(entry)
        Order.objects.filter(pk=locked.pk).update(
            status=locked.status,
            sequence=locked.sequence,
            estimated_ready_at=locked.estimated_ready_at,
            updated_at=timezone.now(),
        )
        if to in NEEDS_REASON:
            release_stock(locked)
        cancel_deadlines(locked, left=entry.from_status)
        plan_deadlines(locked, since=entry.recorded_at)
        _record_entry(ORDER_STATUS_CHANGED, locked, entry, also=MILESTONES.get(to, ()))
    return Advanced(order=locked, entry=entry, created=True)


def _write_entry(entry: OrderStatusHistory) -> None:
    """Append the entry to the order's chain in the public log, then to its history, with the time that the log gave it."""
    appended = append(entry.order.chain_id, statements.statement_of(entry))
    entry.recorded_at = appended.recorded_at
    entry.claimed_at = statements.claimed_at(entry) or appended.recorded_at
    entry.save(force_insert=True)


def _record_entry(event_type: EventType, order: Order, entry: OrderStatusHistory, also: Sequence[EventType] = ()) -> None:
    """Write the event of an entry, by its own name and those of `also`. `entry.order` is loaded, for the hooks."""
    record(
        event_type,
        subject=order.uid,
        sequence=entry.sequence,
        payload={"status": entry.status, "vendor": order.vendor.slug},
        about=entry,
        also=also,
    )


def _create_order(order: Order) -> Order:
    """Save with a reference that is free at this vendor."""
    for _ in range(REFERENCE_TRIES):
        try:
            with transaction.atomic():
                order.save(force_insert=True)
        except IntegrityError as error:
            if "order_reference_once" not in str(error):
                raise
            order.reference = new_reference()
        else:
            return order
    raise RuntimeError(f"no free reference in {REFERENCE_TRIES} tries")


def _refuse_unless_customer(order: Order, by: User) -> None:
    if order.customer_id != by.pk:
        raise NotYourMove("Only the customer of this order can do this.")


def _refuse_unless_offered(vendor: Vendor, fulfilment: Fulfilment, address: dict[str, str] | None) -> None:
    offered = {Fulfilment.PICKUP: vendor.offers_pickup, Fulfilment.DELIVERY: vendor.offers_delivery}[fulfilment]
    if not offered:
        raise Invalid(f"{vendor.name} offers no {fulfilment.label.lower()}.", pointer="/fulfilment", code="not_offered")
    if fulfilment == Fulfilment.DELIVERY and not address:
        raise Invalid("Give the address to deliver to.", pointer="/address", code="required")


def _no_way(current: Status, to: Status, allowed: list[str]) -> str:
    ways = f"From here it can go to: {', '.join(allowed)}." if allowed else "There is nothing more that you can do with it."
    return f"The order is {current.label.lower()} and cannot become {to.label.lower()}. {ways}"
