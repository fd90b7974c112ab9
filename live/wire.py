"""The server's own end of an accepted WebSocket, for frames that are the same for many: encoded once, written to each.

ASGI's `send` would encode the frame anew for each socket and check each time what holds until the connection ends: at a
thousand followers that is most of the work. The server (uvicorn's `websockets-sansio`) still does all the rest: handshake,
pings, closing, and the limit above which a reader counts as slow.
"""

from functools import lru_cache
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode


class Wire:
    """Writes whole text frames to one connection."""

    def __init__(self, server: WebSocketsSansIOProtocol) -> None:
        self._server = server
        self._is_plain = not server.conn.extensions  # a compressed stream has a state of its own

    @classmethod
    def of(cls, send: Any) -> "Wire | None":
        """Return the connection that a server's `send` belongs to; None where it is another server's, which is asked by ASGI."""
        server = getattr(send, "__self__", None)
        return cls(server) if isinstance(server, WebSocketsSansIOProtocol) else None

    def write(self, text: str) -> bool:
        """Write a frame; return False, with nothing done, where the reader is slow or the connection is not open."""
        server = self._server
        if not self._is_plain or not server.handshake_complete or server.close_sent or server.disconnected:
            return False
        if not server.writable.is_set() or server.transport.is_closing():
            return False
        server.transport.write(frame_of(text))
        return True

    def abort(self) -> None:
        """Cut the connection off, whatever its reader does."""
        self._server.transport.abort()


@lru_cache(maxsize=64)
def frame_of(text: str) -> bytes:
    """Return a text as a frame of a server (RFC 6455: final, unmasked)."""
    return Frame(Opcode.TEXT, text.encode()).serialize(mask=False)
