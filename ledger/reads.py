"""What is read of the log: the newest note, notes with their cosignatures, and where the leaves of a chain stand.

Plain SQL: these are asked more than anything else, and their rows are bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

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

#: The newest checkpoint up to a size that enough of the named witnesses cosigned; it reads the index from its end.
ACCEPTED = """(SELECT checkpoint_id FROM ledger_cosignature WHERE witness = ANY(%s) AND checkpoint_id <= %s
    GROUP BY checkpoint_id HAVING count(DISTINCT witness) >= %s ORDER BY checkpoint_id DESC LIMIT 1)"""
BEFORE = ACCEPTED.replace("WHERE", "WHERE checkpoint_id <= i AND")
AFTER = ACCEPTED.replace("WHERE", "WHERE checkpoint_id > i AND").replace("DESC", "ASC")
NO_LIMIT = 2**62
AS_NEW = timedelta(seconds=30)  # witnesses are asked every 10 s
WITNESSES_TIME_OUT = timedelta(minutes=5)


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


def accepted_note(policy: Policy) -> SignedNote | None:
    """Return the newest checkpoint that the policy accepts.

    Where it asks for no witness: one that somebody cosigned, since that has a time, if it is about as new as the newest.
    """
    names, needed = _counted(policy)
    accepted = next(iter(_notes(f"s.size = {ACCEPTED}", [names, NO_LIMIT, needed], newest=True)), None)
    if policy.quorum:
        return accepted
    newest = newest_note()
    if newest is None or accepted is None:
        return newest
    return accepted if newest.signed_at - accepted.signed_at < AS_NEW else newest


def published_note(policy: Policy) -> SignedNote | None:
    """Return what everybody is told: the newest accepted checkpoint, or the newest of all where witnesses stay away too long."""
    newest = newest_note()
    if newest is None or not policy.quorum:
        return newest
    accepted = accepted_note(policy)
    waits = accepted is not None and newest.signed_at - accepted.signed_at < WITNESSES_TIME_OUT
    return accepted if waits else newest


def cosigned_notes(*, since: int, limit: int) -> list[SignedNote]:
    """Return cosigned checkpoints of `since` leaves and more, smallest first."""
    return _notes(
        "s.size IN (SELECT DISTINCT checkpoint_id FROM ledger_cosignature WHERE checkpoint_id >= %s ORDER BY 1 LIMIT %s)",
        [since, limit],
    )


def anchors_of(indexes: Sequence[int], policy: Policy, *, up_to: int) -> list[SignedNote]:
    """Return for each leaf the last accepted checkpoint before it and the first after it, each once, up to a size.

    They carry the earliest cosignatures: what they bound is bounded whenever a witness looked first.
    """
    where = f"s.size IN (SELECT unnest(ARRAY[{BEFORE}, {AFTER}]) FROM unnest(%s::bigint[]) AS i)"  # noqa: S608 - constants
    names, needed = _counted(policy)
    return _notes(where, [names, up_to, needed, names, up_to, needed, list(indexes)])


def leaf_indexes(hashes: Sequence[bytes], *, below: int) -> dict[bytes, int]:
    """Return where these leaves stand in the log, as far as it is signed (`below`: the signed size)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT leaf_hash, index FROM ledger_leaf WHERE leaf_hash = ANY(%s) AND index < %s", [list(hashes), below])
        return {bytes(leaf_hash): index for leaf_hash, index in cursor.fetchall()}


def _counted(policy: Policy) -> tuple[list[str], int]:
    """Return whose cosignatures count, and how many of them are needed; without a quorum, one gives a time."""
    return [witness.name for witness in policy.witnesses], max(1, policy.quorum)


def _notes(where: str, values: Sequence[Any], *, newest: bool = False) -> list[SignedNote]:
    notes: dict[int, SignedNote] = {}
    with connection.cursor() as cursor:
        cursor.execute(NOTES.format(where=where, order="DESC" if newest else "ASC"), list(values))
        for size, note, signed_at, witness, line, cosigned_at in cursor.fetchall():
            found = notes.get(size) or SignedNote(size, note, signed_at, {})
            if witness is not None:
                found = SignedNote(size, found.note + line, signed_at, {**found.cosigned, witness: cosigned_at})
            notes[size] = found
    return list(notes.values())


def sealed_places(chain_id: Any, *, seq: str) -> dict[str, Subquery]:
    """Return annotations for rows that are entries of a chain, whose number is in `seq`: `leaf_hash` and `leaf_index`.

    `chain_id` is its id, or an expression for it. The index is null until the leaf is under a signed checkpoint.
    """
    entry = Entry.objects.filter(chain_id=chain_id, seq=OuterRef(OuterRef(seq))).values("leaf_hash")
    signed = SignedCheckpoint.objects.order_by("-size").values("size")[:1]
    leaf = Leaf.objects.filter(leaf_hash=Subquery(entry), index__lt=Subquery(signed)).values("index")
    own = Entry.objects.filter(chain_id=chain_id, seq=OuterRef(seq)).values("leaf_hash")
    return {"leaf_hash": Subquery(own), "leaf_index": Subquery(leaf)}


def leaf_hash_of(chain_id: int, seq: int) -> str:
    """Return the leaf hash of an entry in base64: what a mail carries, so that the entry cannot be left out later unseen."""
    return encode64(bytes(Entry.objects.values_list("leaf_hash", flat=True).get(chain_id=chain_id, seq=seq)))
