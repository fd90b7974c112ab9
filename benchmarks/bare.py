"""The reference side: the same bytes, written by PostgreSQL alone, in tables with nothing but a primary key."""

import hashlib
import secrets
from base64 import b64encode
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

INSERT = "INSERT INTO bench_bare (body) VALUES (%b)"
#: What an append writes, in one statement: entry, opening, queue. Named tables of the log, or of a copy of them.
WRITE = """
WITH entry AS (
    INSERT INTO {prefix}_entry (chain_id, seq, kind, payload, leaf, leaf_hash, recorded_at)
    VALUES (%s, %s, %s, %b, %b, %b, %s) RETURNING id, leaf, leaf_hash
), opening AS (
    INSERT INTO {prefix}_opening (entry_id, salt, fields) SELECT id, %b, %s::jsonb FROM entry
)
INSERT INTO {prefix}_queue (leaf, leaf_hash) SELECT leaf, leaf_hash FROM entry
"""
WRITE_LOG = WRITE.format(prefix="ledger")
WRITE_COPY = WRITE.format(prefix="bench")
COPIES = {"entry": "id", "opening": "entry_id", "queue": "id", "leaf": "index"}


def create_tables() -> None:
    """Make the table of single rows, and plain copies of the log's tables: no trigger, no foreign key, no second index."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body bytea NOT NULL)")
        for name, key in COPIES.items():
            cursor.execute(f"CREATE TABLE bench_{name} (LIKE ledger_{name} INCLUDING DEFAULTS INCLUDING IDENTITY)")
            cursor.execute(f"ALTER TABLE bench_{name} ADD PRIMARY KEY ({key})")


def log_rows(payload: bytes, fields: str) -> Callable[[int, datetime], Sequence[Any]]:
    """Return what makes the values of WRITE for a first entry: of that size, and in the form that the log's table asks for."""

    def values(chain: int, now: datetime) -> Sequence[Any]:
        commit, slot = (b64encode(secrets.token_bytes(32)).decode() for _ in range(2))
        leaf = f'{{"commit":"{commit}","slot":"{slot}","ts":{int(now.timestamp())},"v":1}}'.encode()
        leaf_hash = hashlib.sha256(b"\x00" + leaf).digest()
        return chain, 0, "order.status", payload, leaf, leaf_hash, now, secrets.token_bytes(32), fields

    return values


def last_written() -> tuple[bytes, str]:
    """Return payload and opened fields of the newest entry of the log, as what a reference is to be as large as."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT payload, fields::text FROM ledger_entry JOIN ledger_opening ON entry_id = id ORDER BY id DESC LIMIT 1"
        )
        payload, fields = cursor.fetchone()
    return bytes(payload), fields


def bytes_in_the_log(chain: int, seq: int) -> int:
    """Return how many bytes of rows an entry wrote into the log's tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_column_size(e) + pg_column_size(o) + pg_column_size(q) FROM ledger_entry e"
            " JOIN ledger_opening o ON o.entry_id = e.id JOIN ledger_queue q ON q.leaf_hash = e.leaf_hash"
            " WHERE e.chain_id = %s AND e.seq = %s",
            [chain, seq],
        )
        [size] = cursor.fetchone()
    return int(size)
