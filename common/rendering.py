"""JSON by orjson: the same bytes as DRF's renderer would give, some times faster."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import orjson
from django.utils.functional import Promise
from rest_framework.renderers import JSONRenderer

# Times have microseconds and Z always (orjson alone would leave .000000 out).
JSON_OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATETIME
TIME_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime(TIME_FORMAT)
    if isinstance(value, Decimal | Promise):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is not JSON")


class OrjsonRenderer(JSONRenderer):
    """Renders `application/json`."""

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        """Return `data` as UTF-8 JSON bytes; nothing for an empty answer."""
        return b"" if data is None else orjson.dumps(data, default=_plain, option=JSON_OPTIONS)


def as_json(data: Any) -> str:
    """Return `data` as JSON text; times as the API gives them (UTC, microseconds, Z)."""
    return orjson.dumps(data, default=_plain, option=JSON_OPTIONS).decode()
