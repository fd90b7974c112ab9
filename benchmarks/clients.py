"""Several processes that do the same work at the same time, as several web processes would."""

import multiprocessing
import threading
import time
from collections.abc import Callable
from multiprocessing.queues import SimpleQueue
from typing import Any

import psycopg
from django.db import connection, connections

#: Prepares (connects, warms up) as client number n, and returns the work and how much of it there is.
Prepare = Callable[[int], tuple[Callable[[], None], int]]
PATIENCE = 120.0


def rate(clients: int, prepare: Prepare) -> float:
    """Return how much work per second `clients` processes do together, from their common start to the last one's end."""
    connections.close_all()  # a forked process must not share one
    context = multiprocessing.get_context("fork")
    barrier, results = context.Barrier(clients), context.SimpleQueue()
    processes = [context.Process(target=_client, args=(n, prepare, barrier, results), daemon=True) for n in range(clients)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(PATIENCE)
        if process.exitcode != 0:
            raise RuntimeError(f"a client ended with {process.exitcode}")
    spans = [results.get() for _ in processes]
    begun, ended = min(span[0] for span in spans), max(span[1] for span in spans)
    return float(sum(span[2] for span in spans) / (ended - begun))


def _client(number: int, prepare: Prepare, barrier: threading.Barrier, results: "SimpleQueue[Any]") -> None:
    work, amount = prepare(number)
    barrier.wait(PATIENCE)
    begun = time.monotonic()
    work()
    results.put((begun, time.monotonic(), amount))


def bare_connection(*, database: str = "") -> "psycopg.Connection[Any]":
    """Return a connection to Django's database, or another of its server, without Django."""
    given = connection.settings_dict
    name = database or given["NAME"]
    return psycopg.connect(host=given["HOST"], user=given["USER"], password=given["PASSWORD"], dbname=name)
