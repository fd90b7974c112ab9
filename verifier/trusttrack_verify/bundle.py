"""The shape of a proof bundle: what is in the file, decoded, before anything of it is believed."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from trusttrack_verify.canonical import is_integer, read_json
from trusttrack_verify.encoding import HASH_SIZE, Malformed, decode_base64

FORMAT = "trusttrack-bundle/v1"
MAX_BUNDLE = 32 * 1024 * 1024
Proof = tuple[bytes, ...]


@dataclass(frozen=True)
class Opening:
    """The value of a committed field, and the salt that opens the commitment."""

    salt: bytes
    value: str


@dataclass(frozen=True)
class BundleEntry:
    """One entry as given. `payload` and `salt` are nothing where the content was erased."""

    index: int
    leaf: bytes
    payload: bytes | None
    salt: bytes | None
    openings: Mapping[str, Opening]
    proof: Proof


@dataclass(frozen=True)
class Anchor:
    """An older checkpoint and the proof that the head extends it."""

    note: str
    consistency: Proof


@dataclass(frozen=True)
class Member:
    """One slot of the tree of taken slots, at index `i`."""

    i: int
    slot: bytes
    proof: Proof


@dataclass(frozen=True)
class Absence:
    """The claim that the slot of entry `seq` is not among those of the epoch."""

    epoch: BundleEntry
    seq: int
    pair: tuple[Member, ...]


@dataclass(frozen=True)
class Bundle:
    """A whole bundle."""

    origin: str
    key: bytes
    entries: tuple[BundleEntry, ...]
    head: str
    anchors: tuple[Anchor, ...]
    absent: Absence | None


def parse_bundle(raw: bytes) -> Bundle:
    """Return what the file holds; raise `Malformed` unless it has exactly the shape of a bundle."""
    if len(raw) > MAX_BUNDLE:
        raise Malformed(f"more than {MAX_BUNDLE} bytes")
    try:
        value = read_json(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Malformed("not UTF-8") from error
    whole = _members(value, {"format", "origin", "chain", "entries", "head", "anchors"}, {"absent"})
    if whole["format"] != FORMAT:
        raise Malformed("not the format of a bundle")
    entries = tuple(_entry(entry) for entry in _list(whole["entries"]))
    if not entries:
        raise Malformed("a bundle without entries")
    return Bundle(
        origin=_text(whole["origin"]),
        key=_hash(_members(whole["chain"], {"key"})["key"]),
        entries=entries,
        head=_text(whole["head"]),
        anchors=tuple(_anchor(anchor) for anchor in _list(whole["anchors"])),
        absent=_absence(whole["absent"]) if "absent" in whole else None,
    )


def _entry(value: object) -> BundleEntry:
    entry = _members(value, {"index", "leaf", "open", "proof"}, {"payload", "salt"})
    if ("payload" in entry) != ("salt" in entry):
        raise Malformed("a payload without its salt, or a salt without its payload")
    return BundleEntry(
        index=_integer(entry["index"]),
        leaf=_bytes(entry["leaf"]),
        payload=_bytes(entry["payload"]) if "payload" in entry else None,
        salt=_hash(entry["salt"]) if "salt" in entry else None,
        openings={name: _opening(opening) for name, opening in _object(entry["open"]).items()},
        proof=_proof(entry["proof"]),
    )


def _opening(value: object) -> Opening:
    opening = _members(value, {"salt", "value"})
    return Opening(_hash(opening["salt"]), _text(opening["value"]))


def _anchor(value: object) -> Anchor:
    anchor = _members(value, {"note", "consistency"}, {"rfc3161"})
    if "rfc3161" in anchor:
        decode_base64(_text(anchor["rfc3161"]))
    return Anchor(_text(anchor["note"]), _proof(anchor["consistency"]))


def _absence(value: object) -> Absence:
    absence = _members(value, {"epoch", "seq", "pair"})
    pair = tuple(_member(member) for member in _list(absence["pair"]))
    if len(pair) not in {1, 2}:
        raise Malformed("a pair of one or two")
    return Absence(_entry(absence["epoch"]), _integer(absence["seq"]), pair)


def _member(value: object) -> Member:
    member = _members(value, {"i", "slot", "proof"})
    return Member(_integer(member["i"]), _hash(member["slot"]), _proof(member["proof"]))


def _proof(value: object) -> Proof:
    return tuple(_hash(step) for step in _list(value))


def _members(value: object, required: Set[str], optional: Set[str] = frozenset()) -> dict[str, Any]:
    members = _object(value)
    if not required <= members.keys() <= required | optional:
        raise Malformed("a member too many or too few")
    return members


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Malformed("not an object")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise Malformed("not an array")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Malformed("not a string")
    return value


def _bytes(value: object) -> bytes:
    """Return a string's UTF-8; of half a surrogate pair, bytes that are no UTF-8 and that no schema takes."""
    return _text(value).encode("utf-8", "surrogatepass")


def _integer(value: object) -> int:
    if not is_integer(value) or not isinstance(value, int):
        raise Malformed("not an integer from 0 to 2^53-1")
    return value


def _hash(value: object) -> bytes:
    return decode_base64(_text(value), HASH_SIZE)
