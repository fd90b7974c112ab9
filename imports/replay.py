"""Orders that happened elsewhere, written as they went: the rules of a move are orders.services', only the writing is in bulk.

Nobody is told of the past: no event is recorded. What the database enforces (the table of moves, the sequence, the time of
recording) is enforced here too, since its triggers stay on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from ledger.services import open_chains, write_stories
from orders.models import Order, OrderItem, OrderStatusHistory, new_reference
from orders.pricing import PricedLine
from orders.services import next_entry, order_items
from orders.statements import statement_of
from orders.statuses import ActorRole, Status

BATCH = 1000
REFERENCE_TRIES = 3


@dataclass(frozen=True)
class PastMove:
    """One move, when it is claimed to have happened, and what is odd about that claim."""

    to: Status
    role: ActorRole
    claimed_at: datetime
    flags: tuple[str, ...] = ()
    by: User | None = None  # None: somebody of the vendor, whom the source does not name
    note: str = ""
    reason: str = ""


@dataclass(frozen=True)
class PastOrder:
    """An unsaved order with its lines and moves. `order.placed_at` and `order.customer` are set."""

    order: Order
    lines: Sequence[PricedLine]
    moves: Sequence[PastMove]
    flags: tuple[str, ...] = ()  # of the entry `placed`


def tell(past: PastOrder) -> list[OrderStatusHistory]:
    """Return the unsaved entries of an order, and leave its mirror fields as the last of them says.

    Raises TransitionNotAllowed or Invalid, as a single move would.
    """
    order = past.order
    placed = OrderStatusHistory(
        order=order,
        sequence=0,
        status=Status.PLACED,
        actor=order.customer,
        actor_role=ActorRole.CUSTOMER,
        claimed_at=order.placed_at,
        flags=list(past.flags),
    )
    entries = [placed]
    for move in past.moves:
        entry = next_entry(
            order,
            to=move.to,
            role=move.role,
            by=move.by,
            note=move.note,
            reason=move.reason,
            claimed_at=move.claimed_at,
            previous_claimed_at=entries[-1].claimed_at,
        )
        entry.flags = [*entry.flags, *move.flags]
        entries.append(entry)
    return entries


def write_orders(pasts: Iterable[PastOrder]) -> list[OrderStatusHistory]:
    """Write orders with their items and entries in the caller's transaction; return the entries.

    Entries go in by order and sequence, as the database checks each against the one before.
    """
    pasts = list(pasts)
    for past, chain in zip(pasts, open_chains(len(pasts)), strict=True):
        past.order.chain = chain
    told = [(past.order.chain, tell(past)) for past in pasts]
    _insert_orders([past.order for past in pasts])
    write_stories([(chain, [statement_of(entry) for entry in entries]) for chain, entries in told])
    OrderItem.objects.bulk_create(
        [item for past in pasts for item in order_items(past.order, past.lines, reserved=False)], batch_size=BATCH
    )
    return OrderStatusHistory.objects.bulk_create([entry for _, entries in told for entry in entries], batch_size=BATCH)


def _insert_orders(orders: list[Order]) -> None:
    """Insert with references that are free at each vendor; a clash is as rare as one in millions."""
    for attempt in range(REFERENCE_TRIES):
        try:
            with transaction.atomic():
                Order.objects.bulk_create(orders, batch_size=BATCH)
        except IntegrityError as error:
            if "order_reference_once" not in str(error) or attempt == REFERENCE_TRIES - 1:
                raise
            for order in orders:
                order.pk, order.reference = None, new_reference()
        else:
            return
