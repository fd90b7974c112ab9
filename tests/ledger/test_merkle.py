"""Merkle trees: the vectors of others, and agreement with two other programs of this repository."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trusttrack_verify import merkle as other

from ledger.encoding import EMPTY_ROOT, HASH_BYTES, decode64, hash_leaf, hash_node
from ledger.merkle import consistency_proof, inclusion_proof, root_of, verify_consistency, verify_inclusion
from tests.verifier.building import consistency_path, inclusion_path, tree_root
from tests.verifier.vectors import found, pytestmark, read  # noqa: F401 - marks this module

INCLUSION, CONSISTENCY = found("rfc6962/inclusion/**/*.json"), found("rfc6962/consistency/**/*.json")
HASHES = [hash_leaf(str(number).encode()) for number in range(300)]


def hashes_of(values: list[str] | None) -> list[bytes]:
    return [base64.b64decode(value) for value in values or []]


def node(level: int, index: int) -> bytes:
    if level == 0:
        return HASHES[index]
    return hash_node(node(level - 1, 2 * index), node(level - 1, 2 * index + 1))


def test_all_vectors_are_there() -> None:
    assert len(INCLUSION) + len(CONSISTENCY) == 196


@pytest.mark.parametrize("name", INCLUSION)
def test_inclusion_as_others_judge_it(name: str) -> None:
    case = read(name)
    leaf = decode64(case["leafHash"] or "")
    root = base64.b64decode(case["root"] or "")
    assert verify_inclusion(case["leafIdx"], case["treeSize"], leaf, root, hashes_of(case["proof"])) is not case["wantErr"]


@pytest.mark.parametrize("name", CONSISTENCY)
def test_consistency_as_others_judge_it(name: str) -> None:
    case = read(name)
    old, new = (base64.b64decode(case[root] or "") for root in ("root1", "root2"))
    assert verify_consistency(case["size1"], case["size2"], old, new, hashes_of(case["proof"])) is not case["wantErr"]


@given(st.integers(1, 300).flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size))))
def test_an_inclusion_proof_is_the_standards(place: tuple[int, int]) -> None:
    index, size = place
    proof = inclusion_proof(index, size, node)
    root = root_of(HASHES[:size])
    assert root == tree_root(HASHES[:size])
    assert proof == inclusion_path(index, HASHES[:size])
    assert other.is_included(leaf=HASHES[index], index=index, size=size, proof=proof, root=root)
    assert verify_inclusion(index, size, HASHES[index], root, proof)
    assert not verify_inclusion(index, size, hash_leaf(b"another"), root, proof)


@given(st.integers(1, 300).flatmap(lambda new: st.tuples(st.integers(1, new), st.just(new))))
def test_a_consistency_proof_is_the_standards(sizes: tuple[int, int]) -> None:
    old, new = sizes
    proof = consistency_proof(old, new, node)
    roots = tree_root(HASHES[:old]), tree_root(HASHES[:new])
    assert proof == consistency_path(old, HASHES[:new])
    assert other.is_consistent(first=old, first_root=roots[0], second=new, second_root=roots[1], proof=proof)
    assert verify_consistency(old, new, *roots, proof)
    assert not verify_consistency(old, new, hash_leaf(b"another"), roots[1], proof)


def test_the_empty_tree_has_a_root_and_proves_nothing() -> None:
    assert root_of([]) == EMPTY_ROOT == other.EMPTY_ROOT
    assert consistency_proof(0, 5, node) == []
    assert not verify_consistency(0, 5, EMPTY_ROOT, root_of(HASHES[:5]), [])
    assert not verify_inclusion(0, 0, b"\x00" * HASH_BYTES, EMPTY_ROOT, [])


@pytest.mark.parametrize(("index", "size"), [(5, 5), (-1, 5), (0, 0)])
def test_a_leaf_that_is_not_there_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_proof(index, size, node)


@pytest.mark.parametrize(("old", "new"), [(6, 5), (-1, 5)])
def test_a_tree_does_not_extend_a_larger_one(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="cannot extend"):
        consistency_proof(old, new, node)
