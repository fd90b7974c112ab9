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
    """How this database of `size` leaves stands, and the published tree that says so."""

    standing: Standing
    size: int
    published: TreeNote


def open_published(note: str) -> TreeNote:
    """Return the tree of a checkpoint that this log signed. Raises BadNote."""
    policy = current_policy()
    body, valid = open_note(note, policy.verifiers)
    tree = parse_checkpoint(body)
    if tree.origin != settings.LEDGER_ORIGIN or not any(key in valid for key in policy.keys):
        raise BadNote(f"it is not signed by {settings.LEDGER_ORIGIN} with a key that this database knows")
    return tree


def resume(notes: Sequence[str]) -> Resumed:
    """Hold the tree against published checkpoints and the sealer's own state, set that state, and return how they stand.

    Where all of them fit, the state becomes what this database holds a signature of. Where one does not, it becomes the largest
    such one, with which the sealer refuses: nothing makes it forget that. Raises BadNote, SealerBusy, SigningRefused.
    """
    published = [open_published(note) for note in notes]
    with StateFile(Path(settings.LEDGER_STATE_FILE)).held() as file:
        known = sorted((tree for tree in (*published, file.read()) if tree is not None), key=lambda tree: tree.size)
        found = [(tree, *_standing(tree)) for tree in known]
        strange = [one for one in found if one[1] is not Standing.FITS]
        newest, standing, size = (strange or found)[-1]
        state = newest if strange else _signed_head() or newest
        file.write(state)
    return Resumed(standing, size, newest)


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
