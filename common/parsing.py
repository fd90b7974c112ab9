"""JSON bodies read by orjson: strict, quick, and bounded in depth."""

from collections.abc import Iterable
from typing import IO, Any

import orjson
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

MAX_DEPTH = 32


class OrjsonParser(JSONParser):
    """Reads `application/json` as RFC 8259 has it: no NaN, no lone surrogates, no nesting beyond MAX_DEPTH."""

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> Any:
        """Return the parsed body. Raises ParseError."""
        try:
            body = orjson.loads(stream.read())
        except ValueError as error:
            raise ParseError(f"The body is no JSON: {error}") from error
        if is_deeper_than(MAX_DEPTH, body):  # orjson stops at 1,024, where str() and the like have long run out of stack
            raise ParseError(f"The body is nested more than {MAX_DEPTH} deep.")
        return body


def is_deeper_than(levels: int, value: Any) -> bool:
    """Say whether `value` has lists and objects within each other beyond `levels`; looks at each value once."""
    inside = [value]
    for _ in range(levels + 1):
        inside = [part for each in inside if isinstance(each, dict | list) for part in _parts(each)]
        if not inside:
            return False
    return True


def _parts(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value
