"""A proof of one entry by itself (C2SP tlog-proof@v1): that its leaf is in the log."""

import time
from dataclasses import dataclass

from trusttrack_verify.anchors import judge_fresh, judge_witnessed
from trusttrack_verify.encoding import HASH_SIZE, Malformed, decode_base64, decode_decimal
from trusttrack_verify.merkle import is_included
from trusttrack_verify.policy import NoteRefused, OpenedNote, Policy
from trusttrack_verify.report import Report, Status, Verdict, WitnessTime, failed, proven, stopped

HEADER = "c2sp.org/tlog-proof@v1"
_LONGEST_PROOF = 63


@dataclass(frozen=True)
class EntryProof:
    """An index, the path from there to the root, and the checkpoint with that root."""

    index: int
    path: tuple[bytes, ...]
    note: str


def is_proof(raw: bytes) -> bool:
    """Return whether a file is a proof of one entry rather than a bundle."""
    return raw.startswith(f"{HEADER}\n".encode())


def parse_proof(raw: bytes) -> EntryProof:
    """Return the proof that a file holds; raise `Malformed`. The line `extra`, which nothing binds, is passed over."""
    try:
        above, blank, note = raw.decode("utf-8").partition("\n\n")
    except UnicodeDecodeError as error:
        raise Malformed("not UTF-8") from error
    header, *lines = above.split("\n")
    if header != HEADER or not blank:
        raise Malformed("not a proof of one entry")
    if lines and lines[0].startswith("extra "):
        decode_base64(lines.pop(0).removeprefix("extra "))
    if not lines or not lines[0].startswith("index ") or len(lines) > 1 + _LONGEST_PROOF:
        raise Malformed("a proof without an index, or too long")
    index = decode_decimal(lines[0].removeprefix("index "))
    return EntryProof(index, tuple(decode_base64(line, HASH_SIZE) for line in lines[1:]), note)


def verify_proof(raw: bytes, leaf_hash: bytes, policy: Policy, now: int | None = None) -> Report:
    """Return the report on a proof of one leaf: what is about chains in it is not checked. Raises nothing."""
    try:
        proof = parse_proof(raw)
    except Malformed:
        return Report(stopped(failed("well_formed", "malformed")))
    head = _open(proof, policy)
    if isinstance(head, str):
        return Report(stopped(proven("well_formed"), failed("authentic", head)))
    checkpoint = head.checkpoint
    included = is_included(leaf=leaf_hash, index=proof.index, size=checkpoint.size, proof=proof.path, root=checkpoint.root)
    head_time = policy.time(head.times)
    return Report(
        verdicts=(
            proven("well_formed"),
            proven("authentic"),
            _unchecked("chain"),
            proven("unaltered") if included else failed("unaltered", "not_included"),
            _unchecked("in_order"),
            _unchecked("append_only"),
            judge_witnessed(head, policy),
            _unchecked("time"),
            judge_fresh(head_time, int(time.time()) if now is None else now),
            _unchecked("complete"),
        ),
        origin=checkpoint.origin,
        size=checkpoint.size,
        head=proof.note,
        head_time=head_time,
        witnesses=tuple(WitnessTime(witness.name, head.times.get(witness.name)) for witness in policy.witnesses),
    )


def _open(proof: EntryProof, policy: Policy) -> OpenedNote | str:
    """Return the opened checkpoint, or the code of why it is none."""
    origin = proof.note.partition("\n")[0]
    if origin not in policy.origins():
        return "origin_unknown"
    try:
        head = policy.open(proof.note, origin)
    except NoteRefused as refused:
        return "head_malformed" if refused.reason == "malformed" else refused.reason
    return head if head.checkpoint.size else "head_malformed"


def _unchecked(about: str) -> Verdict:
    return Verdict(about, Status.NOT_CHECKED)
