"""Handing a new entry to those who follow it, after the commit, without making the request wait."""

from events.models import Event
from live.hub import EVERY_HUB
from live.publishing import Message, publisher
from orders.deadlines import count_fired
from orders.models import Order, OrderStatusHistory
from tracking.followers import TEAM, TIMERS
from tracking.frames import board_frame, board_timers_frame, entry_frame, timers_frame


def order_topic(uid: str) -> str:
    """Name the topic of those who follow one order."""
    return f"order.{uid}"


def vendor_topic(vendor_id: int) -> str:
    """Name the topic of a vendor's board."""
    return f"vendor.{vendor_id}"


def publish_entry(event: Event, entry: OrderStatusHistory) -> None:
    """Hand the frames of a new entry to the background sender: for the order's followers and the vendor's board."""
    order = entry.order
    publisher.offer(Message(order_topic(order.uid), order.uid, entry.sequence, entry_frame(entry)))
    publisher.offer(Message(vendor_topic(order.vendor_id), order.uid, entry.sequence, board_frame(entry)))


def publish_timers(event: Event, _about: None) -> None:
    """Say to the order's followers and the vendor's board that one of its timers has fired."""
    order = Order.objects.with_timers().get(uid=event.subject)
    fired = count_fired(order)
    publisher.offer(Message(order_topic(order.uid), TIMERS, fired, timers_frame(order)))
    publisher.offer(Message(vendor_topic(order.vendor_id), f"{TIMERS}.{order.uid}", fired, board_timers_frame(order)))


def publish_team_change(event: Event, _about: None) -> None:
    """Have every open board of the vendor ask at once whether its reader is still of the team."""
    publisher.offer(Message(vendor_topic(event.payload["vendor_key"]), TEAM, 0, ""))


def publish_sealed(tree_size: int) -> None:
    """Tell every web process that a new tree was signed; each looks which of its followers wait for it."""
    publisher.offer(Message(EVERY_HUB, "", tree_size, ""))
