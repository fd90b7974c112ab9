"""WebSocket /ws/tracking/{uid}/: a real web process, real PostgreSQL, real Redis."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from channels.db import database_sync_to_async
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from accounts.models import User
from accounts.tokens import issue_tokens
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from tests.servers import Server, web_server
from vendors.models import Membership, Vendor
from vendors.services import remove_member, suspend_vendor

pytestmark = pytest.mark.django_db(transaction=True)
WAY = [Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP, Status.OUT_FOR_DELIVERY, Status.DELIVERED, Status.COMPLETED]


@pytest.fixture(scope="module")
def server(django_db_setup: None) -> Iterator[Server]:
    with web_server() as running:
        yield running


async def read_entries(socket: ClientConnection, number: int, seconds: float = 8) -> list[dict[str, Any]]:
    """Return the next `number` entries."""
    entries: list[dict[str, Any]] = []
    async with asyncio.timeout(seconds):
        while len(entries) < number:
            frame = json.loads(await socket.recv())
            if frame["type"] == "entry":
                entries.append(frame["entry"])
    return entries


async def move(order: Order, to: Status, by: User) -> None:
    await database_sync_to_async(advance_order)(order, to=to, by=by)


async def close_code(url: str, **options: Any) -> int | None:
    async with connect(url, **options) as socket:
        with pytest.raises(ConnectionClosed) as closed:
            await asyncio.wait_for(socket.recv(), 5)
    return closed.value.rcvd.code if closed.value.rcvd else None


async def test_a_follower_gets_what_was_and_then_what_comes(server: Server, order: Order, vendor_staff: User) -> None:
    await move(order, Status.ACCEPTED, vendor_staff)
    async with connect(f"{server.ws}/ws/tracking/{order.uid}/") as socket:
        assert [entry["status"] for entry in await read_entries(socket, 2)] == ["placed", "accepted"]
        await move(order, Status.PREPARING, vendor_staff)
        (live,) = await read_entries(socket, 1, seconds=1.5)
    assert (live["sequence"], live["status"], live["actor_role"]) == (2, "preparing", "vendor")
    assert live["recorded_at"].endswith("Z")


async def test_r47_after_gives_only_what_was_missed(server: Server, order: Order, vendor_staff: User) -> None:
    for status in WAY[:3]:
        await move(order, status, vendor_staff)
    async with connect(f"{server.ws}/ws/tracking/{order.uid}/?after=1") as socket:
        assert [entry["sequence"] for entry in await read_entries(socket, 2)] == [2, 3]


async def test_r47_no_gap_and_no_repeat_while_entries_commit_during_the_replay(
    server: Server, order: Order, vendor_staff: User
) -> None:
    async def follow() -> list[int]:
        async with connect(f"{server.ws}/ws/tracking/{order.uid}/") as socket:
            return [entry["sequence"] for entry in await read_entries(socket, 7, seconds=20)]

    async def walk() -> None:
        for status in WAY:
            await move(order, status, vendor_staff)
            await asyncio.sleep(0.02)

    followers: list[asyncio.Task[list[int]]] = []
    walking = asyncio.create_task(walk())
    for _ in range(40):
        followers.append(asyncio.create_task(follow()))
        await asyncio.sleep(0.01)
    await walking
    assert all([await follower == list(range(7)) for follower in followers])


async def test_an_unknown_link_is_closed_with_4404(server: Server) -> None:
    assert await close_code(f"{server.ws}/ws/tracking/AAAAAAAAAAAAAAAAAAAAAA/") == 4404


async def test_r50_what_is_no_number_or_no_pong_is_closed_with_4400(server: Server, order: Order) -> None:
    assert await close_code(f"{server.ws}/ws/tracking/{order.uid}/?after=x") == 4400
    async with connect(f"{server.ws}/ws/tracking/{order.uid}/?after=9") as socket:
        await socket.send("hello")
        with pytest.raises(ConnectionClosed) as closed:
            await asyncio.wait_for(socket.recv(), 5)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4400


async def test_r50_a_foreign_page_is_refused_and_a_program_is_served(server: Server, order: Order) -> None:
    url = f"{server.ws}/ws/tracking/{order.uid}/"
    with pytest.raises(InvalidStatus):
        async with connect(url, origin="https://evil.example"):  # type: ignore[arg-type]  # a NewType of str
            pass
    async with connect(url) as socket:
        assert len(await read_entries(socket, 1)) == 1


async def test_r53_the_link_shows_nothing_personal(server: Server, order: Order) -> None:
    async with connect(f"{server.ws}/ws/tracking/{order.uid}/") as socket:
        text = str(await socket.recv())
    for secret in ("Ada", "Lovelace", "ada@example.com", "4174960000", "3.50"):
        assert secret not in text


async def test_every_follower_of_many_gets_every_entry(server: Server, order: Order, vendor_staff: User) -> None:
    url = f"{server.ws}/ws/tracking/{order.uid}/?after=0"
    sockets = [await connect(url) for _ in range(100)]
    try:
        for status in WAY[:4]:
            await move(order, status, vendor_staff)
        got = await asyncio.gather(*(read_entries(socket, 4) for socket in sockets))
    finally:
        await asyncio.gather(*(socket.close() for socket in sockets))
    assert all([entry["sequence"] for entry in entries] == [1, 2, 3, 4] for entries in got)


def sockets_open(server: Server) -> int:
    text = httpx.get(f"{server.url}/metrics", timeout=5).text
    return int(float(next(line for line in text.splitlines() if line.startswith("trusttrack_sockets_open ")).split()[1]))


async def test_r50_no_way_of_ending_leaves_a_socket_counted(server: Server, order: Order) -> None:
    base = f"{server.ws}/ws/tracking/{order.uid}/"
    for after in ("--5", "-2", "x", "1e3", "٣", "9" * 30):
        assert await close_code(f"{base}?after={after}") == 4400
    async with connect(base) as socket:
        await read_entries(socket, 1)
        await asyncio.gather(*(socket.send("junk") for _ in range(5)))
        await asyncio.wait_for(socket.wait_closed(), 5)
        assert socket.close_code == 4400
    async with connect(base) as socket:
        await socket.send("x" * 5000)
        await asyncio.wait_for(socket.wait_closed(), 5)
        assert socket.close_code == 1009
    socket = await connect(base)
    socket.transport.abort()
    await asyncio.sleep(0.3)
    assert await asyncio.to_thread(sockets_open, server) == 0


async def test_r16_a_forwarded_address_is_not_believed(server: Server) -> None:
    async with httpx.AsyncClient(base_url=server.url) as client:
        answers = [
            await client.get("/api/v1/tracking/AAAAAAAAAAAAAAAAAAAAAA/", headers={"X-Forwarded-For": f"10.0.0.{number}"})
            for number in range(35)
        ]
    assert [answer.status_code for answer in answers].count(429) >= 4


@pytest.mark.parametrize("loss", ["removed", "suspended"])
async def test_r06_a_board_closes_at_once_with_the_role(
    server: Server, vendor: Vendor, vendor_owner: User, vendor_staff: User, moderator: User, loss: str
) -> None:
    tokens = await database_sync_to_async(issue_tokens)(vendor_staff)
    board = connect(f"{server.ws}/ws/vendor/crumb-and-co/", subprotocols=["tt.v1", f"bearer.{tokens.access}"])  # type: ignore[list-item]  # plain texts
    async with board as socket:
        await asyncio.sleep(0.5)  # joined by now
        if loss == "removed":
            member = await Membership.objects.aget(user=vendor_staff)
            await database_sync_to_async(remove_member)(member, by=vendor_owner)
        else:
            await database_sync_to_async(suspend_vendor)(vendor, by=moderator, reason="Fraud reports")
        await asyncio.wait_for(socket.wait_closed(), 3)
        assert socket.close_code == 4404
