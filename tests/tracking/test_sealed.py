"""`sealed` frames: each follower hears of each entry once, in order, with Redis or without."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from channels.db import database_sync_to_async
from websockets.asyncio.client import ClientConnection, connect

from accounts.models import User
from config.embedded import Redis
from ledger.hooks import after_publication
from ledger.integrating import integrate
from live.hub import EVERY_HUB, Topic, get_hub
from live.sockets import Socket
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from tests.ledger.conftest import log, witness
from tests.ledger.sealed import SealedLog
from tests.servers import Server, web_server
from tracking.consumers import sweep_orders
from tracking.followers import OrderFollower
from tracking.frames import entry_frame
from tracking.publishing import order_topic
from tracking.reads import entries_after, sealed_entries

__all__ = ["log", "witness"]
pytestmark = pytest.mark.django_db(transaction=True)


class Reader:
    """A follower of an order, with the frames that it was sent."""

    def __init__(self, order: Order, after: int = -1) -> None:
        self.frames: list[dict[str, Any]] = []
        self.follower = OrderFollower(Socket(self._send, lambda: None), after)
        self.topic = Topic(order_topic(order.uid), sweep_orders, order.uid, {self.follower})

    async def _send(self, message: dict[str, Any]) -> None:
        self.frames.append(json.loads(message["text"]))

    async def swept(self, times: int = 1) -> list[tuple[str, int]]:
        """Sweep, then return kind and sequence of each new frame."""
        self.frames.clear()
        for _ in range(times):
            await sweep_orders([self.topic])
        return [(frame["type"], frame["entry"]["sequence"] if "entry" in frame else frame["sequence"]) for frame in self.frames]


async def seal(log: SealedLog) -> None:
    await database_sync_to_async(log.seal)()


async def move(order: Order, to: Status, by: User) -> None:
    await database_sync_to_async(advance_order)(order, to=to, by=by)


async def test_what_was_had_is_told_once_it_is_sealed_and_in_order(log: SealedLog, order: Order, vendor_staff: User) -> None:
    reader = Reader(order)
    await move(order, Status.ACCEPTED, vendor_staff)
    assert await reader.swept(2) == [("entry", 0), ("entry", 1)]
    await seal(log)
    assert await reader.swept(3) == [("sealed", 0), ("sealed", 1)]


async def test_the_frame_says_where_the_leaf_is_and_how_large_the_tree(log: SealedLog, order: Order) -> None:
    await database_sync_to_async(log.grow)(3)
    reader = Reader(order)
    await reader.swept()
    await seal(log)
    await reader.swept()
    assert reader.frames == [{"type": "sealed", "sequence": 0, "leaf_index": 0, "tree_size": 4}]


async def test_what_is_integrated_and_not_signed_is_not_sealed(log: SealedLog, order: Order) -> None:
    reader = Reader(order)
    await reader.swept()
    await database_sync_to_async(integrate)()
    assert await reader.swept() == []
    await seal(log)
    assert await reader.swept() == [("sealed", 0)]


async def test_nothing_is_told_of_entries_that_were_had_before(log: SealedLog, order: Order, vendor_staff: User) -> None:
    await move(order, Status.ACCEPTED, vendor_staff)
    reader = Reader(order, after=0)
    assert await reader.swept() == [("entry", 1)]
    await seal(log)
    assert await reader.swept(2) == [("sealed", 1)]


async def test_a_reader_is_not_told_of_what_it_does_not_have_yet(log: SealedLog, order: Order, vendor_staff: User) -> None:
    reader = Reader(order)
    await reader.swept()
    await move(order, Status.ACCEPTED, vendor_staff)
    await seal(log)
    told = await reader.swept()
    assert [sequence for kind, sequence in told if kind == "entry"] == [1]
    assert told.index(("sealed", 0)) >= 0
    assert ("sealed", 1) not in told[: told.index(("entry", 1))]


async def test_what_a_sweep_brings_sealed_is_not_told_again(log: SealedLog, order: Order, vendor_staff: User) -> None:
    """With Redis away, an entry comes by the sweep, and its own frame says where it is sealed."""
    reader = Reader(order)
    await reader.swept()
    await seal(log)
    await reader.swept()
    await move(order, Status.ACCEPTED, vendor_staff)
    await seal(log)
    assert await reader.swept(2) == [("entry", 1)]


async def test_two_readers_of_one_order_each_hear_what_they_lack(log: SealedLog, order: Order, vendor_staff: User) -> None:
    await move(order, Status.ACCEPTED, vendor_staff)
    early, late = Reader(order), Reader(order, after=0)
    topic = Topic("both", sweep_orders, order.uid, {early.follower, late.follower})
    await sweep_orders([topic])
    await seal(log)
    for reader in (early, late):
        reader.frames.clear()
    for _ in range(2):
        await sweep_orders([topic])
    assert [frame["sequence"] for frame in early.frames] == [0, 1]
    assert [frame["sequence"] for frame in late.frames] == [1]


async def test_where_all_is_told_the_database_is_not_asked_for_seals(
    log: SealedLog, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def watched(uids: Any) -> Any:
        asked.append(uids)
        return sealed_entries(uids)

    monkeypatch.setattr("tracking.consumers.sealed_entries", watched)
    reader = Reader(order)
    await reader.swept()
    await seal(log)
    await reader.swept()
    asked.clear()
    await reader.swept(3)
    assert asked == []


def test_entries_and_seals_are_read_for_many_orders_in_one_query(
    log: SealedLog, order: Order, vendor_staff: User, django_assert_num_queries: Any
) -> None:
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
    log.seal()
    advance_order(order, to=Status.PREPARING, by=vendor_staff)
    with django_assert_num_queries(1):
        assert sealed_entries([order.uid, "nobody"]) == (2, {order.uid: [(0, 0), (1, 1)]})
    with django_assert_num_queries(1):
        entries = entries_after(order, -1)
    assert [json.loads(entry_frame(entry))["entry"]["leaf_hash"] is None for entry in entries] == [False, False, True]
    assert [json.loads(entry_frame(entry))["entry"]["leaf_index"] for entry in entries] == [0, 1, None]


def test_before_anything_is_signed_nothing_is_sealed(order: Order) -> None:
    assert sealed_entries([order.uid]) == (0, {})


# --- Over real sockets ------------------------------------------------------------------------------------------------


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    """A Redis of this test's own, to be killed."""
    own = Redis(tmp_path / "data")
    own.start()
    yield own
    own.stop()


@pytest.fixture(scope="module")
def server(django_db_setup: None) -> Iterator[Server]:
    with web_server() as running:
        yield running


@contextlib.asynccontextmanager
async def following(server: Server, order: Order, query: str = "") -> AsyncIterator[ClientConnection]:
    async with connect(f"{server.ws}/ws/tracking/{order.uid}/{query}") as socket:
        yield socket


async def frames(socket: ClientConnection, kind: str, number: int, seconds: float) -> list[dict[str, Any]]:
    """Return the next `number` frames of a kind, or fewer where the time is over."""
    found: list[dict[str, Any]] = []
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while len(found) < number:
                frame = json.loads(await socket.recv())
                if frame["type"] == kind:
                    found.append(frame)
    return found


async def publish(log: SealedLog) -> None:
    """Seal as the sealer does, and say so."""
    signed = await database_sync_to_async(log.seal)()
    after_publication(signed.size)


async def test_a_publication_brings_the_seal_at_once_and_once(
    server: Server, log: SealedLog, order: Order, vendor_staff: User
) -> None:
    async with following(server, order) as socket:
        (entry,) = await frames(socket, "entry", 1, 5)
        assert entry["entry"]["leaf_index"] is None
        await publish(log)
        assert [frame["sequence"] for frame in await frames(socket, "sealed", 1, 2)] == [0]
        await move(order, Status.ACCEPTED, vendor_staff)
        await frames(socket, "entry", 1, 5)
        await publish(log)
        await publish(log)
        assert [frame["sequence"] for frame in await frames(socket, "sealed", 3, 3)] == [1]


async def test_what_is_replayed_as_sealed_is_not_told_twice(
    server: Server, log: SealedLog, order: Order, vendor_staff: User
) -> None:
    await seal(log)
    await move(order, Status.ACCEPTED, vendor_staff)
    async with following(server, order) as socket:
        entries = await frames(socket, "entry", 2, 5)
        assert [frame["entry"]["leaf_index"] for frame in entries] == [0, None]
        await publish(log)
        assert [frame["sequence"] for frame in await frames(socket, "sealed", 2, 3)] == [1]


async def test_r47_after_leaves_out_the_seals_of_what_was_had(
    server: Server, log: SealedLog, order: Order, vendor_staff: User
) -> None:
    await move(order, Status.ACCEPTED, vendor_staff)
    async with following(server, order, "?after=0") as socket:
        await frames(socket, "entry", 1, 5)
        await publish(log)
        assert [frame["sequence"] for frame in await frames(socket, "sealed", 2, 3)] == [1]


async def test_r39_with_redis_killed_the_sweep_brings_the_seal(
    redis: Redis, log: SealedLog, order: Order, transactional_db: None
) -> None:
    with web_server(REDIS_URL=redis.url()) as server:
        async with following(server, order) as socket:
            await frames(socket, "entry", 1, 5)
            assert redis.process is not None
            redis.process.kill()
            redis.process.wait()
            await publish(log)
            assert [frame["sequence"] for frame in await frames(socket, "sealed", 1, 6)] == [0]


async def test_a_seal_that_is_told_during_a_sweep_brings_the_next_one_forward(transactional_db: None) -> None:
    """It may be of a tree that the sweep under way has not seen: its readers must not wait for the next but one."""
    hub, sweeps = get_hub(), list[int]()

    async def sweep(topics: list[Topic]) -> None:
        sweeps.append(len(topics))
        if len(sweeps) == 1:
            hub._hand_out({"topic": EVERY_HUB})

    topic = hub.topic("a topic", sweep=sweep, about=None)
    hub._start()
    try:
        await asyncio.sleep(0.1)
        hub._hand_out({"topic": EVERY_HUB})
        await asyncio.sleep(0.9)
        assert sweeps == [1, 1]
    finally:
        del hub.topics[topic.name]
        for task in hub._tasks:
            task.cancel()
