"""Serializers whose fields are built once a process. DRF builds them for each answer, which takes longer than reading rows."""

from collections.abc import Callable
from functools import cache
from typing import Any, cast

from rest_framework import serializers

Reader = Callable[[Any, Any], Any]


class BuiltOnce:
    """Goes before a serializer's base. What it shows is the same; only its methods see the call's `context`, no nested field."""

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Return the row as JSON values."""
        return {name: read(self, instance) for name, read in _readers(cast("Any", type(self)))}


@cache
def _readers(kind: Callable[[], Any]) -> list[tuple[str, Reader]]:
    return [(field.field_name, _reader(field)) for field in kind()._readable_fields]


def _reader(field: Any) -> Reader:
    if isinstance(field, serializers.SerializerMethodField):
        method = str(field.method_name)
        return lambda serializer, row: getattr(serializer, method)(row)
    is_plain = type(field).get_attribute is serializers.Field.get_attribute and not isinstance(field, serializers.BaseSerializer)
    if is_plain and len(field.source_attrs) == 1:
        return _attribute(field.source_attrs[0], field.to_representation)
    return lambda _, row: _shown(field.get_attribute(row), field.to_representation)


def _attribute(name: str, show: Callable[[Any], Any]) -> Reader:
    """Read what most fields are: an attribute, a dictionary's member, or a method without arguments."""

    def read(_: Any, row: Any) -> Any:
        value = row[name] if isinstance(row, dict) else getattr(row, name)
        return _shown(value() if callable(value) else value, show)

    return read


def _shown(value: Any, show: Callable[[Any], Any]) -> Any:
    return None if value is None else show(value)
