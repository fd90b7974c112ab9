"""Who leads the schedulers, and what was sent last: two small tables, by the database's clock.

A lease in a row, not an advisory lock: it is seen by everybody, ends by itself where a leader hangs with its connection open, and
needs no session of its own. That a tick is sent once does not hang on the lease: each is claimed against the last one.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from timers.models import Lead, Tick

BEAT = "beat"
LATE_SECONDS = 15
LEASE = timedelta(seconds=5)  # so long after its leader was killed a standby takes over, at the latest

_LEAD = """
INSERT INTO timers_lead AS held (name, holder, expires_at) VALUES (%(name)s, %(holder)s, statement_timestamp() + %(lease)s)
ON CONFLICT (name) DO UPDATE SET
    holder = excluded.holder, renewed_at = statement_timestamp(), expires_at = excluded.expires_at,
    since = CASE WHEN held.holder = excluded.holder THEN held.since ELSE statement_timestamp() END
WHERE held.holder = excluded.holder OR held.expires_at <= statement_timestamp()
"""
_CLAIM = """
INSERT INTO timers_tick AS last (entry, sent_at, sent_by, count)
SELECT %(entry)s, %(at)s, holder, 1 FROM timers_lead
WHERE name = %(name)s AND holder = %(holder)s AND expires_at > statement_timestamp()
ON CONFLICT (entry) DO UPDATE SET sent_at = excluded.sent_at, sent_by = excluded.sent_by, count = last.count + 1
WHERE last.sent_at = %(seen)s
"""


def lead(holder: str) -> bool:
    """Take the lead, or keep it for another LEASE; return False where another has it."""
    return _changes_one(_LEAD, name=BEAT, holder=holder, lease=LEASE)


def step_down(holder: str) -> None:
    """Leave the lead at once to whoever waits for it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE timers_lead SET expires_at = statement_timestamp() WHERE name = %s AND holder = %s", [BEAT, holder]
        )


def claim(entry: str, *, holder: str, at: datetime, seen: datetime | None) -> bool:
    """Note that `holder` sends an entry of the schedule at `at`; return False where it must not.

    It does not lead any more, or another has sent the entry since `seen`, the last tick that it knows of.
    """
    return _changes_one(_CLAIM, entry=entry, name=BEAT, holder=holder, at=at, seen=seen)


def last_ticks() -> dict[str, datetime]:
    """Return when each entry of the schedule was sent last."""
    return dict(Tick.objects.values_list("entry", "sent_at"))


def heartbeat_age() -> float | None:
    """Return how many seconds ago the lead was taken or renewed last; None where nobody ever had it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM statement_timestamp() - renewed_at) FROM timers_lead WHERE name = %s", [BEAT])
        row = cursor.fetchone()
    return float(row[0]) if row else None


def scheduler_state() -> str:
    """Say whether a scheduler leads: `ok`, `late` or `not seen yet`. A standby replaces one that was killed within seconds."""
    age = heartbeat_age()
    if age is None:
        return "not seen yet"
    return "ok" if age < LATE_SECONDS else "late"


def led_seconds() -> float:
    """Return for how long one scheduler has led; 0 where none does."""
    if scheduler_state() != "ok":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM statement_timestamp() - since) FROM timers_lead WHERE name = %s", [BEAT])
        return float(cursor.fetchone()[0])


def leader() -> Lead | None:
    """Return who has the lead, or had it last."""
    return Lead.objects.filter(name=BEAT).first()


def _changes_one(statement: str, **values: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return bool(cursor.rowcount)
