"""Nobody is served out of a database that was restored and has people in it who were erased: docs/adr/0039.

What the erasure journal has and the database does not know of says so. A worker erases them again before it begins; a web
process waits until that is done.
"""

import math
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import structlog
from asgiref.sync import sync_to_async
from django.db import connection

from common.overload import TRY_AGAIN_LATER, answer_later, is_for_people
from common.refusing import Application, Receive, Send, refuse
from privacy.again import erase_again
from privacy.journal import journal, unknown_names

LOOK_AGAIN_SECONDS = {"ok": 30.0, "due": 2.0, "unknown": 2.0}
DETAIL = "TrustTrack comes back from a backup and is being made ready. Nothing was changed. Try again in a few seconds."
WORDS = "We are coming back from a backup."
log = structlog.get_logger(__name__)


@dataclass
class Standing:
    """What this process knows: `ok`, `due` (people are here who were erased) or `unknown` (journal or database away).

    `doubtful`: what the last look missed while it was `ok`. An erasure that is about to commit looks like that for a moment.
    """

    state: str = "unknown"
    looked_at: float = -math.inf
    doubtful: frozenset[str] = frozenset()
    turn: threading.Lock = field(default_factory=threading.Lock)

    def look(self) -> str:
        """Return the state, looking anew where that is due.

        Once it was `ok`, a journal that is away changes nothing, and nobody waits for one that hangs: a thread looks, and what
        it finds is said to who asks next.
        """
        if self.state == "ok":
            if self._is_due() and self.turn.acquire(blocking=False):
                self._start_looking()
            return "ok"
        with self.turn:
            if self._is_due():
                self._look()
            return self.state

    def _is_due(self) -> bool:
        return time.monotonic() - self.looked_at >= LOOK_AGAIN_SECONDS[self.state]

    def _start_looking(self) -> None:
        """Have a thread look, which gives the turn back."""
        try:
            threading.Thread(target=self._look_aside, name="erasures", daemon=True).start()
        except RuntimeError:  # no more threads
            self.turn.release()
            log.exception("erasure_journal_not_looked_at")

    def _look_aside(self) -> None:
        try:
            if self._is_due():  # another has looked just before this one had its turn
                self._look()
        finally:
            connection.close()  # the thread's own
            self.turn.release()

    def _look(self) -> None:
        try:
            self._compare(frozenset(unknown_names()))
        except Exception:  # whatever a bucket or the database answers
            log.exception("erasure_journal_away")
        self.looked_at = time.monotonic()

    def _compare(self, missing: frozenset[str]) -> None:
        is_due = missing & self.doubtful if self.state == "ok" else missing
        self.state, self.doubtful = ("due", frozenset()) if is_due else ("ok", missing)


standing = Standing()


def erasures() -> str:
    """Say whether everybody who was erased is; see Standing. Without a journal nobody can know: `ok`."""
    return "ok" if journal() is None else standing.look()


def erase_first() -> None:
    """Erase again what a restore brought back, before this process does anything else. Ends the process where that fails."""
    if journal() is None:
        return
    try:
        erase_again()
    except Exception as error:
        log.exception("erase_again_failed")
        raise SystemExit("The erasure journal is not done again, so nothing is done: docs/runbooks/restoring.md") from error


class RestoredGate:
    """Refuses requests and sockets with 503 and 1013 until everybody who was erased is. `never` is let through."""

    def __init__(self, inner: Application, *, never: tuple[str, ...] = ()) -> None:
        self.inner, self.never = inner, never

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Pass it on, or refuse it."""
        if standing.state == "ok" or scope["path"] in self.never or await sync_to_async(_ask, thread_sensitive=False)() == "ok":
            await self.inner(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
        else:
            accept = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"accept"), "")
            is_page = is_for_people(scope["path"], accept)
            await refuse(send, lambda: answer_later(is_page=is_page, words=WORDS, code="restoring", detail=DETAIL))


def _ask() -> str:
    try:
        return erasures()
    finally:
        connection.close()
