"""What a follower is told, in one sentence: whoever has the link need not be who ordered."""

from orders.statuses import Status

HEADLINES: dict[Status, str] = {
    Status.PLACED: "Waiting for {vendor} to accept",
    Status.ACCEPTED: "{vendor} accepted the order",
    Status.PREPARING: "{vendor} is preparing the order",
    Status.READY_FOR_PICKUP: "Ready to be picked up",
    Status.OUT_FOR_DELIVERY: "On its way",
    Status.DELIVERED: "Delivered",
    Status.COMPLETED: "Completed",
    Status.REJECTED: "{vendor} could not take the order",
    Status.CANCELLED: "Cancelled",
}
WAITING_FOR_COURIER = "Packed, waiting for the courier"


def headline(status: str, *, vendor: str, is_delivery: bool) -> str:
    """Return where an order is, as the page's first words."""
    if status == Status.READY_FOR_PICKUP and is_delivery:
        return WAITING_FOR_COURIER
    return HEADLINES[Status(status)].format(vendor=vendor)
