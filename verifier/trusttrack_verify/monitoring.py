"""The whole log read again: it gives the signed roots and only grew, no slot is taken twice, its indexes and times are true."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trusttrack_verify.canonical import is_integer
from trusttrack_verify.chains import parse_leaf
from trusttrack_verify.dating import Dating, Notes, Seen, Witnessed, read_notes, seen_by
from trusttrack_verify.encoding import HASH_SIZE, Malformed, decode_base64, encode_base64
from trusttrack_verify.fetching import Site
from trusttrack_verify.merkle import EMPTY_ROOT, Frontier, leaf_hash
from trusttrack_verify.notes import Checkpoint
from trusttrack_verify.policy import Policy
from trusttrack_verify.searching import open_newest
from trusttrack_verify.slot_indexes import Listed, SlotLists, read_indexes
from trusttrack_verify.tiles import WIDTH, parse_entries, tile_path


@dataclass(frozen=True)
class Checked:
    """What a run need not check again: entries of the chain `index` before `indexes`, and times of leaves before `times`.

    `link` is the leaf hash of the last of those entries.
    """

    indexes: int = 0
    link: bytes | None = None
    times: Witnessed = field(default_factory=Witnessed)


@dataclass(frozen=True)
class Walk:
    """What a walk found: the checkpoint that was walked, each fault in a line, and what could not be checked.

    `indexes` and `notes` count the slot indexes and the cosigned checkpoints that were compared in this run.
    """

    checkpoint: Checkpoint
    faults: Sequence[str]
    unchecked: Sequence[str] = ()
    indexes: int = 0
    notes: int = 0
    checked: Checked = field(default_factory=Checked)


@dataclass(frozen=True)
class State:
    """What is kept from one run to the next."""

    checkpoint: Checkpoint
    checked: Checked


class StateUnreadable(Exception):
    """The file of the last run cannot be used; the message says why."""


def walk_log(site: Site, policy: Policy, last: Checkpoint | None, checked: Checked | None = None) -> Walk:
    """Walk all entries of the newest checkpoint. Raise `FetchFailed`, `NoteRefused`, or `TilesDiffer` for a tile cut off.

    `last` is the checkpoint of the last run, `checked` what it need not check again.
    """
    before = checked or Checked()
    origin = last.origin if last else policy.logs[0].name
    newest = seen_by(policy, open_newest(site, policy, origin))
    notes = read_notes(site, policy, origin, before.times.size)
    listed = read_indexes(site, policy, before.indexes, before.link)
    heads = [newest, *(seen_by(policy, head) for head in listed.heads)]
    steps = _Steps([*heads, *notes.seen], last)
    walker = _Walker(steps, SlotLists(listed.epochs), Dating(before.times))
    walker.walk(site)
    # The log proves its chains up to a checkpoint that the policy accepts: this one it had before it was asked for them.
    accepted = [seen.checkpoint.size for seen in (newest, *notes.seen) if seen.time is not None or policy.quorum is None]
    if not listed.trouble and listed.withheld(walker.slots, max(accepted, default=0)):
        walker.faults.append(f"INDEX: the log holds an entry {listed.end} of the chain index, which its pages leave out")
    return Walk(
        checkpoint=steps.target,
        faults=[*notes.faults, *listed.faults, *walker.faults],
        unchecked=list(_unchecked(notes, listed, walker.slots)),
        indexes=len(listed.epochs),
        notes=len(notes.seen),
        checked=Checked(listed.end, listed.link, walker.dating.judged),
    )


def nothing_walked(fault: str) -> Walk:
    """Return the walk that a fault kept from beginning, or from its end."""
    return Walk(Checkpoint("", 0, EMPTY_ROOT), [fault])


def _unchecked(notes: Notes, listed: Listed, slots: dict[bytes, int]) -> Iterator[str]:
    if notes.trouble:
        yield f"times, beyond {len(notes.seen)} cosigned checkpoints: {notes.trouble}"
    if listed.trouble and listed.withheld(slots, len(slots)):
        yield f"slot indexes, which the log has: {listed.trouble}"


class _Steps:
    """The checkpoints that a walk comes by, by their size; the largest is where it goes."""

    def __init__(self, seen: Iterable[Seen], last: Checkpoint | None) -> None:
        self._seen, self._last = dict[int, list[Seen]](), last
        for one in seen:
            self._seen.setdefault(one.checkpoint.size, []).append(one)
        self.target = self._seen[max(self._seen)][0].checkpoint

    def __contains__(self, size: int) -> bool:
        return size in self._seen or (self._last is not None and self._last.size == size)

    def faults(self, size: int, root: bytes) -> Iterator[str]:
        """Return which checkpoints of a size the leaves so far contradict."""
        if any(one.checkpoint.root != root for one in self._seen.get(size, ())):
            yield f"MISMATCH: {size} entries do not give the root that was signed for {size}"
        if self._last and self._last.size == size and self._last.root != root:
            yield self._not_extended()

    def unreached(self, size: int) -> Iterator[str]:
        """Return what it means that there were no more leaves than `size`."""
        if size < self.target.size:
            yield f"MISMATCH: {size} entries do not give the root that was signed for {self.target.size}"
        if self._last and size < self._last.size:
            yield self._not_extended()

    def times(self, size: int, root: bytes) -> list[int]:
        """Return when witnesses cosigned the tree of this size and root."""
        return [one.time for one in self._seen.get(size, ()) if one.time is not None and one.checkpoint.root == root]

    def _not_extended(self) -> str:
        seen = self._last.size if self._last else 0
        return f"MISMATCH: the log of size {self.target.size} does not extend the one of size {seen} seen before"


class _Walker:
    """Takes one leaf after the other."""

    def __init__(self, steps: _Steps, lists: SlotLists, dating: Dating) -> None:
        self._steps, self._lists, self.dating = steps, lists, dating
        self._frontier = Frontier()
        self.slots = dict[bytes, int]()
        self.faults = list[str]()

    def walk(self, site: Site) -> None:
        """Take all leaves of the tree that is walked."""
        size = self._steps.target.size
        self._pass()
        for number in range(-(-size // WIDTH)):
            width = min(WIDTH, size - number * WIDTH)
            for raw in parse_entries(site.tile(f"tile/entries/{tile_path(number, width)}"))[:width]:
                self._take(raw)
                self._pass()
        self.faults += self.dating.rest()
        self.faults += self._steps.unreached(self._frontier.size)

    def _take(self, raw: bytes) -> None:
        index = self._frontier.size
        self._frontier.add(leaf_hash(raw))
        try:
            leaf = parse_leaf(raw)
        except Malformed as error:
            self.faults.append(f"MALFORMED: leaf {index}: {error}")
            return
        self._lists.add(leaf.slot)
        self.dating.add(index, leaf.ts)
        first = self.slots.setdefault(leaf.slot, index)
        if first != index:
            self.faults.append(f"FORK: leaves {first} and {index} have the same slot")

    def _pass(self) -> None:
        """Compare what is known of the tree of as many leaves as there were."""
        size = self._frontier.size
        self.faults += self._lists.reached(size)
        if size in self._steps:
            root = self._frontier.root()
            self.faults += self._steps.faults(size, root)
            self.faults += self.dating.witnessed(size, self._steps.times(size, root))


def read_state(file: Path) -> State | None:
    """Return what the last run kept, nothing before the first; raise `StateUnreadable`."""
    try:
        state = json.loads(file.read_text("utf-8"))
        checkpoint = Checkpoint(str(state["origin"]), int(state["size"]), decode_base64(state["root"], HASH_SIZE))
        return State(checkpoint, _read_checked(state["checked"]) if "checked" in state else Checked())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise StateUnreadable(f"{file} cannot be read: {error}") from error


def _read_checked(value: dict[str, Any]) -> Checked:
    indexes, size, time = value["indexes"], value["size"], value["time"]
    if not is_integer(indexes) or not is_integer(size) or not (time is None or is_integer(time)):
        raise Malformed("a state with a member of the wrong type")
    link = None if value["link"] is None else decode_base64(value["link"], HASH_SIZE)
    return Checked(indexes, link, Witnessed(size, time))


def write_state(file: Path, walk: Walk) -> None:
    """Keep what was walked and checked for the next run."""
    checkpoint, checked = walk.checkpoint, walk.checked
    state = {
        "origin": checkpoint.origin,
        "size": checkpoint.size,
        "root": encode_base64(checkpoint.root),
        "checked": {
            "indexes": checked.indexes,
            "link": checked.link and encode_base64(checked.link),
            "size": checked.times.size,
            "time": checked.times.time,
        },
    }
    draft = file.with_name(f"{file.name}.new")
    draft.write_text(json.dumps(state) + "\n", "utf-8")
    draft.replace(file)
