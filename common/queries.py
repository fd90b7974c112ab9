"""How long the database takes, as the process that asks sees it. Statements never carry values, so neither do their spans."""

import time
from collections.abc import Callable
from typing import Any

from django.db.backends.signals import connection_created
from prometheus_client import Histogram

from common.tracing import span

SECONDS = Histogram(
    "trusttrack_database_query_seconds",
    "Time of a statement, as the process that asks sees it.",
    buckets=(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 3, 15),
)


def watch_queries() -> None:
    """Time the statements of every connection that is opened from now on."""
    connection_created.connect(_watch, dispatch_uid="common.queries")


def _watch(connection: Any, **_: Any) -> None:
    if time_statement not in connection.execute_wrappers:  # the object outlives what it connects to
        connection.execute_wrappers.append(time_statement)


def time_statement(execute: Callable[..., Any], statement: Any, values: Any, many: bool, context: dict[str, Any]) -> Any:
    """Run a statement, and note how long it took, also where it failed."""
    text = statement if isinstance(statement, str) else type(statement).__name__
    started = time.perf_counter()
    try:
        with span(text.split(None, 1)[0] if text.strip() else "statement", db__system__name="postgresql", db__query__text=text):
            return execute(statement, values, many, context)
    finally:
        SECONDS.observe(time.perf_counter() - started)
