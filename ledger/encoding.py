"""What an entry of the log is made of, byte for byte (docs/log-format.md). Pure functions; nothing here reads or writes.

Golden values: `ledger-vectors.json` of the shared vectors.
"""

import hashlib
import hmac
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import rfc8785

KEY_BYTES = SALT_BYTES = HASH_BYTES = 32
MAX_LEAF_BYTES = 65_535
MAX_INTEGER = 2**53 - 1
EMPTY_ROOT = hashlib.sha256(b"").digest()
FIELD_NAME = re.compile(r"[a-z0-9_./]+")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Statement:
    """What an entry says. `data` holds nothing personal; whatever is personal or can be guessed is one of `fields`.

    `at` is when it happened, as the actor claims; None: when it is recorded. `public` names the fields of a public chain that
    everybody may see opened.
    """

    kind: str
    data: Mapping[str, Any]
    fields: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None
    public: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Opened:
    """A field with the salt that its commitment was made with."""

    salt: bytes
    value: str
    is_public: bool = False


@dataclass(frozen=True)
class SealedEntry:
    """An entry ready to be written: what the log gets (`leaf`), what it hides (`payload`), and what opens it."""

    seq: int
    kind: str
    payload: bytes
    leaf: bytes
    leaf_hash: bytes
    recorded_at: datetime
    salt: bytes
    opened: Mapping[str, Opened]


def encode64(data: bytes) -> str:
    """Return standard base64 with padding."""
    return b64encode(data).decode()


def decode64(text: str) -> bytes:
    """Return the bytes of canonical base64. Raises ValueError for any other spelling of the same bytes."""
    data = b64decode(text, validate=True)
    if encode64(data) != text:
        raise ValueError("base64 is not canonical")
    return data


def new_key() -> bytes:
    """Return the key of a new private chain."""
    return secrets.token_bytes(KEY_BYTES)


def public_key_of(name: str) -> bytes:
    """Return the key of a public chain: anybody can derive it from the name."""
    return hashlib.sha256(b"trusttrack.dev/public-chain/v1\n" + name.encode()).digest()


def chain_id_of(key: bytes) -> bytes:
    """Return the public name of a chain, printed on confirmations."""
    return hashlib.sha256(b"trusttrack.dev/chain/v1\n" + key).digest()


def slot_of(key: bytes, seq: int) -> bytes:
    """Return the slot of entry `seq`: two entries of one chain with one number share it, so anybody sees a fork."""
    return hmac.digest(key, b"trusttrack.dev/slot/v1\n" + seq.to_bytes(8, "big"), "sha256")


def commit_field(salt: bytes, name: str, value: str) -> bytes:
    """Return the commitment to a field. Raises ValueError for a name that is none."""
    if not FIELD_NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a field")
    return hashlib.sha256(b"trusttrack.dev/field/v1\n" + salt + name.encode() + b"\n" + value.encode()).digest()


def commit_payload(salt: bytes, payload: bytes) -> bytes:
    """Return the commitment to a payload."""
    return hashlib.sha256(b"trusttrack.dev/entry/v1\n" + salt + payload).digest()


def encode_payload(
    *, seq: int, chain_id: bytes, prev: bytes, kind: str, data: Mapping[str, Any], fields: Mapping[str, str], at_ms: int
) -> bytes:
    """Return the canonical payload; `fields` are commitments in base64. Raises ValueError for what has no place there."""
    refuse_foreign(data)
    content: dict[str, Any] = {
        "at": at_ms,
        "chain": encode64(chain_id),
        "data": dict(data),
        "fields": dict(fields),
        "kind": kind,
        "prev": encode64(prev),
        "seq": seq,
        "v": 1,
    }
    return rfc8785.dumps(content)


def encode_leaf(*, commit: bytes, slot: bytes, ts: int) -> bytes:
    """Return the canonical leaf; it is ASCII of fixed shape, so it needs no JSON library."""
    return f'{{"commit":"{encode64(commit)}","slot":"{encode64(slot)}","ts":{ts},"v":1}}'.encode()


def hash_leaf(leaf: bytes) -> bytes:
    """Return the Merkle hash of a leaf (RFC 6962 §2.1)."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    """Return the Merkle hash of two subtrees (RFC 6962 §2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def milliseconds(moment: datetime) -> int:
    """Return unix milliseconds, rounded down."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def seconds(moment: datetime) -> int:
    """Return unix seconds, rounded down."""
    return (moment - _EPOCH) // timedelta(seconds=1)


def seal(statement: Statement, *, key: bytes, seq: int, prev: bytes, recorded_at: datetime) -> SealedEntry:
    """Return the entry that says `statement` as number `seq` of the chain, with fresh salts. `prev`: see the format.

    Raises ValueError for a statement that the format has no place for.
    """
    refuse_foreign(statement.fields)
    opened = {
        name: Opened(secrets.token_bytes(SALT_BYTES), value, is_public=name in statement.public)
        for name, value in statement.fields.items()
    }
    salt = secrets.token_bytes(SALT_BYTES)
    payload = encode_payload(
        seq=seq,
        chain_id=chain_id_of(key),
        prev=prev,
        kind=statement.kind,
        data=statement.data,
        fields={name: encode64(commit_field(one.salt, name, one.value)) for name, one in opened.items()},
        at_ms=milliseconds(statement.at or recorded_at),
    )
    leaf = encode_leaf(commit=commit_payload(salt, payload), slot=slot_of(key, seq), ts=seconds(recorded_at))
    return SealedEntry(
        seq=seq,
        kind=statement.kind,
        payload=payload,
        leaf=leaf,
        leaf_hash=hash_leaf(leaf),
        recorded_at=recorded_at,
        salt=salt,
        opened=opened,
    )


def refuse_foreign(value: Any) -> None:
    """Raise ValueError for anything but objects, strings and safe integers: other verifiers would read it otherwise."""
    if isinstance(value, str):
        value.encode()  # lone surrogates
        if "\x00" in value:
            raise ValueError("U+0000 has no place in the log")
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            refuse_foreign(name)
            refuse_foreign(inner)
    elif type(value) is not int or abs(value) > MAX_INTEGER:
        raise ValueError(f"{value!r} has no place in the log: only objects, strings and integers below 2^53")
