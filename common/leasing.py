"""Taking one piece of due work under a lease, so that workers share a table and one that dies holds back nothing else.

A row has `state`, `attempts` and `due_at`, and an index of what is due. Taken work is due again when the lease runs out; the
number of attempts tells who has it.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from django.db import connection, models
from django.utils import timezone

Row = TypeVar("Row", bound=models.Model)
_TAKE = """
UPDATE {table} SET attempts = attempts + 1, due_at = %s WHERE id = (
    SELECT id FROM {table} WHERE {wanted} AND due_at <= %s ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
) AND {durability} RETURNING *
"""
_LOSABLE, _DURABLE = "(SELECT set_config('synchronous_commit', 'off', true)) IS NOT NULL", "true"
#: Work that ends PostgreSQL each time must be seen to have been tried: what has been due for a while is leased durably.
_LOSABLE_WHILE_FRESH = f"(due_at <= now() - interval '1 minute' OR {_LOSABLE})"


def losable() -> str:
    """Return the condition by which a statement's own commit does not wait for the disk.

    For what a crash of PostgreSQL may undo within a fraction of a second, because it is done again then; whatever is committed
    after it takes it to the disk along. In somebody's transaction the condition changes nothing: that one is theirs.
    """
    return _DURABLE if connection.in_atomic_block else _LOSABLE


def lease_first(
    model: type[Row],
    *,
    states: Sequence[str],
    lease: timedelta,
    where: Mapping[str, str] | None = None,
    is_losable: bool = False,
) -> Row | None:
    """Take the row that has been due longest, in one statement; None where nothing is due, or all of it is in other hands.

    `where` names columns of the code's own choice, and what they have to hold. A lease that `is_losable` can be undone by a
    crash of PostgreSQL: for work that may be done twice. (Not one of work that has been due for a minute.)
    """
    more = where or {}
    wanted = " AND ".join([f"state IN ({', '.join(['%s'] * len(states))})", *(f"{column} = %s" for column in more)])
    durability = _LOSABLE_WHILE_FRESH if is_losable and not connection.in_atomic_block else _DURABLE
    statement = _TAKE.format(table=model._meta.db_table, wanted=wanted, durability=durability)
    now = timezone.now()
    values: list[Any] = [now + lease, *states, *more.values(), now]
    return next(iter(model._default_manager.raw(statement, values)), None)
