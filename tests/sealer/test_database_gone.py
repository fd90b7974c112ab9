"""A web process whose PostgreSQL is killed or frozen, on a server that only these tests use."""

import contextlib
import os
import signal
import time

import httpx
import pytest

from tests.sealer.house import House, wait_until
from tests.servers import Server, web_server

LIST = "/api/v1/vendors/"


def answers(server: Server, path: str) -> tuple[int, float]:
    begun = time.monotonic()
    status = httpx.get(server.url + path, timeout=10).status_code
    return status, time.monotonic() - begun


@pytest.mark.django_db(transaction=True)
def test_r54_with_postgresql_killed_or_frozen_it_lives_says_so_and_comes_back_by_itself(house: House) -> None:
    postgres = house.cluster.server
    with web_server(DATABASE_URL=postgres.url(database=house.database), DATABASE_ANSWER_SECONDS="1.5") as server:
        assert answers(server, LIST)[0] == 200
        assert postgres.process is not None
        send(signal.SIGKILL, to=everybody(house))
        postgres.process.wait(10)
        check_without_database(server)
        postgres.start()
        wait_until(lambda: answers(server, LIST)[0] == 200, seconds=10)

        frozen = everybody(house)
        send(signal.SIGSTOP, to=frozen)
        try:
            check_without_database(server)
        finally:
            send(signal.SIGCONT, to=frozen)
        wait_until(lambda: answers(server, LIST)[0] == 200, seconds=10)


def everybody(house: House) -> list[int]:
    """Return the ids of all processes of the server, the first of them first."""
    first = house.cluster.server.process
    assert first is not None
    return [first.pid, *(pid for (pid,) in house.query("SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()"))]


def send(number: signal.Signals, *, to: list[int]) -> None:
    for pid in to:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def check_without_database(server: Server) -> None:
    """Every question is answered, each as it must be and in time."""
    for path, expected, most in ((LIST, 503, 5), ("/readyz", 503, 8), ("/healthz", 200, 2)):
        status, seconds = answers(server, path)
        assert (path, status) == (path, expected)
        assert seconds < most, (path, seconds)
