"""What followers see when Redis dies, freezes or comes back, and when a reader stops reading."""

import asyncio
import json
import os
import signal
import socket
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from allauth.mfa.models import Authenticator
from channels.db import database_sync_to_async
from channels_redis.pubsub import RedisPubSubChannelLayer
from websockets.asyncio.client import connect

from accounts.models import User
from accounts.tokens import issue_tokens
from config.embedded import Redis
from orders.models import Order
from orders.statuses import Status
from tests.servers import Server, web_server
from tests.tracking.test_socket import WAY, read_entries, sockets_open

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    """A Redis of this test's own, to be killed."""
    own = Redis(tmp_path / "data")
    own.start()
    yield own
    own.stop()


@pytest.fixture
def server(redis: Redis, transactional_db: None) -> Iterator[Server]:
    with web_server(REDIS_URL=redis.url()) as running:
        yield running


@pytest.fixture
async def staff(server: Server, vendor_staff: User) -> AsyncIterator[httpx.AsyncClient]:
    """The vendor's staff, by access token."""
    async with await signed_in(server, vendor_staff) as client:
        yield client


async def signed_in(server: Server, user: User) -> httpx.AsyncClient:
    tokens = await database_sync_to_async(issue_tokens)(user)
    return httpx.AsyncClient(base_url=server.url, headers={"Authorization": f"Bearer {tokens.access}"}, timeout=10)


async def move(staff: httpx.AsyncClient, order: Order, to: Status) -> float:
    """Move the order over HTTP; return the seconds it took."""
    start = time.monotonic()
    answer = await staff.patch(f"/api/v1/orders/{order.uid}/status/", json={"status": to})
    assert answer.status_code == 200, answer.text
    return time.monotonic() - start


async def test_r39_with_redis_killed_moves_commit_and_followers_are_complete_soon_after_its_return(
    server: Server, redis: Redis, staff: httpx.AsyncClient, order: Order
) -> None:
    async with connect(f"{server.ws}/ws/tracking/{order.uid}/") as early:
        await read_entries(early, 1)
        assert redis.process is not None
        redis.process.kill()
        redis.process.wait()
        for status in WAY[:3]:
            await move(staff, order, status)
        async with connect(f"{server.ws}/ws/tracking/{order.uid}/") as late:
            assert [entry["sequence"] for entry in await read_entries(late, 4, seconds=5)] == [0, 1, 2, 3]
            redis.start()
            await move(staff, order, WAY[3])
            got = await asyncio.gather(read_entries(early, 4, seconds=5), read_entries(late, 1, seconds=5))
            assert [[entry["sequence"] for entry in entries] for entries in got] == [[1, 2, 3, 4], [4]]
            await asyncio.sleep(3)
            await move(staff, order, WAY[4])
            assert [e["sequence"] for e in await read_entries(early, 1)] == [5]
            assert [e["sequence"] for e in await read_entries(late, 1)] == [5]


async def test_r40_with_redis_frozen_moves_and_pages_stay_quick(
    server: Server, redis: Redis, staff: httpx.AsyncClient, order: Order
) -> None:
    async with connect(f"{server.ws}/ws/tracking/{order.uid}/") as follower:
        await read_entries(follower, 1)
        assert redis.process is not None
        os.kill(redis.process.pid, signal.SIGSTOP)
        try:
            times = [await move(staff, order, status) for status in WAY[:4]]
            start = time.monotonic()
            page = await staff.get(f"/api/v1/tracking/{order.uid}/")
            assert page.status_code == 200
            assert time.monotonic() - start < 2
            assert [e["sequence"] for e in await read_entries(follower, 4, seconds=6)] == [1, 2, 3, 4]
        finally:
            os.kill(redis.process.pid, signal.SIGCONT)
        assert max(times) < 1
        await asyncio.sleep(4)
        await move(staff, order, WAY[4])
        assert [e["sequence"] for e in await read_entries(follower, 1, seconds=5)] == [5]


async def test_r49_a_reader_that_stops_reading_is_cut_off_and_does_not_hold_up_the_others(
    server: Server, order: Order, redis: Redis
) -> None:
    with open_socket_that_never_reads(server, order) as stuck:
        await asyncio.sleep(0.5)
        async with connect(f"{server.ws}/ws/tracking/{order.uid}/?after=0") as reader:
            assert await asyncio.to_thread(sockets_open, server) == 2
            got = asyncio.create_task(read_entries(reader, 400, seconds=30))
            layer = RedisPubSubChannelLayer(hosts=[redis.url()])  # one for all: closing it waits for half a second
            for sequence in range(1, 401):
                await publish_big_entry(layer, order, sequence)
                await asyncio.sleep(0.001)
            await layer.flush()
            assert [entry["sequence"] for entry in await got] == list(range(1, 401))
            for _ in range(50):
                if await asyncio.to_thread(sockets_open, server) == 1:
                    break
                await asyncio.sleep(0.1)
            assert await asyncio.to_thread(sockets_open, server) == 1
        stuck.settimeout(5)
        with pytest.raises(OSError):  # noqa: PT011 - reset, whatever the platform calls it
            while stuck.recv(1 << 20):
                pass
            raise OSError("ended")


async def publish_big_entry(layer: RedisPubSubChannelLayer, order: Order, sequence: int) -> None:
    """Hand the server a frame as large as none of ours, to fill the buffers on the way to a reader."""
    frame = json.dumps({"type": "entry", "entry": {"sequence": sequence, "note": "x" * 60_000}})
    await layer.group_send(
        f"order.{order.uid}", {"topic": f"order.{order.uid}", "key": order.uid, "sequence": sequence, "frame": frame}
    )


def open_socket_that_never_reads(server: Server, order: Order) -> socket.socket:
    raw = socket.create_connection(("127.0.0.1", server.port))
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 18)  # smaller than a segment of the loopback, it drains for minutes
    raw.sendall(
        (
            f"GET /ws/tracking/{order.uid}/ HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        ).encode()
    )
    return raw


async def test_r51_a_stopping_server_says_so_and_finishes_its_requests(server: Server, order: Order) -> None:
    async with connect(f"{server.ws}/ws/tracking/{order.uid}/") as follower:
        await read_entries(follower, 1)
        server.process.terminate()
        await asyncio.wait_for(follower.wait_closed(), 10)
        assert follower.close_code == 1012


async def test_the_board_brings_new_orders_and_moves(
    server: Server, order: Order, vendor_staff: User, staff: httpx.AsyncClient, customer: User, order_body: dict[str, Any]
) -> None:
    tokens = await database_sync_to_async(issue_tokens)(vendor_staff)
    url = f"{server.ws}/ws/vendor/{order_body['vendor']}/"
    async with (
        connect(url, subprotocols=["tt.v1", f"bearer.{tokens.access}"]) as board,  # type: ignore[list-item]  # a NewType of str
        await signed_in(server, customer) as buyer,
    ):
        assert board.subprotocol == "tt.v1"
        placed = await buyer.post("/api/v1/orders/", json=order_body)
        assert placed.status_code == 201
        frame = json.loads(await asyncio.wait_for(board.recv(), 3))
        while frame["type"] != "order" or frame["order"]["uid"] != placed.json()["uid"]:
            frame = json.loads(await asyncio.wait_for(board.recv(), 3))
        assert frame["order"]["allowed_transitions"][0]["to"] == "accepted"
        await move(staff, order, Status.ACCEPTED)
        frame = json.loads(await asyncio.wait_for(board.recv(), 3))
        while frame.get("uid") != order.uid:
            frame = json.loads(await asyncio.wait_for(board.recv(), 3))
        assert (frame["type"], frame["status"], frame["sequence"]) == ("entry", "accepted", 1)


async def test_an_owners_board_needs_the_second_factor_and_ends_with_it(server: Server, order: Order, vendor_owner: User) -> None:
    tokens = await database_sync_to_async(issue_tokens)(vendor_owner)
    url, protocols = f"{server.ws}/ws/vendor/crumb-and-co/", ["tt.v1", f"bearer.{tokens.access}"]
    async with connect(url, subprotocols=protocols) as board:  # type: ignore[arg-type]  # as above
        await (await board.ping())
    await Authenticator.objects.filter(user=vendor_owner).adelete()
    async with connect(url, subprotocols=protocols) as board:  # type: ignore[arg-type]  # as above
        await asyncio.wait_for(board.wait_closed(), 5)
        assert board.close_code == 4403


@pytest.mark.parametrize(("who", "code"), [("nobody", 4401), ("stranger", 4404)])
async def test_r01_the_board_is_for_members(
    server: Server, order: Order, stranger: User, vendor_staff: User, who: str, code: int
) -> None:
    tokens = await database_sync_to_async(issue_tokens)(stranger)
    protocols = ["tt.v1", f"bearer.{tokens.access}"] if who == "stranger" else None
    async with connect(f"{server.ws}/ws/vendor/crumb-and-co/", subprotocols=protocols) as board:  # type: ignore[arg-type]  # as above
        await asyncio.wait_for(board.wait_closed(), 5)
        assert board.close_code == code
