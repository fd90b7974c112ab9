"""Taking one piece of due work under a lease, so that workers share a table and one that dies holds back nothing else.

A row has `state`, `attempts` and `due_at`, and an index of what is due. Taken work is due again when the lease runs out; the
number of attempts tells who has it.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

Row = TypeVar("Row", bound=models.Model)
_TAKE = """
UPDATE {table} SET attempts = attempts + 1, due_at = %s WHERE id = (
    SELECT id FROM {table} WHERE {wanted} AND due_at <= %s ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING *
"""


def lease_first(
    model: type[Row], *, states: Sequence[str], lease: timedelta, where: Mapping[str, str] | None = None
) -> Row | None:
    """Take the row that has been due longest, in one statement; None where nothing is due, or all of it is in other hands.

    `where` names columns of the code's own choice, and what they have to hold.
    """
    more = where or {}
    wanted = " AND ".join([f"state IN ({', '.join(['%s'] * len(states))})", *(f"{column} = %s" for column in more)])
    statement = _TAKE.format(table=model._meta.db_table, wanted=wanted)
    now = timezone.now()
    values: list[Any] = [now + lease, *states, *more.values(), now]
    return next(iter(model._default_manager.raw(statement, values)), None)
