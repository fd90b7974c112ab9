"""The indexes of slots that the log logged, each held against the slots of the leaves that it lists."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from trusttrack_verify.absence import INDEX, Epoch, read_slots
from trusttrack_verify.chains import public_chain_key, slot
from trusttrack_verify.entries import ReadEntry
from trusttrack_verify.fetching import FetchFailed, Site
from trusttrack_verify.merkle import leaf_hash, tree_root
from trusttrack_verify.policy import OpenedNote, Policy
from trusttrack_verify.public_chains import read_pages

_KEY = public_chain_key(INDEX)
_CHUNK = 1 << 14  # slots hashed at a time; a power of two, so that each chunk has a subtree


@dataclass(frozen=True)
class Listed:
    """The part of the chain `index` that is new: its indexes by the seq of their entry, and what is wrong with it.

    `end` is the seq of the entry that comes next and `link` the leaf hash of the one before that; `heads` are those of the pages.
    """

    epochs: Sequence[tuple[int, Epoch]]
    heads: Sequence[OpenedNote]
    faults: Sequence[str]
    end: int
    link: bytes | None
    trouble: str = ""
    """Why the chain could not be read, where it could not."""

    def withheld(self, slots: dict[bytes, int], size: int) -> bool:
        """Return whether the first `size` leaves hold the entry that comes next."""
        return slots.get(slot(_KEY, self.end), size) < size


def read_indexes(site: Site, policy: Policy, first: int, link: bytes | None) -> Listed:
    """Return the chain `index` from entry `first` on, which links to `link`, verified page by page."""
    nothing = Listed((), (), (), first, link)
    try:
        pages, faults = read_pages(site, INDEX, policy, first=first, link=link)
    except FetchFailed as failed:
        return replace(nothing, trouble=str(failed))
    faults = [f"INDEX: {fault}" for fault in faults]
    entries = [entry for page in pages for entry in page.entries]
    epochs = list[tuple[int, Epoch]]()
    for entry in entries:
        epoch = _epoch(entry)
        if isinstance(epoch, str):
            faults.append(f"INDEX: entry {entry.seq} of the chain index {epoch}")
        else:
            epochs.append((entry.seq, epoch))
    heads = [page.head for page in pages if page.head]
    if not entries:
        return replace(nothing, faults=faults)
    return Listed(epochs, heads, faults, entries[-1].seq + 1, entries[-1].leaf_hash)


def _epoch(entry: ReadEntry) -> Epoch | str:
    """Return what an entry lists, or why it lists nothing."""
    if entry.payload is None:
        return "was erased: its content is missing"
    epoch = read_slots(entry.payload)
    if epoch is None or not 1 <= epoch.size <= entry.index:
        return "is no list of the slots before it"
    return epoch


class SlotLists:
    """Compares indexes while the leaves go by. It keeps slots only as long as there is an index to compare."""

    def __init__(self, epochs: Iterable[tuple[int, Epoch]]) -> None:
        self._waiting = sorted(epochs, key=lambda found: found[1].size, reverse=True)
        self._slots = list[bytes]()

    def add(self, taken: bytes) -> None:
        """Take the slot of the next leaf."""
        if self._waiting:
            self._slots.append(taken)

    def reached(self, size: int) -> Iterator[str]:
        """Return what is wrong with the indexes of `size` leaves, when that many have gone by."""
        root = b""
        while self._waiting and self._waiting[-1][1].size == size:
            seq, epoch = self._waiting.pop()
            root = root or self._root()
            if epoch.root != root:
                yield f"INDEX: slot index of {size} leaves has another root than its slots (entry {seq} of the chain index)"
        if not self._waiting:
            self._slots.clear()

    def _root(self) -> bytes:
        """Return the root over the slots so far in their order; most of them are in it from the last time."""
        self._slots.sort()
        chunks = (self._slots[start : start + _CHUNK] for start in range(0, len(self._slots), _CHUNK))
        return tree_root([tree_root([leaf_hash(taken) for taken in chunk]) for chunk in chunks])
