"""Merkle trees as RFC 6962 has them, over any source of hashes.

A *node* (level, index) is the root of the full subtree over the leaves `index·2^level … (index+1)·2^level - 1`. Proofs are lists
of hashes from the leaf up, as RFC 9162 §2.1.3 and §2.1.4 verify them.
"""

from collections.abc import Callable, Iterator, Sequence

from ledger.encoding import EMPTY_ROOT, HASH_BYTES, hash_node

Node = Callable[[int, int], bytes]


def full_subtrees(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the nodes (level, index) that together cover the leaves [start, end), left to right; start is aligned to them."""
    while start < end:
        level = min((start & -start).bit_length() - 1 if start else 63, (end - start).bit_length() - 1)
        yield level, start >> level
        start += 1 << level


def root_of_range(start: int, end: int, node: Node) -> bytes:
    """Return the Merkle Tree Hash of the leaves [start, end); the empty tree has a root too."""
    hashes = [node(level, index) for level, index in full_subtrees(start, end)]
    if not hashes:
        return EMPTY_ROOT
    root = hashes.pop()
    while hashes:
        root = hash_node(hashes.pop(), root)
    return root


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """Return the audit path of leaf `index` in the tree of `size` leaves. Raises ValueError where there is no such leaf."""
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} in a tree of {size}")
    return _path(index, 0, size, node)


def consistency_proof(old: int, new: int, node: Node) -> list[bytes]:
    """Return the proof that the tree of `new` leaves extends that of `old`. Raises ValueError where it cannot be asked."""
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} cannot extend one of {old}")
    if old in {0, new}:
        return []
    return _subproof(old, 0, new, node, is_whole=True)


def root_of(hashes: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes held in memory."""
    if not hashes:
        return EMPTY_ROOT
    row = list(hashes)
    while len(row) > 1:
        paired = [hash_node(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
        row = paired + row[len(row) - len(row) % 2 :]
    return row[0]


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether the proof shows that the second tree extends the first (RFC 9162 §2.1.4.2). From nothing, nothing is shown."""
    if 0 < old == new:
        return not proof and old_root == new_root
    if not 0 < old < new or not proof:
        return False
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    first = second = path[0]
    for step in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            first, second = hash_node(step, first), hash_node(step, second)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            second = hash_node(second, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and first == old_root and second == new_root


def verify_inclusion(index: int, size: int, leaf_hash: bytes, root: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether the path leads from the leaf to the root (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size or len(leaf_hash) != HASH_BYTES:
        return False
    fn, sn, found = index, size - 1, leaf_hash
    for step in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            found = hash_node(step, found)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            found = hash_node(found, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and found == root


def _split(count: int) -> int:
    """Return the largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1


def _path(index: int, start: int, end: int, node: Node) -> list[bytes]:
    path: list[bytes] = []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(root_of_range(middle, end, node))
            end = middle
        else:
            path.append(root_of_range(start, middle, node))
            start = middle
    return path[::-1]


def _subproof(old: int, start: int, end: int, node: Node, *, is_whole: bool) -> list[bytes]:
    """RFC 6962 §2.1.2: `old` counts the leaves of the first tree from `start` on."""
    if old == end - start:
        return [] if is_whole else [root_of_range(start, end, node)]
    middle = start + _split(end - start)
    if old <= middle - start:
        return [*_subproof(old, start, middle, node, is_whole=is_whole), root_of_range(middle, end, node)]
    rest = _subproof(old - (middle - start), middle, end, node, is_whole=False)
    return [*rest, root_of_range(start, middle, node)]
