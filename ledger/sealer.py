"""The sealer: one process that integrates queued leaves, signs the tree, has it cosigned, and indexes its slots.

It is woken by NOTIFY and looks every second in any case. Only the instance that holds the advisory lock works; others wait for
it. The lock belongs to the connection on which the work is done, so a sealer that lost its connection cannot go on.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.db import connection, transaction

from common.aliveness import show_alive
from ledger.announcing import announce
from ledger.hooks import after_publication
from ledger.integrating import integrate
from ledger.models import SignedCheckpoint
from ledger.notes import Signer
from ledger.policy import current_policy
from ledger.sealing import StateFile, sign_newest
from ledger.slots import build_index
from ledger.tiles import Tree
from ledger.waking import CHANNEL
from ledger.witnesses import WitnessRound

SEALING = 0x7472_7573_7402  # advisory lock of the instance that works
TICK_SECONDS = 1.0
PAUSE_SECONDS = 0.2  # between two rounds, so that a busy time is sealed in batches
COSIGN_SECONDS = 10.0  # at most one question to each witness in this time, while the log grows
REFRESH_SECONDS = 240.0  # and at least one in this time, so that the newest checkpoint stays fresh
INDEX_SECONDS = 60.0  # between slot indexes, while they are cheap
INDEX_SHARE = 100  # an index that takes t is made every 100 t, and every hour at least
log = structlog.get_logger(__name__)


@dataclass
class IndexRound:
    """Slot indexes, made in a thread with a connection of its own: a large one must not hold up the sealing."""

    _made_at: float = 0.0
    _pause: float = INDEX_SECONDS
    _making: Future[None] | None = None
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="slot-index"))

    def start_where_due(self) -> None:
        """Begin a new index where the last is old enough and the log has grown. Raises what went wrong with the last one."""
        if self._making is not None and self._making.done():
            making, self._making = self._making, None
            making.result()
        if self._making is None and (not self._made_at or time.monotonic() - self._made_at >= self._pause):
            self._making = self._pool.submit(self._make)

    def _make(self) -> None:
        started = time.monotonic()
        try:
            made = build_index()
        finally:
            connection.close()
        if made is not None:
            self._made_at, took = time.monotonic(), time.monotonic() - started
            self._pause = min(max(INDEX_SECONDS, took * INDEX_SHARE), 3600.0)
            log.info("slots_indexed", size=made.size, seconds=round(took, 3))


@dataclass
class Sealer:
    """The work of the active instance, one `turn` after the other."""

    signers: list[Signer]
    state: StateFile
    witnesses: WitnessRound
    # The first question is put off a little: a witness that has just been started may still have to learn the log's key.
    _asked_at: float = field(default_factory=lambda: time.monotonic() - COSIGN_SECONDS + 3)
    _round: SignedCheckpoint | None = None  # what the witnesses are being asked about: all of them about the same tree
    _index: IndexRound = field(default_factory=IndexRound)
    _last: SignedCheckpoint | None = None

    def turn(self) -> bool:
        """Do what is due; say whether there was something in the queue.

        What is there is signed first: a sealer that must refuse leaves the queue as it is, where its age is seen.
        """
        self._sign()
        self._index.start_where_due()
        head = integrate()
        if head is not None:
            self._sign()
        self._cosign()
        return head is not None

    def _sign(self) -> None:
        signed = sign_newest(self.signers, self.state, origin=settings.LEDGER_ORIGIN)
        if signed is not None:
            self._last = signed
            after_publication(signed.size)

    def _cosign(self) -> None:
        again = self.witnesses.collect()
        newest = self._last or SignedCheckpoint.objects.order_by("-size").first()
        if newest is None or not self.witnesses.witnesses:
            return
        waited = time.monotonic() - self._asked_at
        has_grown = self._round is None or newest.size > self._round.size
        if (has_grown and waited >= COSIGN_SECONDS) or waited >= REFRESH_SECONDS:
            self._asked_at, self._round, again = time.monotonic(), newest, True
        if again and self._round is not None:
            tree, size = Tree(), self._round.size
            self.witnesses.ask(note=self._round.note, size=size, prove=lambda known: tree.consistency(known, size))


def run(signers: list[Signer], *, is_stopping: Callable[[], bool]) -> None:
    """Wait for the lock, then seal until told to stop. Raises what must not be passed over (SigningRefused, PoisonedQueue)."""
    with _leading(is_stopping) as leads:
        if leads:
            _work(signers, is_stopping)


def _work(signers: list[Signer], is_stopping: Callable[[], bool]) -> None:
    with StateFile(Path(settings.LEDGER_STATE_FILE)).held() as state:
        announce(signers)
        _leave_policy()
        sealer = Sealer(signers=signers, state=state, witnesses=WitnessRound(current_policy().witnesses))
        log.info("sealer_works", origin=settings.LEDGER_ORIGIN)
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
        while not is_stopping():
            show_alive()
            if not sealer.turn():
                _wait(TICK_SECONDS)
            time.sleep(PAUSE_SECONDS)


@contextmanager
def _leading(is_stopping: Callable[[], bool]) -> Iterator[bool]:
    """Hold the advisory lock, waiting for it in short steps; False where it was told to stop first."""
    said = False
    while not is_stopping():
        show_alive()
        if _ask("SELECT pg_try_advisory_lock(%s)", SEALING):
            try:
                yield True
            finally:
                if connection.is_usable():
                    _ask("SELECT pg_advisory_unlock(%s)", SEALING)
            return
        if not said:
            log.info("sealer_waits", reason="another instance holds the lock")
            said = True
        time.sleep(TICK_SECONDS)
    yield False


def _leave_policy() -> None:
    """Write the policy where verifiers on this machine find it."""
    if settings.LEDGER_POLICY_FILE:
        Path(settings.LEDGER_POLICY_FILE).write_text(current_policy().text())


def _wait(seconds: float) -> None:
    """Return when the queue has something new, or the time is over."""
    connection.ensure_connection()
    raw: Any = connection.connection
    with connection.wrap_database_errors:  # a connection that was cut ends here as anywhere else
        for _ in raw.notifies(timeout=seconds, stop_after=1):
            pass


def _ask(statement: str, *values: int) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return bool(cursor.fetchone()[0])
