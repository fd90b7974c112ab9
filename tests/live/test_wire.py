"""Frames on the server's own end: the bytes that the server would send, and only while it may."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from uvicorn import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState

from live.wire import Wire, frame_of

REQUEST = (
    b"GET /ws/ HTTP/1.1\r\nHost: shop.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n%b\r\n"
)
Connected = Callable[..., Any]


class Transport(asyncio.Transport):
    """Keeps what is written to it."""

    def __init__(self) -> None:
        super().__init__({"peername": ("192.0.2.1", 5000), "sockname": ("192.0.2.2", 80)})
        self.written: list[bytes] = []
        self.is_aborted = self.is_closed = False

    def write(self, data: Any) -> None:
        self.written.append(bytes(data))

    def is_closing(self) -> bool:
        return self.is_closed

    def close(self) -> None:
        self.is_closed = True

    def abort(self) -> None:
        self.is_aborted = True


@pytest.fixture
def connected() -> Connected:
    """`await connected()` returns a connection that the server has accepted, with its transport."""

    async def connect(headers: bytes = b"", **options: Any) -> tuple[WebSocketsSansIOProtocol, Transport]:
        accepted = asyncio.Event()

        async def application(scope: Any, receive: Any, send: Any) -> None:
            await send({"type": "websocket.accept"})
            accepted.set()
            await asyncio.sleep(10)

        config = Config(application, ws_ping_interval=None, **options)
        config.load()
        server, transport = WebSocketsSansIOProtocol(config, ServerState(), {}), Transport()
        server.connection_made(transport)
        server.data_received(REQUEST % headers)
        await accepted.wait()
        transport.written.clear()
        return server, transport

    return connect


async def test_a_frame_is_what_the_server_would_send(connected: Connected) -> None:
    server, transport = await connected()
    wire = Wire.of(server.send)
    assert wire is not None
    for text in ("short", "ü" * 200, "x" * 70_000):
        assert wire.write(text)
        await server.send({"type": "websocket.send", "text": text})
        mine, theirs = transport.written
        assert mine == theirs == frame_of(text)
        transport.written.clear()


async def test_nothing_is_written_to_a_slow_reader_nor_after_the_end(connected: Connected) -> None:
    server, transport = await connected()
    wire = Wire(server)
    server.pause_writing()
    assert not wire.write("slow")
    server.resume_writing()
    assert wire.write("again")
    await server.send({"type": "websocket.close", "code": 4401})
    transport.written.clear()
    assert not wire.write("closed")
    assert transport.written == []
    wire.abort()
    assert transport.is_aborted


async def test_a_compressed_stream_and_another_server_are_left_to_asgi(connected: Connected) -> None:
    server, _ = await connected(b"Sec-WebSocket-Extensions: permessage-deflate\r\n")
    assert server.conn.extensions
    assert not Wire(server).write("a")

    async def send(message: Any) -> None:
        raise AssertionError(message)

    assert Wire.of(send) is None
