"""What whoever owns the database can do: turn the triggers off and write what they like."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db import connection
from psycopg import sql

MODES = {"A": "ENABLE ALWAYS", "O": "ENABLE", "R": "ENABLE REPLICA"}


@contextlib.contextmanager
def rewriting(*tables: str) -> Iterator[Any]:
    """Have the triggers of these tables off inside, and as they were afterwards; gives a cursor."""
    with connection.cursor() as cursor:
        _settle(cursor)
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger"
            " WHERE tgrelid = ANY(%s::regclass[]) AND NOT tgisinternal",
            [list(tables)],
        )
        triggers = cursor.fetchall()
        for table, name, _ in triggers:
            _alter(cursor, table, "DISABLE", name)
        yield cursor
        _settle(cursor)
        for table, name, mode in triggers:
            _alter(cursor, table, MODES[mode], name)


def rewrite(statement: str, *values: Any, tables: tuple[str, ...]) -> int:
    """Run one statement past the triggers of `tables`; return how many rows it was about, at least one."""
    with rewriting(*tables) as cursor:
        cursor.execute(statement, values)
        changed = int(cursor.rowcount)
    assert changed
    return changed


def _alter(cursor: Any, table: str, mode: str, trigger: str) -> None:
    statement = sql.SQL(f"ALTER TABLE {{}} {mode} TRIGGER {{}}").format(sql.Identifier(table), sql.Identifier(trigger))
    cursor.execute(statement.as_string(cursor.connection))


def _settle(cursor: Any) -> None:
    """Check what is deferred to the commit now: a table with checks outstanding cannot be altered."""
    if connection.in_atomic_block:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
