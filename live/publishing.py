"""Handing a frame to those who follow a topic, after the commit, without making the request wait.

Best effort: what Redis loses, every web process sweeps up from the database (live.hub).
"""

import asyncio
import os
from dataclasses import dataclass

from channels.layers import get_channel_layer

from common.background import BackgroundSender

GIVE_UP_SECONDS = 1.0


@dataclass(frozen=True)
class Message:
    """A frame on its way to a topic. `key` names what it is about, where a topic has several: an order's uid on a board."""

    topic: str
    key: str
    sequence: int
    frame: str


class LayerSender:
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


publisher: BackgroundSender[Message] = BackgroundSender("publish-frames", LayerSender())
