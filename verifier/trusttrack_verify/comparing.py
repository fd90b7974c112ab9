"""Two checkpoints held against each other: whether two readers were shown the same log."""

from pathlib import Path

from trusttrack_verify.bundle import MAX_BUNDLE, parse_bundle
from trusttrack_verify.encoding import Malformed
from trusttrack_verify.fetching import Site
from trusttrack_verify.notes import Checkpoint
from trusttrack_verify.policy import OpenedNote, Policy
from trusttrack_verify.proofs import is_proof, parse_proof
from trusttrack_verify.searching import common_tree
from trusttrack_verify.tiles import TilesDiffer


class CannotCompare(Exception):
    """The two cannot be compared; the message says what is missing."""


def read_note(source: str, *, allow_http: bool) -> str:
    """Return the signed note in a file (a checkpoint, a bundle, or a proof of one entry) or of the log at an address."""
    if source.startswith(("http://", "https://")):
        return Site(source.removesuffix("/checkpoint"), allow_http=allow_http).checkpoint()
    try:
        with Path(source).open("rb") as file:
            raw = file.read(MAX_BUNDLE + 1)
        if raw.lstrip().startswith(b"{"):
            return parse_bundle(raw).head
        return parse_proof(raw).note if is_proof(raw) else raw.decode("utf-8")
    except (OSError, UnicodeDecodeError, Malformed) as error:
        raise CannotCompare(f"{source} holds no checkpoint: {error}") from error


def origin_of(note: str) -> str:
    """Return the name of the log that a note claims to be of."""
    return note.partition("\n")[0]


def open_both(first: str, second: str, policy: Policy) -> tuple[OpenedNote, OpenedNote]:
    """Return both checkpoints as opened; raise `CannotCompare` for different logs, `NoteRefused` for one that is not signed."""
    origin = origin_of(first)
    if origin_of(second) != origin:
        raise CannotCompare("These are checkpoints of two different logs.")
    if origin not in policy.origins():
        raise CannotCompare("The policy does not list this log.")
    return policy.open(first, origin), policy.open(second, origin)


def compare(first: Checkpoint, second: Checkpoint, site: Site | None) -> str:
    """Return what is wrong between two checkpoints of one log, or nothing; raise `CannotCompare` where that takes a log."""
    if first.size == second.size:
        return "" if first.root == second.root else f"two different trees of size {first.size}: the log was FORKED"
    if min(first.size, second.size) == 0:
        return ""  # every tree extends the empty one
    if site is None:
        raise CannotCompare("The sizes differ: to prove that one extends the other, name the log with --log.")
    try:
        common_tree(first, second, site)
    except TilesDiffer as error:
        return f"{error}: the log was FORKED, or does not serve the tree that it signed"
    return ""
