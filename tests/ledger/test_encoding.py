"""The format, byte for byte: docs/log-format.md and its golden vectors."""

import json
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from trusttrack_verify import chains

from ledger.encoding import (
    MAX_INTEGER,
    MAX_LEAF_BYTES,
    Statement,
    chain_id_of,
    commit_field,
    commit_payload,
    decode64,
    encode64,
    encode_leaf,
    encode_payload,
    hash_leaf,
    hash_node,
    milliseconds,
    public_key_of,
    seal,
    seconds,
    slot_of,
)
from tests.verifier.vectors import found, pytestmark, read, read_text  # noqa: F401 - marks this module

KEY = bytes(range(32))
NOW = datetime(2026, 7, 26, 12, 0, 0, 250_999, tzinfo=UTC)


@pytest.fixture(scope="module")
def golden() -> Any:
    return read("ledger-vectors.json")


def test_chain_slots_and_public_keys(golden: Any) -> None:
    key = bytes.fromhex(golden["K"])
    assert encode64(chain_id_of(key)) == golden["chain_id"]
    assert [encode64(slot_of(key, seq)) for seq in range(3)] == golden["slots"]
    assert encode64(public_key_of(golden["public_chain_key"]["name"])) == golden["public_chain_key"]["K"]


@pytest.mark.parametrize("seq", [0, 1])
def test_an_entry_is_the_golden_one_to_the_byte(golden: Any, seq: int) -> None:
    wanted = golden["entries"][seq]
    said = json.loads(wanted["payload"])
    key, salt = bytes.fromhex(golden["K"]), decode64(wanted["salt"])
    payload = encode_payload(
        seq=seq,
        chain_id=chain_id_of(key),
        prev=decode64(golden["entries"][0]["leaf_hash"]) if seq else chain_id_of(key),
        kind="order.status",
        data=said["data"],
        fields={name: encode64(commit_field(decode64(one["salt"]), name, one["value"])) for name, one in wanted["open"].items()},
        at_ms=said["at"],
    )
    leaf = encode_leaf(commit=commit_payload(salt, payload), slot=slot_of(key, seq), ts=json.loads(wanted["leaf"])["ts"])
    assert (payload.decode(), leaf.decode(), encode64(hash_leaf(leaf))) == (
        wanted["payload"], wanted["leaf"], wanted["leaf_hash"],
    )  # fmt: skip


@pytest.mark.parametrize("name", found("jcs/input/*.json"))
def test_canonical_json_is_that_of_rfc_8785(name: str) -> None:
    given_text, wanted = (read_text(path) for path in (name, name.replace("input", "output")))
    assert rfc8785.dumps(json.loads(given_text)) == wanted.encode()


def sealed(statement: Statement, seq: int = 0, prev: bytes | None = None) -> Any:
    return seal(statement, key=KEY, seq=seq, prev=chain_id_of(KEY) if prev is None else prev, recorded_at=NOW)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
DATA = st.dictionaries(
    TEXT,
    st.recursive(TEXT | st.integers(-MAX_INTEGER, MAX_INTEGER), lambda inner: st.dictionaries(TEXT, inner, max_size=3)),
    max_size=4,
)
FIELDS = st.dictionaries(st.from_regex(r"[a-z0-9_./]{1,12}", fullmatch=True), TEXT, max_size=4)


@given(data=DATA, fields=FIELDS, seq=st.integers(0, 2**40))
def test_whatever_is_sealed_a_foreign_verifier_reads(data: dict[str, Any], fields: dict[str, str], seq: int) -> None:
    entry = sealed(Statement("order.status", data, fields), seq)
    leaf, payload = chains.parse_leaf(entry.leaf), chains.parse_payload(entry.payload)
    assert chains.entry_commitment(entry.salt, entry.payload) == leaf.commit
    assert (leaf.slot, leaf.ts) == (chains.slot(KEY, seq), seconds(NOW))
    assert (payload.seq, payload.data, payload.chain, payload.at) == (seq, data, chains.chain_id(KEY), milliseconds(NOW))
    assert payload.fields == {name: chains.field_commitment(one.salt, name, fields[name]) for name, one in entry.opened.items()}
    assert payload.fields.keys() == fields.keys()


def test_no_two_salts_are_alike() -> None:
    one, other = (sealed(Statement("order.status", {}, {"note": "", "reason": ""})) for _ in range(2))
    salts = {one.salt, other.salt, *(each.salt for entry in (one, other) for each in entry.opened.values())}
    assert len(salts) == 6
    assert one.leaf_hash != other.leaf_hash


def test_a_leaf_is_small_and_says_nothing() -> None:
    entry = sealed(Statement("order.status", {"to": "placed"}, {"note": "x" * 5000}))
    assert len(entry.leaf) < 140 < MAX_LEAF_BYTES
    assert json.loads(entry.leaf).keys() == {"commit", "slot", "ts", "v"}


@pytest.mark.parametrize(
    "value",
    [1.0, 1.5, None, True, [], ["a"], (1,), b"a", MAX_INTEGER + 1, -MAX_INTEGER - 1, "a\x00b", "\ud800", {"x": None}, {"x": [1]}],
)
def test_what_others_would_read_otherwise_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        sealed(Statement("order.status", {"value": value}))


@pytest.mark.parametrize("name", [1, "a\x00", "\udfff", None])
def test_a_member_with_such_a_name_is_refused_too(name: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        sealed(Statement("order.status", {name: "x"}))


@pytest.mark.parametrize("value", [MAX_INTEGER, -MAX_INTEGER, 0])
def test_the_largest_integers_are_kept(value: int) -> None:
    assert json.loads(sealed(Statement("order.status", {"n": value})).payload)["data"] == {"n": value}


@pytest.mark.parametrize("name", ["", "Note", "note ", "nöte", "a\n", "a-b", "a:b", "note\x00"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        sealed(Statement("order.status", {}, {name: "x"}))


def test_a_field_that_cannot_be_stored_is_refused_as_such() -> None:
    """PostgreSQL would refuse U+0000 in the middle of the caller's transaction."""
    with pytest.raises(ValueError, match=r"."):
        sealed(Statement("order.status", {}, {"note": "a\x00b"}))


@pytest.mark.parametrize("text", ["QQ", "QQ=", "QR==", "Q Q==", "QQ==\n", "QQ==QQ==", "-_==", "ＱＱ=="])
def test_base64_has_one_spelling(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode64(text)


@given(st.binary(max_size=100))
def test_base64_comes_back(data: bytes) -> None:
    assert decode64(encode64(data)) == data == b64decode(encode64(data))


def test_times_are_rounded_down() -> None:
    assert (milliseconds(NOW), seconds(NOW)) == (1_785_067_200_250, 1_785_067_200)
    before = datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    assert (milliseconds(before), seconds(before)) == (-1, -1)
    assert milliseconds(NOW.astimezone().replace(microsecond=0) + timedelta(microseconds=999)) == 1_785_067_200_000


def test_inner_nodes_are_no_leaves() -> None:
    left, right = hash_leaf(b"a"), hash_leaf(b"b")
    assert hash_node(left, right) not in {hash_leaf(left + right), hash_node(right, left)}
