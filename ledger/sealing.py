"""Signing the tree, by the one process that holds the key, and only where the tree extends what that process signed before.

The last signed state is a file of its own, outside the database, written to the disk *before* a signature leaves: a database
that was rolled back or rewritten is not signed again.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from ledger.encoding import decode64, encode64
from ledger.merkle import verify_consistency
from ledger.models import Checkpoint, LogKey, SignedCheckpoint
from ledger.notes import Signer, TreeNote, sign_checkpoint
from ledger.tiles import TileMissing, Tree


class SigningRefused(RuntimeError):
    """The tree does not extend what was signed before. Never "repaired": see ledger/README.md."""


class SealerBusy(RuntimeError):
    """Another sealer holds the file of the last signed state."""


@dataclass(frozen=True)
class StateFile:
    """Where the sealer keeps what it last signed."""

    path: Path

    @contextmanager
    def held(self) -> Iterator["StateFile"]:
        """Hold the file against other sealers on this machine. Raises SealerBusy."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.path.with_suffix(".lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise SealerBusy(f"another sealer holds {self.path}") from None
            yield self

    def read(self) -> TreeNote | None:
        """Return what was last signed, or None where nothing was. Raises SigningRefused where the file cannot be read."""
        try:
            content = json.loads(self.path.read_text())
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise SigningRefused(f"{self.path} cannot be read; nothing is signed until it is restored") from error
        try:
            return TreeNote(origin=content["origin"], size=int(content["size"]), root=decode64(content["root"]))
        except (ValueError, KeyError, TypeError) as error:
            raise SigningRefused(f"{self.path} cannot be read; nothing is signed until it is restored") from error

    def write(self, tree: TreeNote) -> None:
        """Replace the file, so that it is on the disk when this returns."""
        fresh = self.path.with_suffix(".new")
        content = {"origin": tree.origin, "size": tree.size, "root": encode64(tree.root)}
        with fresh.open("w") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def sign_newest(signers: Sequence[Signer], state: StateFile, *, origin: str) -> SignedCheckpoint | None:
    """Sign the newest checkpoint and store the note; return it, or None where it is signed already.

    `state` is held. Raises SigningRefused. A crash anywhere is safe: the same tree is signed with the same note.
    """
    newest = Checkpoint.objects.order_by("-size").first()
    last = state.read()
    told = SignedCheckpoint.objects.order_by("-size").values_list("size", flat=True).first() or 0
    if last is None and told:
        raise SigningRefused(f"{state.path} is gone, but this log was signed before: restore it, or begin a new origin")
    if last is not None and told > last.size:
        raise SigningRefused(
            f"{state.path} says that {last.size} leaves were signed last, but {told} were: it is old, or of another machine"
        )
    if newest is None:
        if last is not None and last.size:
            raise SigningRefused(f"a tree of {last.size} was signed, and the database has none: it was rolled back")
        return None
    tree = TreeNote(origin=origin, size=newest.size, root=bytes(newest.root))
    if last is None or last != tree:
        _refuse_unless_extends(tree, last)
        state.write(tree)
    elif SignedCheckpoint.objects.filter(size=tree.size).exists():
        return None
    return _store(tree, signers)


def _refuse_unless_extends(tree: TreeNote, last: TreeNote | None) -> None:
    tiles = Tree()
    try:
        if tiles.root(tree.size) != tree.root:
            raise SigningRefused(f"the tiles do not give the root that is recorded for {tree.size}")
        if last is None or last.size == 0:
            return
        if last.origin != tree.origin:
            raise SigningRefused(f"this sealer signed for {last.origin}, not for {tree.origin}")
        if last.size > tree.size:
            raise SigningRefused(f"a tree of {last.size} was signed, this one has {tree.size}: it was rolled back")
        proof = tiles.consistency(last.size, tree.size)
    except TileMissing as error:
        raise SigningRefused(f"the tiles have a hole: {error}") from error
    if not verify_consistency(last.size, tree.size, last.root, tree.root, proof):
        raise SigningRefused(f"the tree of {tree.size} does not extend the tree of {last.size} that was signed: it was rewritten")


@transaction.atomic
def _store(tree: TreeNote, signers: Sequence[Signer]) -> SignedCheckpoint:
    LogKey.objects.bulk_create([LogKey(vkey=str(signer.verifier)) for signer in signers], ignore_conflicts=True)
    note = sign_checkpoint(tree, signers)
    SignedCheckpoint.objects.bulk_create([SignedCheckpoint(size=tree.size, note=note)], ignore_conflicts=True)
    return SignedCheckpoint.objects.get(size=tree.size)
