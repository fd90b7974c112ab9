"""A published tree read from its tiles (C2SP tlog-tiles), every hash of them held against the root that was signed."""

from collections.abc import Callable, Iterator, Sequence

from trusttrack_verify.encoding import HASH_SIZE
from trusttrack_verify.merkle import join_peaks, leaf_hash, perfect_root
from trusttrack_verify.notes import Checkpoint

WIDTH = 256
HEIGHT = 8


class TilesDiffer(Exception):
    """The tiles are not those of the signed tree; the message says which."""


class TileTree:
    """The tree of one checkpoint. All that it returns is bound by the checkpoint's root; else it raises `TilesDiffer`."""

    def __init__(self, checkpoint: Checkpoint, fetch: Callable[[str], bytes]) -> None:
        """Take a checkpoint and what fetches a tile by its path below `/log/v1/`."""
        self.size, self._root, self._fetch = checkpoint.size, checkpoint.root, fetch
        self._tiles: dict[tuple[int, int], Sequence[bytes]] = {}
        self._check_edge()

    def root_at(self, size: int) -> bytes:
        """Return the root over the first `size` leaves."""
        return join_peaks([self._node(height, place) for height, place in _peaks(size)])

    def leaves(self, start: int, end: int) -> Iterator[tuple[int, bytes]]:
        """Return the leaves from index `start` up to, not including, `end`, with their index."""
        for number in range(start // WIDTH, -(-end // WIDTH)):
            first = number * WIDTH
            for index, leaf in enumerate(self._entries(number), start=first):
                if start <= index < end:
                    yield index, leaf

    def _entries(self, number: int) -> list[bytes]:
        hashes = self._tile(0, number)
        leaves = parse_entries(self._fetch(f"tile/entries/{tile_path(number, len(hashes))}"))[: len(hashes)]
        if [leaf_hash(leaf) for leaf in leaves] != list(hashes):
            raise TilesDiffer(f"entry tile {number} does not hold the leaves of the tree")
        return leaves

    def _check_edge(self) -> None:
        """Check the partial tiles at the right edge, which give the root; full tiles hang on those by their hash."""
        edge = dict[tuple[int, int], Sequence[bytes]]()
        for level, count in self._levels():
            if count % WIDTH:
                edge[level, count // WIDTH] = self._read(level, count // WIDTH, count % WIDTH)
        peaks = [_within(edge[height // HEIGHT, place_of(height, place)], height, place) for height, place in _peaks(self.size)]
        if join_peaks(peaks) != self._root:
            raise TilesDiffer("the tiles do not give the signed root")
        self._tiles.update(edge)

    def _levels(self) -> Iterator[tuple[int, int]]:
        """Return each level of tiles with how many hashes it has."""
        level, count = 0, self.size
        while count:
            yield level, count
            level, count = level + 1, count // WIDTH

    def _tile(self, level: int, number: int) -> Sequence[bytes]:
        tile = self._tiles.get((level, number))
        if tile is None:
            tile = self._read(level, number, WIDTH)
            if perfect_root(tile) != self._tile(level + 1, number // WIDTH)[number % WIDTH]:
                raise TilesDiffer(f"tile {level}/{number} is not of the tree")
            self._tiles[level, number] = tile
        return tile

    def _read(self, level: int, number: int, width: int) -> Sequence[bytes]:
        raw = self._fetch(f"tile/{level}/{tile_path(number, width)}")[: width * HASH_SIZE]
        if len(raw) != width * HASH_SIZE:
            raise TilesDiffer(f"tile {level}/{number} is too short")
        return [raw[start : start + HASH_SIZE] for start in range(0, len(raw), HASH_SIZE)]

    def _node(self, height: int, place: int) -> bytes:
        """Return the root of the perfect subtree of 2^height leaves that is number `place` of its height."""
        return _within(self._tile(height // HEIGHT, place_of(height, place)), height, place)


def tile_path(number: int, width: int) -> str:
    """Return the end of a tile's path, as `x001/x234/067.p/5`."""
    groups = [f"{number % 1000:03d}"]
    while number := number // 1000:
        groups.insert(0, f"x{number % 1000:03d}")
    return "/".join(groups) + ("" if width == WIDTH else f".p/{width}")


def parse_entries(raw: bytes) -> list[bytes]:
    """Return the leaves of an entry tile; raise `TilesDiffer` where it is cut off."""
    leaves, place = [], 0
    while place < len(raw):
        size = int.from_bytes(raw[place : place + 2], "big")
        leaf = raw[place + 2 : place + 2 + size]
        if len(leaf) != size or place + 2 > len(raw):
            raise TilesDiffer("an entry tile that is cut off")
        leaves.append(leaf)
        place += 2 + size
    return leaves


def place_of(height: int, place: int) -> int:
    """Return the number of the tile that holds the subtree number `place` of its height."""
    return (place << height % HEIGHT) // WIDTH


def _within(tile: Sequence[bytes], height: int, place: int) -> bytes:
    """Return the root over those hashes of a tile that are below one subtree."""
    count = 1 << height % HEIGHT
    first = place * count % WIDTH
    return perfect_root(tile[first : first + count])


def _peaks(size: int) -> list[tuple[int, int]]:
    """Return height and number of the perfect subtrees that make up a tree of this size, largest first."""
    peaks, start = [], 0
    for height in reversed(range(size.bit_length())):
        if size >> height & 1:
            peaks.append((height, start >> height))
            start += 1 << height
    return peaks
