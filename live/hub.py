"""The hub of a web process: one Redis subscription for each followed topic, one loop that hands each frame to all its sockets.

Redis wakes, the database is the record: whatever Redis does not bring, the sweep does within SWEEP_SECONDS, so that a
follower is complete whether Redis is there or not.
"""

import asyncio
import contextlib
import weakref
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from channels.layers import get_channel_layer
from django.utils import timezone

from live.followers import Follower

SWEEP_SECONDS = 2.0
PING_SECONDS = 25.0
SUBSCRIBE_SECONDS = 1.0
EVERY_HUB = "live.every-hub"  # the group that every hub is in: a message to it brings the next sweep forward
PING = '{"type":"ping"}'
log = structlog.get_logger(__name__)

#: Brings what the followers of some topics lack, from the database.
Sweep = Callable[[list["Topic"]], Awaitable[None]]


@dataclass(eq=False)
class Topic:
    """What some follow in this process (an order, a board, one's notifications), with those who do."""

    name: str
    sweep: Sweep
    about: Any  # an order's uid, a vendor's id, a person's
    followers: set[Follower] = field(default_factory=set)
    is_subscribed: bool = False
    swept_at: datetime = field(default_factory=timezone.now)

    def is_lacking(self, key: str, sequence: int) -> bool:
        """Say whether a follower has not had this entry."""
        return any(follower.lacks(key, sequence) for follower in self.followers)

    def hand_out(self, key: str, sequence: int, frame: str) -> bool:
        """Offer a frame to every follower; return False where one of them lacks an earlier one."""
        whole = True
        for follower in tuple(self.followers):
            whole &= follower.offer(key, sequence, frame)
        return whole


class Hub:
    """All followers of one event loop."""

    def __init__(self) -> None:
        self.topics: dict[str, Topic] = {}
        self._layer = get_channel_layer()
        self._channel = ""
        self._tasks: list[asyncio.Task[None]] = []
        self._repairs: dict[Topic, asyncio.Task[None]] = {}
        self._again: set[Topic] = set()
        self._hurry = asyncio.Event()
        self._is_in_every_hub = False

    def topic(self, name: str, *, sweep: Sweep, about: Any) -> Topic:
        """Return the topic of this name, a new one where nobody follows it."""
        return self.topics.setdefault(name, Topic(name, sweep, about))

    async def join(self, topic: Topic, follower: Follower) -> None:
        """Have `follower` get the frames of a topic from now on. Waits at most SUBSCRIBE_SECONDS for Redis."""
        self._start()
        topic.followers.add(follower)
        if not topic.is_subscribed:
            await self._subscribe(topic)

    async def leave(self, topic: Topic, follower: Follower) -> None:
        """Send `follower` nothing more; forget a topic that nobody follows."""
        topic.followers.discard(follower)
        if topic.followers or self.topics.get(topic.name) is not topic:
            return
        del self.topics[topic.name]
        if topic.is_subscribed:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(self._layer.group_discard(topic.name, self._channel), SUBSCRIBE_SECONDS)

    def repair(self, topic: Topic) -> None:
        """Bring a topic up to date from the database now. Asked for again meanwhile, it looks once more."""
        if topic in self._repairs:
            self._again.add(topic)
            return
        task = asyncio.get_running_loop().create_task(self._repair(topic))
        self._repairs[topic] = task
        task.add_done_callback(lambda _: self._repairs.pop(topic, None))

    def _start(self) -> None:
        if not self._tasks:
            loop = asyncio.get_running_loop()
            self._tasks = [loop.create_task(run()) for run in (self._receive, self._sweep, self._ping)]

    async def _subscribe(self, topic: Topic) -> bool:
        try:
            async with asyncio.timeout(SUBSCRIBE_SECONDS):
                if not self._channel:
                    self._channel = await self._layer.new_channel()
                if not self._is_in_every_hub:
                    await self._layer.group_add(EVERY_HUB, self._channel)
                    self._is_in_every_hub = True
                await self._layer.group_add(topic.name, self._channel)
        except Exception as error:
            log.warning("live_subscription_put_off", topic=topic.name, error=repr(error))
        else:
            topic.is_subscribed = True
        return topic.is_subscribed

    async def _receive(self) -> None:
        while True:
            if not self._channel:
                await asyncio.sleep(0.05)
                continue
            message = await self._layer.receive(self._channel)
            try:
                self._hand_out(message)
            except Exception as error:  # one odd message must not end live delivery for everybody
                log.warning("live_message_refused", error=repr(error))

    def _hand_out(self, message: dict[str, Any]) -> None:
        if message["topic"] == EVERY_HUB:
            self._hurry.set()
            return
        topic = self.topics.get(message["topic"])
        if topic is not None and not topic.hand_out(message["key"], message["sequence"], message["frame"]):
            self.repair(topic)

    async def _sweep(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):  # a new seal, for instance, brings it forward
                await asyncio.wait_for(self._hurry.wait(), SWEEP_SECONDS)
            self._hurry.clear()  # what is told from now on, this sweep may miss
            by_kind: dict[Sweep, list[Topic]] = {}
            for topic in self.topics.values():
                by_kind.setdefault(topic.sweep, []).append(topic)
            for sweep, topics in by_kind.items():
                await self._sweep_some(sweep, topics)
            await self._subscribe_the_rest()

    async def _subscribe_the_rest(self) -> None:
        for topic in tuple(self.topics.values()):
            if not topic.is_subscribed and not await self._subscribe(topic):
                return  # Redis is away: the next round tries again

    async def _repair(self, topic: Topic) -> None:
        while True:
            self._again.discard(topic)
            await self._sweep_some(topic.sweep, [topic])
            if topic not in self._again:
                return

    async def _sweep_some(self, sweep: Sweep, topics: list[Topic]) -> None:
        try:
            await sweep(topics)
        except Exception as error:
            log.warning("live_sweep_failed", topics=len(topics), error=repr(error))

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(PING_SECONDS)
            for topic in tuple(self.topics.values()):
                for follower in tuple(topic.followers):
                    follower.socket.send_text(PING)


_hubs: "weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = weakref.WeakKeyDictionary()


def get_hub() -> Hub:
    """Return the hub of the running event loop."""
    loop = asyncio.get_running_loop()
    hub = _hubs.get(loop)
    if hub is None:
        hub = _hubs[loop] = Hub()
    return hub
