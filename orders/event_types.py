"""What happens to orders. The subject is the order's uid, the sequence that of its entry in the public log."""

from events.catalogue import Field, declare

_VENDOR = Field(str, "The vendor's slug.")
_ENTRY = {"status": Field(str, "The order's status from this entry on."), "vendor": _VENDOR}

ORDER_PLACED = declare("order.placed", "A customer placed an order.", _ENTRY, webhook=True)
ORDER_STATUS_CHANGED = declare("order.status_changed", "An order moved to another status.", _ENTRY, webhook=True)
ORDER_READY = declare(
    "order.ready",
    "An order is ready for pickup. Comes beside `order.status_changed`, with the same sequence.",
    _ENTRY,
    webhook=True,
)
ORDER_COMPLETED = declare(
    "order.completed", "An order is completed. Comes beside `order.status_changed`, with the same sequence.", _ENTRY, webhook=True
)
# What a timer has come to (orders.deadlines). The status has not changed: the sequence is that of the entry that waits.
_DUE = {**_ENTRY, "due_at": Field(str, "When it was due, ISO 8601: after an outage it happens later than that.")}
ORDER_UNANSWERED = declare(
    "order.unanswered", "The vendor has not answered an order in good time; its managers are called.", _DUE, webhook=True
)
ORDER_CANCEL_OFFERED = declare(
    "order.cancel_offered",
    "The vendor's time to answer an order is over; the customer was offered to cancel it.",
    _DUE,
    webhook=True,
)
PICKUP_WAITING = declare(
    "pickup.waiting",
    "An order that is ready has not been picked up for a while; both sides are reminded, twice at most.",
    {**_DUE, "reminder": Field(int, "1, or 2: at the next opening.")},
    webhook=True,
)
