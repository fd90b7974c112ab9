"""JSON bodies read by orjson: strict, quick, and bounded in depth."""

from typing import IO, Any

import orjson
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class OrjsonParser(JSONParser):
    """Reads `application/json` as RFC 8259 has it: no NaN, no lone surrogates, no nesting beyond 1,024."""

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> Any:
        """Return the parsed body. Raises ParseError."""
        try:
            return orjson.loads(stream.read())
        except ValueError as error:
            raise ParseError(f"The body is no JSON: {error}") from error
