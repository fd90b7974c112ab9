"""Signed notes (C2SP signed-note, tlog-checkpoint, tlog-cosignature): keys, checkpoints, and opening what others signed."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ledger.encoding import decode64, encode64

LOG, WITNESS = 0x01, 0x04
MAX_SIGNATURES = 64
DASH = "—"


class BadNote(ValueError):
    """It is no note, or one that a known key signed wrongly."""


@dataclass(frozen=True)
class Verifier:
    """A public key with its name: `<name>+<key id>+<base64 of type and key>`."""

    name: str
    kind: int
    key: bytes

    @property
    def key_id(self) -> bytes:
        """Four bytes that tell keys of one name apart."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.key).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{encode64(bytes([self.kind]) + self.key)}"

    def accepts(self, message: bytes, signature: bytes) -> bool:
        """Say whether the key made the signature."""
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, message)
        except InvalidSignature:
            return False
        return True


def parse_vkey(text: str) -> Verifier:
    """Return the key of a vkey. Raises BadNote."""
    name, _, rest = text.partition("+")
    key_id, _, data = rest.partition("+")
    try:
        raw = decode64(data)
    except ValueError as error:
        raise BadNote(f"{text!r} is no vkey") from error
    found = Verifier(name=name, kind=raw[0] if raw else 0, key=raw[1:])
    if not _is_name(name) or found.kind not in {LOG, WITNESS} or len(found.key) != 32 or found.key_id.hex() != key_id:
        raise BadNote(f"{text!r} is no vkey of an Ed25519 key")
    return found


@dataclass(frozen=True)
class Signer:
    """A private key of the log. Only the sealer holds one."""

    name: str
    seed: bytes

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return Verifier(name=self.name, kind=LOG, key=public.public_bytes_raw())

    def line(self, body: str) -> str:
        """Return the signature line under `body`."""
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(body.encode())
        return f"{DASH} {self.name} {encode64(self.verifier.key_id + signature)}\n"

    def __str__(self) -> str:
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{encode64(bytes([LOG]) + self.seed)}"


def parse_signers(text: str) -> list[Signer]:
    """Return the private keys in a text, one after the other, as ledger_keygen writes them. Raises BadNote."""
    signers = []
    for word in text.split():
        parts = word.split("+", 4)
        try:
            raw = decode64(parts[4])
        except (IndexError, ValueError) as error:
            raise BadNote("this is no private key of a log (PRIVATE+KEY+name+id+data)") from error
        signer = Signer(name=parts[2], seed=raw[1:])
        if parts[:2] != ["PRIVATE", "KEY"] or raw[:1] != bytes([LOG]) or len(raw) != 33 or str(signer) != word:
            raise BadNote("this is no private key of a log (PRIVATE+KEY+name+id+data)")
        signers.append(signer)
    return signers


@dataclass(frozen=True)
class TreeNote:
    """What a checkpoint says."""

    origin: str
    size: int
    root: bytes

    @property
    def body(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{encode64(self.root)}\n"


def sign_checkpoint(tree: TreeNote, signers: Sequence[Signer]) -> str:
    """Return the signed note. The same tree gives the same note: Ed25519 draws no randomness."""
    return tree.body + "\n" + "".join(signer.line(tree.body) for signer in signers)


def split_note(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Return body and signatures (name, bytes) of a note. Raises BadNote."""
    body, gap, rest = note.rpartition("\n\n")
    if not gap or any(ord(char) < 0x20 and char != "\n" for char in note) or not rest.endswith("\n"):
        raise BadNote("this is no signed note")
    lines = rest[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise BadNote("this note has too many signatures")
    return body + "\n", [_signature(line) for line in lines]


def open_note(note: str, verifiers: Iterable[Verifier]) -> tuple[str, dict[Verifier, bytes]]:
    """Return the body, and the bytes of each known key's signature. Raises BadNote where a known key's is wrong."""
    body, signatures = split_note(note)
    known = {(one.name, one.key_id): one for one in verifiers}
    valid: dict[Verifier, bytes] = {}
    for name, data in signatures:
        verifier = known.get((name, data[:4]))
        if verifier is None:
            continue
        message = body.encode() if verifier.kind == LOG else cosigned_message(cosigned_time(data[4:]), body)
        if not verifier.accepts(message, data[4:] if verifier.kind == LOG else data[12:]):
            raise BadNote(f"the signature of {name} is wrong")
        valid[verifier] = data[4:]
    return body, valid


def parse_checkpoint(body: str) -> TreeNote:
    """Return what the three lines say. Raises BadNote."""
    lines = body.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0]:
        raise BadNote("this is no checkpoint of three lines")
    if not re.fullmatch(r"0|[1-9][0-9]{0,15}", lines[1]):
        raise BadNote("the size of this checkpoint is no number without leading zeros")
    try:
        root = decode64(lines[2])
    except ValueError as error:
        raise BadNote("the root of this checkpoint is no base64") from error
    if len(root) != 32:
        raise BadNote("the root of this checkpoint is no SHA-256")
    return TreeNote(origin=lines[0], size=int(lines[1]), root=root)


def cosigned_message(at: int, body: str) -> bytes:
    """Return what a witness signs at unix second `at`."""
    return f"cosignature/v1\ntime {at}\n{body}".encode()


def cosigned_time(signature: bytes) -> int:
    """Return the unix second in a witness's signature. Raises BadNote."""
    if len(signature) != 72:
        raise BadNote("a cosignature has 8 bytes of time and 64 of signature")
    return int.from_bytes(signature[:8], "big")


def _signature(line: str) -> tuple[str, bytes]:
    dash, _, rest = line.partition(" ")
    name, _, data = rest.partition(" ")
    try:
        raw = decode64(data)
    except ValueError as error:
        raise BadNote("a signature of this note is no base64") from error
    if dash != DASH or not _is_name(name) or len(raw) < 5:
        raise BadNote("this note has a line that is no signature")
    return name, raw


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(char.isspace() for char in name)
