"""Filters that several apps share."""

from typing import Any

import django_filters


class _CommaSeparated(django_filters.BaseInFilter, django_filters.ChoiceFilter):
    """`?x=a,b`, each part one of the choices."""


class CommaSeparatedChoiceFilter(_CommaSeparated):
    """Keeps rows whose column is one of the named values; an unknown value is an error, never ignored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("lookup_expr", "in")
        super().__init__(*args, **kwargs)
