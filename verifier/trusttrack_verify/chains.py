"""Chains and their entries: keys, slots and commitments, and the two closed schemas, leaf and payload."""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trusttrack_verify.canonical import is_integer, read_canonical
from trusttrack_verify.encoding import HASH_SIZE, Malformed, decode_base64, encode_utf8, sha256

MAX_LEAF = 65_535
FIELD_NAME = re.compile(r"[a-z0-9_./]+", re.ASCII)
_LEAF = {"commit", "slot", "ts", "v"}
_PAYLOAD = {"at", "chain", "data", "fields", "kind", "prev", "seq", "v"}


@dataclass(frozen=True)
class Leaf:
    """What the public log holds of one entry."""

    commit: bytes
    slot: bytes
    ts: int
    """When it was recorded, unix seconds by the log's clock."""


@dataclass(frozen=True)
class Payload:
    """What happened, as it was committed to."""

    at: int
    """When it happened as the actor claims, unix milliseconds."""
    chain: bytes
    data: Mapping[str, Any]
    fields: Mapping[str, bytes]
    kind: str
    prev: bytes
    seq: int


def public_chain_key(name: str) -> bytes:
    """Return the key of a public chain, which anybody can derive."""
    return sha256(b"trusttrack.dev/public-chain/v1\n", encode_utf8(name))


def chain_id(key: bytes) -> bytes:
    """Return what names a chain to the people who hold its entries."""
    return sha256(b"trusttrack.dev/chain/v1\n", key)


def slot(key: bytes, seq: int) -> bytes:
    """Return the place of an entry that only holders of the key can foretell, and that everybody sees taken twice."""
    return hmac.digest(key, b"trusttrack.dev/slot/v1\n" + seq.to_bytes(8, "big"), "sha256")


def field_commitment(salt: bytes, name: str, value: str) -> bytes:
    """Return the commitment to a field's value."""
    text = f"{name}\n{value}".encode("utf-8", "surrogatepass")  # half a surrogate pair opens nothing that others committed to
    return sha256(b"trusttrack.dev/field/v1\n", salt, text)


def entry_commitment(salt: bytes, payload: bytes) -> bytes:
    """Return the commitment to a payload."""
    return sha256(b"trusttrack.dev/entry/v1\n", salt, payload)


def parse_leaf(raw: bytes) -> Leaf:
    """Return the leaf that these bytes are; raise `Malformed`."""
    if len(raw) > MAX_LEAF:
        raise Malformed("a leaf that is too long")
    leaf = read_canonical(raw)
    _require_schema(leaf, _LEAF)
    return Leaf(_hash(leaf["commit"]), _hash(leaf["slot"]), _integer(leaf["ts"]))


def parse_payload(raw: bytes) -> Payload:
    """Return the payload that these bytes are; raise `Malformed`."""
    payload = read_canonical(raw)
    _require_schema(payload, _PAYLOAD)
    data, fields, kind = payload["data"], payload["fields"], payload["kind"]
    if not isinstance(data, dict) or not isinstance(fields, dict) or not isinstance(kind, str):
        raise Malformed("a payload with a member of the wrong type")
    if not all(FIELD_NAME.fullmatch(name) for name in fields):
        raise Malformed("a field with a name that is not allowed")
    return Payload(
        at=_integer(payload["at"]),
        chain=_hash(payload["chain"]),
        data=data,
        fields={name: _hash(value) for name, value in fields.items()},
        kind=kind,
        prev=_hash(payload["prev"]),
        seq=_integer(payload["seq"]),
    )


def _require_schema(value: dict[str, Any], members: set[str]) -> None:
    if value.keys() != members or type(value["v"]) is not int or value["v"] != 1:
        raise Malformed("not the members of version 1")


def _hash(value: object) -> bytes:
    if not isinstance(value, str):
        raise Malformed("not a string")
    return decode_base64(value, HASH_SIZE)


def _integer(value: object) -> int:
    if not is_integer(value) or not isinstance(value, int):
        raise Malformed("not an integer from 0 to 2^53-1")
    return value
