"""Threads beside Celery's: whoever waits for them waits for those that they started, too."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from common import lanes


@pytest.fixture
def lane() -> Iterator[Callable[..., lanes.Lane]]:
    """`lane(work)` makes a lane of two threads, for the test alone."""
    made = []

    def make(work: Callable[[Callable[[], None]], bool]) -> lanes.Lane:
        made.append(lanes.Lane("test", work, threads=2))
        return made[-1]

    yield make
    for each in made:
        lanes._lanes.remove(each)


@pytest.mark.django_db(transaction=True)
def test_whoever_waits_waits_for_what_others_started(lane: Callable[..., lanes.Lane]) -> None:
    pieces, done, lock = list(range(6)), [], threading.Lock()

    def work(on_taken: Callable[[], None]) -> bool:
        with lock:
            piece = pieces.pop() if pieces else None
        if piece is None:
            return False
        on_taken()
        time.sleep(0.02)
        done.append(piece)
        return True

    lane(work).start()
    lanes.join_all(10)
    assert sorted(done) == list(range(6))


@pytest.mark.django_db(transaction=True)
def test_waiting_has_an_end(lane: Callable[..., lanes.Lane]) -> None:
    gate = threading.Event()
    lane(lambda on_taken: gate.wait(10) and False).start()
    started = time.monotonic()
    lanes.join_all(0.05)
    assert 0.05 <= time.monotonic() - started < 5
    gate.set()
    lanes.join_all(10)
