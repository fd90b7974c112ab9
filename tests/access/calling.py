"""Making a call, and seeing whether it left a trace."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest.mock import ANY

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from tests.access.expectations import Operation
from tests.access.world import World

METHODS = {"get", "post", "put", "patch", "delete"}
#: Tables that a call may write without changing anything: what it was asked is not what it did.
NOT_COUNTED = {"django_session"}
#: Columns that say when the caller was last here.
LAST_USE = ("last_used_at", "last_used_network")


@cache
def schema() -> dict[str, Any]:
    """Return the OpenAPI schema as it is generated now."""
    generator: Any = SchemaGenerator  # untyped
    generated: dict[str, Any] = generator().get_schema(request=None, public=True)
    return generated


@cache
def operations() -> dict[str, tuple[str, str, Any]]:
    """Return method, path and description of every operation, by its id."""
    return {
        described["operationId"]: (method, path, described)
        for path, methods in schema()["paths"].items()
        for method, described in methods.items()
        if method in METHODS
    }


def call(
    client: APIClient, world: World, name: str, operation: Operation, who: str, *, path: Mapping[str, Any] = {}, **extra: Any
) -> Any:
    """Call an operation as `who`, with the values of `path` in place of the real ones and `extra` members in the body."""
    method, pattern, _ = operations()[name]
    url = pattern.format(**{key: value(world) for key, value in operation.path.items()} | dict(path))
    send, headers = getattr(client, method), world.headers_of(who)
    if operation.body is None:
        return send(url, headers=headers)
    body = {**operation.body(world), **extra}
    if not operation.form:
        return send(url, body, headers=headers)
    files = {key: SimpleUploadedFile("a.png", value, "image/png") for key, value in body.items()}
    return send(url, files, format="multipart", headers=headers)


@contextmanager
def undone() -> Generator[None]:
    """Take back whatever is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@cache
def _tables() -> list[str]:
    return sorted(set(connection.introspection.table_names()) - NOT_COUNTED)


def trace() -> dict[str, tuple[int, int]]:
    """Return rows and their sum of every table: what a refused call must leave as it was."""
    counted = " UNION ALL ".join(
        f"SELECT '{table}', count(*),"
        f" coalesce(sum(hashtextextended((to_jsonb(t) - %(last_use)s::text[])::text, 0)::numeric), 0) FROM {table} t"
        for table in _tables()
    )
    with connection.cursor() as cursor:
        cursor.execute(counted, {"last_use": list(LAST_USE)})
        return {table: (rows, int(total)) for table, rows, total in cursor.fetchall()}


def writes() -> list[tuple[str, int, int, int]]:
    """Return the rows that this transaction wrote so far, by table; the same before and after a call: it needs no trace()."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname::text, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0 ORDER BY relname"
        )
        return list(cursor.fetchall())


def body_of(response: Any) -> Any:
    """Return an answer's body without the request's id."""
    if not response.content or "json" not in response.get("Content-Type", ""):
        return bytes(response.content)
    body = response.json()
    return {**body, "trace_id": ANY} if isinstance(body, dict) else body
