"""What an entry of an order says in the public log. The rows are the record; this is how they are put into words, for ever.

Changing what is said here changes nothing that was said before: a bundle of an old entry would no longer verify, and a test holds
the form against a golden entry.
"""

from datetime import datetime

from ledger.encoding import Statement, milliseconds
from orders.models import OrderStatusHistory
from orders.statuses import ActorRole

KIND = "order.status"
#: Fields that hold somebody's words or name; erased with the person.
PERSONAL = ("actor", "note", "reason")
#: What a row says where such a field was erased, and nothing else.
ERASED: dict[str, frozenset[str]] = {
    "actor": frozenset(ActorRole.values),
    "note": frozenset({""}),
    "reason": frozenset({"", "erased"}),
}


def statement_of(entry: OrderStatusHistory) -> Statement:
    """Return what `entry` says. Where it is the first one, its order and vendor are loaded."""
    data: dict[str, str | int] = {"from": entry.from_status, "to": str(entry.status), "by": str(entry.actor_role)}
    if entry.estimated_ready_at is not None:
        data["ready_at"] = milliseconds(entry.estimated_ready_at)
    fields = {
        "actor": f"user:{entry.actor_id}" if entry.actor_id else str(entry.actor_role),
        "note": entry.note,
        "reason": entry.reason,
    }
    if entry.sequence == 0:
        data["fulfilment"] = str(entry.order.fulfilment)
        fields |= {"ref": entry.order.reference, "vendor": entry.order.vendor.slug}
    return Statement(KIND, data, fields, at=claimed_at(entry))


def claimed_at(entry: OrderStatusHistory) -> datetime | None:
    """Return the claimed time; None where it is the database's default, yet to come."""
    value: object = entry.claimed_at
    return value if isinstance(value, datetime) else None
