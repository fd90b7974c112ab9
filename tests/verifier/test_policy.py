"""Keys, notes and policies as C2SP writes them."""

from collections.abc import Mapping

import pytest
from trusttrack_verify.encoding import Malformed
from trusttrack_verify.notes import BadSignature, parse_checkpoint, parse_note, parse_vkey
from trusttrack_verify.policy import NoteRefused, PolicyMalformed, parse_policy

from tests.verifier.building import Log, Signer

LOG = Log(witnesses=("a", "b", "c", "d"))
A, B, C, D = (LOG.witnesses[name].vkey for name in "abcd")
WITNESSES = f"witness a {A}\nwitness b {B}\nwitness c {C}\nwitness d {D}\n"


def time_under(lines: str, times: Mapping[str, int]) -> int | None:
    return parse_policy(WITNESSES + lines).time(times)


@pytest.mark.parametrize(
    ("lines", "times", "time"),
    [
        ("quorum none", {}, None),
        ("quorum none", {"a": 5, "b": 3}, 3),
        ("quorum a", {"b": 3}, None),
        ("quorum a", {"a": 5, "b": 3}, 5),
        ("group g any a b\nquorum g", {"a": 5, "b": 3}, 3),
        ("group g all a b\nquorum g", {"a": 5, "b": 3}, 5),
        ("group g all a b\nquorum g", {"a": 5}, None),
        ("group g 2 a b c\nquorum g", {"a": 5, "b": 3, "c": 9}, 5),
        ("group g 2 a b c\nquorum g", {"c": 9}, None),
        ("group g 2 a b\ngroup h any c d\ngroup i all g h\nquorum i", {"a": 1, "b": 2, "d": 4}, 4),
        ("group g 2 a b\ngroup h any c d\ngroup i all g h\nquorum i", {"a": 1, "c": 2, "d": 4}, None),
    ],
)
def test_time_of_a_quorum(lines: str, times: Mapping[str, int], time: int | None) -> None:
    assert time_under(lines, times) == time


GROUPS = "group g 2 a b c\ngroup h any d g\nquorum h"


@pytest.mark.parametrize(
    ("lines", "same"),
    [
        (f"# why\n{WITNESSES.replace(B, f'{B} https://b.example')}{GROUPS}", True),
        (f"witness d {D}\nwitness x {C}\nwitness b {B}\nwitness a {A}\ngroup k 2 x b a\ngroup h 1 k d\nquorum h", True),
        (f"{WITNESSES}group g all a b c\ngroup h any d g\nquorum h", False),
        (f"{WITNESSES}group g 2 a b d\ngroup h any c g\nquorum h", False),
        (f"{WITNESSES}{GROUPS.replace('quorum h', 'quorum g')}", False),
        (f"{WITNESSES}quorum none", False),
        (f"{WITNESSES}quorum a", False),
        (f"witness a {A}\nwitness b {B}\nwitness c {C}\ngroup g 2 a b c\nquorum g", False),
    ],
)
def test_policies_that_ask_for_the_same(lines: str, same: bool) -> None:
    log = f"log {LOG.signer.vkey}\n"
    assert parse_policy(f"{log}{WITNESSES}{GROUPS}").trusts_like(parse_policy(f"{lines}\n{log}")) == same


def test_another_key_of_the_log_is_another_policy() -> None:
    key, other = LOG.signer.vkey, Signer(LOG.origin, bytes([99] * 32), 1).vkey
    one, both, turned = (
        parse_policy("".join(f"log {vkey}\n" for vkey in vkeys) + "quorum none") for vkeys in ((key,), (key, other), (other, key))
    )
    assert both.trusts_like(turned)
    assert not one.trusts_like(both)


def test_policy_with_comments_addresses_and_tabs() -> None:
    log = f"\tlog\t{LOG.signer.vkey}  https://x.example "
    policy = parse_policy(f"# é\n\n \t# more\n{log}\nwitness a {A} https://a.example\nquorum a")
    assert policy.origins() == {LOG.origin}
    assert [witness.name for witness in policy.witnesses] == ["a"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "log x\nquorum none",
        f"log {A}\nquorum none",
        f"witness a {LOG.signer.vkey}\nquorum a",
        f"log {LOG.signer.vkey}\nlog {LOG.signer.vkey}\nquorum none",
        f"log {LOG.signer.vkey} u more\nquorum none",
        f"witness a {A}\nwitness b {A}\nquorum none",
        f"witness a {A}\nwitness a {B}\nquorum none",
        f"witness none {A}\nquorum none",
        f"quorum a\nwitness a {A}",
        "quorum none\nquorum none",
        "quorum",
        f"{WITNESSES}group g 0 a\nquorum g",
        f"{WITNESSES}group g 3 a b\nquorum g",
        f"{WITNESSES}group g 01 a\nquorum g",
        f"{WITNESSES}group g most a\nquorum g",
        f"{WITNESSES}group g any\nquorum g",
        f"{WITNESSES}group g any e\nquorum g",
        f"{WITNESSES}group g any a a\nquorum g",
        f"{WITNESSES}group g any a\ngroup h any a\nquorum g",
        f"{WITNESSES}group g any g\nquorum g",
        f"{WITNESSES}group a any b\nquorum a",
        f"{WITNESSES}group none any b\nquorum none",
        "quorum none\r\n",
        "quorum\x0bnone",
        "trust everybody\nquorum none",
    ],
)
def test_policy_that_is_none(text: str) -> None:
    with pytest.raises(PolicyMalformed):
        parse_policy(text)


NOT_KEYS = ("", "a", "a+b", A[:-1], A.replace("+", "-"), A.upper(), f"+{A.split('+', 1)[1]}", f"other{A}", f"{A}A", f"a b{A}")


@pytest.mark.parametrize("vkey", [*NOT_KEYS, f"x+00000000+{A.split('+', 2)[2]}", "x+0b1c2d3e+Bg==", A.replace("+", "+ ", 1)])
def test_key_that_is_none(vkey: str) -> None:
    with pytest.raises(Malformed):
        parse_vkey(vkey)


def test_note_ends_its_text_at_the_last_blank_line() -> None:
    signer = Signer("x.example", bytes(32), 1)
    note = parse_note("one\n\ntwo\n\n" + signer.sign("one\n\ntwo\n"))
    assert note.text == "one\n\ntwo\n"
    parse_vkey(signer.vkey).check(note.text, note.lines[0].signature)


@pytest.mark.parametrize("signature", [b"", bytes(63), bytes(64), bytes(65), bytes(1000)])
def test_signature_that_is_false(signature: bytes) -> None:
    with pytest.raises(BadSignature):
        parse_vkey(LOG.signer.vkey).check("text\n", signature)
    with pytest.raises(BadSignature):
        parse_vkey(A).cosigned_at("text\n", signature)


def test_cosignature_beyond_the_numbers_of_json() -> None:
    note = LOG.checkpoint() + LOG.witnesses["a"].sign(LOG.text(), 2**53)
    with pytest.raises(NoteRefused, match="bad_signature"):
        parse_policy(LOG.policy()).open(note, LOG.origin)


NOT_LINES = (
    "",
    "x",
    "— a",
    "— a ",
    "-- a AAAAAAAA",
    "— a+b AAAAAAAA",
    "— a AAAA=",
    "— a AAAA",
    "—  AAAAAAAA",
    "— a\u00a0b AAAAAAAA",
)


@pytest.mark.parametrize("line", NOT_LINES)
def test_note_with_a_line_that_is_none(line: str) -> None:
    with pytest.raises(Malformed):
        parse_note(f"text\n\n{line}\n")


ROOT = "A" * 43 + "="


@pytest.mark.parametrize("text", ["", "o\n1\n", "\n1\nAAAA\n", "o\n1\nAAAA\nmore\n", f"o\n01\n{ROOT}\n", f"o\n-1\n{ROOT}\n"])
def test_checkpoint_that_is_none(text: str) -> None:
    with pytest.raises(Malformed):
        parse_checkpoint(text)
