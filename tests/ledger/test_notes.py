"""Signed notes: the golden one, what is refused, and that others read ours."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trusttrack_verify import notes as foreign
from trusttrack_verify.policy import NoteRefused, parse_policy

from ledger.notes import (
    LOG,
    MAX_SIGNATURES,
    WITNESS,
    BadNote,
    Signer,
    TreeNote,
    cosigned_time,
    open_note,
    parse_checkpoint,
    parse_signers,
    parse_vkey,
    sign_checkpoint,
    split_note,
)
from tests.verifier import building
from tests.verifier.vectors import pytestmark, read  # noqa: F401 - marks this module

NAME = "log.example/tests"
SIGNER, OTHER = Signer(NAME, bytes([7] * 32)), Signer(NAME, bytes([8] * 32))
WITNESS_KEY = building.Signer("w1.example", bytes([41] * 32), 4)
TREE = TreeNote(origin=NAME, size=5, root=bytes(32))
NOTE = sign_checkpoint(TREE, [SIGNER])
COSIGNATURE = WITNESS_KEY.sign(TREE.body, 1_785_000_000)


@pytest.fixture(scope="module")
def golden() -> Any:
    return read("ledger-vectors.json")["checkpoint"]


def test_keys_and_note_are_the_golden_ones_to_the_byte(golden: Any) -> None:
    signer = Signer(name="log.trusttrack.example/2026a", seed=bytes.fromhex(golden["log_seed"]))
    witness = parse_vkey(golden["witness_vkey"])
    body, valid = open_note(golden["note"], [signer.verifier, witness])
    assert str(signer.verifier) == golden["vkey"]
    assert str(witness) == golden["witness_vkey"]
    assert valid.keys() == {signer.verifier, witness}
    assert sign_checkpoint(parse_checkpoint(body), [signer]) == golden["note"].split("— witness1")[0]
    assert cosigned_time(valid[witness]) == 1_785_003_605


@given(size=st.integers(0, 2**53 - 1), root=st.binary(min_size=32, max_size=32))
def test_a_foreign_program_reads_what_we_sign(size: int, root: bytes) -> None:
    tree = TreeNote(origin=NAME, size=size, root=root)
    note = sign_checkpoint(tree, [SIGNER, OTHER])
    opened = parse_policy(f"log {SIGNER.verifier}\nlog {OTHER.verifier}\nquorum none\n").open(note, NAME)
    assert (opened.checkpoint.size, opened.checkpoint.root) == (size, root)
    assert parse_checkpoint(open_note(note, [SIGNER.verifier])[0]) == tree


def test_the_same_tree_gives_the_same_note() -> None:
    assert sign_checkpoint(TREE, [SIGNER]) == NOTE


def test_signatures_of_unknown_keys_are_passed_over() -> None:
    assert open_note(NOTE + COSIGNATURE, []) == (TREE.body, {})
    assert open_note(NOTE + COSIGNATURE, [OTHER.verifier])[1] == {}


@pytest.mark.parametrize("text", [NOTE.replace("\n5\n", "\n6\n"), NOTE.replace(NAME + "\n5", "log.example/other\n5")])
def test_a_bad_signature_by_a_known_key_spoils_the_note(text: str) -> None:
    with pytest.raises(BadNote, match="is wrong"):
        open_note(text, [SIGNER.verifier])


def test_a_cosignature_binds_its_time() -> None:
    line = WITNESS_KEY.sign(TREE.body, 1_785_000_000)
    raw = base64.b64decode(line.split(" ")[2])
    shifted = raw[:4] + (1_785_000_001).to_bytes(8, "big") + raw[12:]
    with pytest.raises(BadNote, match="is wrong"):
        open_note(f"{NOTE}— w1.example {base64.b64encode(shifted).decode()}\n", [parse_vkey(WITNESS_KEY.vkey)])


def test_a_log_signature_is_no_cosignature() -> None:
    as_log = building.Signer("w1.example", bytes([41] * 32), 1)
    assert open_note(NOTE + as_log.sign(TREE.body), [parse_vkey(WITNESS_KEY.vkey)])[1] == {}


@pytest.mark.parametrize(
    "note",
    [
        "",
        TREE.body,
        NOTE[:-1],
        NOTE.replace("\n\n", "\n"),
        NOTE.replace("—", "-"),
        NOTE.replace("\n5\n", "\r\n5\n"),
        NOTE.replace("5", "5\t"),
        NOTE + "\n",
        NOTE + "— w1.example AAAA\n",
        NOTE + "— w1.example !!!!\n",
        NOTE + "— w+1.example AAAAAAAA\n",
        NOTE + "—  AAAAAAAA\n",
    ],
)
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(BadNote):
        split_note(note)
    with pytest.raises(NoteRefused):
        parse_policy(f"log {SIGNER.verifier}\nquorum none\n").open(note, NAME)


@pytest.mark.parametrize(("lines", "is_taken"), [(16, True), (MAX_SIGNATURES - 1, True), (MAX_SIGNATURES, False)])
def test_sixteen_signatures_and_more_are_read_but_not_any_number(lines: int, is_taken: bool) -> None:
    note = NOTE + "".join(WITNESS_KEY.sign(TREE.body, at) for at in range(lines))
    if is_taken:
        assert len(split_note(note)[1]) == lines + 1 == len(foreign.parse_note(note).lines)
        return
    with pytest.raises(BadNote, match="too many"):
        split_note(note)


@pytest.mark.parametrize(
    "body",
    [
        "log\n5\n",
        f"{TREE.body}extension\n",
        TREE.body.replace("5", "05"),
        TREE.body.replace("5", "+5"),
        TREE.body.replace("5", "-5"),
        TREE.body.replace("5", "٥"),
        TREE.body.replace("5", "5 "),
        TREE.body.replace("=", ""),
        TREE.body.replace("AAAA=", "AAAB="),
        f"{NAME}\n5\n{base64.b64encode(bytes(31)).decode()}\n",
        f"\n5\n{base64.b64encode(bytes(32)).decode()}\n",
        TREE.body.replace("5", "9" * 5000),
    ],
)
def test_what_is_no_checkpoint_is_refused(body: str) -> None:
    with pytest.raises(BadNote):
        parse_checkpoint(body)


@pytest.mark.parametrize("kind", [LOG, WITNESS])
def test_a_vkey_comes_back(kind: int) -> None:
    vkey = building.Signer("name.example/x", bytes([3] * 32), kind).vkey
    assert str(parse_vkey(vkey)) == vkey == f"{foreign.parse_vkey(vkey).name}+{vkey.split('+', 1)[1]}"


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "name",
        "name+00000000+AQ==",
        str(SIGNER.verifier).replace("log", "log "),
        str(SIGNER.verifier).replace("log.example", "log2.example"),
        str(SIGNER.verifier)[:-2],
        str(SIGNER.verifier).upper(),
        building.Signer(NAME, bytes([7] * 32), 2).vkey,
        str(SIGNER),
    ],
)
def test_what_is_no_vkey_is_refused(vkey: str) -> None:
    with pytest.raises(BadNote):
        parse_vkey(vkey)


def test_private_keys_come_back_in_their_order() -> None:
    assert parse_signers(f"{SIGNER}\n{OTHER}\n") == [SIGNER, OTHER]
    assert parse_signers(" \n") == []


@pytest.mark.parametrize(
    "text", ["garbage", str(SIGNER.verifier), str(SIGNER)[:-4], str(SIGNER).replace("log", "lag"), "PRIVATE+KEY+x"]
)
def test_what_is_no_private_key_is_refused_without_showing_it(text: str) -> None:
    with pytest.raises(BadNote) as refused:
        parse_signers(text)
    assert text not in str(refused.value)
