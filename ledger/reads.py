"""What is read of the log: the newest note, notes with their cosignatures, and where the leaves of a chain stand.

Plain SQL: these are asked more than anything else, and their rows are bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import OuterRef, Subquery

from ledger.encoding import encode64
from ledger.models import Entry, Leaf, SignedCheckpoint
from ledger.policy import Policy

NOTES = """
SELECT s.size, s.note, s.signed_at, c.witness, c.line, c.cosigned_at
FROM ledger_signedcheckpoint s LEFT JOIN LATERAL (
    SELECT DISTINCT ON (witness) witness, line, cosigned_at FROM ledger_cosignature
    WHERE checkpoint_id = s.size ORDER BY witness, cosigned_at {order}
) c ON true
WHERE {where} ORDER BY s.size
"""


@dataclass(frozen=True)
class SignedNote:
    """A signed checkpoint with the cosignatures that came in: one of each witness."""

    size: int
    note: str
    signed_at: datetime
    cosigned: dict[str, datetime]

    def time_under(self, policy: Policy) -> int | None:
        """Return when enough witnesses had seen it (unix seconds), or None."""
        return policy.time_of({name: int(at.timestamp()) for name, at in self.cosigned.items()})


def signed_size() -> int:
    """Return the size of the newest signed checkpoint, 0 where nothing was signed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT size FROM ledger_signedcheckpoint ORDER BY size DESC LIMIT 1")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def newest_note() -> SignedNote | None:
    """Return the newest signed checkpoint, with the newest cosignature of each witness."""
    return next(iter(_notes("s.size = (SELECT max(size) FROM ledger_signedcheckpoint)", [], newest=True)), None)


def newest_cosigned_note() -> SignedNote | None:
    """Return the newest checkpoint that somebody cosigned."""
    return next(iter(_notes("s.size = (SELECT max(checkpoint_id) FROM ledger_cosignature)", [], newest=True)), None)


def cosigned_notes(*, since: int, limit: int) -> list[SignedNote]:
    """Return cosigned checkpoints of `since` leaves and more, smallest first."""
    return _notes(
        "s.size IN (SELECT DISTINCT checkpoint_id FROM ledger_cosignature WHERE checkpoint_id >= %s ORDER BY 1 LIMIT %s)",
        [since, limit],
    )


def anchors_of(indexes: Sequence[int], *, up_to: int) -> list[SignedNote]:
    """Return for each leaf the last cosigned checkpoint before it and the first after it, each once, up to a size.

    They carry the earliest cosignatures: what they bound is bounded whenever a witness looked first.
    """
    where = """s.size IN (
        SELECT unnest(ARRAY[
            (SELECT max(checkpoint_id) FROM ledger_cosignature WHERE checkpoint_id <= i AND checkpoint_id <= %s),
            (SELECT min(checkpoint_id) FROM ledger_cosignature WHERE checkpoint_id > i AND checkpoint_id <= %s)
        ]) FROM unnest(%s::bigint[]) AS i)"""
    return _notes(where, [up_to, up_to, list(indexes)])


def leaf_indexes(hashes: Sequence[bytes], *, below: int) -> dict[bytes, int]:
    """Return where these leaves stand in the log, as far as it is signed (`below`: the signed size)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT leaf_hash, index FROM ledger_leaf WHERE leaf_hash = ANY(%s) AND index < %s", [list(hashes), below])
        return {bytes(leaf_hash): index for leaf_hash, index in cursor.fetchall()}


def _notes(where: str, values: Sequence[int | list[int]], *, newest: bool = False) -> list[SignedNote]:
    notes: dict[int, SignedNote] = {}
    with connection.cursor() as cursor:
        cursor.execute(NOTES.format(where=where, order="DESC" if newest else "ASC"), list(values))
        for size, note, signed_at, witness, line, cosigned_at in cursor.fetchall():
            found = notes.get(size) or SignedNote(size, note, signed_at, {})
            if witness is not None:
                found = SignedNote(size, found.note + line, signed_at, {**found.cosigned, witness: cosigned_at})
            notes[size] = found
    return list(notes.values())


def sealed_places(chain_id: int, *, seq: str) -> dict[str, Subquery]:
    """Return annotations for rows that are entries of a chain, whose number is in `seq`: `leaf_hash` and `leaf_index`.

    The index is null until the leaf is under a signed checkpoint.
    """
    entry = Entry.objects.filter(chain_id=chain_id, seq=OuterRef(OuterRef(seq))).values("leaf_hash")
    signed = SignedCheckpoint.objects.order_by("-size").values("size")[:1]
    leaf = Leaf.objects.filter(leaf_hash=Subquery(entry), index__lt=Subquery(signed)).values("index")
    own = Entry.objects.filter(chain_id=chain_id, seq=OuterRef(seq)).values("leaf_hash")
    return {"leaf_hash": Subquery(own), "leaf_index": Subquery(leaf)}


def leaf_hash_of(chain_id: int, seq: int) -> str:
    """Return the leaf hash of an entry in base64: what a mail carries, so that the entry cannot be left out later unseen."""
    return encode64(bytes(Entry.objects.values_list("leaf_hash", flat=True).get(chain_id=chain_id, seq=seq)))
