"""The slot index: sorted slots under one root, logged as `index.slots`, from which a bundle proves that a next entry is absent.

Anybody who has the entries can compute the root again, so a wrong one stays as public evidence.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from ledger.encoding import Statement, decode64, encode64, hash_leaf
from ledger.models import Entry, SlotIndex, TreeState
from ledger.services import append_public
from ledger.tiles import WIDTH, Tree, grown_tiles, stored_slot_tiles

CHAIN = "index"
KIND = "index.slots"
SLOT_LEVEL = -1
KEPT = 3  # indexes whose hashes are kept, so that a head which is not cosigned yet has one too
CHUNK = 50_000


@dataclass(frozen=True)
class Member:
    """A slot at its place in the sorted index, with the proof that it stands there."""

    index: int
    slot: bytes
    proof: Sequence[bytes]


def build_index() -> SlotIndex | None:
    """Index every leaf of the tree and log the root; return None where the log has not grown but by the last index itself."""
    size = TreeState.objects.values_list("size", flat=True).first() or 0
    last = SlotIndex.objects.order_by("-size").first()
    if size == 0 or (last is not None and size <= last.size + 1):
        return None
    slots = sorted(slot_of_leaf(leaf) for leaf in leaves(0, size))
    changed = grown_tiles(0, [hash_leaf(slot) for slot in slots], lambda level, index: b"")
    root = Tree(lambda wanted: changed).root(size)
    with transaction.atomic():
        appended = append_public(CHAIN, Statement(KIND, {"size": size, "root": encode64(root)}))[0]
        entry = Entry.objects.get(chain__name=CHAIN, seq=appended.seq)
        index = SlotIndex.objects.create(size=size, root=root, entry=entry)
        _store(size, slots, changed)
        _forget_old()
    return index


def leaves(start: int, end: int) -> Iterator[bytes]:
    """Yield the leaves [start, end), a chunk of rows at a time."""
    for first in range(start, end, CHUNK):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT leaf FROM ledger_leaf WHERE index >= %s AND index < %s ORDER BY index", [first, min(first + CHUNK, end)]
            )
            yield from (row[0] for row in cursor.fetchall())


def slot_of_leaf(leaf: bytes) -> bytes:
    """Return the slot that a leaf names."""
    return decode64(json.loads(leaf)["slot"])


def enclosing(size: int, slot: bytes) -> list[Member]:
    """Return the members of index `size` beside a slot: two neighbours, or the first or last alone.

    Raises ValueError where the slot is a member itself: then it is not absent.
    """
    tree = Tree(stored_slot_tiles(size))
    at = _first_not_below(tree, size, slot)
    if at < size and _slot(tree, at) == slot:
        raise ValueError("this slot is taken")
    return [
        Member(index=index, slot=_slot(tree, index), proof=tree.inclusion(index, size))
        for index in (at - 1, at)
        if 0 <= index < size
    ]


def _slot(tree: Tree, index: int) -> bytes:
    return tree.tile(SLOT_LEVEL, index // WIDTH)[index % WIDTH]


def _first_not_below(tree: Tree, size: int, slot: bytes) -> int:
    """Return the number of members below `slot`, by bisection: first over tiles, then within one."""
    low, high = 0, size
    while low < high:
        middle = (low + high) // 2
        if _slot(tree, middle) < slot:
            low = middle + 1
        else:
            high = middle
    return low


def _store(size: int, slots: Sequence[bytes], hashes: dict[tuple[int, int], bytes]) -> None:
    with connection.cursor() as cursor, cursor.cursor.copy("COPY ledger_slottile (size, level, index, data) FROM STDIN") as copy:
        for (level, index), data in {**slot_tiles(slots), **hashes}.items():
            copy.write_row((size, level, index, data))


def slot_tiles(slots: Sequence[bytes]) -> dict[tuple[int, int], bytes]:
    """Return the sorted slots themselves as tiles of level -1."""
    return {(SLOT_LEVEL, at // WIDTH): b"".join(slots[at : at + WIDTH]) for at in range(0, len(slots), WIDTH)}


def _forget_old() -> None:
    kept = SlotIndex.objects.order_by("-size").values_list("size", flat=True)[:KEPT]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_slottile WHERE NOT size = ANY(%s)", [list(kept)])
