"""The statuses of an order and the one table of moves between them."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common.letters import say


class Status(models.TextChoices):
    """Where an order is."""

    PLACED = "placed", "Placed"
    ACCEPTED = "accepted", "Accepted"
    PREPARING = "preparing", "Being prepared"
    READY_FOR_PICKUP = "ready_for_pickup", "Ready for pickup"
    OUT_FOR_DELIVERY = "out_for_delivery", "Out for delivery"
    DELIVERED = "delivered", "Delivered"
    COMPLETED = "completed", "Completed"
    REJECTED = "rejected", "Rejected"
    CANCELLED = "cancelled", "Cancelled"


class ActorRole(models.TextChoices):
    """On whose behalf a move is made."""

    CUSTOMER = "customer", "Customer"
    VENDOR = "vendor", "Vendor"
    PLATFORM = "platform", "TrustTrack"


FINAL = frozenset({Status.COMPLETED, Status.REJECTED, Status.CANCELLED})
NEEDS_REASON = frozenset({Status.REJECTED, Status.CANCELLED})

_VENDOR = frozenset({ActorRole.VENDOR})
_CUSTOMER_OR_VENDOR = frozenset({ActorRole.CUSTOMER, ActorRole.VENDOR})

#: from → to → who. The order of the targets is the order in which they are offered.
TRANSITIONS: dict[Status, dict[Status, frozenset[ActorRole]]] = {
    Status.PLACED: {
        Status.ACCEPTED: _VENDOR,
        Status.REJECTED: _VENDOR,
        Status.CANCELLED: _CUSTOMER_OR_VENDOR,
    },
    Status.ACCEPTED: {Status.PREPARING: _VENDOR, Status.CANCELLED: _VENDOR},
    Status.PREPARING: {
        Status.READY_FOR_PICKUP: _VENDOR,
        Status.OUT_FOR_DELIVERY: _VENDOR,
        Status.CANCELLED: _VENDOR,
    },
    Status.READY_FOR_PICKUP: {
        Status.COMPLETED: _CUSTOMER_OR_VENDOR,
        Status.OUT_FOR_DELIVERY: _VENDOR,
        Status.CANCELLED: _VENDOR,
    },
    Status.OUT_FOR_DELIVERY: {Status.DELIVERED: _VENDOR},
    Status.DELIVERED: {Status.COMPLETED: _CUSTOMER_OR_VENDOR},
    Status.COMPLETED: {},
    Status.REJECTED: {},
    Status.CANCELLED: {},
}

#: What the button says.
MOVE_LABELS: dict[Status, str] = {
    Status.ACCEPTED: "Accept",
    Status.PREPARING: "Start preparing",
    Status.READY_FOR_PICKUP: "Ready for pickup",
    Status.OUT_FOR_DELIVERY: "Out for delivery",
    Status.DELIVERED: "Delivered",
    Status.COMPLETED: "Complete",
    Status.REJECTED: "Reject",
    Status.CANCELLED: "Cancel",
}


@dataclass(frozen=True)
class Move:
    """One thing that a caller may do next."""

    to: Status
    label: str
    requires_reason: bool
    suggested: bool


def allowed_moves(status: Status, role: ActorRole, *, is_delivery: bool) -> list[Move]:
    """Return what `role` may do next with an order in `status`, the usual next step marked as suggested."""
    targets = [to for to, roles in TRANSITIONS[status].items() if role in roles]
    forward = [to for to in targets if to not in NEEDS_REASON]
    if is_delivery and Status.OUT_FOR_DELIVERY in forward:
        forward.remove(Status.OUT_FOR_DELIVERY)
        forward.insert(0, Status.OUT_FOR_DELIVERY)
    ordered = forward + [to for to in targets if to in NEEDS_REASON]
    return [
        Move(to=to, label=MOVE_LABELS[to], requires_reason=to in NEEDS_REASON, suggested=forward[:1] == [to]) for to in ordered
    ]


def is_allowed(current: Status, to: Status, role: ActorRole) -> bool:
    """Say whether `role` may move an order from `current` to `to`."""
    return role in TRANSITIONS[current].get(to, frozenset())


#: What a customer reads of each status.
STATUS_SENTENCES: dict[Status, str] = {
    Status.PLACED: gettext_noop("Order placed with {vendor}"),
    Status.ACCEPTED: gettext_noop("{vendor} accepted your order"),
    Status.PREPARING: gettext_noop("{vendor} is preparing your order"),
    Status.READY_FOR_PICKUP: gettext_noop("Ready for pickup at {vendor}"),
    Status.OUT_FOR_DELIVERY: gettext_noop("On its way to you"),
    Status.DELIVERED: gettext_noop("Delivered"),
    Status.COMPLETED: gettext_noop("Completed"),
    Status.REJECTED: gettext_noop("{vendor} could not take the order"),
    Status.CANCELLED: gettext_noop("Cancelled"),
}
WAITING_FOR_COURIER = gettext_noop("Packed and waiting for the courier")


def status_text(status: str, *, vendor: str, is_delivery: bool) -> str:
    """Return the sentence that a customer reads ("Bakery accepted your order"), in the language of `reading`; else in English."""
    waits = is_delivery and status == Status.READY_FOR_PICKUP
    return say(_(WAITING_FOR_COURIER if waits else STATUS_SENTENCES[Status(status)]), vendor=vendor)
