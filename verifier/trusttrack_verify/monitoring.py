"""The whole log read again: its entries give the signed root, it grew from what was seen, no slot is taken twice."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trusttrack_verify.chains import parse_leaf
from trusttrack_verify.encoding import HASH_SIZE, Malformed, decode_base64, encode_base64
from trusttrack_verify.fetching import Site
from trusttrack_verify.merkle import EMPTY_ROOT, Frontier, leaf_hash
from trusttrack_verify.notes import Checkpoint
from trusttrack_verify.policy import Policy
from trusttrack_verify.searching import open_newest
from trusttrack_verify.tiles import WIDTH, parse_entries, tile_path


@dataclass(frozen=True)
class Walk:
    """What a walk found: the checkpoint that was walked, and each fault in a line."""

    checkpoint: Checkpoint
    faults: Sequence[str]


class StateUnreadable(Exception):
    """The file of the last run cannot be used; the message says why."""


def walk_log(site: Site, policy: Policy, last: Checkpoint | None) -> Walk:
    """Walk all entries of the newest checkpoint. Raise `FetchFailed`, `NoteRefused`, or `TilesDiffer` for a tile cut off."""
    origin = last.origin if last else policy.logs[0].name
    newest = open_newest(site, policy, origin).checkpoint
    frontier, faults, slots = Frontier(), list[str](), dict[bytes, int]()
    seen = EMPTY_ROOT
    for number in range(-(-newest.size // WIDTH)):
        width = min(WIDTH, newest.size - number * WIDTH)
        for raw in parse_entries(site.tile(f"tile/entries/{tile_path(number, width)}"))[:width]:
            faults += _fault(raw, frontier.size, slots)
            frontier.add(leaf_hash(raw))
            if last and frontier.size == last.size:
                seen = frontier.root()
    if (frontier.size, frontier.root()) != (newest.size, newest.root):
        faults.append(f"MISMATCH: {frontier.size} entries do not give the root that was signed for {newest.size}")
    if last and (newest.size < last.size or seen != last.root):
        faults.append(f"MISMATCH: the log of size {newest.size} does not extend the one of size {last.size} seen before")
    return Walk(newest, faults)


def _fault(raw: bytes, index: int, slots: dict[bytes, int]) -> list[str]:
    """Return what is wrong with one leaf by itself or with its slot, and note the slot."""
    try:
        leaf = parse_leaf(raw)
    except Malformed as error:
        return [f"MALFORMED: leaf {index}: {error}"]
    first = slots.setdefault(leaf.slot, index)
    return [] if first == index else [f"FORK: leaves {first} and {index} have the same slot"]


def read_state(file: Path) -> Checkpoint | None:
    """Return the checkpoint of the last run, nothing before the first; raise `StateUnreadable`."""
    try:
        state = json.loads(file.read_text("utf-8"))
        return Checkpoint(str(state["origin"]), int(state["size"]), decode_base64(state["root"], HASH_SIZE))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise StateUnreadable(f"{file} cannot be read: {error}") from error


def write_state(file: Path, checkpoint: Checkpoint) -> None:
    """Keep a checkpoint for the next run."""
    state = {"origin": checkpoint.origin, "size": checkpoint.size, "root": encode_base64(checkpoint.root)}
    draft = file.with_name(f"{file.name}.new")
    draft.write_text(json.dumps(state) + "\n", "utf-8")
    draft.replace(file)
