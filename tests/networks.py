"""A network that can be hurt: a small TCP proxy in front of a real server, which slows down, swallows, or cuts what passes."""

import asyncio
import contextlib
import threading
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Network:
    """The way to one server, which listens on a Unix socket. `port` is where it is reached instead, on 127.0.0.1."""

    upstream: str
    port: int = 0
    delay: float = 0.0  # seconds that each piece takes, in both directions
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)
    _passes: asyncio.Event = field(default_factory=asyncio.Event)
    _is_cut: bool = False
    _server: asyncio.Server | None = None

    def swallow(self) -> None:
        """Let nothing through from now on, and say so to nobody: connections stand, and new ones are made."""
        self._loop.call_soon_threadsafe(self._passes.clear)

    def cut(self) -> None:
        """Reset every connection, and each new one at once, as a server that was killed."""
        self._is_cut = True
        self._loop.call_soon_threadsafe(self._reset)

    def heal(self) -> None:
        """Let everything through again, also what was held back."""
        self.delay, self._is_cut = 0.0, False
        self._loop.call_soon_threadsafe(self._passes.set)

    def _reset(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_cut:
            writer.transport.abort()
            return
        there_reader, there_writer = await asyncio.open_unix_connection(self.upstream)
        ends = {writer, there_writer}
        self._writers |= ends
        try:  # a proxy that is ended ends here; asyncio would call that a fault
            await asyncio.gather(self._carry(reader, there_writer), self._carry(there_reader, writer))
        except asyncio.CancelledError:
            pass
        finally:
            self._writers -= ends
            for end in ends:
                end.transport.abort()

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while piece := await source.read(65_536):
                await asyncio.sleep(self.delay)
                await self._passes.wait()
                target.write(piece)
                await target.drain()
        target.close()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        self._passes.set()

    async def _end(self) -> None:
        assert self._server is not None
        self._server.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Do `work` in the proxy's own thread."""
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)


@contextlib.contextmanager
def network_to(socket: str) -> Iterator[Network]:
    """Run a proxy to the Unix socket at that path."""
    network = Network(socket)
    thread = threading.Thread(target=network._loop.run_forever)
    thread.start()
    try:
        network.run(network._listen())
        yield network
    finally:
        network.run(network._end())
        network._loop.call_soon_threadsafe(network._loop.stop)
        thread.join(10)
        network._loop.close()
