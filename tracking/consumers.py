"""The WebSockets of the tracking page and of a vendor's board."""

import asyncio
import time
from typing import Any, ClassVar
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer

from accounts.websocket import is_still_signed_in
from tracking.followers import BoardFollower, Follower, OrderFollower
from tracking.frames import board_frame, entry_frame
from tracking.hub import Hub, Topic, get_hub
from tracking.limits import leave_address, take_address
from tracking.publishing import order_topic, vendor_topic
from tracking.reads import entries_after, find_order, last_sequences, recently_moved
from tracking.sockets import Socket
from vendors.models import Membership

NOT_FOUND = 4404
SIGN_IN = 4401
UNKNOWN_FRAME = 4400
TOO_MANY = 4429
FRAMES_PER_SECOND = 10
RECHECK_SECONDS = 25.0


class LiveConsumer(AsyncWebsocketConsumer):
    """A socket that only listens. The hub brings its frames, so it has no channel of its own in Redis."""

    channel_layer_alias: ClassVar[str] = ""
    hub: Hub
    topic: Topic | None = None
    follower: Follower

    async def connect(self) -> None:
        """Accept first, so that a refusal's code reaches the browser; then join or refuse."""
        await self.accept()
        self._second, self._frames = 0, 0
        self.address = (self.scope.get("client") or ("",))[0]
        if not take_address(self.address):
            await self.close(TOO_MANY)
            return
        self.hub = get_hub()
        await self.follow()

    async def follow(self) -> None:
        """Join the topic, or close with the reason's code."""
        raise NotImplementedError

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Take a pong, a few times a second; close on anything else: there is nothing to say to us."""
        second = int(time.monotonic())
        self._frames = self._frames + 1 if second == self._second else 1
        self._second = second
        if self._frames > FRAMES_PER_SECOND or text_data is None or text_data.replace(" ", "") != '{"type":"pong"}':
            await self.close(UNKNOWN_FRAME)

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        """Leave the topic and end."""
        leave_address(self.address)
        if self.topic is not None:
            await self.hub.leave(self.topic, self.follower)
        raise StopConsumer

    def open_socket(self) -> Socket:
        """Return this accepted connection as the hub uses it."""
        return Socket(self.scope.get("direct_send", self.base_send), self._drop)

    def _drop(self) -> None:
        if self.topic is not None:
            self.topic.followers.discard(self.follower)


class TrackingConsumer(LiveConsumer):
    """`/ws/tracking/{uid}/?after=<sequence>`: every entry after it from the database, then live ones.

    The follower joins the hub before the database is read, and takes entries strictly by sequence: what commits during
    the replay comes by either way, once.
    """

    async def follow(self) -> None:
        """Join, then replay."""
        after = parse_after(self.scope.get("query_string", b""))
        order = await database_sync_to_async(find_order)(self.scope["url_route"]["kwargs"]["uid"])
        if order is None or after is None:
            await self.close(NOT_FOUND if after is not None else UNKNOWN_FRAME)
            return
        self.follower = OrderFollower(self.open_socket(), min(after, order.sequence))
        self.topic = await self.hub.join(order_topic(order.uid), self.follower, sweep=sweep_orders, about=order.uid)
        for entry in await database_sync_to_async(entries_after)(order, after):
            self.follower.offer(order.uid, entry.sequence, entry_frame(entry))


class BoardConsumer(LiveConsumer):
    """`/ws/vendor/{slug}/`: a vendor's new orders and entries, for its members."""

    _rechecks: asyncio.Task[None] | None = None

    async def follow(self) -> None:
        """Join where the caller is a member."""
        user = self.scope.get("user")
        if user is None or not user.is_authenticated:
            await self.close(SIGN_IN)
            return
        vendor_id = await self._vendor_id()
        if vendor_id is None:
            await self.close(NOT_FOUND)
            return
        self.follower = BoardFollower(self.open_socket())
        self.topic = await self.hub.join(vendor_topic(vendor_id), self.follower, sweep=sweep_boards, about=vendor_id)
        self._rechecks = asyncio.create_task(self._recheck())

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        """Ask no more, and leave."""
        if self._rechecks is not None:
            self._rechecks.cancel()
        await super().websocket_disconnect(message)

    async def _recheck(self) -> None:
        """Close within RECHECK_SECONDS of a sign-out, a lost membership or a suspension."""
        while True:
            await asyncio.sleep(RECHECK_SECONDS)
            if not await is_still_signed_in(self.scope):
                await self.close(SIGN_IN)
            elif await self._vendor_id() is None:
                await self.close(NOT_FOUND)

    async def _vendor_id(self) -> int | None:
        slug = self.scope["url_route"]["kwargs"]["slug"]
        vendor_id: int | None = await database_sync_to_async(vendor_of_member)(slug, self.scope["user"].pk)
        return vendor_id


def parse_after(query: bytes) -> int | None:
    """Return the sequence of `?after=`, -1 without it, or None where it is no number."""
    values = parse_qs(query.decode("latin-1")).get("after")
    if not values:
        return -1
    text = values[0]
    return int(text) if text.lstrip("-").isascii() and text.lstrip("-").isdigit() and len(text) < 10 else None


def vendor_of_member(slug: str, user_id: int) -> int | None:
    """Return the id of the vendor that this person is a member of, or None."""
    found = Membership.objects.filter(vendor__slug=slug, vendor__is_suspended=False, user_id=user_id, user__is_active=True)
    return found.values_list("vendor_id", flat=True).first()


async def sweep_orders(topics: list[Topic]) -> None:
    """Bring the followers of orders what they lack."""
    sequences = await database_sync_to_async(last_sequences)([topic.about for topic in topics])
    for topic in topics:
        lowest = min((follower.sequence for follower in topic.followers if isinstance(follower, OrderFollower)), default=None)
        if lowest is None or sequences.get(topic.about, -1) <= lowest:
            continue
        for entry in await database_sync_to_async(_missing)(topic.about, lowest):
            topic.hand_out(topic.about, entry.sequence, entry_frame(entry))


async def sweep_boards(topics: list[Topic]) -> None:
    """Bring the boards what moved in the last half minute."""
    by_vendor = {topic.about: topic for topic in topics}
    for entry, frame in await database_sync_to_async(_recent_frames)(list(by_vendor)):
        by_vendor[entry.order.vendor_id].hand_out(entry.order.uid, entry.sequence, frame)


def _missing(uid: str, after: int) -> list[Any]:
    order = find_order(uid)
    return entries_after(order, after) if order else []


def _recent_frames(vendor_ids: list[int]) -> list[Any]:
    return [(entry, board_frame(entry)) for entry in recently_moved(vendor_ids)]
