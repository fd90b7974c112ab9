"""One entry, sealed and written by PostgreSQL in one statement: what a request waits for is one round trip.

It makes the bytes that `encoding.seal` makes (docs/log-format.md), from the last entry that it reads itself. Canonical JSON
comes ready from Python: the statement only joins it to what is hexadecimal, base64 or a number.
"""

import secrets
from datetime import datetime
from http import HTTPStatus
from typing import Any, NamedTuple

import orjson
import rfc8785

from common.errors import DomainError
from common.prepared import prepared_cursor
from ledger.encoding import SALT_BYTES, Statement, commit_field, encode64, milliseconds, refuse_foreign


class ChainForgotten(DomainError):
    """The key of a chain was erased: nothing can be added to it, or shown of it."""

    code = "erased"
    status = HTTPStatus.GONE
    title = "This was erased"


class Appended(NamedTuple):
    """Where an entry came to stand in its chain."""

    seq: int
    leaf_hash: bytes
    recorded_at: datetime


def sql_bytes(text: str) -> str:
    """Return a text's bytes as a literal."""
    return f"'\\x{text.encode().hex()}'::bytea"


def sql_padded(byte: int) -> str:
    """Return the key XOR `byte`, as long as a block of SHA-256 (RFC 2104): PostgreSQL has no HMAC of its own."""
    word = int.from_bytes(bytes([byte]) * 8, "big")
    words = [f"int8send(('x' || encode(substr(key, {start}, 8), 'hex'))::bit(64)::bigint # {word})" for start in (1, 9, 17, 25)]
    return " || ".join([*words, f"'\\x{bytes([byte] * 32).hex()}'::bytea"])


def sql_base64(value: str) -> str:
    """Return the expression for up to 57 bytes in base64; PostgreSQL breaks what is longer into lines."""
    return f"encode({value}, 'base64')"


SLOT, ENTRY = sql_bytes("trusttrack.dev/slot/v1\n"), sql_bytes("trusttrack.dev/entry/v1\n")
SECONDS = "floor(extract(epoch FROM at))::bigint"
# A template of fixed text: what is said reaches it as parameters alone.
_APPEND = f"""
WITH place AS MATERIALIZED (
    SELECT {{key}} AS key, c.chain_id, coalesce(e.seq + 1, 0) AS seq, coalesce(e.leaf_hash, c.chain_id) AS prev,
        greatest(e.recorded_at, clock_timestamp()) AS at
    FROM ledger_chain c LEFT JOIN LATERAL (
        SELECT seq, leaf_hash, recorded_at FROM ledger_entry WHERE chain_id = c.id ORDER BY seq DESC LIMIT 1
    ) e ON true
    WHERE c.id = %(chain)s
), said AS MATERIALIZED (
    SELECT seq, at,
        sha256({sql_padded(0x5C)} || sha256({sql_padded(0x36)} || {SLOT} || int8send(seq::bigint))) AS slot,
        convert_to(
            '{{{{"at":' || coalesce(%(at)s::bigint, floor(extract(epoch FROM at) * 1000)::bigint)
            || ',"chain":"' || {sql_base64("chain_id")} || '","data":' || %(data)s::text || ',"fields":' || %(fields)s::text
            || ',"kind":' || to_json(%(kind)s::text) || ',"prev":"' || {sql_base64("prev")} || '","seq":' || seq || ',"v":1}}}}',
            'UTF8'
        ) AS payload
    FROM place WHERE key IS NOT NULL
), sealed AS MATERIALIZED (
    SELECT seq, at, payload,
        convert_to(
            '{{{{"commit":"' || {sql_base64(f"sha256({ENTRY} || %(salt)b::bytea || payload)")}
            || '","slot":"' || {sql_base64("slot")} || '","ts":' || {SECONDS} || ',"v":1}}}}',
            'UTF8'
        ) AS leaf
    FROM said
), entry AS (
    INSERT INTO ledger_entry (chain_id, seq, kind, payload, leaf, leaf_hash, recorded_at)
    SELECT %(chain)s, seq, %(kind)s::text, payload, leaf, sha256('\\x00'::bytea || leaf), at FROM sealed
    RETURNING id, seq, leaf, leaf_hash, recorded_at
), opening AS (
    INSERT INTO ledger_opening (entry_id, salt, fields) SELECT id, %(salt)b::bytea, %(opened)s::jsonb FROM entry
), queued AS (
    INSERT INTO ledger_queue (leaf, leaf_hash) SELECT leaf, leaf_hash FROM entry
)
SELECT seq, leaf_hash, recorded_at FROM entry
"""  # noqa: S608
_PRIVATE = _APPEND.format(key="c.key")
_PUBLIC = _APPEND.format(key="%(key)b::bytea")  # the sealer may not read keys: those of public chains follow from their names


def append_entry(chain_id: int, statement: Statement, *, public_key: bytes | None = None) -> Appended:
    """Append to a chain that the caller holds locked, in the caller's transaction.

    Raises ChainForgotten where its key was erased, and ValueError for a statement that the format has no place for.
    """
    refuse_foreign(statement.data)
    refuse_foreign(statement.fields)
    salts = secrets.token_bytes(SALT_BYTES * (1 + len(statement.fields)))
    commits: dict[str, str] = {}
    opened: dict[str, dict[str, Any]] = {}
    for number, (name, value) in enumerate(statement.fields.items(), 1):
        salt = salts[number * SALT_BYTES : (number + 1) * SALT_BYTES]
        commits[name] = encode64(commit_field(salt, name, value))
        opened[name] = {"salt": encode64(salt), "value": value}
        if name in statement.public:
            opened[name]["public"] = True
    parameters: dict[str, Any] = {
        "chain": chain_id,
        "key": public_key,
        "at": None if statement.at is None else milliseconds(statement.at),
        "data": rfc8785.dumps(dict(statement.data)).decode(),
        "fields": orjson.dumps(commits, option=orjson.OPT_SORT_KEYS).decode(),  # all of it ASCII
        "kind": statement.kind,
        "salt": salts[:SALT_BYTES],
        "opened": orjson.dumps(opened).decode(),
    }
    with prepared_cursor() as cursor:
        cursor.execute(_PRIVATE if public_key is None else _PUBLIC, parameters)
        row = cursor.fetchone()
    if row is None:
        raise ChainForgotten("Nothing can be added to what was erased.")
    return Appended(*row)
