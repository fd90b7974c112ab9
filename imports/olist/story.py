"""What Olist's one status and four times mean as moves of an order. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from imports.olist.times import ZONE, Claim, read_time
from imports.reading import Row
from imports.replay import PastMove
from orders.statuses import ActorRole, Status

TIME_MISSING = "claimed_time_missing"
TIME_BEYOND_STATUS = "time_beyond_status"
#: The moves that each of Olist's statuses stands for. `canceled` depends on how far the order had come.
PATHS: dict[str, tuple[Status, ...]] = {
    "created": (),
    "approved": (Status.ACCEPTED,),
    "processing": (Status.ACCEPTED, Status.PREPARING),
    "invoiced": (Status.ACCEPTED, Status.PREPARING),
    "shipped": (Status.ACCEPTED, Status.PREPARING, Status.OUT_FOR_DELIVERY),
    "delivered": (Status.ACCEPTED, Status.PREPARING, Status.OUT_FOR_DELIVERY, Status.DELIVERED, Status.COMPLETED),
    "unavailable": (Status.REJECTED,),
    "canceled": (Status.CANCELLED,),
}
#: The column with the time of a move, and what the time says.
TIMES: dict[Status, tuple[str, str]] = {
    Status.ACCEPTED: ("order_approved_at", "approved"),
    Status.OUT_FOR_DELIVERY: ("order_delivered_carrier_date", "handed to the carrier"),
    Status.DELIVERED: ("order_delivered_customer_date", "delivered"),
}
REASONS = {
    Status.REJECTED: "Olist lists this order as unavailable.",
    Status.CANCELLED: "Olist lists this order as cancelled and gives no reason.",
}


class UnknownStatus(ValueError):
    """Olist's status is none that we know."""


@dataclass(frozen=True)
class Story:
    """How an order went: placed, then the moves."""

    placed: Claim
    moves: tuple[PastMove, ...]
    estimated_at: datetime | None

    @property
    def status(self) -> Status:
        """Where the order ended up."""
        return self.moves[-1].to if self.moves else Status.PLACED


def story_of(row: Row) -> Story | None:
    """Return how the order of a row went; None where it has no time of purchase.

    A move without a time in the file is claimed at the time of the one before (the end of a rejected or cancelled order: at
    the last time that the file gives) and flagged `claimed_time_missing`. Times of moves that the status leaves no room
    for are kept in words, and flagged `time_beyond_status`. Nothing is put into order. Raises UnknownStatus, UnreadableTime.
    """
    placed = read_time(row["order_purchase_timestamp"])
    claims = {to: claim for to, (column, _) in TIMES.items() if (claim := read_time(row[column]))}
    estimated = read_time(row["order_estimated_delivery_date"])
    path = _path(row["order_status"], claims)
    if placed is None:
        return None
    if claims and not path:
        placed = Claim(placed.at, (*placed.flags, TIME_BEYOND_STATUS))
    moves = _with_leftovers(_moves(path, placed, claims), claims, path)
    return Story(placed=placed, moves=tuple(moves), estimated_at=estimated.at if estimated else None)


def _path(status: str, claims: Mapping[Status, Claim]) -> tuple[Status, ...]:
    if status not in PATHS:
        raise UnknownStatus(status)
    if status != "canceled":
        return PATHS[status]
    if Status.OUT_FOR_DELIVERY in claims or Status.DELIVERED in claims:
        return (Status.ACCEPTED, Status.PREPARING, Status.CANCELLED)  # once it is out, the table of moves knows no cancelling
    return (Status.ACCEPTED, Status.CANCELLED) if Status.ACCEPTED in claims else PATHS[status]


def _moves(path: tuple[Status, ...], placed: Claim, claims: Mapping[Status, Claim]) -> list[PastMove]:
    moves: list[PastMove] = []
    previous = placed.at
    for to in path:
        claim = claims.get(to)
        if claim is None:
            at = max([placed.at, *(each.at for each in claims.values())]) if to in REASONS else previous
            claim = Claim(at, (TIME_MISSING,))
        role = ActorRole.CUSTOMER if path == (Status.CANCELLED,) else ActorRole.VENDOR
        moves.append(PastMove(to=to, role=role, claimed_at=claim.at, flags=claim.flags, reason=REASONS.get(to, "")))
        previous = claim.at
    return moves


def _with_leftovers(moves: list[PastMove], claims: Mapping[Status, Claim], path: tuple[Status, ...]) -> list[PastMove]:
    """Tell in the last entry which times the status leaves no room for.

    Olist's approval is one of the payment, so a rejected order may have it.
    """
    unused = [to for to in claims if to not in path and not (to == Status.ACCEPTED and Status.REJECTED in path)]
    if not (unused and moves):
        return moves
    told = ", ".join(f"{TIMES[to][1]} {claims[to].at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}" for to in unused)
    last, words = moves[-1], f"Its file also says: {told} (São Paulo)."
    flags = (*last.flags, TIME_BEYOND_STATUS)
    told_by = (
        replace(last, flags=flags, reason=f"{last.reason} {words}") if last.reason else replace(last, flags=flags, note=words)
    )
    return [*moves[:-1], told_by]
