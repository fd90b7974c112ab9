"""Doing what is due, for as long as one task may."""

import time
from typing import Protocol

BUDGET_SECONDS = 45  # below the leases and the task's soft limit, so that no piece of work is cut off by a backlog before it
ROUND = 10


class Take(Protocol):
    """Does up to `limit` pieces of work, and says how many there were."""

    def __call__(self, *, limit: int) -> int:
        """Do them."""


def drain(take: Take) -> int:
    """Do the work that is due until none is left or the time is used up; the next sweep goes on with the rest."""
    started, done = time.monotonic(), 0
    while time.monotonic() - started < BUDGET_SECONDS:
        taken = take(limit=ROUND)
        done += taken
        if taken < ROUND:
            break
    return done
