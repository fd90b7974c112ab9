"""Golden vectors: this log's own byte for byte, Merkle proofs of RFC 6962 and canonical JSON of RFC 8785."""

import base64
from typing import Any

import pytest
from trusttrack_verify.canonical import canonical, read_canonical, read_json
from trusttrack_verify.chains import (
    chain_id,
    entry_commitment,
    field_commitment,
    parse_leaf,
    parse_payload,
    public_chain_key,
    slot,
)
from trusttrack_verify.encoding import Malformed, decode_base64
from trusttrack_verify.merkle import is_consistent, is_included, leaf_hash, node_hash
from trusttrack_verify.policy import NoteRefused, parse_policy

from tests.verifier.building import b64
from tests.verifier.vectors import found, pytestmark, read, read_text  # noqa: F401 - marks this module

INCLUSION, CONSISTENCY = found("rfc6962/inclusion/**/*.json"), found("rfc6962/consistency/**/*.json")
CANONICAL = {"french.json", "unicode.json", "weird.json"}


@pytest.fixture(scope="module")
def ours() -> Any:
    return read("ledger-vectors.json")


def test_chain_and_slots(ours: Any) -> None:
    key = bytes.fromhex(ours["K"])
    assert b64(chain_id(key)) == ours["chain_id"]
    assert [b64(slot(key, seq)) for seq in range(3)] == ours["slots"]
    assert b64(public_chain_key(ours["public_chain_key"]["name"])) == ours["public_chain_key"]["K"]


@pytest.mark.parametrize("seq", [0, 1])
def test_entry(ours: Any, seq: int) -> None:
    entry = ours["entries"][seq]
    leaf, payload = parse_leaf(entry["leaf"].encode()), parse_payload(entry["payload"].encode())
    assert b64(leaf_hash(entry["leaf"].encode())) == entry["leaf_hash"]
    assert entry_commitment(decode_base64(entry["salt"]), entry["payload"].encode()) == leaf.commit
    assert leaf.slot == slot(bytes.fromhex(ours["K"]), seq)
    assert payload.seq == seq
    for name, opening in entry["open"].items():
        assert field_commitment(decode_base64(opening["salt"]), name, opening["value"]) == payload.fields[name]
    assert entry["open"].keys() == payload.fields.keys()


def test_entries_are_written_as_they_were(ours: Any) -> None:
    for entry in ours["entries"]:
        for text in (entry["leaf"], entry["payload"]):
            assert canonical(read_json(text)) == text.encode()


def test_checkpoint(ours: Any) -> None:
    given = ours["checkpoint"]
    policy = parse_policy(f"log {given['vkey']}\nwitness w {given['witness_vkey']}\nquorum w\n")
    opened = policy.open(given["note"], given["vkey"].split("+")[0])
    hashes = [base64.b64decode(entry["leaf_hash"]) for entry in ours["entries"]]
    assert opened.checkpoint.size == 2
    assert opened.checkpoint.root == node_hash(*hashes)
    assert opened.times == {"w": 1_785_003_605}
    assert policy.time(opened.times) == opened.times["w"]


def test_checkpoint_with_a_false_cosignature(ours: Any) -> None:
    given = ours["checkpoint"]
    policy = parse_policy(f"log {given['vkey']}\nwitness w {given['witness_vkey']}\nquorum w\n")
    with pytest.raises(NoteRefused, match="bad_signature"):
        policy.open(given["note"].replace("Aw==\n", "Ag==\n"), given["vkey"].split("+")[0])


def _hashes(values: list[str] | None) -> list[bytes]:
    return [base64.b64decode(value) for value in values or []]


def test_all_vectors_are_there() -> None:
    assert len(INCLUSION) + len(CONSISTENCY) == 196


@pytest.mark.parametrize("name", INCLUSION)
def test_inclusion(name: str) -> None:
    """The length of a hash is checked where it is decoded, not in the proof: one vector has none at all."""
    case = read(name)
    try:
        leaf = decode_base64(case["leafHash"] or "", 32)
    except Malformed:
        assert case["wantErr"]
        return
    root = base64.b64decode(case["root"] or "")
    included = is_included(leaf=leaf, index=case["leafIdx"], size=case["treeSize"], proof=_hashes(case["proof"]), root=root)
    assert included is not case["wantErr"]


@pytest.mark.parametrize("name", CONSISTENCY)
def test_consistency(name: str) -> None:
    case = read(name)
    consistent = is_consistent(
        first=case["size1"],
        first_root=base64.b64decode(case["root1"] or ""),
        second=case["size2"],
        second_root=base64.b64decode(case["root2"] or ""),
        proof=_hashes(case["proof"]),
    )
    assert consistent is not case["wantErr"]


@pytest.mark.parametrize("name", found("jcs/input/*.json"))
def test_canonical_json(name: str) -> None:
    given, wanted = (read_text(path) for path in (name, name.replace("input", "output")))
    if name.rsplit("/", 1)[-1] not in CANONICAL:  # it has a list, a literal or a fraction, which the log never uses
        with pytest.raises(Malformed):
            canonical(read_json(given))
        with pytest.raises(Malformed):
            read_canonical(wanted.encode())
        return
    assert canonical(read_json(given)) == wanted.encode()
    assert read_canonical(wanted.encode()) == read_json(given)
