"""What an order's entries add up to: how far it has come, and whether what was promised was kept.

The web app does the same between two answers of ours (frontend/src/lib/progress.ts, features/tracking/promise.ts); one table of
cases holds both: frontend/src/features/tracking/story.cases.json.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from orders.statuses import Status

PICKUP = (
    (Status.PLACED, "Placed"),
    (Status.ACCEPTED, "Accepted"),
    (Status.PREPARING, "Preparing"),
    (Status.READY_FOR_PICKUP, "Ready"),
    (Status.COMPLETED, "Picked up"),
)
DELIVERY = (
    (Status.PLACED, "Placed"),
    (Status.ACCEPTED, "Accepted"),
    (Status.PREPARING, "Preparing"),
    (Status.OUT_FOR_DELIVERY, "On its way"),
    (Status.DELIVERED, "Delivered"),
)
STOPPED = frozenset({Status.REJECTED, Status.CANCELLED})
#: Where a status stands that is no step of this way: a delivery may pass "ready", a pickup may be brought.
BETWEEN = {Status.READY_FOR_PICKUP: 2, Status.OUT_FOR_DELIVERY: 3, Status.DELIVERED: 3, Status.COMPLETED: 4}


@dataclass(frozen=True)
class Step:
    """One step of an order's way; `state` is done, current or ahead."""

    status: Status
    label: str
    state: str


class Told(Protocol):
    """What is read of an entry."""

    @property
    def status(self) -> str: ...
    @property
    def estimated_ready_at(self) -> datetime | None: ...
    @property
    def recorded_at(self) -> datetime: ...


@dataclass(frozen=True)
class Promise:
    """The time that counts: what was promised last before the order was there. `first_at` where it was another one before.

    `kept_at` is when it was there by the database's clock, so that nobody keeps a promise by saying so.
    """

    at: datetime
    first_at: datetime | None
    kept_at: datetime | None


def progress_steps(status: Status, *, is_delivery: bool) -> list[Step]:
    """Return the steps of an order's way; none where it was stopped, because then there is no way ahead to show."""
    if status in STOPPED:
        return []
    way = DELIVERY if is_delivery else PICKUP
    steps = [step for step, _ in way]
    position = steps.index(status) if status in steps else BETWEEN[status]
    has_ended = status == Status.COMPLETED or (status == Status.DELIVERED and is_delivery)
    return [Step(step, label, _state(index, position, has_ended=has_ended)) for index, (step, label) in enumerate(way)]


def promise_of(entries: Sequence[Told], *, is_delivery: bool) -> Promise | None:
    """Return what was promised and whether it came; None where nothing was promised, or it was stopped."""
    if entries and entries[-1].status in STOPPED:
        return None
    there = Status.DELIVERED if is_delivery else Status.READY_FOR_PICKUP
    arrival = next((index for index, entry in enumerate(entries) if entry.status == there), None)
    promised = [entry.estimated_ready_at for entry in entries[:arrival] if entry.estimated_ready_at]
    if not promised:
        return None
    first_at = promised[0] if promised[0] != promised[-1] else None
    return Promise(promised[-1], first_at, None if arrival is None else entries[arrival].recorded_at)


def _state(index: int, position: int, *, has_ended: bool) -> str:
    if index < position or (has_ended and index == position):
        return "done"
    return "current" if index == position else "ahead"
