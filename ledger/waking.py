"""Waking the sealer. NOTIFY takes a lock at commit that all of PostgreSQL shares, so no request's transaction says it."""

import time

from django.db import connection

from common.background import BackgroundSender

CHANNEL = "ledger_queue"
PAUSE_SECONDS = 0.05


def _notify(_: None) -> None:
    """Say it on this thread's own connection, kept while there is more to say; what is queued in a burst is one word."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")
        time.sleep(PAUSE_SECONDS)
    finally:
        if not _nudges.has_more():
            connection.close()


#: Room for one: whoever finds it taken knows that a word is still to come, after their commit. Lost, it costs a second.
_nudges: BackgroundSender[None] = BackgroundSender("nudge-sealer", _notify, size=1)


def nudge_sealer() -> None:
    """Have the sealer look at the queue now. Never waits, never raises."""
    _nudges.offer(None)
