"""Verification of a bundle: ten properties, in the order of docs/log-format.md."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from trusttrack_verify.absence import judge_complete
from trusttrack_verify.anchors import (
    judge_append_only,
    judge_fresh,
    judge_time,
    judge_witnessed,
    open_anchors,
    timed,
    window,
)
from trusttrack_verify.bundle import Bundle, parse_bundle
from trusttrack_verify.chains import chain_id, entry_commitment
from trusttrack_verify.encoding import Malformed, encode_base64
from trusttrack_verify.entries import ReadEntry, judge_in_order, judge_unaltered, opened_fields, read_entry
from trusttrack_verify.pins import Pin
from trusttrack_verify.policy import NoteRefused, OpenedNote, Policy, PolicyMalformed, parse_policy
from trusttrack_verify.report import (
    ProvenEntry,
    Report,
    Verdict,
    WitnessTime,
    failed,
    not_proven,
    proven,
    stopped,
)

__all__ = ["Examination", "Options", "Pin", "examine_bundle", "verify_bundle"]

_REFUSED = {"malformed": "head_malformed", "bad_signature": "bad_signature", "not_signed": "not_signed"}


@dataclass(frozen=True)
class Options:
    """What the reader knows beside the bundle and the policy."""

    chain_id: str | None = None
    """Base64 chain id of the confirmation, to compare."""
    pin: Pin | None = None
    now: int = field(default_factory=lambda: int(time.time()))
    first: int = 0
    """seq of the first entry: 0, but for later pages of public chains."""
    previous: bytes | None = None
    """Leaf hash of the entry before the first, where `first` is not 0."""


@dataclass(frozen=True)
class Examination:
    """A report, and what it was made from as far as it could be read, for those who look further."""

    report: Report
    bundle: Bundle | None = None
    head: OpenedNote | None = None
    entries: Sequence[ReadEntry] = ()
    known: Sequence[OpenedNote] = ()
    """The head, first, and the anchors that it extends."""


def verify_bundle(raw: bytes | str, policy: Policy | str, options: Options | None = None) -> Report:
    """Return the report on a bundle under a policy or its text. Raises nothing, whatever is in them."""
    return examine_bundle(raw, policy, options).report


def examine_bundle(raw: bytes | str, policy: Policy | str, options: Options | None = None) -> Examination:
    """Return the report on a bundle with what it was made from. Raises nothing, whatever is in bundle and policy."""
    trusted = _parsed(policy)
    witnesses = _witnesses(trusted, {}) if trusted else ()
    try:
        bundle = parse_bundle(raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw)
    except Malformed:
        return Examination(Report(stopped(failed("well_formed", "malformed")), witnesses=witnesses))
    if trusted is None:
        return _not_authentic(bundle, "policy_malformed", ())
    head = _open_head(bundle, trusted)
    if isinstance(head, str):
        return _not_authentic(bundle, head, witnesses)
    return _examine(bundle, head, trusted, options or Options())


def _not_authentic(bundle: Bundle, code: str, witnesses: tuple[WitnessTime, ...]) -> Examination:
    verdicts = stopped(proven("well_formed"), failed("authentic", code))
    return Examination(Report(verdicts, origin=bundle.origin, chain_id=_chain_id(bundle), witnesses=witnesses), bundle)


def _parsed(policy: Policy | str) -> Policy | None:
    if isinstance(policy, Policy):
        return policy
    try:
        return parse_policy(policy)
    except PolicyMalformed:
        return None


def _open_head(bundle: Bundle, policy: Policy) -> OpenedNote | str:
    """Return the opened head, or the code of why it is none."""
    if bundle.origin not in policy.origins():
        return "origin_unknown"
    try:
        head = policy.open(bundle.head, bundle.origin)
    except NoteRefused as refused:
        return _REFUSED[refused.reason]
    return head if head.checkpoint.size else "head_malformed"


def _examine(bundle: Bundle, head: OpenedNote, policy: Policy, options: Options) -> Examination:
    """Judge the properties beyond the head's signature, each on its own."""
    entries = [read_entry(entry, options.first + place) for place, entry in enumerate(bundle.entries)]
    previous = _link_of_first(options) if options.first else chain_id(bundle.key)
    anchors, anchor_code = open_anchors(bundle.anchors, head.checkpoint, policy)
    known = [head, *anchors]
    times, head_time = timed(known, policy), policy.time(head.times)
    complete, searched = judge_complete(bundle.absent, entries[-1], bundle.key, head.checkpoint)
    verdicts = (
        proven("well_formed"),
        proven("authentic"),
        _judge_chain(bundle, options.chain_id),
        judge_unaltered(entries, head.checkpoint),
        judge_in_order(entries, bundle.key, previous),
        judge_append_only(anchor_code, [note.checkpoint for note in known], entries, options.pin),
        judge_witnessed(head, policy),
        judge_time(entries, times),
        judge_fresh(head_time, options.now),
        complete,
    )
    report = Report(
        verdicts=verdicts,
        entries=tuple(told for entry in entries if (told := _tell(entry, times))),
        origin=bundle.origin,
        chain_id=_chain_id(bundle),
        size=head.checkpoint.size,
        head=bundle.head,
        head_time=head_time,
        witnesses=_witnesses(policy, head.times),
        searched=searched,
    )
    return Examination(report, bundle, head, entries, known)


def _link_of_first(options: Options) -> bytes | None:
    """Return the leaf hash of the entry before a later page, where the reader knows it."""
    pin = options.pin
    return options.previous or (pin.leaf_hash if pin and pin.seq == options.first - 1 else None)


def _judge_chain(bundle: Bundle, expected: str | None) -> Verdict:
    if expected is None:
        return not_proven("chain", "chain_not_compared")
    return proven("chain") if expected.strip() == _chain_id(bundle) else failed("chain", "chain_differs")


def _chain_id(bundle: Bundle) -> str:
    return encode_base64(chain_id(bundle.key))


def _witnesses(policy: Policy, times: Mapping[str, int]) -> tuple[WitnessTime, ...]:
    return tuple(WitnessTime(witness.name, times.get(witness.name)) for witness in policy.witnesses)


def _tell(entry: ReadEntry, times: Sequence[tuple[int, int]]) -> ProvenEntry | None:
    """Return what the report says of an entry; content that its commitment does not bind is left out."""
    given, leaf, payload = entry.given, entry.leaf, entry.payload
    if leaf is None:
        return None
    if given.payload is None or given.salt is None or entry_commitment(given.salt, given.payload) != leaf.commit:
        payload = None
    between = window(entry.index, times)
    return ProvenEntry(
        seq=entry.seq,
        index=entry.index,
        leaf_hash=encode_base64(entry.leaf_hash),
        ts=leaf.ts,
        kind=payload.kind if payload else None,
        at=payload.at if payload else None,
        data=payload.data if payload else None,
        opened=opened_fields(given, payload) if payload else {},
        fields=sorted(payload.fields) if payload else [],
        after=between.after,
        by=between.by,
    )
