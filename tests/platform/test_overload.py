"""A web process that is asked more than it can do: the excess is told at once, the rest gets done, and then all is as before."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import httpx
import pytest
from django.db import connection, transaction

from orders.models import Order
from tests.orders.conftest import order, order_body
from tests.servers import Server, database_url, web_server

__all__ = ["order", "order_body"]
PLACES = 3
LONG_WAITS = "&options=-c%20lock_timeout%3D20000%20-c%20statement_timeout%3D25000"  # the lock outlasts the wait for a connection


@pytest.fixture
def server(transactional_db: None) -> Iterator[Server]:
    with web_server(REQUESTS_IN_FLIGHT=str(PLACES), DATABASE_POOL_MAX="1", DATABASE_URL=database_url() + LONG_WAITS) as running:
        yield running


@pytest.mark.django_db(transaction=True)
def test_r37_the_excess_is_told_at_once_and_what_is_inside_is_served(server: Server, order: Order) -> None:
    path = f"{server.url}/api/v1/tracking/{order.uid}/"
    with ThreadPoolExecutor(PLACES + 1) as pool, httpx.Client(trust_env=False, timeout=15) as client:
        assert client.get(path).status_code == 200  # both sides are warm: what follows takes milliseconds

        def ask() -> Future[httpx.Response]:
            asked = pool.submit(client.get, path)
            time.sleep(0.3)
            return asked

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE orders_order IN ACCESS EXCLUSIVE MODE")
            inside = [ask() for _ in range(PLACES)]
            begun = time.monotonic()
            excess = [client.get(path) for _ in range(5)]
            page = client.get(f"{server.url}/track/{order.uid}", headers={"Accept": "text/html"})
            alive = client.get(f"{server.url}/healthz")
            assert time.monotonic() - begun < 2  # less than any of them would wait for a connection
        assert {(answer.status_code, answer.json()["code"]) for answer in excess} == {(503, "overloaded")}
        assert all(int(answer.headers["Retry-After"]) >= 2 for answer in excess)
        assert (page.status_code, alive.status_code) == (503, 200)
        assert [asked.result().status_code for asked in inside] == [200] * PLACES

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE orders_order IN ACCESS EXCLUSIVE MODE")
            for _ in range(PLACES - 1):
                with pytest.raises(httpx.ReadTimeout):
                    client.get(path, timeout=0.5)
            waiting = ask()
            begun = time.monotonic()
            assert client.get(path).status_code == 503  # who left has work that goes on, and a place until it ends
            assert time.monotonic() - begun < 2
            ready = client.get(f"{server.url}/readyz")
            counted = client.get(f"{server.url}/metrics")  # without what only the database knows
            assert (counted.status_code, "trusttrack_requests_shed_total" in counted.text) == (200, True)
            assert (ready.status_code, ready.json()["status"], ready.json()["database"]) == (200, "degraded", "busy")
            refused = waiting.result()  # no connection came free in three seconds
        assert (refused.status_code, refused.json()["code"]) == (503, "overloaded")
        assert [ask().result().status_code for _ in range(PLACES + 2)] == [200] * (PLACES + 2)

    shown = httpx.get(f"{server.url}/metrics", timeout=5).text
    assert re.search(r'trusttrack_requests_shed_total\{why="full"\} 7\.0', shown)
    assert re.search(r'trusttrack_requests_shed_total\{why="database"\} [12]\.0', shown)
    assert "trusttrack_requests_in_flight 0.0" in shown
