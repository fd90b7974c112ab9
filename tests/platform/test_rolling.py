"""A deployment while people order and follow: migrated, then web processes replaced one after the other. Nobody notices.

As a rollout on Kubernetes or by deploy/rollout.sh: the old version runs on the new schema, a new process starts beside the old
ones, and one that leaves gets nothing new, finishes what it has, and tells its sockets to come again (1012).
"""

import asyncio
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field

import httpx
import pytest
from channels.db import database_sync_to_async
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from accounts.models import User
from orders.models import Order
from orders.statuses import Status
from tests.platform.conftest import ROOT
from tests.servers import Server, environment, web_server
from tests.stories import placed_order
from vendors.models import Item, Vendor
from vendors.permissions import Permission
from vendors.services import create_api_key

NEXT = {"DJANGO_SETTINGS_MODULE": "tests.platform.next_release.settings"}
WAY = (Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP, Status.COMPLETED)
# As a balancer: a connection is not kept for as long as the server keeps it, or one may take what the other just closes.
LIMITS = httpx.Limits(keepalive_expiry=1)
ORDERS, FOLLOWERS_EACH, READERS = 10, 3, 3


@dataclass
class Fleet:
    """The web processes, and a balancer that sends nothing new to one that leaves."""

    serving: list[Server] = field(default_factory=list)
    busy: Counter[int] = field(default_factory=Counter)
    stacks: dict[int, ExitStack] = field(default_factory=dict)

    async def start(self, **changes: str) -> None:
        """Start a process; it serves once it says that it is ready."""
        stack = ExitStack()
        server = await asyncio.to_thread(stack.enter_context, web_server(port=0, **changes))
        self.stacks[server.port] = stack
        async with httpx.AsyncClient(timeout=10) as client:
            assert (await client.get(f"{server.url}/readyz")).status_code == 200
        self.serving.append(server)

    async def retire(self, server: Server) -> None:
        """Send it nothing new, wait for what it has, and end it by SIGTERM."""
        self.serving.remove(server)
        while self.busy[server.port]:  # noqa: ASYNC110 - as a balancer looks at its connections
            await asyncio.sleep(0.01)
        await asyncio.to_thread(self.stacks.pop(server.port).close)
        assert server.process.poll() in {0, -15}

    @contextmanager
    def one(self) -> Iterator[Server]:
        """Pick a process for a request."""
        server = random.choice(self.serving)
        self.busy[server.port] += 1
        try:
            yield server
        finally:
            self.busy[server.port] -= 1

    def close(self) -> None:
        for stack in self.stacks.values():
            stack.close()


@dataclass
class Follower:
    """Somebody on a tracking page: what they saw, and how often they had to come again."""

    order: Order
    seen: list[int] = field(default_factory=list)
    closed: list[int | None] = field(default_factory=list)

    async def follow(self, fleet: Fleet) -> None:
        """Follow to the last entry, as the web app does: after a close come again with the last sequence."""
        while len(self.seen) <= len(WAY):
            after = f"?after={self.seen[-1]}" if self.seen else ""
            url = f"{random.choice(fleet.serving).ws}/ws/tracking/{self.order.uid}/{after}"
            with suppress(OSError, InvalidHandshake):  # it left a moment before: another one
                async with connect(url, open_timeout=10) as socket:
                    with suppress(ConnectionClosed):
                        await self._read(socket)
                        return
                    self.closed.append(socket.close_code)

    async def _read(self, socket: object) -> None:
        async for text in socket:  # type: ignore[attr-defined]  # the library's connection
            frame = json.loads(text)
            if frame["type"] == "entry":
                self.seen.append(frame["entry"]["sequence"])
            if len(self.seen) > len(WAY):
                return


@dataclass
class Load:
    """Requests without a pause, and what did not answer as it should."""

    fleet: Fleet
    client: httpx.AsyncClient
    orders: list[Order]
    deployed: asyncio.Event = field(default_factory=asyncio.Event)
    is_over: bool = False
    answered: int = 0
    failed: list[str] = field(default_factory=list)

    async def read(self) -> None:
        while not self.is_over:
            await self._ask("GET", f"/api/v1/tracking/{random.choice(self.orders).uid}/")
            await asyncio.sleep(0.05)

    async def move(self, pause: float) -> None:
        """Move every order along its way, one move after the other; the last one when the deployment is over."""
        for status in WAY:
            if status is WAY[-1]:
                await self.deployed.wait()
            for order in self.orders:
                await self._ask("PATCH", f"/api/v1/orders/{order.uid}/status/", json={"status": status.value})
                await asyncio.sleep(pause)

    async def _ask(self, method: str, path: str, **options: object) -> None:
        with self.fleet.one() as server:
            try:
                answer = await self.client.request(method, f"{server.url}{path}", **options)  # type: ignore[arg-type]  # json alone
            except httpx.HTTPError as error:
                self.failed.append(f"{method} {path}: {error!r}")
                return
        self.answered += 1
        if answer.status_code != 200:
            self.failed.append(f"{method} {path}: {answer.status_code} {answer.text}")


async def migrate(*to: str) -> None:
    command = [sys.executable, "manage.py", "migrate", "--no-input", "-v", "0", *to]
    done = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, env=environment(**NEXT), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


async def deploy(fleet: Fleet) -> None:
    """Bring the next release: the schema first, then one process after the other."""
    old = list(fleet.serving)
    await migrate()
    for leaving in old:
        await fleet.start(**NEXT)
        await fleet.retire(leaving)


@pytest.fixture
def till(transactional_db: None, vendor: Vendor, vendor_owner: User) -> str:
    """The key of the vendor's own program."""
    return create_api_key(vendor, by=vendor_owner, name="till", scopes=[Permission.ORDERS_ADVANCE.value]).text


@pytest.mark.django_db(transaction=True)
async def test_r56_a_deployment_fails_no_request_and_loses_no_frame(customer: User, item: Item, till: str) -> None:
    item.stock = 1_000
    await item.asave()
    orders = [await database_sync_to_async(placed_order)(customer, item) for _ in range(ORDERS)]
    fleet = Fleet()
    followers = [Follower(order) for order in orders for _ in range(FOLLOWERS_EACH)]
    try:
        await asyncio.gather(fleet.start(), fleet.start())
        first = {server.port for server in fleet.serving}
        async with httpx.AsyncClient(headers={"Authorization": f"Bearer {till}"}, limits=LIMITS, timeout=15) as client:
            load = Load(fleet, client, orders)
            readers = [asyncio.create_task(load.read()) for _ in range(READERS)]
            following = [asyncio.create_task(one.follow(fleet)) for one in followers]
            mover = asyncio.create_task(load.move(0.3))
            await deploy(fleet)
            load.deployed.set()
            await mover
            load.is_over = True
            await asyncio.gather(*readers)
            assert load.failed == []
            await asyncio.wait_for(asyncio.gather(*following), 60)
    finally:
        fleet.close()
        await migrate("next_release", "zero")

    assert not first & {server.port for server in fleet.serving}
    assert load.answered > 100
    assert [one.seen for one in followers] == [list(range(len(WAY) + 1))] * len(followers)
    closed = Counter(code for one in followers for code in one.closed)
    assert set(closed) == {1012}, closed
