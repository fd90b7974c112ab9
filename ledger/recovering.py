"""After a restore: where this database stands against what the public was given, and whether the sealer may go on.

What was published can be in nobody's hands any more or in everybody's. So the sealer's last state never comes out of a backup
of the database: it is what was published last, as a mirror or a witness has it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from django.conf import settings

from ledger.models import Checkpoint, SignedCheckpoint
from ledger.notes import BadNote, TreeNote, open_note, parse_checkpoint
from ledger.policy import current_policy
from ledger.sealing import StateFile
from ledger.tiles import TileMissing, Tree


class Standing(Enum):
    """How the database's tree stands to the newest that was published."""

    FITS = "fits"
    BEHIND = "behind"  # the public has more
    FORKED = "forked"  # the public has another


@dataclass(frozen=True)
class Resumed:
    """What was found, and the state that the sealer will start from."""

    standing: Standing
    size: int
    published: TreeNote
    state: TreeNote


def open_published(note: str) -> TreeNote:
    """Return the tree of a checkpoint that this log signed. Raises BadNote."""
    policy = current_policy()
    body, valid = open_note(note, policy.verifiers)
    tree = parse_checkpoint(body)
    if tree.origin != settings.LEDGER_ORIGIN or not any(key in valid for key in policy.keys):
        raise BadNote(f"it is not signed by {settings.LEDGER_ORIGIN} with a key that this database knows")
    return tree


def resume(notes: Sequence[str]) -> Resumed:
    """Hold the tree against the newest of published checkpoints and set the sealer's state; return how they stand.

    The state is never put back: it becomes the largest of what it is, what was published and, where that fits, what this
    database holds a signature of. With any but FITS the sealer will refuse. Raises BadNote, SealerBusy, SigningRefused.
    """
    published = max(map(open_published, notes), key=lambda tree: tree.size)
    with StateFile(Path(settings.LEDGER_STATE_FILE)).held() as file:
        known = [tree for tree in (published, file.read()) if tree is not None]
        newest = max(known, key=lambda tree: tree.size)
        standing, size = _standing(newest)
        state = _signed_head() if standing is Standing.FITS else newest
        if state is not None and state.size >= newest.size:
            file.write(state)
    return Resumed(standing, size, newest, state or newest)


def _standing(published: TreeNote) -> tuple[Standing, int]:
    head = Checkpoint.objects.order_by("-size").first()
    size = head.size if head else 0
    if size < published.size:
        return Standing.BEHIND, size
    try:
        is_same = Tree().root(published.size) == published.root
    except TileMissing:
        is_same = False
    return (Standing.FITS if is_same else Standing.FORKED), size


def _signed_head() -> TreeNote | None:
    signed = SignedCheckpoint.objects.order_by("-size").first()
    return parse_checkpoint(open_note(signed.note, ())[0]) if signed else None
