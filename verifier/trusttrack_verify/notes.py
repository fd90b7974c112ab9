"""Signed notes, their keys and signatures, and the checkpoints in them (C2SP signed-note, tlog-checkpoint, tlog-cosignature)."""

import re
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from trusttrack_verify.encoding import (
    HASH_SIZE,
    MAX_INTEGER,
    Malformed,
    decode_base64,
    decode_decimal,
    encode_base64,
    encode_utf8,
    sha256,
)

LOG_KEY = 0x01
WITNESS_KEY = 0x04
MAX_SIGNATURES = 64
_KEY_ID_SIZE = 4
_TIME_SIZE = 8
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_HEX_ID = re.compile(r"[0-9a-f]{8}", re.ASCII)


class BadSignature(Exception):
    """A signature line names this key, and its signature does not verify."""


@dataclass(frozen=True)
class SignatureLine:
    """One line below a note: who signed by name and key id, and the bytes of the signature."""

    name: str
    key_id: bytes
    signature: bytes

    @property
    def text(self) -> str:
        """Return the line as it is written, with its newline."""
        return f"— {self.name} {encode_base64(self.key_id + self.signature)}\n"


@dataclass(frozen=True)
class Note:
    """A text, with its final newline, and the lines that sign it; nothing is verified yet."""

    text: str
    lines: tuple[SignatureLine, ...]


@dataclass(frozen=True)
class VerifierKey:
    """A public key by name, key id and type: 0x01 for logs, 0x04 for witnesses."""

    name: str
    key_id: bytes
    type: int
    public: bytes
    _key: Ed25519PublicKey = field(repr=False, compare=False)

    def signed(self, line: SignatureLine) -> bool:
        """Return whether the line claims to be by this key."""
        return (line.name, line.key_id) == (self.name, self.key_id)

    def check(self, text: str, signature: bytes) -> None:
        """Check a log's signature over a note's text; raise `BadSignature`."""
        self._check(signature, encode_utf8(text))

    def cosigned_at(self, text: str, signature: bytes) -> int:
        """Return the time, in unix seconds, at which a witness cosigned a note's text; raise `BadSignature`."""
        time = int.from_bytes(signature[:_TIME_SIZE], "big")
        if time > MAX_INTEGER:
            raise BadSignature(self.name)
        self._check(signature[_TIME_SIZE:], cosigned_message(text, time))
        return time

    def _check(self, signature: bytes, message: bytes) -> None:
        try:
            self._key.verify(signature, message)
        except InvalidSignature as error:
            raise BadSignature(self.name) from error


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself: its name, how many leaves it has, and the root over them."""

    origin: str
    size: int
    root: bytes


def parse_note(note: str) -> Note:
    """Return the text of a signed note and its signature lines; raise `Malformed`."""
    encode_utf8(note)
    if _CONTROL.search(note):
        raise Malformed("a control character in a note")
    end = note.rfind("\n\n")
    if end < 1 or not note.endswith("\n"):
        raise Malformed("a note without a text, a blank line and signatures")
    lines = note[end + 2 : -1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise Malformed(f"more than {MAX_SIGNATURES} signatures")
    return Note(note[: end + 1], tuple(_signature_line(line) for line in lines))


def parse_checkpoint(text: str) -> Checkpoint:
    """Return the checkpoint that a note's text is; raise `Malformed` unless it has exactly its three lines."""
    lines = text.split("\n")
    if len(lines) != 4 or not lines[0] or lines[3]:
        raise Malformed("a checkpoint has three lines")
    return Checkpoint(lines[0], decode_decimal(lines[1]), decode_base64(lines[2], HASH_SIZE))


def parse_vkey(vkey: str) -> VerifierKey:
    """Return the key that `<name>+<key id>+<base64>` writes; raise `Malformed`, also for types other than 0x01 and 0x04."""
    parts = vkey.split("+", 2)
    if len(parts) != 3 or not is_key_name(parts[0]) or not _HEX_ID.fullmatch(parts[1]):
        raise Malformed("not a verifier key")
    raw = decode_base64(parts[2])
    if len(raw) != 1 + HASH_SIZE or raw[0] not in {LOG_KEY, WITNESS_KEY}:
        raise Malformed("a verifier key of a type that is not supported")
    if bytes.fromhex(parts[1]) != key_id(parts[0], raw):
        raise Malformed("a verifier key whose id does not belong to it")
    return VerifierKey(parts[0], bytes.fromhex(parts[1]), raw[0], raw[1:], _public_key(raw[1:]))


def key_id(name: str, typed_key: bytes) -> bytes:
    """Return the four bytes that name a key in signature lines; `typed_key` is the type's byte and the public key."""
    return sha256(encode_utf8(name), b"\n", typed_key)[:_KEY_ID_SIZE]


def cosigned_message(text: str, time: int) -> bytes:
    """Return what a witness signs over a checkpoint's text at a time in unix seconds."""
    return f"cosignature/v1\ntime {time}\n".encode() + encode_utf8(text)


def is_key_name(name: str) -> bool:
    """Return whether a key may have this name: not empty, no space of any kind, no plus."""
    return bool(name) and "+" not in name and not any(character.isspace() for character in name)


def _signature_line(line: str) -> SignatureLine:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "—" or not is_key_name(parts[1]):
        raise Malformed("a signature line that is none")
    raw = decode_base64(parts[2])
    if len(raw) <= _KEY_ID_SIZE:
        raise Malformed("a signature that is too short")
    return SignatureLine(parts[1], raw[:_KEY_ID_SIZE], raw[_KEY_ID_SIZE:])


def _public_key(raw: bytes) -> Ed25519PublicKey:
    try:
        return Ed25519PublicKey.from_public_bytes(raw)
    except ValueError as error:
        raise Malformed("not an Ed25519 key") from error
