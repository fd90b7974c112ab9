"""Many WebSocket readers in one process, cheap enough not to be what is measured.

No library and no event loop: non-blocking sockets under one selector, a handshake written by hand, frames counted by their
header. Nothing is decoded; a frame costs one `recv` and some byte comparisons (about 3 µs). The process talks with the
benchmark over a pipe: it says when every reader has had its k-th entry, and at what time of the machine's monotonic clock.
"""

import multiprocessing
import resource
import selectors
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
AT_ONCE = 50  # handshakes under way: the server's accept queue and threads are not what is measured
TEXT, CLOSE, PING = 0x81, 0x88, 0x89
ENTRY = b'{"type":"entry"'  # ours has no spaces,
STOCK_ENTRY = b'{"type": "entry"'  # json.dumps() has
PATIENCE = 60.0


class ReaderClosed(RuntimeError):
    """A follower lost its connection, which no benchmark expects."""


@dataclass(eq=False)
class Reader:
    """One follower: its bytes not yet understood, and how many entries it has had."""

    socket: socket.socket
    is_open: bool = False
    entries: int = 0
    rest: bytes = b""

    def take(self, data: bytes) -> int:
        """Take what came; return how many entries it completed."""
        if self.rest:
            data = self.rest + data
        if not self.is_open:
            head, separator, data = data.partition(b"\r\n\r\n")
            if not separator:
                self.rest = head
                return 0
            if b" 101 " not in head[:16]:
                raise ReaderClosed(head[:200].decode(errors="replace"))
            self.is_open = True
        before, at = self.entries, 0
        while (end := self._frame(data, at)) is not None:
            at = end
        self.rest = data[at:]
        return self.entries - before

    def _frame(self, data: bytes, at: int) -> int | None:
        """Understand the frame at `at`; return where it ends, or None where it is not whole."""
        if len(data) < at + 2:
            return None
        length, start = data[at + 1], at + 2
        if length == 126:
            length, start = int.from_bytes(data[at + 2 : at + 4]), at + 4
        elif length == 127:
            raise ReaderClosed("a frame of more than 64 KB")
        end = start + length
        if len(data) < end:
            return None
        kind = data[at]
        if kind == TEXT and data.startswith((ENTRY, STOCK_ENTRY), start):
            self.entries += 1
        elif kind == PING:
            self.socket.send(bytes((0x8A, 0x80 | length)) + bytes(4) + data[start:end])  # masked with zeroes
        elif kind == CLOSE:
            raise ReaderClosed(f"closed with {int.from_bytes(data[start : start + 2])}")
        return end


@dataclass
class _Cohort:
    """Followers, who are all to have the same number of entries: of one order, or of many that move in step."""

    selector: selectors.BaseSelector
    pipe: Connection
    readers: list[Reader] = field(default_factory=list)
    reached: dict[int, int] = field(default_factory=dict)
    is_complete: bool = False

    def open(self, port: int, paths: Sequence[str], ready_entries: int) -> None:
        for start in range(0, len(paths), AT_ONCE):
            for path in paths[start : start + AT_ONCE]:
                reader = Reader(socket.create_connection(("127.0.0.1", port)))
                reader.socket.sendall(HANDSHAKE.format(path=path, port=port).encode())
                reader.socket.setblocking(False)
                self.readers.append(reader)
                self.selector.register(reader.socket, selectors.EVENT_READ, reader)
            deadline = time.monotonic() + PATIENCE
            while any(not r.is_open or r.entries < ready_entries for r in self.readers[start:]):
                if time.monotonic() > deadline:
                    raise ReaderClosed("a handshake took too long")
                self.read(1.0)
        self.reached.clear()
        self.is_complete = True
        self.pipe.send("ready")

    def read(self, timeout: float | None = None) -> bool:
        """Read what there is; return whether the benchmark has something to say."""
        asked = False
        for key, _ in self.selector.select(timeout):
            reader = key.data
            if reader is None:
                asked = True
                continue
            data = reader.socket.recv(65536)
            if not data:
                raise ReaderClosed("end of the stream")
            for number in range(reader.take(data)):
                self._count(reader.entries - number)
        return asked

    def _count(self, entry: int) -> None:
        if not self.is_complete:
            return
        self.reached[entry] = reached = self.reached.get(entry, 0) + 1
        if reached == len(self.readers):
            self.pipe.send((entry, time.monotonic()))

    def close(self) -> None:
        counts = {reader.entries for reader in self.readers}
        for reader in self.readers:
            self.selector.unregister(reader.socket)
            reader.socket.close()
        self.readers.clear()
        self.is_complete = False
        self.pipe.send(counts)


def _work(pipe: Connection) -> None:
    raise_file_limit()
    selector = selectors.DefaultSelector()
    selector.register(pipe, selectors.EVENT_READ, None)
    cohort = _Cohort(selector, pipe)
    try:
        while True:
            if not cohort.read():
                continue
            command, *given = pipe.recv()
            getattr(cohort, command)(*given)
    except EOFError:
        return
    except (ReaderClosed, OSError) as error:
        pipe.send(error)


def raise_file_limit() -> None:
    """Allow this process and its children as many sockets as the machine does."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65536 if most == resource.RLIM_INFINITY or sys.platform == "darwin" else most
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


class Followers:
    """The process with the readers, as the benchmark uses it."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_work, args=(other,), daemon=True)
        self._process.start()
        other.close()

    def open(self, port: int, paths: Sequence[str], *, ready_entries: int) -> None:
        """Open a socket for each path; return when each is accepted and has had `ready_entries` entries."""
        self._pipe.send(("open", port, paths, ready_entries))
        self._answer()

    def reached(self, entry: int) -> float:
        """Wait until every reader has had its `entry`-th entry; return when the last one had it (monotonic clock)."""
        number, at = self._answer()
        if number != entry:
            raise ReaderClosed(f"entry {number} came instead of {entry}")
        return float(at)

    def close(self) -> set[int]:
        """Close all sockets; return the numbers of entries that readers have had: one number where all is well."""
        self._pipe.send(("close",))
        counts: set[int] = self._answer()
        return counts

    def stop(self) -> None:
        """End the process."""
        self._pipe.close()
        self._process.join(5)
        if self._process.is_alive():
            self._process.kill()

    def _answer(self) -> Any:
        if not self._pipe.poll(PATIENCE):
            raise ReaderClosed("followers lack an entry")
        answer = self._pipe.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer
