"""The entries of a bundle: that none was altered, and that they follow one another."""

from collections.abc import Sequence
from dataclasses import dataclass

from trusttrack_verify.bundle import BundleEntry
from trusttrack_verify.chains import (
    Leaf,
    Payload,
    chain_id,
    entry_commitment,
    field_commitment,
    parse_leaf,
    parse_payload,
    slot,
)
from trusttrack_verify.encoding import Malformed
from trusttrack_verify.merkle import is_included, leaf_hash
from trusttrack_verify.notes import Checkpoint
from trusttrack_verify.report import Verdict, failed, proven


@dataclass(frozen=True)
class ReadEntry:
    """An entry of a bundle with its place in the chain; leaf and payload are nothing where they cannot be read."""

    seq: int
    given: BundleEntry
    leaf_hash: bytes
    leaf: Leaf | None
    payload: Payload | None

    @property
    def link(self) -> bytes | None:
        """Return what the next entry must link to; nothing where the leaf is no text, which has no hash of its own."""
        return self.leaf_hash if _is_utf8(self.given.leaf) else None

    @property
    def index(self) -> int:
        """Return the place in the log that the bundle claims."""
        return self.given.index


def read_entry(given: BundleEntry, seq: int) -> ReadEntry:
    """Return the entry, read as far as it can be."""
    return ReadEntry(seq, given, leaf_hash(given.leaf), _leaf(given.leaf), _payload(given.payload))


def judge_unaltered(entries: Sequence[ReadEntry], head: Checkpoint) -> Verdict:
    """Judge that each entry is in the log as given, and its content what was committed to."""
    for entry in entries:
        if code := alteration(entry, head):
            return failed("unaltered", code, entry.seq)
    return proven("unaltered")


def alteration(entry: ReadEntry, head: Checkpoint) -> str:
    """Return the code of what is wrong with an entry by itself, or nothing."""
    given = entry.given
    if entry.leaf is None:
        return "leaf_malformed"
    if not is_included(leaf=entry.leaf_hash, index=given.index, size=head.size, proof=given.proof, root=head.root):
        return "not_included"
    if given.payload is None or given.salt is None:
        return "field_differs" if given.openings else ""
    if entry_commitment(given.salt, given.payload) != entry.leaf.commit:
        return "commit_differs"
    if entry.payload is None:
        return "payload_malformed"
    return "" if len(opened_fields(given, entry.payload)) == len(given.openings) else "field_differs"


def opened_fields(given: BundleEntry, payload: Payload) -> dict[str, str]:
    """Return the opened values that the payload commits to, by the name of the field."""
    return {
        name: opening.value
        for name, opening in sorted(given.openings.items())
        if payload.fields.get(name) == field_commitment(opening.salt, name, opening.value)
    }


def judge_in_order(entries: Sequence[ReadEntry], key: bytes, previous: bytes | None) -> Verdict:
    """Judge that the entries are one chain without a gap. `previous` is what the first links to, where that is known."""
    chain = chain_id(key)
    latest: int | None = None
    for place, entry in enumerate(entries):
        before = entries[place - 1] if place else None
        if entry.leaf:
            link = before.link if before else previous
            code = "slot_differs" if entry.leaf.slot != slot(key, entry.seq) else _misfit(entry, chain, link)
            code = code or _behind(entry, entry.leaf, before, latest)
            if code:
                return failed("in_order", code, entry.seq)
            latest = entry.leaf.ts
    return proven("in_order")


def _misfit(entry: ReadEntry, chain: bytes, link: bytes | None) -> str:
    payload = entry.payload
    if payload is None:
        return ""
    if payload.chain != chain:
        return "wrong_chain"
    if payload.seq != entry.seq:
        return "wrong_seq"
    return "prev_differs" if link is not None and payload.prev != link else ""


def _behind(entry: ReadEntry, leaf: Leaf, before: ReadEntry | None, latest: int | None) -> str:
    """Return the code of a place or a time that does not follow; `latest` is the last time that could be read."""
    if before is not None and entry.index <= before.index:
        return "index_not_rising"
    return "time_falls" if latest is not None and leaf.ts < latest else ""


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _leaf(raw: bytes) -> Leaf | None:
    try:
        return parse_leaf(raw)
    except Malformed:
        return None


def _payload(raw: bytes | None) -> Payload | None:
    try:
        return None if raw is None else parse_payload(raw)
    except Malformed:
        return None
