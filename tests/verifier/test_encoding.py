"""Text that is read in one way only."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trusttrack_verify.canonical import canonical, is_integer, read_canonical, read_json
from trusttrack_verify.encoding import Malformed, decode_base64, decode_decimal, encode_base64

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
closed = st.recursive(
    texts | st.integers(-(2**53) + 1, 2**53 - 1),
    lambda inner: st.dictionaries(texts, inner),
    max_leaves=8,
)


@settings(max_examples=50, deadline=None)
@given(st.binary())
def test_base64_goes_there_and_back(raw: bytes) -> None:
    assert decode_base64(encode_base64(raw)) == raw


@pytest.mark.parametrize("text", ["A", "AA", "AA=", "AB==", "AAA", "A A=", "AA==\n", "-_8=", "AAAA====", "=", "é", "AA==AA=="])
def test_base64_in_another_way(text: str) -> None:
    with pytest.raises(Malformed):
        decode_base64(text)


def test_base64_of_another_length() -> None:
    with pytest.raises(Malformed):
        decode_base64("AAAA", 32)


@pytest.mark.parametrize("text", ["", "-1", "+1", "01", "1.0", "1e3", " 1", "1 ", "١", "9007199254740992", "9" * 99])
def test_decimal_in_another_way(text: str) -> None:
    with pytest.raises(Malformed):
        decode_decimal(text)


def test_decimal() -> None:
    assert [decode_decimal("0"), decode_decimal("9007199254740991")] == [0, 2**53 - 1]


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(texts, closed))
def test_canonical_goes_there_and_back(value: dict[str, object]) -> None:
    assert read_canonical(canonical(value)) == value


def test_canonical_sorts_by_utf16() -> None:
    """By code points it would be the other way round."""
    assert canonical({"\ufb33": 1, "\U0001f602": 2}) == '{"\U0001f602":2,"\ufb33":1}'.encode()


OUTSIDE: tuple[object, ...] = (None, True, False, 1.0, [], ["a"], b"a", 2**53, -(2**53), "\ud800", "a\0")


@pytest.mark.parametrize("value", [*OUTSIDE, {"a": None}, {"a\0": 1}, {1: 1}, {"\udfff": 1}])
def test_canonical_refuses(value: object) -> None:
    with pytest.raises(Malformed):
        canonical(value)


NOT_OBJECTS = (b"", b"{", b"[]", b"1", b'"a"', b"null", b'\xef\xbb\xbf{"a":1}')
WRITTEN_OTHERWISE = (b'{"a": 1}', b'{"a":1}\n', b'{"b":1,"a":1}', b'{"a":1,"a":1}', b'{"a":"\\u0041"}', b'{"a":"\\/"}')
OTHER_NUMBERS = (b"1.0", b"1e0", b"-0", b"01", b"NaN", b"9007199254740992", b"9" * 5000)
OTHER_VALUES = (b"true", b"[]", b'"\xff"', b'"\\ud800"', b'"\\u0000"', b'{"a":' * 5000 + b"1" + b"}" * 5000)
MEMBERS = tuple(b'{"a":' + value + b"}" for value in OTHER_NUMBERS + OTHER_VALUES)


@pytest.mark.parametrize("raw", NOT_OBJECTS + WRITTEN_OTHERWISE + MEMBERS)
def test_bytes_that_are_not_canonical(raw: bytes) -> None:
    with pytest.raises(Malformed):
        read_canonical(raw)


DEEP = ("[" * 100_000, '{"a":' * 100_000, "[" * 2000 + "]" * 2000)


@pytest.mark.parametrize("text", [*DEEP, "Infinity", "-NaN", '"\t"', "{'a':1}", "1 2"])
def test_json_that_is_none(text: str) -> None:
    with pytest.raises(Malformed):
        read_json(text)


def test_a_boolean_is_no_integer() -> None:
    assert is_integer(1)
    assert not is_integer(True)
    assert not is_integer(-1)
