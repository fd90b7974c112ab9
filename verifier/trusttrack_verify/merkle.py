"""Merkle trees of RFC 6962 with SHA-256: hashes, and the two proofs as RFC 9162 checks them."""

from collections.abc import Iterable, Sequence

from trusttrack_verify.encoding import sha256

EMPTY_ROOT = sha256()


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf."""
    return sha256(b"\x00", leaf)


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return sha256(b"\x01", left, right)


def tree_root(hashes: Sequence[bytes]) -> bytes:
    """Return the root over all of these hashes; a hash may stand for 2^n leaves, the last one for fewer."""
    level = list(hashes)
    while len(level) > 1:
        pairs = iter(level)
        joined = [node_hash(left, right) for left, right in zip(pairs, pairs, strict=False)]
        level = joined + level[2 * len(joined) :]
    return level[0] if level else EMPTY_ROOT


def perfect_root(hashes: Sequence[bytes]) -> bytes:
    """Return the root over a power of two of neighbouring node hashes."""
    level = list(hashes)
    while len(level) > 1:
        level = [node_hash(level[i], level[i + 1]) for i in range(0, len(level), 2)]
    return level[0]


class Frontier:
    """The root of a growing list of leaf hashes, in memory that grows with its logarithm."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []  # roots of the perfect subtrees, largest first

    def add(self, hashed: bytes) -> None:
        """Append one leaf hash."""
        self.size += 1
        rest = self.size
        while rest % 2 == 0:
            hashed = node_hash(self._peaks.pop(), hashed)
            rest //= 2
        self._peaks.append(hashed)

    def root(self) -> bytes:
        """Return the root over all leaf hashes so far."""
        return join_peaks(self._peaks)


def join_peaks(peaks: Sequence[bytes]) -> bytes:
    """Return the root of the tree whose perfect subtrees, largest first, have these roots."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def is_included(*, leaf: bytes, index: int, size: int, proof: Iterable[bytes], root: bytes) -> bool:
    """Return whether the proof leads from the leaf hash at `index` to the root of a tree of `size` (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        return False
    position, last, hashed = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position % 2 or position == last:
            hashed = node_hash(sibling, hashed)
            while position and not position % 2:
                position, last = position // 2, last // 2
        else:
            hashed = node_hash(hashed, sibling)
        position, last = position // 2, last // 2
    return last == 0 and hashed == root


def is_consistent(*, first: int, first_root: bytes, second: int, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Return whether the tree of size `second` extends the one of size `first`, at least 1 (RFC 9162 §2.1.4.2)."""
    if not 1 <= first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    path = list(proof)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    if not path:
        return False
    return _walk_consistency(first - 1, second - 1, path) == (first_root, second_root)


def _walk_consistency(position: int, last: int, path: list[bytes]) -> tuple[bytes, bytes] | None:
    """Return the two roots that the path gives, or nothing where it has not the right length."""
    while position % 2:
        position, last = position // 2, last // 2
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            return None
        if position % 2 or position == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while position and not position % 2:
                position, last = position // 2, last // 2
        else:
            new = node_hash(new, step)
        position, last = position // 2, last // 2
    return (old, new) if last == 0 else None
