"""Serializers whose fields are built once a process. DRF builds them for each answer, which takes longer than reading rows."""

from collections.abc import Callable
from functools import cache
from typing import Any

from rest_framework import serializers

Reader = Callable[[Any, Any], Any]


class BuiltOnce:
    """Goes before a serializer's base. What it shows is the same; only its methods see the call's `context`, no nested field."""

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Return the row as JSON values."""
        return {name: read(self, instance) for name, read in _readers(type(self))}


@cache
def _readers(kind: Callable[[], Any]) -> list[tuple[str, Reader]]:
    return [(field.field_name, _reader(field)) for field in kind()._readable_fields]


def _reader(field: Any) -> Reader:
    if isinstance(field, serializers.SerializerMethodField):
        method = str(field.method_name)
        return lambda serializer, row: getattr(serializer, method)(row)
    return lambda _, row: _shown(field, row)


def _shown(field: Any, row: Any) -> Any:
    value = field.get_attribute(row)
    return None if value is None else field.to_representation(value)
