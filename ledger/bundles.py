"""Proofs to take away: the bundle of a chain (`trusttrack-bundle/v1`) and the C2SP proof of one leaf."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import rfc8785

from ledger.appending import ChainForgotten
from ledger.encoding import (
    SALT_BYTES,
    Statement,
    chain_id_of,
    commit_field,
    commit_payload,
    decode64,
    encode64,
    encode_leaf,
    encode_payload,
    milliseconds,
    seconds,
    slot_of,
)
from ledger.models import Chain, Entry, SlotIndex
from ledger.policy import current_policy
from ledger.reads import SignedNote, accepted_note, anchors_of, leaf_indexes
from ledger.slots import KEPT, enclosing
from ledger.tiles import Tree

FORMAT = "trusttrack-bundle/v1"
NO_SALT = bytes(SALT_BYTES)


class NotSealedYet(LookupError):
    """None of the entries is in a signed checkpoint yet."""


@dataclass(frozen=True)
class Row:
    """What the owner's row says of an entry, and the words that stand in it where a field was erased."""

    statement: Statement
    recorded_at: datetime
    erased: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """Number `seq` of a chain: its entry, and what its owner's row says (None: there is no row, as in public chains).

    A row without an entry is told too: it is shown to people, so its absence from the log must show in the proof.
    """

    seq: int
    entry: Entry | None
    row: Row | None = None


def build_bundle(chain: Chain, told: Sequence[Told], *, opened: Collection[str]) -> dict[str, Any]:
    """Return the bundle of the sealed ones among the entries of `chain`, in order, opening the fields named.

    The entries have their openings loaded. Raises NotSealedYet, ChainForgotten.
    """
    if chain.key is None:
        raise ChainForgotten("the key of this chain was erased: nothing of it can be shown any more")
    key = bytes(chain.key)
    policy = current_policy()
    head = accepted_note(policy)
    if head is None:
        raise NotSealedYet
    places = leaf_indexes([bytes(one.entry.leaf_hash) for one in told if one.entry], below=head.size)
    sealed = [one for one in told if one.entry is None or bytes(one.entry.leaf_hash) in places]
    indexes = [places[bytes(one.entry.leaf_hash)] for one in sealed if one.entry]
    if not indexes:
        raise NotSealedYet
    tree = Tree()
    bundle = {
        "format": FORMAT,
        "origin": policy.origin,
        "chain": {"key": encode64(key)},
        "entries": [
            _entry(one.entry, places[bytes(one.entry.leaf_hash)], tree, head, row=one.row, opened=opened)
            if one.entry
            else _stray(one, key, head)
            for one in sealed
        ],
        "head": head.note,
        "anchors": [
            {"note": anchor.note, "consistency": _many64(tree.consistency(anchor.size, head.size))}
            for anchor in anchors_of(indexes, policy, up_to=head.size)
            if anchor.note != head.note  # of the head's own size where it was cosigned again later: the first time bounds better
        ],
    }
    absent = _absent(key, sealed[-1].seq + 1, head, tree)
    return {**bundle, "absent": absent} if absent else bundle


def tlog_proof(entry: Entry) -> str:
    """Return the proof of one entry as c2sp.org/tlog-proof@v1. Raises NotSealedYet."""
    head = accepted_note(current_policy())
    places = leaf_indexes([bytes(entry.leaf_hash)], below=head.size if head else 0)
    if head is None or not places:
        raise NotSealedYet
    index = places[bytes(entry.leaf_hash)]
    lines = ["c2sp.org/tlog-proof@v1", f"index {index}", *_many64(Tree().inclusion(index, head.size))]
    return "\n".join(lines) + "\n\n" + head.note


def _entry(
    entry: Entry, index: int, tree: Tree, head: SignedNote, *, row: Row | None = None, opened: Collection[str] = ()
) -> dict[str, Any]:
    leaf, payload = restate(entry, row) if row else (bytes(entry.leaf).decode(), bytes(entry.payload).decode())
    content: dict[str, Any] = {"index": index, "leaf": leaf}
    opening = getattr(entry, "opening", None)
    said = row.statement.fields if row else {}
    shown = {
        name: {"salt": field["salt"], "value": said.get(name, field["value"])}
        for name, field in (opening.fields if opening is not None else {}).items()
        if name in opened or field.get("public")
    }
    if opening is not None:
        content |= {"payload": payload, "salt": encode64(bytes(opening.salt))}
    elif row is not None:  # its owner still shows it, so the opening was taken away: what is shown is bound to nothing, and fails
        content |= {"payload": payload, "salt": encode64(NO_SALT)}
    return {**content, "open": shown, "proof": _many64(tree.inclusion(index, head.size))}


def _stray(told: Told, key: bytes, head: SignedNote) -> dict[str, Any]:
    """Return a row that the log does not have as an entry that no verifier finds in it."""
    if told.row is None:
        raise ValueError("there is neither an entry nor a row")
    said = told.row.statement
    payload = encode_payload(
        seq=told.seq,
        chain_id=chain_id_of(key),
        prev=NO_SALT,
        kind=said.kind,
        data=said.data,
        fields={},
        at_ms=milliseconds(said.at or told.row.recorded_at),
    )
    leaf = encode_leaf(commit=commit_payload(NO_SALT, payload), slot=slot_of(key, told.seq), ts=seconds(told.row.recorded_at))
    content = {"index": head.size, "leaf": leaf.decode(), "payload": payload.decode(), "salt": encode64(NO_SALT)}
    return {**content, "open": {}, "proof": []}


def restate(entry: Entry, row: Row) -> tuple[str, str]:
    """Return leaf and payload as the owner's row has them now: to the byte what was sealed, unless something was altered.

    So a bundle tells what the page shows, and where a row was altered, or an opening taken away that words still stand for, its
    commitment fails for every reader.
    """
    said = row.statement
    outside, content = json.loads(bytes(entry.leaf)), json.loads(bytes(entry.payload))
    opening = getattr(entry, "opening", None)
    salts = {name: decode64(field["salt"]) for name, field in (opening.fields if opening is not None else {}).items()}
    for name, word in said.fields.items():
        if name in salts or word not in row.erased.get(name, ()):
            content["fields"][name] = encode64(commit_field(salts.get(name, NO_SALT), name, word))
    content |= {"kind": said.kind, "data": dict(said.data), "at": milliseconds(said.at) if said.at else content["at"]}
    outside["ts"] = seconds(row.recorded_at)
    return rfc8785.dumps(outside).decode(), rfc8785.dumps(content).decode()


def _absent(key: bytes, seq: int, head: SignedNote, tree: Tree) -> dict[str, Any] | None:
    """Return the proof that entry `seq` is not in the log, by the newest slot index that the head covers; None without one."""
    for index in SlotIndex.objects.order_by("-size").select_related("entry__opening")[:KEPT]:
        place = leaf_indexes([bytes(index.entry.leaf_hash)], below=head.size).get(bytes(index.entry.leaf_hash))
        if place is None:
            continue
        try:
            members = enclosing(index.size, slot_of(key, seq))
        except LookupError:
            continue  # its hashes are being forgotten: an older one is at hand, or none
        except ValueError:
            return None  # the next entry is in the log already, only not told yet: nothing is proven absent
        return {
            "epoch": _entry(index.entry, place, tree, head),
            "seq": seq,
            "pair": [{"i": member.index, "slot": encode64(member.slot), "proof": _many64(member.proof)} for member in members],
        }
    return None


def _many64(hashes: Sequence[bytes]) -> list[str]:
    return [encode64(one) for one in hashes]
