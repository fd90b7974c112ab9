"""Effects that a request must never wait for: handed to a thread through a bounded queue.

What is dropped here is not lost: a row stands behind each effect, and a sweep picks it up.
"""

import os
import queue
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

import structlog

T = TypeVar("T")
log = structlog.get_logger(__name__)


class BackgroundSender(Generic[T]):
    """One daemon thread that calls `send(item)` for each item given to `offer`, in order.

    `offer` never blocks and never raises: with the queue full (Redis slow or gone) the item is dropped.
    """

    def __init__(self, name: str, send: Callable[[T], None], *, size: int = 1000) -> None:
        self._name = name
        self._send = send
        self._size = size
        self._queue: queue.Queue[T] = queue.Queue(size)
        self._owner = 0
        self._lock = threading.Lock()

    def offer(self, item: T) -> bool:
        """Queue `item`; return False where it was dropped."""
        if self._owner != os.getpid():
            self._start()
        try:
            self._queue.put_nowait(item)
        except queue.Full:
            return False
        return True

    def has_more(self) -> bool:
        """Say whether something waits to be sent."""
        return not self._queue.empty()

    def _start(self) -> None:
        with self._lock:
            if self._owner == os.getpid():
                return
            self._queue = queue.Queue(self._size)  # after a fork the parent's thread and queue are not ours
            threading.Thread(target=self._run, args=(self._queue,), name=self._name, daemon=True).start()
            self._owner = os.getpid()

    def _run(self, items: "queue.Queue[T]") -> None:
        while True:
            item = items.get()
            try:
                self._send(item)
            except Exception as error:
                log.warning("background_send_failed", sender=self._name, error=repr(error))
