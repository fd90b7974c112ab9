"""Deleting what nobody needs any more, a bounded number of rows at a time."""

from typing import Any

from django.db.models import QuerySet

ROWS_A_RUN = 10_000


def delete_first(rows: QuerySet[Any]) -> int:
    """Delete the first ROWS_A_RUN of `rows`, which have an order; return how many. What is left is for the next run."""
    keys = list(rows.values_list("pk", flat=True)[:ROWS_A_RUN])
    deleted: int = rows.model._default_manager.filter(pk__in=keys).delete()[0]
    return deleted
