"""The witness's own key: a file in the form of Go's signed notes, and the cosignatures made with it."""

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from trusttrack_verify.encoding import HASH_SIZE, Malformed, decode_base64, encode_base64
from trusttrack_verify.notes import WITNESS_KEY, cosigned_message, is_key_name, key_id

_PREFIX = "PRIVATE+KEY+"
_TYPE = bytes([WITNESS_KEY])


class KeyUnusable(Exception):
    """The key cannot be made or read; the message says why."""


class WitnessKey:
    """An Ed25519 key of type 0x04 by its name."""

    def __init__(self, name: str, seed: bytes) -> None:
        self.name = name
        self._seed = seed
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self._typed = _TYPE + self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self._id = key_id(name, self._typed)

    @property
    def vkey(self) -> str:
        """Return what others verify with: `<name>+<key id>+<base64>`."""
        return f"{self.name}+{self._id.hex()}+{encode_base64(self._typed)}"

    def private(self) -> str:
        """Return the line of the key file."""
        return f"{_PREFIX}{self.name}+{self._id.hex()}+{encode_base64(_TYPE + self._seed)}"

    def cosign(self, text: str, time: int) -> str:
        """Return the signature line, with its newline, over a checkpoint's text at a time in unix seconds."""
        signature = self._key.sign(cosigned_message(text, time))
        return f"— {self.name} {encode_base64(self._id + time.to_bytes(8, 'big') + signature)}\n"


def make_key(name: str, file: Path) -> WitnessKey:
    """Write a new key to a file that only its owner can read; raise `KeyUnusable`, also where there is a file already."""
    if not is_key_name(name):
        raise KeyUnusable("a name has no space and no plus; a host name and a path are usual, as witness.example/w1")
    key = WitnessKey(name, secrets.token_bytes(HASH_SIZE))
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            out.write(f"{key.private()}\n")
            out.flush()
            os.fsync(out.fileno())
    except FileExistsError as error:
        raise KeyUnusable(f"{file} exists, and a key is never overwritten") from error
    except OSError as error:
        raise KeyUnusable(f"{file} cannot be written: {error.strerror}") from error
    return key


def read_key(file: Path) -> WitnessKey:
    """Return the key in a file; raise `KeyUnusable`."""
    try:
        line = file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise KeyUnusable(f"{file} cannot be read (make one with `python -m witness keygen`): {error}") from error
    parts = line.removeprefix(_PREFIX).split("+", 2)
    if not line.startswith(_PREFIX) or len(parts) != 3 or not is_key_name(parts[0]):
        raise KeyUnusable(f"{file} holds no private key")
    try:
        raw = decode_base64(parts[2], 1 + HASH_SIZE)
    except Malformed as error:
        raise KeyUnusable(f"{file} holds no private key: {error}") from error
    key = WitnessKey(parts[0], raw[1:])
    if raw[:1] != _TYPE or key.private() != line:
        raise KeyUnusable(f"{file} holds a key of another type, or with an id that is not its own")
    return key
