"""One open WebSocket, as the hub sees it: something that takes frames at once, or is dropped."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator
from typing import Any

MAX_PENDING = 64
Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]


class _Rest(Awaitable[None]):
    """What is left of a coroutine that was run up to its first wait."""

    def __init__(self, coroutine: Coroutine[Any, Any, None], first: Any) -> None:
        self._coroutine = coroutine
        self._first = first

    def __await__(self) -> Generator[Any, Any, None]:
        yield self._first
        yield from self._coroutine.__await__()


class Socket:
    """Sends text frames without waiting for the reader.

    Where the server's end is at hand, the frame goes straight to it (`write`). Else `send` is run in place: it writes to the
    transport and returns at once while the reader keeps up, so there is no task and no queue for each socket. A reader that
    lags has its frames kept, up to MAX_PENDING; then it is dropped.
    """

    def __init__(self, send: Send, drop: Callable[[], None], write: Callable[[str], bool] = lambda text: False) -> None:
        self._send = send
        self._drop = drop
        self._write = write
        self._pending: deque[str] = deque()
        self._draining: asyncio.Task[None] | None = None
        self.is_dropped = False

    def send_text(self, text: str) -> None:
        """Send a frame, or keep it for a reader that lags, or drop that reader."""
        if self.is_dropped:
            return
        if self._draining is not None:
            self._keep(text)
            return
        if self._write(text):
            return
        sending = self._send({"type": "websocket.send", "text": text})
        try:
            first = sending.send(None)
        except StopIteration:
            return
        except Exception:
            self.close()
        else:
            self._draining = asyncio.get_running_loop().create_task(self._drain(_Rest(sending, first)))

    def close(self) -> None:
        """Take no more frames, and have the connection cut."""
        self.is_dropped = True
        self._pending.clear()
        if self._draining is not None:
            self._draining.cancel()
        self._drop()

    def _keep(self, text: str) -> None:
        if len(self._pending) >= MAX_PENDING:
            self.close()
        else:
            self._pending.append(text)

    async def _drain(self, rest: _Rest) -> None:
        try:
            await rest
            while self._pending:
                await self._send({"type": "websocket.send", "text": self._pending.popleft()})
        except Exception:
            self.close()
        finally:
            self._draining = None
