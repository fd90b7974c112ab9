"""Tiles: 256 hashes of one level a row (C2SP tlog-tiles), how they are named, and the tree read from them."""

import re
from collections.abc import Callable, Mapping, Sequence

from django.db import connection

from ledger.encoding import HASH_BYTES
from ledger.merkle import consistency_proof, inclusion_proof, root_of, root_of_range

WIDTH = 256
HEIGHT = 8  # levels of the tree that one tile spans
_NUMBER = re.compile(r"(?:x\d{3}/)*\d{3}")

#: Returns the data of tiles (level, index), whole or partial, as far as they are stored.
Fetch = Callable[[Sequence[tuple[int, int]]], Mapping[tuple[int, int], bytes]]


class TileMissing(LookupError):
    """The tree needs a tile that is not stored, or not so wide."""


def tile_number(index: int) -> str:
    """Return the path of a tile's index: 1234067 is `x001/x234/067`."""
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03}")
    return "/".join(groups)


def parse_tile_number(path: str) -> int:
    """Return the index of a path. Raises ValueError for one that tile_number would not write."""
    if not _NUMBER.fullmatch(path):
        raise ValueError(f"{path!r} is no number of a tile")
    index = int(path.replace("x", "").replace("/", ""))
    if tile_number(index) != path:
        raise ValueError(f"{path!r} is not how that number is written")
    return index


def split_hashes(data: bytes) -> list[bytes]:
    """Return the hashes of a tile."""
    return [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]


def stored_tiles(wanted: Sequence[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    """Read tiles of the log from the database, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.level, t.index, t.data FROM unnest(%s::int[], %s::bigint[]) AS w(level, index)"
            " JOIN ledger_tile t ON t.level = w.level AND t.index = w.index",
            [[level for level, _ in wanted], [index for _, index in wanted]],
        )
        return {(level, index): bytes(data) for level, index, data in cursor.fetchall()}


def stored_slot_tiles(size: int) -> Fetch:
    """Return what reads the tiles of the slot index over the first `size` leaves."""

    def fetch(wanted: Sequence[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT t.level, t.index, t.data FROM unnest(%s::int[], %s::bigint[]) AS w(level, index)"
                " JOIN ledger_slottile t ON t.size = %s AND t.level = w.level AND t.index = w.index",
                [[level for level, _ in wanted], [index for _, index in wanted], size],
            )
            return {(level, index): bytes(data) for level, index, data in cursor.fetchall()}

    return fetch


class Tree:
    """A tree read from tiles, each tile once; `reads` counts them."""

    def __init__(self, fetch: Fetch = stored_tiles) -> None:
        self._fetch = fetch
        self._tiles: dict[tuple[int, int], list[bytes]] = {}
        self._nodes: dict[tuple[int, int], bytes] = {}
        self.reads = 0

    def tile(self, level: int, index: int) -> list[bytes]:
        """Return the hashes of a tile as far as it is filled."""
        key = (level, index)
        if key not in self._tiles:
            found = self._fetch([key])
            self.reads += 1
            self._tiles[key] = split_hashes(found.get(key, b""))
        return self._tiles[key]

    def node(self, level: int, index: int) -> bytes:
        """Return the root of a full subtree. Raises TileMissing."""
        if (level, index) in self._nodes:
            return self._nodes[level, index]
        tile_level, inner = divmod(level, HEIGHT)
        first = index << inner
        hashes = self.tile(tile_level, first // WIDTH)[first % WIDTH : first % WIDTH + (1 << inner)]
        if len(hashes) != 1 << inner:
            raise TileMissing(f"tile {tile_level}/{first // WIDTH} has no node {level}/{index}")
        root = self._nodes[level, index] = root_of(hashes)
        return root

    def root(self, size: int) -> bytes:
        """Return the root of the first `size` leaves."""
        return root_of_range(0, size, self.node)

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """Return the proof that leaf `index` is in the tree of `size`."""
        return inclusion_proof(index, size, self.node)

    def consistency(self, old: int, new: int) -> list[bytes]:
        """Return the proof that the tree of `new` leaves extends that of `old`."""
        return consistency_proof(old, new, self.node)


def grown_tiles(size: int, hashes: Sequence[bytes], edge: Callable[[int, int], bytes]) -> dict[tuple[int, int], bytes]:
    """Return every tile that changes when `hashes` are added to a tree of `size` leaves.

    `edge(level, index)` returns what a partial tile holds so far.
    """
    changed: dict[tuple[int, int], bytes] = {}
    level, start, added = 0, size, list(hashes)
    while added:
        index, filled = divmod(start, WIDTH)
        data = (edge(level, index) if filled else b"") + b"".join(added)
        whole: list[bytes] = []
        for number, at in enumerate(range(0, len(data), WIDTH * HASH_BYTES), index):
            tile = changed[level, number] = data[at : at + WIDTH * HASH_BYTES]
            if len(tile) == WIDTH * HASH_BYTES:
                whole.append(root_of(split_hashes(tile)))
        level, start, added = level + 1, index, whole
    return changed
