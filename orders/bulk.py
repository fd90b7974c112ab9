"""One move of many orders, each with its own result."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.db import OperationalError

from accounts.models import User
from common.errors import DomainError
from orders.errors import StaleSequence
from orders.models import Order, OrderStatusHistory
from orders.services import Advanced, advance_order
from orders.statuses import ActorRole, Status

MOST_AT_ONCE = 50


class NoSuchOrder(DomainError):
    """There is no such order, or the caller has no access to it."""

    code = "not_found"
    status = HTTPStatus.NOT_FOUND
    title = "This order does not exist, or you have no access to it"


class OrderBusy(DomainError):
    """Somebody else is moving this order at this moment; nothing was changed, and it can be tried again."""

    code = "busy"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    title = "This is busy right now"


@dataclass(frozen=True)
class Wanted:
    """An order, and the sequence at which its mover saw it."""

    uid: str
    expected_sequence: int


@dataclass(frozen=True)
class Outcome:
    """What became of one order: moved, or refused and why."""

    uid: str
    advanced: Advanced | None = None
    refusal: DomainError | None = None


def advance_orders(
    orders: Sequence[Wanted],
    *,
    to: Status,
    by: User,
    note: str = "",
    reason: str = "",
    estimated_ready_at: datetime | None = None,
) -> list[Outcome]:
    """Move each of `orders` as advance_order does, in a transaction of its own, in the order given; never raises for one of them.

    Repeating it is harmless, whatever happened in between: each order moves from the sequence that was seen, or not at all.
    What this very call of `by` had already written is a success with `created` false.
    """
    found = {order.uid: order for order in Order.objects.visible_to(by).filter(uid__in=[each.uid for each in orders])}
    outcomes = []
    for wanted in orders:
        order = found.get(wanted.uid)
        try:
            if order is None:
                raise NoSuchOrder("This order does not exist, or you have no access to it.")
            advanced = _advance(order, wanted, to=to, by=by, note=note, reason=reason, estimated_ready_at=estimated_ready_at)
        except DomainError as refusal:
            outcomes.append(Outcome(wanted.uid, refusal=refusal))
        except OperationalError:
            outcomes.append(Outcome(wanted.uid, refusal=OrderBusy("Somebody else is moving it. Try again in a moment.")))
        else:
            outcomes.append(Outcome(wanted.uid, advanced))
    return outcomes


def _advance(
    order: Order, wanted: Wanted, *, to: Status, by: User, note: str, reason: str, estimated_ready_at: datetime | None
) -> Advanced:
    try:
        return advance_order(
            order,
            to=to,
            by=by,
            expected_sequence=wanted.expected_sequence,
            note=note,
            reason=reason,
            estimated_ready_at=estimated_ready_at,
        )
    except StaleSequence:
        entry = _written_before(order, wanted, to=to, by=by)
        if entry is None:
            raise
        order.refresh_from_db()
        return Advanced(order=order, entry=entry, created=False)


def _written_before(order: Order, wanted: Wanted, *, to: Status, by: User) -> OrderStatusHistory | None:
    """Return the entry that this call had written when it was made before, where its answer was lost and the order moved on."""
    return order.history.filter(sequence=wanted.expected_sequence + 1, status=to, actor=by, actor_role=ActorRole.VENDOR).first()
