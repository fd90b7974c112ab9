"""A tree read from tiles gives the roots that RFC 6962 defines, and nothing that the signed root does not bind."""

import pytest
from trusttrack_verify import merkle
from trusttrack_verify.merkle import Frontier
from trusttrack_verify.notes import Checkpoint
from trusttrack_verify.tiles import TilesDiffer, TileTree, parse_entries, tile_path

from tests.verifier.building import ORIGIN, Log, sha256, tree_root


def log_of(size: int) -> Log:
    log = Log()
    log.leaves = [f"leaf {number}".encode() for number in range(size)]
    return log


BIG = log_of(66_000)
BIG_FILES = BIG.files()
BIG_HASHES = BIG.hashes()


def tree_of(files: dict[str, bytes], hashes: list[bytes]) -> TileTree:
    return TileTree(Checkpoint(ORIGIN, len(hashes), tree_root(hashes)), files.__getitem__)


@pytest.mark.parametrize("size", [0, 1, 2, 3, 5, 6, 7, 11, 64, 65, 100])
def test_roots_over_lists_and_over_subtrees(size: int) -> None:
    hashes = log_of(size).hashes()
    assert merkle.tree_root(hashes) == tree_root(hashes)
    chunks = [merkle.tree_root(hashes[start : start + 4]) for start in range(0, size, 4)]
    assert merkle.tree_root(chunks) == tree_root(hashes)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 255, 256, 257, 511, 512, 513, 700])
def test_roots_of_all_older_sizes(size: int) -> None:
    log = log_of(size)
    hashes = log.hashes()
    tree = tree_of(log.files(), hashes)
    for older in {0, 1, 2, size // 2, 255, 256, 257, size - 1, size}:
        if 0 <= older <= size:
            assert tree.root_at(older) == tree_root(hashes[:older])


def test_a_tree_of_three_levels() -> None:
    tree = tree_of(BIG_FILES, BIG_HASHES)
    for older in (1, 256, 65_535, 65_536, 65_537, 65_900):
        assert tree.root_at(older) == tree_root(BIG_HASHES[:older])


@pytest.mark.parametrize(("start", "end"), [(0, 0), (0, 1), (200, 300), (512, 512), (65_530, 66_000)])
def test_leaves_of_a_range(start: int, end: int) -> None:
    tree = tree_of(BIG_FILES, BIG_HASHES)
    assert list(tree.leaves(start, end)) == list(enumerate(BIG.leaves[start:end], start=start))


@pytest.mark.parametrize("path", ["tile/2/000.p/1", "tile/1/001.p/1", "tile/0/257.p/208"])
@pytest.mark.parametrize("how", ["changed", "short", "empty"])
def test_an_edge_that_is_not_of_the_tree(path: str, how: str) -> None:
    raw = BIG_FILES[path]
    other = {"changed": bytes([raw[0] ^ 1]) + raw[1:], "short": raw[:-1], "empty": b""}[how]
    with pytest.raises(TilesDiffer):
        tree_of({**BIG_FILES, path: other}, BIG_HASHES)


@pytest.mark.parametrize("path", ["tile/1/000", "tile/0/003"])
def test_a_full_tile_that_is_not_of_the_tree(path: str) -> None:
    raw = BIG_FILES[path]
    tree = tree_of({**BIG_FILES, path: raw[:-1] + bytes([raw[-1] ^ 1])}, BIG_HASHES)
    with pytest.raises(TilesDiffer):
        list(tree.leaves(800, 900))


@pytest.mark.parametrize("other", [b"", b"\x00", b"\x00\x05leaf", b"\x00\x04leaf" * 256])
def test_entries_that_are_not_of_the_tree(other: bytes) -> None:
    tree = tree_of({**BIG_FILES, "tile/entries/003": other}, BIG_HASHES)
    with pytest.raises(TilesDiffer):
        list(tree.leaves(800, 900))


def test_what_a_full_tile_holds_in_place_of_a_partial_one() -> None:
    log = log_of(300)
    files = log.files(256)
    hashes = log.hashes(200)
    tree = TileTree(Checkpoint(ORIGIN, 200, tree_root(hashes)), lambda path: files[path.partition(".p/")[0]])
    assert [leaf for _, leaf in tree.leaves(0, 200)] == log.leaves[:200]


def test_paths_and_entries() -> None:
    assert tile_path(0, 256) == "000"
    assert tile_path(1_234_067, 5) == "x001/x234/067.p/5"
    assert parse_entries(b"\x00\x02ab\x00\x00") == [b"ab", b""]
    with pytest.raises(TilesDiffer):
        parse_entries(b"\x00\x02ab\x00")


def test_frontier_is_the_root_of_each_size() -> None:
    frontier, hashes = Frontier(), [sha256(bytes([number])) for number in range(70)]
    for size, hashed in enumerate(hashes):
        assert frontier.root() == tree_root(hashes[:size])
        frontier.add(hashed)
