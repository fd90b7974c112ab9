"""Handing a new entry to those who follow it, after the commit, without making the request wait.

Best effort: what Redis loses, every web process sweeps up from the database (tracking.hub).
"""

import asyncio
import os
from dataclasses import dataclass

from channels.layers import get_channel_layer

from common.background import BackgroundSender
from events.models import Event
from orders.deadlines import count_fired
from orders.models import Order, OrderStatusHistory
from tracking.followers import TEAM, TIMERS
from tracking.frames import board_frame, board_timers_frame, entry_frame, timers_frame
from tracking.hub import SEALS

GIVE_UP_SECONDS = 1.0


@dataclass(frozen=True)
class Message:
    """A frame on its way to a topic. `key` is the order's uid: followers of a vendor tell orders apart by it."""

    topic: str
    key: str
    sequence: int
    frame: str


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
    publisher.offer(Message(SEALS, "", tree_size, ""))


class _LayerSender:
    """Sends to the channel layer from a plain thread, on one event loop of its own (and so one connection)."""

    def __init__(self) -> None:
        # By process: after a fork the parent's loop and connection are not ours to use, nor to close.
        self._loops: dict[int, asyncio.AbstractEventLoop] = {}

    def __call__(self, message: Message) -> None:
        loop = self._loops.get(os.getpid())
        if loop is None:
            loop = self._loops[os.getpid()] = asyncio.new_event_loop()
        loop.run_until_complete(asyncio.wait_for(self._send(message), GIVE_UP_SECONDS))

    async def _send(self, message: Message) -> None:
        content = {"topic": message.topic, "key": message.key, "sequence": message.sequence, "frame": message.frame}
        await get_channel_layer().group_send(message.topic, content)


publisher: BackgroundSender[Message] = BackgroundSender("publish-entries", _LayerSender())
