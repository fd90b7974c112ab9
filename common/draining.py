"""Doing what is due, for as long as one task may."""

import time
from collections.abc import Callable
from typing import Protocol

BUDGET_SECONDS = 25  # far below the task's soft limit: a slow last piece of work ends by itself


class Take(Protocol):
    """Does up to `limit` pieces of work, and says how many there were."""

    def __call__(self, *, limit: int) -> int:
        """Do them."""


def drain(take: Take, *, clock: Callable[[], float] = time.monotonic) -> int:
    """Do the work that is due until none is left or the time is used up; the next sweep goes on with the rest.

    The clock is asked before each piece, so that no piece is cut off by those before it.
    """
    until, done = clock() + BUDGET_SECONDS, 0
    while clock() < until and (taken := take(limit=1)):
        done += taken
    return done
