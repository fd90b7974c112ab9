"""The WebSockets of the tracking page and of a vendor's board."""

import asyncio
import contextlib
import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar, ParamSpec, TypeVar, cast
from urllib.parse import parse_qs

import structlog
from channels.db import database_sync_to_async
from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from django.utils import timezone

from accounts.models import User
from accounts.scopes import has_scope, memberships_for
from accounts.websocket import Receive, Scope, Send, is_still_signed_in
from orders.deadlines import count_fired
from tracking.followers import TIMERS, BoardFollower, Follower, OrderFollower
from tracking.frames import board_frame, board_timers_frame, entry_frame, is_sealed, sealed_frame, timers_frame
from tracking.hub import Sweep, Topic, get_hub
from tracking.limits import client_address, leave_address, take_address
from tracking.publishing import order_topic, vendor_topic
from tracking.reads import find_order, last_sequences, recently_moved, sealed_entries, story_after
from tracking.sockets import Socket
from vendors.permissions import Permission, memberships_at_work

NOT_FOUND = 4404
BEYOND_SCOPE = 4403
SIGN_IN = 4401
SECOND_FACTOR = 4403
UNKNOWN_FRAME = 4400
TOO_MANY = 4429
FRAMES_PER_SECOND = 10
RECHECK_SECONDS = 25.0
BOARD_OVERLAP = timedelta(seconds=5)  # for moves that were under way when the last sweep looked
P = ParamSpec("P")
T = TypeVar("T")
log = structlog.get_logger(__name__)


class LiveConsumer(AsyncWebsocketConsumer):
    """A socket that only listens. The hub brings its frames, so it has no channel of its own in Redis."""

    channel_layer_alias: ClassVar[str] = ""
    address: str | None = None
    topic: Topic | None = None
    follower: Follower
    _is_closing = False
    _second = 0
    _frames = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the connection; leave everything behind as it was, however it ends."""
        self._task = asyncio.current_task()
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self.end()

    async def connect(self) -> None:
        """Accept first, so that a refusal's code reaches the browser; then join or refuse."""
        await self.accept()
        self.address = client_address(self.scope)
        if take_address(self.address):
            await self.follow()
        else:
            await self.close(TOO_MANY)

    async def follow(self) -> None:
        """Join the topic, or close with the reason's code."""
        raise NotImplementedError

    async def join(self, name: str, follower: Follower, *, sweep: Sweep, about: Any) -> None:
        """Have the hub bring this follower the frames of a topic."""
        self.follower = follower
        self.topic = get_hub().topic(name, sweep=sweep, about=about)
        await get_hub().join(self.topic, follower)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Take a pong, a few times a second; close on anything else: there is nothing to say to us."""
        second = int(time.monotonic())
        self._frames = self._frames + 1 if second == self._second else 1
        self._second = second
        if self._frames > FRAMES_PER_SECOND or text_data is None or text_data.replace(" ", "") != '{"type":"pong"}':
            await self.close(UNKNOWN_FRAME)

    async def close(self, code: int | bool | None = None, reason: str | None = None) -> None:
        """Close once: what arrives while the close is on its way changes nothing."""
        if not self._is_closing:
            self._is_closing = True
            await super().close(code, reason)

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        """End; __call__ cleans up."""
        raise StopConsumer

    async def end(self) -> None:
        """Give back the address's place and leave the topic."""
        if self.address is not None:
            leave_address(self.address)
        if self.topic is not None:
            await get_hub().leave(self.topic, self.follower)

    def open_socket(self) -> Socket:
        """Return this accepted connection as the hub uses it."""
        return Socket(self.scope.get("direct_send", self.base_send), self._drop)

    def _drop(self) -> None:
        """Cut off a reader that does not read. A polite close would wait for that reader for ever."""
        server = getattr(self.scope.get("direct_send"), "__self__", None)
        transport = getattr(server, "transport", None)
        if transport is not None:
            transport.abort()
        elif self._task is not None:
            self._task.cancel()


class TrackingConsumer(LiveConsumer):
    """`/ws/tracking/{uid}/?after=<sequence>&fired=<number>`: every entry after it from the database, then live ones.

    `fired`: of how many timers the reader knows that they have fired; without it, of all that have.

    The follower joins the hub before the database is read, and takes entries strictly by sequence: what commits during
    the replay comes by either way, once.
    """

    async def follow(self) -> None:
        """Join, then replay."""
        query = self.scope.get("query_string", b"")
        after, fired = parse_number(query, "after"), parse_number(query, "fired")
        order = await in_database(find_order, self.scope["url_route"]["kwargs"]["uid"])
        if order is None or after is None or fired is None:
            await self.close(UNKNOWN_FRAME if after is None or fired is None else NOT_FOUND)
            return
        known = count_fired(order) if fired < 0 else fired
        follower = OrderFollower(self.open_socket(), min(after, order.sequence), known)
        await self.join(order_topic(order.uid), follower, sweep=sweep_orders, about=order.uid)
        now, entries = await in_database(story_after, order.uid, after)
        for entry in entries:
            follower.offer(order.uid, entry.sequence, entry_frame(entry))
            if is_sealed(entry):  # the frame said so
                follower.told_sealed(entry.sequence)
        if now is not None:
            follower.offer(TIMERS, count_fired(now), timers_frame(now))


class BoardConsumer(LiveConsumer):
    """`/ws/vendor/{slug}/`: a vendor's new orders and entries, for its members."""

    _rechecks: asyncio.Task[None] | None = None
    _in_doubt: asyncio.Event

    async def follow(self) -> None:
        """Join where the caller is a member."""
        user = self.scope.get("user")
        if user is None or not user.is_authenticated:
            await self.close(SIGN_IN)
            return
        if not has_scope(user, Permission.ORDERS_VIEW):
            await self.close(BEYOND_SCOPE)
            return
        vendor_id = await self._vendor_id()
        if vendor_id is None:
            await self.close(await self._miss())
            return
        self._in_doubt = asyncio.Event()
        self._rechecks = asyncio.create_task(self._recheck())
        follower = BoardFollower(self.open_socket(), self._in_doubt.set)
        await self.join(vendor_topic(vendor_id), follower, sweep=sweep_boards, about=vendor_id)

    async def end(self) -> None:
        """Ask no more, and leave."""
        if self._rechecks is not None:
            self._rechecks.cancel()
        await super().end()

    async def _recheck(self) -> None:
        """Close at once on a lost membership or a suspension; on what else ends a sign-in, within RECHECK_SECONDS."""
        code = None
        while code is None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._in_doubt.wait(), RECHECK_SECONDS)
            self._in_doubt.clear()
            try:
                code = await self._reason_to_close()
            except Exception as error:
                log.warning("board_recheck_put_off", error=repr(error))
        await self.close(code)

    async def _reason_to_close(self) -> int | None:
        if not await is_still_signed_in(self.scope):
            return SIGN_IN
        return await self._miss() if await self._vendor_id() is None else None

    async def _miss(self) -> int:
        is_member = await in_database(is_member_of, self.scope["url_route"]["kwargs"]["slug"], self.scope["user"])
        return SECOND_FACTOR if is_member else NOT_FOUND

    async def _vendor_id(self) -> int | None:
        return await in_database(vendor_of_board, self.scope["url_route"]["kwargs"]["slug"], self.scope["user"])


def parse_number(query: bytes, name: str) -> int | None:
    """Return the number of `?after=` or `?fired=`, -1 without it, or None where it is no number."""
    text = parse_qs(query.decode("latin-1")).get(name, ["-1"])[0]
    return int(text) if re.fullmatch(r"-1|[0-9]{1,9}", text) else None


async def in_database(read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what `read` reads, in a thread of its own: one slow query must not hold up every other socket's."""
    return cast("T", await database_sync_to_async(read, thread_sensitive=False)(*args, **kwargs))


def vendor_of_board(slug: str, user: User) -> int | None:
    """Return the id of the vendor whose orders this caller may see now (with the second factor that the role takes), or None."""
    theirs = memberships_at_work(user, Permission.ORDERS_VIEW)
    found = theirs.filter(vendor__slug=slug, vendor__is_suspended=False, user__is_active=True)
    return found.values_list("vendor_id", flat=True).first()


def is_member_of(slug: str, user: User) -> bool:
    """Say whether this caller is in the team, within its scopes: then the second factor is what is missing."""
    theirs = memberships_for(user, Permission.ORDERS_VIEW)
    return bool(theirs.filter(vendor__slug=slug, vendor__is_suspended=False, user__is_active=True).exists())


async def sweep_orders(topics: list[Topic]) -> None:
    """Bring the followers of orders what they lack."""
    newest = await in_database(last_sequences, [topic.about for topic in topics])
    for topic in topics:
        sequence, fired = newest.get(topic.about, (-1, 0))
        lowest = min((follower.sequence for follower in order_followers(topic)), default=sequence)
        if topic.is_lacking(topic.about, sequence) or topic.is_lacking(TIMERS, fired):
            await _catch_up(topic, lowest)
    await tell_sealed(topics)


async def _catch_up(topic: Topic, lowest: int) -> None:
    """Bring an order's followers the entries after the lowest that one of them has, and what has fired."""
    order, entries = await in_database(story_after, topic.about, lowest)
    for entry in entries:
        lacking = [follower for follower in order_followers(topic) if follower.sequence < entry.sequence]
        topic.hand_out(topic.about, entry.sequence, entry_frame(entry))
        for follower in lacking if is_sealed(entry) else ():  # the frame said so
            follower.told_sealed(entry.sequence)
    if order is not None:
        topic.hand_out(TIMERS, count_fired(order), timers_frame(order))


async def tell_sealed(topics: list[Topic]) -> None:
    """Tell the followers of orders which of the entries that they had are sealed now."""
    waiting = [topic for topic in topics if any(follower.sealed < follower.sequence for follower in order_followers(topic))]
    if not waiting:
        return
    tree_size, sealed = await in_database(sealed_entries, [topic.about for topic in waiting])
    for topic in waiting:
        for sequence, index in sealed.get(topic.about, ()):
            frame = sealed_frame(sequence, index=index, tree_size=tree_size)
            for follower in order_followers(topic):
                follower.seal(sequence, frame)


def order_followers(topic: Topic) -> list[OrderFollower]:
    """Return those of a topic's followers that read an order."""
    return [follower for follower in topic.followers if isinstance(follower, OrderFollower)]


async def sweep_boards(topics: list[Topic]) -> None:
    """Bring the boards what moved since they were last swept."""
    by_vendor = {topic.about: topic for topic in topics}
    started = timezone.now()
    since = min(topic.swept_at for topic in topics) - BOARD_OVERLAP
    for entry in await in_database(recently_moved, list(by_vendor), since):
        topic = by_vendor[entry.order.vendor_id]
        if topic.is_lacking(entry.order.uid, entry.sequence):
            topic.hand_out(entry.order.uid, entry.sequence, await in_database(board_frame, entry))
        key, fired = f"{TIMERS}.{entry.order.uid}", count_fired(entry.order)
        if fired and topic.is_lacking(key, fired):
            topic.hand_out(key, fired, board_timers_frame(entry.order))
    for topic in topics:
        topic.swept_at = started
