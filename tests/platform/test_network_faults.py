"""What people meet when the way to PostgreSQL or Redis is slow, swallows everything, or is cut: told soon, and then as before."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from django.conf import settings
from django.db import connection
from websockets.asyncio.client import connect

from accounts.models import User
from orders.models import Order
from orders.statuses import Status
from tests.networks import Network, network_to
from tests.orders.conftest import order, order_body
from tests.servers import Server, web_server
from tests.tracking.test_socket import move, read_entries

__all__ = ["order", "order_body"]
ANSWER_SECONDS = 1.5
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def to_postgres(transactional_db: None) -> Iterator[Network]:
    config = connection.settings_dict
    with network_to(str(Path(config["HOST"]) / f".s.PGSQL.{config['PORT'] or 5432}")) as network:
        yield network


@pytest.fixture
def to_redis() -> Iterator[Network]:
    with network_to(urlsplit(settings.REDIS.client).path) as network:
        yield network


@pytest.fixture
def server(to_postgres: Network, to_redis: Network) -> Iterator[Server]:
    config = connection.settings_dict
    user = f"{config['USER']}:{config['PASSWORD']}"
    number = urlsplit(settings.REDIS.client).query.removeprefix("db=") or "0"
    with web_server(
        DATABASE_URL=f"postgresql://{user}@127.0.0.1:{to_postgres.port}/{config['NAME']}",
        DATABASE_ANSWER_SECONDS=str(ANSWER_SECONDS),
        REDIS_URL=f"redis://127.0.0.1:{to_redis.port}/{number}",
    ) as running:
        yield running


async def ask(server: Server, path: str) -> tuple[int, float]:
    """Return the status of an answer, and the seconds that it took."""
    begun = time.monotonic()
    async with httpx.AsyncClient(timeout=10) as client:
        answer = await client.get(server.url + path)
    return answer.status_code, time.monotonic() - begun


async def wait_for_answer(server: Server, path: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while (await ask(server, path))[0] != 200:
        assert time.monotonic() < end, "it did not come back by itself"
        await asyncio.sleep(0.1)


async def test_r54_with_the_database_out_of_reach_people_are_told_and_nothing_is_missed(
    server: Server, to_postgres: Network, order: Order, vendor_staff: User
) -> None:
    page = f"/api/v1/tracking/{order.uid}/"
    async with connect(f"{server.ws}/ws/tracking/{order.uid}/") as follower:
        await read_entries(follower, 1)
        for status, hurt in ((Status.ACCEPTED, to_postgres.swallow), (Status.PREPARING, to_postgres.cut)):
            hurt()
            for path, expected in ((page, 503), ("/healthz", 200)):
                answer, seconds = await ask(server, path)
                assert (path, answer) == (path, expected)
                assert seconds < 5, (path, seconds)
            await move(order, status, vendor_staff)
            to_postgres.heal()
            await wait_for_answer(server, page, seconds=5)
        assert [entry["sequence"] for entry in await read_entries(follower, 2, seconds=10)] == [1, 2]


async def test_r40_with_redis_slow_or_out_of_reach_pages_stay_quick_and_followers_complete(
    server: Server, to_redis: Network, order: Order, vendor_staff: User
) -> None:
    page = f"/api/v1/tracking/{order.uid}/"
    async with connect(f"{server.ws}/ws/tracking/{order.uid}/") as follower:
        await read_entries(follower, 1)
        to_redis.delay = 0.4
        answers = [await ask(server, page) for _ in range(3)]
        await move(order, Status.ACCEPTED, vendor_staff)
        await read_entries(follower, 1, seconds=5)
        to_redis.swallow()
        answers += [await ask(server, page) for _ in range(3)]
        await move(order, Status.PREPARING, vendor_staff)
        assert [entry["sequence"] for entry in await read_entries(follower, 1, seconds=5)] == [2]
    assert {status for status, _ in answers} == {200}
    assert max(seconds for _, seconds in answers) < 2, answers
