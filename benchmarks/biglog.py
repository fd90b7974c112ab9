"""A log of any size, made in a minute: strangers' leaves straight into the tables, and one order of thirty entries among them.

What is made is what the sealer would have made: leaves, tiles, signed checkpoints with a witness's cosignature, a slot index.
Only the strangers' leaves have no entries behind them.
"""

import secrets
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection, transaction

from benchmarks.sealing import fresh_leaves
from ledger.encoding import Statement, encode64
from ledger.integrating import integrate
from ledger.models import Chain, Entry, LogKey, SignedCheckpoint
from ledger.notes import DASH, WITNESS, Signer, TreeNote, Verifier, cosigned_message, sign_checkpoint
from ledger.sealing import StateFile, sign_newest
from ledger.services import open_chain, write_stories
from ledger.slots import build_index
from ledger.tiles import Tree, grown_tiles
from ledger.witnesses import Cosigned, store_cosignature

ENTRIES = 30
NOTES = 14  # the head and thirteen anchors
CHUNK = 50_000
STATUSES = ("placed", "accepted", "preparing")


@dataclass(frozen=True)
class BenchWitness:
    """A witness that cosigns whatever it is given: how long signing takes is not what is measured."""

    seed: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    name: str = "witness.bench"

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        return Verifier(self.name, WITNESS, Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw())

    def cosign(self, size: int, note: str) -> None:
        """Cosign a checkpoint, now."""
        now = int(time.time())
        body = note.rpartition("\n\n")[0] + "\n"
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(cosigned_message(now, body))
        line = f"{DASH} {self.name} {encode64(self.verifier.key_id + now.to_bytes(8, 'big') + signature)}\n"
        store_cosignature(size, Cosigned(witness=self.name, line=line, at=datetime.fromtimestamp(now, UTC)))


@dataclass
class BigLog:
    """Writes the log of the current database; `told` are the entries of the order in it."""

    size: int
    signer: Signer
    witness: BenchWitness
    chain: Chain | None = None
    told: Sequence[Entry] = ()
    index_seconds: float = 0.0
    _tiles: dict[tuple[int, int], bytes] = field(default_factory=dict)

    def build(self, folder: Path) -> "BigLog":
        """Fill the database. `folder` is for the state of the last signature."""
        self.chain = open_chain()
        with transaction.atomic():
            write_stories([(self.chain, [_status(number) for number in range(ENTRIES)])])
        self.told = list(Entry.objects.filter(chain=self.chain).order_by("seq").select_related("opening"))
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM ledger_queue")
            cursor.execute("SET statement_timeout = 0")
        LogKey.objects.create(vkey=str(self.signer.verifier))
        leaves = self._leaves()
        for number in range(1, NOTES - 1):
            self._extend(leaves, self.size * number // (NOTES - 1))
        self._extend(leaves, self.size)
        self._finish(folder)
        return self

    def _leaves(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield all leaves in order: those of the order at even distances, strangers' between them."""
        places = {self.size * number // ENTRIES: entry for number, entry in enumerate(self.told)}
        for index, stranger in enumerate(fresh_leaves(self.size, int(time.time()))):
            entry = places.get(index)
            yield stranger if entry is None else (bytes(entry.leaf), bytes(entry.leaf_hash))

    def _extend(self, leaves: Iterator[tuple[bytes, bytes]], upto: int) -> None:
        """Bring the log to `upto` leaves, and have that checkpoint signed and cosigned."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ledger_leaf")
            [start] = cursor.fetchone()
            hashes = []
            with cursor.cursor.copy("COPY ledger_leaf (index, leaf, leaf_hash) FROM STDIN (FORMAT BINARY)") as copy:
                copy.set_types(["int8", "bytea", "bytea"])
                for index in range(start, upto):
                    leaf, leaf_hash = next(leaves)
                    hashes.append(leaf_hash)
                    copy.write_row((index, leaf, leaf_hash))
        for first in range(0, len(hashes), CHUNK):
            self._tiles |= grown_tiles(start + first, hashes[first : first + CHUNK], lambda *key: self._tiles.get(key, b""))
        tree = TreeNote(settings.LEDGER_ORIGIN, upto, Tree(lambda wanted: self._tiles).root(upto))
        note = sign_checkpoint(tree, [self.signer])
        SignedCheckpoint.objects.create(size=upto, note=note)
        self.witness.cosign(upto, note)
        self._tree = tree

    def _finish(self, folder: Path) -> None:
        """Store tiles and state, index the slots, and sign the log with the index in it."""
        with connection.cursor() as cursor:
            with cursor.cursor.copy("COPY ledger_tile (level, index, data) FROM STDIN") as copy:
                for (level, index), data in self._tiles.items():
                    copy.write_row((level, index, data))
            values = (self.size, self._tree.root)
            cursor.execute("INSERT INTO ledger_treestate (id, size, root) VALUES (1, %s, %s)", values)
            cursor.execute("INSERT INTO ledger_checkpoint (size, root) VALUES (%s, %s)", values)
            cursor.execute("VACUUM (ANALYZE) ledger_leaf, ledger_tile, ledger_entry, ledger_signedcheckpoint, ledger_cosignature")
        self._tiles.clear()
        state = StateFile(folder / f"signed-{self.size}.json")
        state.write(self._tree)
        begun = time.perf_counter()
        build_index()
        self.index_seconds = time.perf_counter() - begun
        integrate()
        head = sign_newest([self.signer], state, origin=settings.LEDGER_ORIGIN)
        if head is None:
            raise RuntimeError("nothing was signed")
        self.witness.cosign(head.size, head.note)


def _status(number: int) -> Statement:
    data = {"from": STATUSES[number % 3 - 1] if number else "", "to": STATUSES[number % 3], "by": "vendor"}
    fields = {"actor": "user:4711", "note": "Ready by five, ask for Sam.", "reason": ""}
    return Statement("order.status", data, fields if number else {**fields, "ref": "K7M2QX"})
