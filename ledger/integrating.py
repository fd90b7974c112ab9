"""Giving queued leaves their place: one transaction that numbers them, extends the tiles and records the new root.

Rows that commit late with a lower id are picked up by the next batch; the order within a chain is that of its own lock.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction

from ledger.encoding import EMPTY_ROOT, hash_leaf
from ledger.tiles import Tree, grown_tiles, stored_tiles

BATCH = 10_000
INTEGRATING = 0x7472_7573_7401  # advisory lock: one integrator at a time, whoever else runs


#: What a leaf is, to the byte (docs/log-format.md); whoever may write the queue may not make the log hold anything else.
LEAF = re.compile(rb'\{"commit":"[A-Za-z0-9+/]{43}=","slot":"[A-Za-z0-9+/]{43}=","ts":(0|[1-9][0-9]{0,14}),"v":1\}')


class PoisonedQueue(RuntimeError):
    """A queued leaf cannot be integrated. The log stands still until a person has looked: nothing is skipped, ever."""


@dataclass(frozen=True)
class TreeHead:
    """The tree after a batch."""

    size: int
    root: bytes


def integrate(limit: int = BATCH) -> TreeHead | None:
    """Integrate up to `limit` queued leaves; return the new head, or None where there was nothing to do.

    Raises PoisonedQueue for what is no leaf, a hash that is not its own, and a leaf that is in the log already.
    """
    try:
        return _integrate(limit)
    except IntegrityError as error:
        if "ledger_leaf_leaf_hash" not in str(error):
            raise
        raise PoisonedQueue(f"a queued leaf is in the log already: {error}") from error


def _integrate(limit: int) -> TreeHead | None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [INTEGRATING])
        if not cursor.fetchone()[0]:
            return None
        cursor.execute("SELECT id, leaf, leaf_hash FROM ledger_queue ORDER BY id LIMIT %s", [limit])
        queued = cursor.fetchall()
        if not queued:
            return None
        hashes = _checked_hashes(queued)
        size = _lock_size()
        _write_leaves(cursor, size, queued)
        tree = _write_tiles(size, hashes)
        head = TreeHead(size=size + len(hashes), root=tree.root(size + len(hashes)))
        cursor.execute("UPDATE ledger_treestate SET size = %s, root = %s", [head.size, head.root])
        cursor.execute("INSERT INTO ledger_checkpoint (size, root) VALUES (%s, %s)", [head.size, head.root])
        cursor.execute("DELETE FROM ledger_queue WHERE id = ANY(%s)", [[row[0] for row in queued]])
    return head


def _write_leaves(cursor: Any, size: int, queued: Sequence[tuple[int, bytes, bytes]]) -> None:
    statement = "COPY ledger_leaf (index, leaf, leaf_hash) FROM STDIN (FORMAT BINARY)"
    with connection.wrap_database_errors, cursor.cursor.copy(statement) as copy:
        copy.set_types(["int8", "bytea", "bytea"])
        for index, (_, leaf, leaf_hash) in enumerate(queued, size):
            copy.write_row((index, leaf, leaf_hash))


def _checked_hashes(queued: Sequence[tuple[int, bytes, bytes]]) -> list[bytes]:
    hashes = [hash_leaf(leaf) for _, leaf, _ in queued]
    for (pk, leaf, given), found in zip(queued, hashes, strict=True):
        if not LEAF.fullmatch(leaf):
            raise PoisonedQueue(f"queued leaf {pk} is no leaf")
        if given != found:
            raise PoisonedQueue(f"queued leaf {pk} does not have the hash that stands beside it")
    return hashes


def _lock_size() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT size FROM ledger_treestate FOR UPDATE")
        row = cursor.fetchone()
        if row is None:
            cursor.execute("INSERT INTO ledger_treestate (id, size, root) VALUES (1, 0, %s)", [EMPTY_ROOT])
            return 0
        return int(row[0])


def _write_tiles(size: int, hashes: Sequence[bytes]) -> Tree:
    """Store the tiles that grew; return a tree that knows them."""
    changed = grown_tiles(size, hashes, lambda level, index: stored_tiles([(level, index)])[level, index])
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO ledger_tile (level, index, data) VALUES (%s, %s, %s)"
            " ON CONFLICT (level, index) DO UPDATE SET data = EXCLUDED.data",
            [(level, index, data) for (level, index), data in changed.items()],
        )
    return Tree(lambda wanted: changed if wanted[0] in changed else stored_tiles(wanted))
