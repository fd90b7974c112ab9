"""What a follower is told, in one sentence: whoever has the link need not be who ordered."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common.letters import say
from orders.statuses import WAITING_FOR_COURIER, Status

HEADLINES: dict[Status, str] = {
    Status.PLACED: gettext_noop("Waiting for {vendor} to accept"),
    Status.ACCEPTED: gettext_noop("{vendor} accepted the order"),
    Status.PREPARING: gettext_noop("{vendor} is preparing the order"),
    Status.READY_FOR_PICKUP: gettext_noop("Ready to be picked up"),
    Status.OUT_FOR_DELIVERY: gettext_noop("On its way"),
    Status.DELIVERED: gettext_noop("Delivered"),
    Status.COMPLETED: gettext_noop("Completed"),
    Status.REJECTED: gettext_noop("{vendor} could not take the order"),
    Status.CANCELLED: gettext_noop("Cancelled"),
}


def headline(status: str, *, vendor: str, is_delivery: bool) -> str:
    """Return where an order is, in the language of `reading`; else in English."""
    waits = is_delivery and status == Status.READY_FOR_PICKUP
    return say(_(WAITING_FOR_COURIER if waits else HEADLINES[Status(status)]), vendor=vendor)
