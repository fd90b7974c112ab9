"""A database that says nothing is given up: no request waits longer for one that is frozen, or behind a network that swallows."""

import time
from typing import Any, ClassVar

import psycopg
from psycopg.abc import RV, PQGen

INTERVAL = 0.1  # psycopg's own: how often it looks around while it waits


class ImpatientConnection(psycopg.Connection[Any]):
    """A connection of the pool that waits at most `seconds` for the answer to one statement, then closes itself.

    The server ends what takes long (`statement_timeout`); this is for the server that cannot even do that. Whether what was
    under way has been committed is not known then, as with any connection that breaks.
    """

    seconds: ClassVar[float | None] = None  # config.asgi says how long; commands and tasks may wait for long statements

    def wait(self, gen: PQGen[RV], interval: float = INTERVAL, timeout: float | None = None) -> RV:
        """Wait as psycopg does. Raises psycopg.OperationalError where no answer came in time."""
        if timeout is not None or self.seconds is None:
            return super().wait(gen, interval, timeout)
        begun = time.monotonic()
        try:
            return super().wait(gen, interval, self.seconds)
        except psycopg.OperationalError:
            if time.monotonic() - begun >= self.seconds:
                self.close()  # whatever comes on it after all is for nobody
                raise psycopg.OperationalError(f"the database gave no answer in {self.seconds:g} s") from None
            raise
