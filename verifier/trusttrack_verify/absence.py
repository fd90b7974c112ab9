"""Completeness: that the entry after the last one did not exist when the log last listed its slots."""

from dataclasses import dataclass

from trusttrack_verify.bundle import Absence, Member
from trusttrack_verify.canonical import is_integer
from trusttrack_verify.chains import Payload, chain_id, public_chain_key, slot
from trusttrack_verify.encoding import HASH_SIZE, Malformed, decode_base64
from trusttrack_verify.entries import ReadEntry, alteration, read_entry
from trusttrack_verify.merkle import is_included, leaf_hash
from trusttrack_verify.notes import Checkpoint
from trusttrack_verify.report import Verdict, failed, proven, warning

INDEX = "index"  # name of the public chain of slot indexes
_INDEX_KEY = public_chain_key(INDEX)
_KIND = "index.slots"


@dataclass(frozen=True)
class Epoch:
    """A logged list of all slots below `size`, as the root over them in their order."""

    size: int
    root: bytes


def judge_complete(absent: Absence | None, last: ReadEntry, key: bytes, head: Checkpoint) -> tuple[Verdict, int]:
    """Judge that nothing follows `last`; return also how many leaves that was looked up in."""
    if absent is None:
        return warning("complete", "no_absence_proof"), 0
    epoch = _read_epoch(absent, head)
    if epoch is None or absent.seq != last.seq + 1 or not _encloses(absent, epoch, slot(key, absent.seq)):
        return failed("complete", "absence_invalid"), 0
    if epoch.size <= last.index:
        return warning("complete", "absence_too_old"), epoch.size
    return proven("complete"), epoch.size


def _read_epoch(absent: Absence, head: Checkpoint) -> Epoch | None:
    """Return what the epoch lists, where it is a valid entry of the public chain `index`."""
    entry = read_entry(absent.epoch, 0)
    if alteration(entry, head) or entry.leaf is None or entry.payload is None:
        return None
    payload = entry.payload
    if entry.leaf.slot != slot(_INDEX_KEY, payload.seq) or payload.chain != chain_id(_INDEX_KEY):
        return None
    epoch = read_slots(payload)
    return epoch if epoch and 1 <= epoch.size <= entry.index else None


def read_slots(payload: Payload) -> Epoch | None:
    """Return what an entry of the chain `index` lists, where it is one that lists slots."""
    data = payload.data
    if payload.kind != _KIND or data.keys() != {"size", "root"}:
        return None
    if not is_integer(data["size"]) or not isinstance(data["root"], str):
        return None
    try:
        return Epoch(data["size"], decode_base64(data["root"], HASH_SIZE))
    except Malformed:
        return None


def _encloses(absent: Absence, epoch: Epoch, wanted: bytes) -> bool:
    """Return whether the members are in the list, and leave no room for the wanted slot between or beyond them."""
    if not all(_is_member(member, epoch) for member in absent.pair):
        return False
    first, last = absent.pair[0], absent.pair[-1]
    if len(absent.pair) == 2:
        return last.i == first.i + 1 and first.slot < wanted < last.slot
    return (first.i == 0 and wanted < first.slot) or (first.i == epoch.size - 1 and first.slot < wanted)


def _is_member(member: Member, epoch: Epoch) -> bool:
    hashed = leaf_hash(member.slot)
    return is_included(leaf=hashed, index=member.i, size=epoch.size, proof=member.proof, root=epoch.root)
