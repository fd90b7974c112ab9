"""Reads that are asked again and again: made into SQL once a process, planned by PostgreSQL once a connection.

Building a queryset and compiling it takes Django many times longer than PostgreSQL takes to answer it. `Prepared` keeps what
comes of that, and runs it with other values:

    ORDER = Prepared(lambda: Order.objects.filter(uid=Given("uid", CharField())).with_timers())
    [order] = ORDER.rows(uid=uid)

The queryset's shape is fixed: what differs between two calls is `Given`, everything else stands in the statement as it is.
"""

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from types import SimpleNamespace
from typing import Any, Generic, TypeVar, cast

import psycopg
from django.db import NotSupportedError, connection, models
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler
from psycopg.sql import Literal

Row = TypeVar("Row")


class Given(models.Expression):
    """A value that is given when the statement is run. Stands wherever a queryset takes an expression."""

    def __init__(self, name: str, output_field: "models.Field[Any, Any]") -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Leave a place; `Prepared` finds it by this very object."""
        return "%s", [self]


class AnyOf(models.Func):
    """`column = ANY(ids)`: one value, however many ids; they may be `Given`."""

    output_field = models.BooleanField()

    def __init__(self, column: str, ids: Any) -> None:
        super().__init__(models.F(column))
        self.ids = ids

    def as_sql(self, compiler, connection, **context):  # type: ignore[no-untyped-def,override]  # takes no template
        """Compile the column; the ids are one array."""
        column, _ = compiler.compile(self.source_expressions[0])
        return f"{column} = ANY(%s::bigint[])", [self.ids if isinstance(self.ids, Given) else list(self.ids)]


class Prepared(Generic[Row]):
    """A queryset whose statement is made once. `make` names no moment, caller or setting: it is called a single time."""

    def __init__(self, make: "Callable[[], QuerySet[Any, Row]]") -> None:
        self._make = make

    def rows(self, **given: Any) -> list[Row]:
        """Return what the queryset holds with these values: instances, tuples or dicts, as it says itself."""
        queryset, compiler = self._compiled
        run = copy.copy(compiler)
        run.connection, run.given = connection, given
        # What Django's iterables ask a queryset for.
        known = SimpleNamespace(
            db=connection.alias,
            query=SimpleNamespace(get_compiler=lambda *_, **__: run),
            _known_related_objects={},
            _fields=queryset._fields,
        )
        rows: list[Row] = list(queryset._iterable_class(known))
        return rows

    @cached_property
    def _compiled(self) -> "tuple[Any, _Compiler]":
        queryset = self._make()
        compiler = _Compiler(queryset.query, connection, connection.alias)
        compiler.compile_whole()
        return queryset, compiler


class _Compiler(SQLCompiler):
    """Django's compiler, with the statement that it made before."""

    given: dict[str, Any]
    statement: str

    def compile_whole(self) -> None:
        """Make the statement: what is fixed is written into it, so that PostgreSQL can plan by it (partial indexes, limits)."""
        text, parameters = self.as_sql()
        values: list[Any] = list(parameters)
        self.connection.ensure_connection()
        places = [value for value in values if isinstance(value, Given)]
        self.places = {place.name: place.output_field for place in places}
        self.statement = text.replace("%%", "%%%%") % tuple(map(self._written, values))

    def execute_sql(self, *_: Any, **__: Any) -> Any:
        """Run it; return its rows in one piece, as the iterables take them."""
        values = {name: field.get_db_prep_value(self.given[name], self.connection) for name, field in self.places.items()}
        try:
            return self._rows(values)
        except NotSupportedError:  # a migration changed a column's type: the plan is of before, and no other connection has it
            if self.connection.in_atomic_block:
                raise
            cast("Any", self.connection.connection).close()
            self.connection.close()
            return self._rows(values)

    def _rows(self, values: dict[str, Any]) -> list[Any]:
        with prepared_cursor() as cursor:
            cursor.execute(self.statement, values)
            return [[row[: self.col_count] for row in cursor] if self.has_extra_select else cursor.fetchall()]

    def _written(self, value: Any) -> str:
        if isinstance(value, Given):
            return f"%({value.name})s"
        return Literal(value).as_string(cast("Any", self.connection.connection)).replace("%", "%%")


@contextmanager
def prepared_cursor() -> Iterator[Any]:
    """Open a cursor whose statements PostgreSQL plans once for each connection; Django's own sends them as new text each time."""
    connection.ensure_connection()
    raw: Any = psycopg.Cursor(connection.connection)  # the stubs know only cursors of their own
    with connection.make_debug_cursor(raw) if connection.queries_logged else connection.make_cursor(raw) as cursor:
        yield cursor
