"""Tiles as C2SP has them: names, widths, and trees that are those of an independent computation."""

import functools
import math
import random
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trusttrack_verify import merkle as other
from trusttrack_verify import tiles as foreign

from ledger.encoding import hash_leaf
from ledger.models import Leaf, Tile
from ledger.tiles import (
    TileMissing,
    Tree,
    grown_tiles,
    parse_tile_number,
    split_hashes,
    tile_number,
)
from tests.ledger.sealed import SealedLog

Tiles = dict[tuple[int, int], bytes]
LARGEST = 70_000
SIZES = [1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, LARGEST]


@functools.cache
def hashes() -> list[bytes]:
    return [hash_leaf(str(number).encode()) for number in range(LARGEST)]


def grow(tiles: Tiles, size: int, new: Sequence[bytes]) -> None:
    tiles.update(grown_tiles(size, new, lambda level, index: tiles[level, index]))


@functools.cache
def tiles_of(size: int) -> Tiles:
    tiles: Tiles = {}
    grow(tiles, 0, hashes()[:size])
    return tiles


def tree_over(tiles: Mapping[tuple[int, int], bytes]) -> Tree:
    return Tree(lambda wanted: {key: tiles[key] for key in wanted if key in tiles})


@functools.cache
def roots() -> list[bytes]:
    """The root of each size, by the verifier's own computation."""
    frontier, found = other.Frontier(), [other.EMPTY_ROOT]
    for one in hashes():
        frontier.add(one)
        found.append(frontier.root())
    return found


@pytest.mark.parametrize("size", SIZES)
def test_levels_and_widths_are_those_of_the_standard(size: int) -> None:
    wanted: dict[tuple[int, int], int] = {}
    for level in range(8):
        count = size // 256**level
        wanted |= {(level, index): min(256, count - index * 256) for index in range(math.ceil(count / 256))}
    assert {key: len(data) // 32 for key, data in tiles_of(size).items()} == wanted


@pytest.mark.parametrize("size", SIZES)
def test_the_root_is_the_one_of_an_independent_computation(size: int) -> None:
    assert tree_over(tiles_of(size)).root(size) == roots()[size]


@pytest.mark.parametrize("size", SIZES)
def test_proofs_convince_a_foreign_verifier(size: int) -> None:
    tree, chance = tree_over(tiles_of(size)), random.Random(size)
    for index in {0, size - 1, size // 2, size // 256 * 256 % size, *(chance.randrange(size) for _ in range(20))}:
        proof = tree.inclusion(index, size)
        assert other.is_included(leaf=hashes()[index], index=index, size=size, proof=proof, root=roots()[size])
    for old in {1, size, size // 2 or 1, *(chance.randint(1, size) for _ in range(20))}:
        steps = tree.consistency(old, size)
        assert other.is_consistent(first=old, first_root=roots()[old], second=size, second_root=roots()[size], proof=steps)


@pytest.mark.parametrize("size", [255, 256, 513, 65_537])
def test_older_sizes_are_proven_from_the_same_tiles(size: int) -> None:
    tree = tree_over(tiles_of(LARGEST))
    assert tree.root(size) == roots()[size]
    assert tree.inclusion(size - 1, size) == tree_over(tiles_of(size)).inclusion(size - 1, size)


@given(st.lists(st.integers(1, 700), min_size=1, max_size=8))
def test_it_grows_in_batches_as_it_does_at_once(batches: list[int]) -> None:
    tiles: Tiles = {}
    for start, end in pairwise(accumulated(batches)):
        grow(tiles, start, hashes()[start:end])
    assert tiles == tiles_of_fresh(sum(batches))


def test_it_grows_over_a_border_of_the_third_level() -> None:
    tiles = dict(tiles_of(65_535))
    for start, end in pairwise([65_535, 65_536, 65_537, 65_800, LARGEST]):
        grow(tiles, start, hashes()[start:end])
    assert tiles == tiles_of(LARGEST)


def test_a_tile_only_grows() -> None:
    for earlier, later in pairwise([255, 256, 257, 513]):
        assert all(tiles_of(later)[key].startswith(data) for key, data in tiles_of(earlier).items())


@pytest.mark.parametrize("index", [0, 255, 256, 65_535, 65_536, LARGEST - 1])
def test_an_inclusion_proof_reads_five_tiles_at_most(index: int) -> None:
    tree = tree_over(tiles_of(LARGEST))
    tree.inclusion(index, LARGEST)
    assert tree.reads <= 5


def test_a_consistency_proof_reads_few_tiles() -> None:
    tree = tree_over(tiles_of(LARGEST))
    tree.consistency(12_345, LARGEST)
    assert tree.reads <= 8


def test_a_tile_is_read_once() -> None:
    asked: list[tuple[int, int]] = []

    def fetch(wanted: Sequence[tuple[int, int]]) -> Tiles:
        asked.extend(wanted)
        return {key: tiles_of(513)[key] for key in wanted}

    tree = Tree(fetch)
    for index in range(513):
        tree.inclusion(index, 513)
    assert len(asked) == len(set(asked)) == tree.reads


@pytest.mark.parametrize("cut", [(0, 1), (1, 0)])
def test_a_hole_is_named(cut: tuple[int, int]) -> None:
    tiles = {key: data for key, data in tiles_of(513).items() if key != cut}
    with pytest.raises(TileMissing, match=f"tile {cut[0]}/{cut[1]}"):
        tree_over(tiles).inclusion(256, 513)


def test_a_tile_that_is_too_short_is_named() -> None:
    tiles = {**tiles_of(513), (0, 2): b""}
    with pytest.raises(TileMissing):
        tree_over(tiles).root(513)


@pytest.mark.django_db
def test_the_database_holds_the_same_tiles_whatever_the_batches(log: SealedLog) -> None:
    for count in (1, 254, 1, 1, 255, 2):
        log.grow(count)
        log.seal()
    leaves = [hash_leaf(bytes(leaf)) for leaf in Leaf.objects.order_by("index").values_list("leaf", flat=True)]
    stored = {(tile.level, tile.index): bytes(tile.data) for tile in Tile.objects.all()}
    assert len(leaves) == 514
    assert stored == grown_tiles(0, leaves, lambda level, index: b"")
    assert Tree().root(514) == functools.reduce(_added, leaves, other.Frontier()).root()


@pytest.mark.parametrize(("index", "path"), [(0, "000"), (67, "067"), (1234067, "x001/x234/067"), (1000, "x001/000")])
def test_numbers_are_spelled_in_threes(index: int, path: str) -> None:
    assert (tile_number(index), parse_tile_number(path)) == (path, index)


@given(st.integers(0, 2**54))
def test_a_number_has_one_spelling_the_foreign_one(index: int) -> None:
    assert parse_tile_number(tile_number(index)) == index
    assert tile_number(index) == foreign.tile_path(index, 256)


@pytest.mark.parametrize(
    "path", ["", "0", "00", "0000", "x000/067", "x00/067", "1", "x001/x234/x067", "001/067", "٠٠٠", "-01", "000/"]
)
def test_no_other_spelling_is_taken(path: str) -> None:
    with pytest.raises(ValueError, match=re.escape(repr(path))):
        parse_tile_number(path)


def test_a_tile_splits_into_its_hashes() -> None:
    assert split_hashes(b"".join(hashes()[:3])) == hashes()[:3]


def accumulated(batches: Sequence[int]) -> list[int]:
    return [sum(batches[:place]) for place in range(len(batches) + 1)]


def tiles_of_fresh(size: int) -> Tiles:
    tiles: Tiles = {}
    grow(tiles, 0, hashes()[:size])
    return tiles


def _added(frontier: other.Frontier, leaf: bytes) -> other.Frontier:
    frontier.add(leaf)
    return frontier
