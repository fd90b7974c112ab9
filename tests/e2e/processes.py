"""The web process and the worker of the journeys, forked from a process that has read the code already.

Reading it takes each process some three seconds, and each journey needs two. The settings are read with it, so a journey that
needs others of its own starts its processes from the beginning (tests.servers).
"""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.context import ForkServerProcess

import uvicorn

from tests.servers import Server, environment, free_port, wait_for

FORKS = multiprocessing.get_context("forkserver")
READ = ["config.asgi", "config.celery", "celery.worker", "celery.beat", "uvicorn.protocols.websockets.websockets_sansio_impl"]


def have_code_read(**changes: str) -> int:
    """Have a process read code and settings, with `changes` of the environment; return the port that the web will be at."""
    port, before = free_port(), dict(os.environ)
    os.environ.update(environment(BASE_URL=f"http://127.0.0.1:{port}", **changes))
    try:
        FORKS.set_forkserver_preload(READ)
        forkserver.ensure_running()
    finally:
        os.environ.clear()
        os.environ.update(before)
    return port


@contextmanager
def web_and_worker(port: int) -> Iterator[Server]:
    """Run both on the test's database. Ends them in any case."""
    with _forked(_work), _forked(_serve, port) as web:
        server = Server(port, Process(web))
        wait_for(server)
        yield server


@dataclass
class Process:
    """A forked process, to be asked what tests ask of any other."""

    fork: ForkServerProcess

    def terminate(self) -> None:
        """Ask it to end."""
        self.fork.terminate()

    def wait(self, timeout: float) -> None:
        """Return once it has ended, at the latest when the time is over."""
        self.fork.join(timeout)

    def poll(self) -> int | None:
        """Return how it ended; None while it runs."""
        return self.fork.exitcode


@contextmanager
def _forked(work: Callable[..., None], *arguments: int) -> Iterator[ForkServerProcess]:
    fork = FORKS.Process(target=work, args=arguments)
    fork.start()
    try:
        yield fork
    finally:
        fork.terminate()
        fork.join(10)
        with suppress(ProcessLookupError):
            os.killpg(fork.ident or 0, signal.SIGKILL)  # a worker's scheduler is a child that would outlive it
        fork.join()


def _serve(port: int) -> None:
    os.setsid()
    uvicorn.run(
        "config.asgi:application", host="127.0.0.1", port=port, log_level="warning", proxy_headers=False,
        ws="websockets-sansio", ws_per_message_deflate=False, ws_max_size=4096,
    )  # fmt: skip


def _work() -> None:
    from config.celery import app

    os.setsid()
    app.worker_main(["worker", "-B", "--pool", "solo", "--loglevel", "WARNING"])
