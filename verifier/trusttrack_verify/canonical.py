"""JSON read strictly, and written canonically (RFC 8785) for the part of JSON that the log uses."""

import json
from typing import Any, NoReturn

from trusttrack_verify.encoding import MAX_INTEGER, Malformed, encode_utf8

MAX_DEPTH = 64  # of objects in objects, far more than any payload has
_DIGITS = len(str(MAX_INTEGER)) + 1


def read_json(text: str) -> Any:
    """Return what the JSON text holds; raise `Malformed`.

    Stricter than JSON: no member twice, no number but integers within ±(2^53-1), no nesting beyond what Python reads.
    """
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_int=_integer, parse_float=_refuse_number, parse_constant=_refuse_number
        )
    except (ValueError, RecursionError) as error:
        raise Malformed(f"not JSON: {error}") from error


def canonical(value: object) -> bytes:
    """Return the canonical bytes of a string, an integer or an object of those; raise `Malformed` for anything else."""
    return encode_utf8(_write(value, MAX_DEPTH))


def read_canonical(raw: bytes) -> dict[str, Any]:
    """Return the object whose canonical bytes `raw` is; raise `Malformed` where it is not exactly that."""
    try:
        value = read_json(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Malformed("not UTF-8") from error
    if not isinstance(value, dict):
        raise Malformed("not an object")
    if canonical(value) != raw:
        raise Malformed("JSON that is not canonical")
    return value


def is_integer(value: object) -> bool:
    """Return whether this is an integer from 0 to 2^53-1 (and not a boolean, which Python takes for one)."""
    return type(value) is int and 0 <= value <= MAX_INTEGER


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Malformed("a member twice")
    return members


def _integer(digits: str) -> int:
    if len(digits) > _DIGITS or abs(int(digits)) > MAX_INTEGER:
        raise Malformed("an integer beyond 2^53-1")
    return int(digits)


def _refuse_number(text: str) -> NoReturn:
    raise Malformed(f"{text[:20]} is no integer")


def _write(value: object, depth: int) -> str:
    if isinstance(value, str):
        if "\0" in value:
            raise Malformed("U+0000")
        return json.dumps(value, ensure_ascii=False)
    if type(value) is int and abs(value) <= MAX_INTEGER:
        return str(value)
    if isinstance(value, dict) and depth:
        members = (f"{_write(name, 0)}:{_write(value[name], depth - 1)}" for name in sorted(value, key=_utf16))
        return "{" + ",".join(members) + "}"
    raise Malformed(f"{type(value).__name__} in canonical JSON, or nested too deeply")


def _utf16(name: object) -> bytes:
    """Sort key of RFC 8785: UTF-16 code units, which is not the order of code points."""
    if not isinstance(name, str):
        raise Malformed("a member whose name is no string")
    return name.encode("utf-16-be", "surrogatepass")
