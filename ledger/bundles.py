"""Proofs to take away: the bundle of a chain (`trusttrack-bundle/v1`) and the C2SP proof of one leaf."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import rfc8785

from ledger.encoding import Statement, commit_field, decode64, encode64, milliseconds, seconds, slot_of
from ledger.models import Chain, Entry, SlotIndex
from ledger.policy import Policy, current_policy
from ledger.reads import SignedNote, anchors_of, leaf_indexes, newest_cosigned_note, newest_note
from ledger.services import ChainForgotten
from ledger.slots import KEPT, enclosing
from ledger.tiles import Tree

FORMAT = "trusttrack-bundle/v1"


class NotSealedYet(LookupError):
    """None of the entries is in a signed checkpoint yet."""


@dataclass(frozen=True)
class Told:
    """An entry with what its owner's rows say that it says; None: they say nothing (public chains)."""

    entry: Entry
    statement: Statement | None = None
    recorded_at: datetime | None = None


def build_bundle(chain: Chain, told: Sequence[Told], *, opened: Collection[str]) -> dict[str, Any]:
    """Return the bundle of the sealed ones among the entries of `chain`, in order, opening the fields named.

    The entries have their openings loaded. Raises NotSealedYet, ChainForgotten.
    """
    if chain.key is None:
        raise ChainForgotten("the key of this chain was erased: nothing of it can be shown any more")
    key = bytes(chain.key)
    policy = current_policy()
    newest = newest_note()
    if newest is None or not told:
        raise NotSealedYet
    places = leaf_indexes([bytes(one.entry.leaf_hash) for one in told], below=newest.size)
    sealed = [one for one in told if bytes(one.entry.leaf_hash) in places]
    if not sealed:
        raise NotSealedYet
    indexes = [places[bytes(one.entry.leaf_hash)] for one in sealed]
    head = _head(newest, policy, covering=max(indexes))
    tree = Tree()
    bundle = {
        "format": FORMAT,
        "origin": policy.origin,
        "chain": {"key": encode64(key)},
        "entries": [
            _entry(one, index, opened=opened, proof=tree.inclusion(index, head.size))
            for one, index in zip(sealed, indexes, strict=True)
        ],
        "head": head.note,
        "anchors": [
            {"note": anchor.note, "consistency": _many64(tree.consistency(anchor.size, head.size))}
            for anchor in anchors_of(indexes, up_to=head.size)
            if anchor.note != head.note  # of the head's own size where it was cosigned again later: the first time bounds better
        ],
    }
    absent = _absent(key, sealed[-1].entry.seq + 1, head, tree)
    return {**bundle, "absent": absent} if absent else bundle


def tlog_proof(entry: Entry) -> str:
    """Return the proof of one entry as c2sp.org/tlog-proof@v1. Raises NotSealedYet."""
    head = newest_note()
    places = leaf_indexes([bytes(entry.leaf_hash)], below=head.size if head else 0)
    if head is None or not places:
        raise NotSealedYet
    index = places[bytes(entry.leaf_hash)]
    head = _head(head, current_policy(), covering=index)
    lines = ["c2sp.org/tlog-proof@v1", f"index {index}", *_many64(Tree().inclusion(index, head.size))]
    return "\n".join(lines) + "\n\n" + head.note


def _head(newest: SignedNote, policy: Policy, *, covering: int) -> SignedNote:
    """Return the newest note that the policy accepts with a time, where it covers the leaf; else the newest of all."""
    if newest.time_under(policy) is not None:
        return newest
    cosigned = newest_cosigned_note()
    if cosigned is not None and cosigned.size > covering and cosigned.time_under(policy) is not None:
        return cosigned
    return newest


def _entry(told: Told, index: int, *, opened: Collection[str], proof: Sequence[bytes]) -> dict[str, Any]:
    leaf, payload = restate(told)
    content: dict[str, Any] = {"index": index, "leaf": leaf}
    opening = getattr(told.entry, "opening", None)
    if opening is None:
        return {**content, "open": {}, "proof": _many64(proof)}
    said = told.statement.fields if told.statement is not None else {}
    shown = {
        name: {"salt": field["salt"], "value": said.get(name, field["value"])}
        for name, field in opening.fields.items()
        if name in opened or field.get("public")
    }
    content |= {"payload": payload, "salt": encode64(bytes(opening.salt))}
    return {**content, "open": shown, "proof": _many64(proof)}


def restate(told: Told) -> tuple[str, str]:
    """Return leaf and payload as the owner's rows have them now: to the byte what was sealed, unless a row was altered.

    So a bundle tells what the page shows, and where a row was altered its commitment fails for every reader.
    """
    entry, said = told.entry, told.statement
    leaf, payload = bytes(entry.leaf).decode(), bytes(entry.payload).decode()
    if said is None:
        return leaf, payload
    content = json.loads(payload)
    opening = getattr(entry, "opening", None)
    for name, field in (opening.fields if opening is not None else {}).items():
        if name in said.fields:
            content["fields"][name] = encode64(commit_field(decode64(field["salt"]), name, said.fields[name]))
    content |= {"kind": said.kind, "data": dict(said.data), "at": milliseconds(said.at) if said.at else content["at"]}
    outside = json.loads(leaf)
    if told.recorded_at is not None:
        outside["ts"] = seconds(told.recorded_at)
    return rfc8785.dumps(outside).decode(), rfc8785.dumps(content).decode()


def _absent(key: bytes, seq: int, head: SignedNote, tree: Tree) -> dict[str, Any] | None:
    """Return the proof that entry `seq` is not in the log, by the newest slot index that the head covers; None without one."""
    for index in SlotIndex.objects.order_by("-size").select_related("entry__opening")[:KEPT]:
        place = leaf_indexes([bytes(index.entry.leaf_hash)], below=head.size).get(bytes(index.entry.leaf_hash))
        if place is None:
            continue
        try:
            members = enclosing(index.size, slot_of(key, seq))
        except ValueError:
            return None  # the next entry is in the log already, only not told yet: nothing is proven absent
        return {
            "epoch": _entry(Told(index.entry), place, opened=(), proof=tree.inclusion(place, head.size)),
            "seq": seq,
            "pair": [{"i": member.index, "slot": encode64(member.slot), "proof": _many64(member.proof)} for member in members],
        }
    return None


def _many64(hashes: Sequence[bytes]) -> list[str]:
    return [encode64(one) for one in hashes]
