"""The base of the product's WebSockets: they listen, the hub brings their frames, and they end with the sign-in."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from typing import Any, ClassVar, ParamSpec, TypeVar, cast

import structlog
from channels.db import database_sync_to_async
from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer

from accounts.websocket import Receive, Scope, Send, is_still_signed_in
from live.followers import Follower
from live.hub import Sweep, Topic, get_hub
from live.limits import client_address, leave_address, take_address
from live.sockets import Socket
from live.wire import Wire

UNKNOWN_FRAME = 4400
SIGN_IN = 4401
REFUSED = 4403  # a second factor is needed, or the token was not given for this
NOT_FOUND = 4404
TOO_MANY = 4429
FRAMES_PER_SECOND = 10
RECHECK_SECONDS = 25.0
P = ParamSpec("P")
T = TypeVar("T")
log = structlog.get_logger(__name__)


class LiveConsumer(AsyncWebsocketConsumer):
    """A socket that only listens. The hub brings its frames, so it has no channel of its own in Redis."""

    channel_layer_alias: ClassVar[str] = ""
    address: str | None = None
    topic: Topic | None = None
    follower: Follower
    _wire: Wire | None = None
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
        send = self.scope.get("direct_send", self.base_send)
        self._wire = Wire.of(send)
        return Socket(send, self._drop) if self._wire is None else Socket(send, self._drop, self._wire.write)

    def _drop(self) -> None:
        """Cut off a reader that does not read. A polite close would wait for that reader for ever."""
        if self._wire is not None:
            self._wire.abort()
        elif self._task is not None:
            self._task.cancel()


class SignedInConsumer(LiveConsumer):
    """A socket for somebody who is signed in; it ends with what it was opened by."""

    _rechecks: asyncio.Task[None] | None = None
    _in_doubt: asyncio.Event

    def watch_sign_in(self) -> None:
        """Begin to ask every RECHECK_SECONDS whether this reader may read on, and close with the reason where not."""
        self._in_doubt = asyncio.Event()
        self._rechecks = asyncio.create_task(self._recheck())

    def doubt(self) -> None:
        """Ask now."""
        self._in_doubt.set()

    async def reason_to_close(self) -> int | None:
        """Return the close code where the sign-in ended."""
        return None if await is_still_signed_in(self.scope) else SIGN_IN

    async def end(self) -> None:
        """Ask no more, and leave."""
        if self._rechecks is not None:
            self._rechecks.cancel()
        await super().end()

    async def _recheck(self) -> None:
        code = None
        while code is None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._in_doubt.wait(), RECHECK_SECONDS)
            self._in_doubt.clear()
            try:
                code = await self.reason_to_close()
            except Exception as error:
                log.warning("socket_recheck_put_off", error=repr(error))
        await self.close(code)


async def in_database(read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what `read` reads, in a thread of its own: one slow query must not hold up every other socket's."""
    return cast("T", await database_sync_to_async(read, thread_sensitive=False)(*args, **kwargs))
