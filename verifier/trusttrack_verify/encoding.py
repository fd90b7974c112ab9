"""Hashes, base64 and decimal numbers, each read in one way only."""

import base64
import hashlib
import re

HASH_SIZE = 32
MAX_INTEGER = 2**53 - 1  # the largest that every JSON reader holds exactly
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,15}", re.ASCII)


class Malformed(ValueError):
    """What was read does not have the form that it must have; the message says what is wrong."""


def sha256(*parts: bytes) -> bytes:
    """Return the SHA-256 of the parts, one after the other."""
    return hashlib.sha256(b"".join(parts)).digest()


def encode_base64(raw: bytes) -> str:
    """Return standard, padded base64."""
    return base64.b64encode(raw).decode("ascii")


def decode_base64(text: str, size: int | None = None) -> bytes:
    """Return the bytes that `text` writes; raise `Malformed` unless it is canonical and, where given, of `size` bytes."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Malformed("not base64") from error
    if encode_base64(raw) != text:
        raise Malformed("base64 that is not canonical")
    if size is not None and len(raw) != size:
        raise Malformed(f"{len(raw)} bytes where {size} belong")
    return raw


def decode_decimal(text: str) -> int:
    """Return the number that `text` writes in decimal without leading zeroes; raise `Malformed` beyond 0 to 2^53-1."""
    if not _DECIMAL.fullmatch(text) or int(text) > MAX_INTEGER:
        raise Malformed("not a decimal number from 0 to 2^53-1")
    return int(text)


def encode_utf8(text: str) -> bytes:
    """Return `text` as UTF-8; raise `Malformed` where it holds half a surrogate pair."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Malformed("a lone surrogate") from error
