"""What an earlier visit kept: the head that it saw and the last entry, to notice a log or a chain that was cut back."""

import json
from dataclasses import dataclass
from pathlib import Path

from trusttrack_verify.canonical import is_integer, read_json
from trusttrack_verify.encoding import HASH_SIZE, Malformed, decode_base64
from trusttrack_verify.notes import Checkpoint, parse_checkpoint, parse_note
from trusttrack_verify.report import ProvenEntry


@dataclass(frozen=True)
class Pin:
    """A checkpoint that was seen, and the last entry of the chain by seq and leaf hash."""

    checkpoint: Checkpoint | None
    """Nothing where what was kept is no checkpoint, which no head extends."""
    seq: int
    leaf_hash: bytes
    chain: str | None = None
    """The chain id, where it was kept (pins of earlier versions lack it)."""


def parse_pin(text: str) -> Pin:
    """Return the pin that `{"head", "seq", "leafHash"}` holds, with or without "chain"; raise `Malformed`."""
    value = read_json(text)
    if not isinstance(value, dict) or value.keys() - {"chain"} != {"head", "seq", "leafHash"}:
        raise Malformed("a pin has head, seq, leafHash and chain")
    head, seq, leaf_hash, chain = value["head"], value["seq"], value["leafHash"], value.get("chain")
    if not isinstance(head, str) or not isinstance(leaf_hash, str) or not is_integer(seq):
        raise Malformed("a pin with a member of the wrong type")
    if "chain" in value and not isinstance(chain, str):
        raise Malformed("a pin with a member of the wrong type")
    return Pin(_checkpoint(head), seq, decode_base64(leaf_hash, HASH_SIZE), chain)


def write_pin(file: Path, head: str, chain: str, last: ProvenEntry) -> None:
    """Keep a head, the chain id and the last entry for the next visit; raise `OSError`."""
    pin = {"head": head, "chain": chain, "seq": last.seq, "leafHash": last.leaf_hash}
    draft = file.with_name(f"{file.name}.new")
    draft.write_text(json.dumps(pin, indent=1) + "\n", "utf-8")
    draft.replace(file)


def _checkpoint(note: str) -> Checkpoint | None:
    try:
        return parse_checkpoint(parse_note(note).text)
    except Malformed:
        return None
