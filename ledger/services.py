"""Writing entries. Nothing else does.

A private chain belongs to something (an order) whose row the caller holds locked; a public chain is locked by its own row, and
last of all that a transaction locks, several of them by name. There is no other lock on the way of a request.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain as joined
from typing import Any, NamedTuple

import rfc8785
from django.db import connection, transaction
from psycopg.types.json import Jsonb

from ledger.appending import Appended, append_entry
from ledger.encoding import SealedEntry, Statement, chain_id_of, encode64, new_key, public_key_of, seal
from ledger.models import Chain
from ledger.waking import nudge_sealer

BATCH = 1000

LAST = """
SELECT c.id, e.seq, e.leaf_hash, e.recorded_at, clock_timestamp()
FROM ledger_chain c LEFT JOIN LATERAL (
    SELECT seq, leaf_hash, recorded_at FROM ledger_entry WHERE chain_id = c.id ORDER BY seq DESC LIMIT 1
) e ON true
WHERE c.id = ANY(%s)
"""


def open_chain() -> Chain:
    """Return a new private chain, without entries."""
    key = new_key()
    return Chain.objects.create(key=key, chain_id=chain_id_of(key))


def append(chain_id: int, statement: Statement) -> Appended:
    """Append an entry to a private chain whose owner the caller holds locked, in the caller's transaction.

    Raises ChainForgotten, and ValueError for a statement that the format has no place for.
    """
    appended = append_entry(chain_id, statement)
    transaction.on_commit(nudge_sealer)
    return appended


def append_public(name: str, *statements: Statement) -> list[Appended]:
    """Append to the public chain of that name, in order, in the caller's transaction; it is opened where it is missing."""
    chain = _lock_many([name])[name]
    appended = [append_entry(chain, statement, public_key=public_key_of(name)) for statement in statements]
    transaction.on_commit(nudge_sealer)
    return appended


def open_chains(count: int) -> list[Chain]:
    """Return new private chains, without entries, in bulk."""
    keys = [new_key() for _ in range(count)]
    return Chain.objects.bulk_create([Chain(key=key, chain_id=chain_id_of(key)) for key in keys], batch_size=BATCH)


def write_stories(stories: Sequence[tuple[Chain, Sequence[Statement]]]) -> None:
    """Write the first entries of new private chains, in bulk, in the caller's transaction.

    For what happened elsewhere: every entry is recorded now, whatever `at` it claims.
    """
    now = _clock()
    written: list[tuple[int, SealedEntry]] = []
    for chain, story in stories:
        key = bytes(chain.key or b"")
        entries = _seal_story(story, key=key, seq=0, prev=bytes(chain.chain_id), recorded_at=now)
        written += [(chain.pk, entry) for entry in entries]
    _write_many(written)


def extend_public(stories: Mapping[str, Sequence[Statement]]) -> None:
    """Append to many public chains at once, in bulk, in the caller's transaction: statements by the name of their chain."""
    chains = _lock_many(sorted(stories))
    with connection.cursor() as cursor:
        cursor.execute(LAST, [list(chains.values())])
        last = {row[0]: _Last(*row[1:]) for row in cursor.fetchall()}
    written: list[tuple[int, SealedEntry]] = []
    for name, story in stories.items():
        entries = _seal_after(last[chains[name]], story, key=public_key_of(name))
        written += [(chains[name], entry) for entry in entries]
    _write_many(written)


def conceal(name: str, **data: str) -> int:
    """Open the fields of these entries of a public chain to nobody any more; return of how many. What is hidden is not erased.

    `data` says which: all entries whose data has these members.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_opening o SET fields ="
            " (SELECT jsonb_object_agg(f.key, f.value - 'public') FROM jsonb_each(o.fields) f)"
            " FROM ledger_entry e JOIN ledger_chain c ON c.id = e.chain_id"
            " WHERE e.id = o.entry_id AND c.name = %s AND convert_from(e.payload, 'UTF8')::jsonb -> 'data' @> %s::jsonb"
            " AND o.fields <> '{}'::jsonb",
            [name, json.dumps(data)],
        )
        return int(cursor.rowcount)


def erase_fields(chain_ids: Sequence[int], *, names: Sequence[str], reason: str) -> int:
    """Delete the openings of these fields, whatever entries of the chains they are in; return in how many entries.

    The commitments stay and say nothing; every proof stays valid. The erasure is itself an entry, in the public chain `erasure`.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_opening o SET fields = o.fields - %s::text[]"
            " FROM ledger_entry e JOIN ledger_chain c ON c.id = e.chain_id"
            " WHERE e.id = o.entry_id AND e.chain_id = ANY(%s) AND o.fields ?| %s::text[] RETURNING c.chain_id",
            [list(names), list(chain_ids), list(names)],
        )
        return _log_erasure(Counter(encode64(bytes(row[0])) for row in cursor.fetchall()), reason, forgotten=0)


def forget_chains(chain_ids: Sequence[int], *, reason: str) -> int:
    """Delete every opening of these private chains and their keys; return of how many entries.

    What is left in the log is random to everybody. Logged like erase_fields.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM ledger_opening o USING ledger_entry e JOIN ledger_chain c ON c.id = e.chain_id"
            " WHERE e.id = o.entry_id AND e.chain_id = ANY(%s) AND c.name IS NULL RETURNING c.chain_id",
            [list(chain_ids)],
        )
        entries = Counter(encode64(bytes(row[0])) for row in cursor.fetchall())
        cursor.execute(
            "UPDATE ledger_chain SET key = NULL WHERE id = ANY(%s) AND name IS NULL AND key IS NOT NULL", [list(chain_ids)]
        )
        return _log_erasure(entries, reason, forgotten=cursor.rowcount)


def _log_erasure(entries: Mapping[str, int], reason: str, *, forgotten: int) -> int:
    """Say how much was erased. Of which chains is a field that stays shut: the audit holds it against what is missing."""
    count = sum(entries.values())
    if count or forgotten:
        data = {"entries": count, "chains": forgotten, "reason": reason}
        append_public("erasure", Statement("erasure", data, {"what": rfc8785.dumps(dict(entries)).decode()}))
    return count


def _lock_many(names: Sequence[str]) -> dict[str, int]:
    """Return the ids of public chains by name, locked in order until the transaction ends; missing ones are opened before."""
    known = set(Chain.objects.filter(name__in=names).values_list("name", flat=True))
    missing = [name for name in sorted(names) if name not in known]
    if missing:
        keys = {name: public_key_of(name) for name in missing}
        opened = [Chain(name=name, key=key, chain_id=chain_id_of(key)) for name, key in keys.items()]
        Chain.objects.bulk_create(opened, ignore_conflicts=True, batch_size=BATCH)
    locked = Chain.objects.select_for_update(no_key=True).filter(name__in=names).order_by("name")
    return {str(name): pk for name, pk in locked.values_list("name", "pk")}


class _Last(NamedTuple):
    """The last entry of a chain (None: there is none), and the database's clock."""

    seq: int | None
    leaf_hash: bytes | None
    recorded_at: datetime | None
    now: datetime


def _seal_after(last: _Last, story: Sequence[Statement], *, key: bytes) -> list[SealedEntry]:
    return _seal_story(
        story,
        key=key,
        seq=0 if last.seq is None else last.seq + 1,
        prev=chain_id_of(key) if last.leaf_hash is None else last.leaf_hash,
        recorded_at=max(last.now, last.recorded_at or last.now),
    )


def _seal_story(story: Sequence[Statement], *, key: bytes, seq: int, prev: bytes, recorded_at: datetime) -> list[SealedEntry]:
    entries: list[SealedEntry] = []
    for number, statement in enumerate(story, seq):
        entry = seal(statement, key=key, seq=number, prev=prev, recorded_at=recorded_at)
        entries.append(entry)
        prev = entry.leaf_hash
    return entries


def _write_many(entries: Sequence[tuple[int, SealedEntry]]) -> None:
    """Write entries in the order given: the database checks each against the one before."""
    with connection.cursor() as cursor:
        for start in range(0, len(entries), BATCH):
            batch = entries[start : start + BATCH]
            rows = ", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * len(batch))
            values = list(joined.from_iterable(_values(chain, entry) for chain, entry in batch))
            cursor.execute(
                "INSERT INTO ledger_entry (chain_id, seq, kind, payload, leaf, leaf_hash, recorded_at)"  # noqa: S608 - placeholders
                f" VALUES {rows} RETURNING id",
                values,
            )
            ids = [row[0] for row in cursor.fetchall()]
            with (
                connection.wrap_database_errors,
                cursor.cursor.copy("COPY ledger_opening (entry_id, salt, fields) FROM STDIN") as copy,
            ):
                for pk, (_, entry) in zip(ids, batch, strict=True):
                    copy.write_row((pk, entry.salt, Jsonb(_fields(entry))))
            with connection.wrap_database_errors, cursor.cursor.copy("COPY ledger_queue (leaf, leaf_hash) FROM STDIN") as copy:
                for _, entry in batch:
                    copy.write_row((entry.leaf, entry.leaf_hash))
    transaction.on_commit(nudge_sealer)


def _values(chain_id: int, entry: SealedEntry) -> list[Any]:
    return [chain_id, entry.seq, entry.kind, entry.payload, entry.leaf, entry.leaf_hash, entry.recorded_at]


def _fields(entry: SealedEntry) -> Mapping[str, Any]:
    return {
        name: {"salt": encode64(one.salt), "value": one.value} | ({"public": True} if one.is_public else {})
        for name, one in entry.opened.items()
    }


def _clock() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now
