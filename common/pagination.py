"""Keyset pages over any key, columns and annotations alike.

A page is `WHERE (key, id) < (last key, last id) ORDER BY key, id LIMIT n`: the same cost on every page, no row twice and none
left out while rows come and go. The cursor is signed for its list and names its order, so a forged or foreign one is a 400.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.core import signing
from django.db import models
from django.db.models import F, QuerySet, Value
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

MAX_CURSOR = 500


@dataclass(frozen=True)
class Ordering:
    """An order of a list: its public name, the column or annotation, and the direction (the id's too)."""

    name: str
    key: str
    output_field: "models.Field[Any, Any]"
    descending: bool = True

    def applied(self, queryset: QuerySet[Any], *, backward: bool = False) -> QuerySet[Any]:
        """Put rows into this order, or its reverse."""
        sign = "-" if self.descending != backward else ""
        return queryset.order_by(f"{sign}{self.key}", f"{sign}pk")


class Beyond(models.Func):
    """`(key, id) < (value, id)` as one row comparison, which PostgreSQL answers from an index on (key, id)."""

    output_field = models.BooleanField()
    arity = 4

    def __init__(self, *expressions: Any, operator: str, **extra: Any) -> None:
        super().__init__(*expressions, **extra)
        self.operator = operator

    def as_sql(self, compiler, connection, **context):  # type: ignore[no-untyped-def,override]  # takes no template
        """Compile the four parts in their order."""
        parts = [compiler.compile(part) for part in self.source_expressions]
        (key, pk, last_key, last_pk), params = [sql for sql, _ in parts], [p for _, given in parts for p in given]
        return f"(({key}, {pk}) {self.operator} ({last_key}, {last_pk}))", params


def cursor_salt(path: str) -> str:
    """Return the salt that the cursors of the list at `path` are signed with."""
    return f"common.cursor:{path}"


class KeysetPagination(CursorPagination):
    """`{"results", "next", "previous"}`; `?page_size=` up to 100. `order` names the key, a column or annotation of the rows."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100
    default_order: ClassVar[Ordering] = Ordering("id", "id", models.BigIntegerField())
    invalid_cursor_message = "This page link is damaged or belongs to another list. Start again from the first page."

    def __init__(self, order: Ordering | None = None) -> None:
        super().__init__()
        self.order = order or self.default_order
        self._next: str | None = None
        self._previous: str | None = None

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:  # never None
        """Return one page of what `fetch` takes; the links are then known."""
        order = self.order
        size = self.get_page_size(request) or self.page_size
        backward, position = self._read(request, order)
        rows = self.fetch(queryset, position, backward=backward, limit=size + 1)
        more, rows = len(rows) > size, rows[:size]
        if backward:
            rows.reverse()
        before = more if backward else position is not None
        after = position is not None if backward else more
        self._next = self._link(request, order, rows[-1], backward=False) if rows and after else None
        self._previous = self._link(request, order, rows[0], backward=True) if rows and before else None
        return rows

    def fetch(self, queryset: Any, position: Sequence[Any] | None, *, backward: bool, limit: int) -> list[Any]:
        """Return up to `limit` rows beyond `position`, or from the list's beginning."""
        return list(_slice(queryset, self.order, position, backward=backward)[:limit])

    def get_next_link(self) -> str | None:
        """Return the next page's URL."""
        return self._next

    def get_previous_link(self) -> str | None:
        """Return the previous page's URL."""
        return self._previous

    def _read(self, request: Request, order: Ordering) -> tuple[bool, Sequence[Any] | None]:
        given = request.query_params.get(self.cursor_query_param)
        if given is None:
            return False, None
        try:
            name, backward, *position = signing.loads(given[:MAX_CURSOR], salt=cursor_salt(request.path))
        except (signing.BadSignature, ValueError, TypeError):
            name, backward, position = None, False, []
        if name != order.name or len(position) != 2:
            raise ValidationError({self.cursor_query_param: self.invalid_cursor_message})
        return bool(backward), position

    def _link(self, request: Request, order: Ordering, row: Any, *, backward: bool) -> str:
        key = getattr(row, order.key)
        key = key.isoformat() if isinstance(key, datetime) else key
        cursor = signing.dumps([order.name, int(backward), key, row.pk], salt=cursor_salt(request.path))
        return replace_query_param(request.build_absolute_uri(), self.cursor_query_param, cursor)


def _slice(queryset: QuerySet[Any], order: Ordering, position: Sequence[Any] | None, *, backward: bool) -> QuerySet[Any]:
    descending = order.descending != backward
    if position is not None:
        last_key, last_pk = (
            Value(position[0], output_field=order.output_field),
            Value(position[1], output_field=models.BigIntegerField()),
        )
        queryset = queryset.filter(Beyond(F(order.key), F("pk"), last_key, last_pk, operator="<" if descending else ">"))
    return order.applied(queryset, backward=backward)
