"""Threads beside Celery's own, for work that waits for other people's machines: however long they take, Celery's slots stay free.

A lane has a few threads in each worker process. What it works on are rows under leases, so that lanes of all processes share it.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

from celery import signals
from django.db import close_old_connections, connection

END_SECONDS = 50.0  # for the pieces in hand, where a process of Celery's pool ends
_ending = threading.Event()
_lanes: list["Lane"] = []


class Lane:
    """Up to `threads` threads of this process.

    Each calls `work(on_taken)` until that says that there was nothing to do. `work` calls `on_taken` once it has taken a piece,
    before it does it: there may be more, which another thread begins with.
    """

    def __init__(self, name: str, work: Callable[[Callable[[], None]], bool], *, threads: int) -> None:
        self._name, self._work = name, work
        self._free = threading.Semaphore(threads)
        self._running: set[threading.Thread] = set()
        self._starting = threading.Lock()
        _lanes.append(self)

    def start(self) -> None:
        """Have a free thread do what is due, if there is one, and return at once."""
        if not _ending.is_set() and self._free.acquire(blocking=False):
            thread = threading.Thread(target=self._run, name=self._name)
            with self._starting:  # nobody can wait for a thread that has not begun
                self._running.add(thread)
                thread.start()

    def join(self, deadline: float) -> None:
        """Wait for the pieces in hand until `deadline`, on the monotonic clock."""
        while self._running and time.monotonic() < deadline:  # one in hand may have started another
            with self._starting:
                running = list(self._running)
            for thread in running:
                thread.join(max(0.0, deadline - time.monotonic()))

    def _run(self) -> None:
        try:
            close_old_connections()
            while self._work(self.start) and not _ending.is_set():
                close_old_connections()
        finally:
            connection.close()
            self._running.discard(threading.current_thread())
            self._free.release()


@signals.worker_shutting_down.connect
def take_no_more(**_: Any) -> None:
    """Begin nothing new. The threads are no daemons: the process ends when what is in hand is done."""
    _ending.set()


@signals.worker_process_shutdown.connect
def finish(**_: Any) -> None:
    """Do what is in hand to its end, in a process of Celery's pool: it waits for nobody's threads by itself."""
    _ending.set()
    join_all(END_SECONDS)


def join_all(seconds: float) -> None:
    """Wait up to `seconds` for what this process's lanes have in hand."""
    deadline = time.monotonic() + seconds
    for lane in _lanes:
        lane.join(deadline)
