"""The older checkpoints of a bundle, the head that an earlier visit saw, and the times that witnesses gave them."""

from collections.abc import Sequence
from dataclasses import dataclass

from trusttrack_verify.bundle import Anchor
from trusttrack_verify.entries import ReadEntry
from trusttrack_verify.merkle import is_consistent
from trusttrack_verify.notes import Checkpoint
from trusttrack_verify.pins import Pin
from trusttrack_verify.policy import NoteRefused, OpenedNote, Policy
from trusttrack_verify.report import Verdict, failed, not_proven, proven, warning

BACK_DATED = 300
POST_DATED = 120
LATE = 300
STALE = 24 * 60 * 60


@dataclass(frozen=True)
class Window:
    """The witnessed times between which an entry was recorded, as far as they are known."""

    after: int | None
    by: int | None


def open_anchors(anchors: Sequence[Anchor], head: Checkpoint, policy: Policy) -> tuple[list[OpenedNote], str]:
    """Return the anchors that the head extends, and the code of the first that is none."""
    opened, first = list[OpenedNote](), ""
    for anchor in anchors:
        try:
            opened.append(_open_anchor(anchor, head, policy))
        except NoteRefused as refused:
            first = first or refused.reason
    return opened, first


def _open_anchor(anchor: Anchor, head: Checkpoint, policy: Policy) -> OpenedNote:
    """Return the opened anchor; raise `NoteRefused` with the code as its reason."""
    try:
        opened = policy.open(anchor.note, head.origin)
    except NoteRefused as refused:
        raise NoteRefused(f"anchor_{refused.reason}") from refused
    older = opened.checkpoint
    if not 1 <= older.size <= head.size:
        raise NoteRefused("anchor_size")
    if not is_consistent(
        first=older.size, first_root=older.root, second=head.size, second_root=head.root, proof=anchor.consistency
    ):
        raise NoteRefused("not_consistent")
    return opened


def judge_append_only(
    code: str, known: Sequence[Checkpoint], entries: Sequence[ReadEntry], pin: Pin | None, *, compared: bool = False
) -> Verdict:
    """Judge that the head extends all that was seen before.

    Args:
        code: of the first anchor that the head does not extend.
        known: the head, first, and the checkpoints that it extends.
        entries: of the bundle.
        pin: what an earlier visit kept.
        compared: whether the pinned head was found, elsewhere, to be extended by the head.
    """
    if code:
        return failed("append_only", code)
    return _judge_pin(pin, known, entries, compared=compared) if pin else proven("append_only")


def _judge_pin(pin: Pin, known: Sequence[Checkpoint], entries: Sequence[ReadEntry], *, compared: bool) -> Verdict:
    head, pinned = known[0], pin.checkpoint
    comparable = pinned is not None and pinned.origin == head.origin and pinned.size > 0
    if pinned and comparable:
        if pinned.size > head.size:
            return failed("append_only", "head_shrank")
        if any(other.size == pinned.size and other.root != pinned.root for other in known):
            return failed("append_only", "not_consistent")
    if _is_gone(pin, entries):
        return failed("append_only", "pinned_entry_gone", pin.seq)
    if comparable and (compared or pinned in known):
        return proven("append_only")
    return warning("append_only", "pin_not_compared")


def _is_gone(pin: Pin, entries: Sequence[ReadEntry]) -> bool:
    """Return whether the pinned entry is not as it was; a later page says nothing of what is before it."""
    if pin.seq < entries[0].seq:
        return False
    return not any(entry.seq == pin.seq and entry.leaf_hash == pin.leaf_hash for entry in entries)


def judge_witnessed(head: OpenedNote, policy: Policy) -> Verdict:
    """Judge that as many witnesses cosigned the head as the policy asks for."""
    if policy.quorum is None:
        return not_proven("witnessed", "no_quorum")
    if policy.time(head.times) is None:
        return failed("witnessed", "quorum_not_met")
    return proven("witnessed")


def timed(notes: Sequence[OpenedNote], policy: Policy) -> list[tuple[int, int]]:
    """Return size and time of those checkpoints that have a time, in rising order."""
    times = [(note.checkpoint.size, policy.time(note.times)) for note in notes]
    return sorted((size, time) for size, time in times if time is not None)


def window(index: int, times: Sequence[tuple[int, int]]) -> Window:
    """Return between which witnessed times the leaf at `index` came into the log; `times` as `timed` returns them."""
    after = [time for size, time in times if size <= index]
    by = [time for size, time in times if size > index]
    return Window(after[-1] if after else None, by[0] if by else None)


def judge_time(entries: Sequence[ReadEntry], times: Sequence[tuple[int, int]]) -> Verdict:
    """Judge the recorded times against those of the witnesses."""
    verdicts = [_judge_time(entry, window(entry.index, times)) for entry in entries]
    for status in ("failed", "warning", "not_proven"):
        for verdict in verdicts:
            if verdict.status == status:
                return verdict
    return proven("time")


def _judge_time(entry: ReadEntry, between: Window) -> Verdict:
    if entry.leaf is None:
        return proven("time")  # nothing to judge: that it cannot be read is the matter of `unaltered`
    ts = entry.leaf.ts
    if between.after is not None and ts < between.after - BACK_DATED:
        return failed("time", "back_dated", entry.seq)
    if between.by is None:
        return not_proven("time", "no_witness_time", entry.seq)
    if ts > between.by + POST_DATED:
        return failed("time", "post_dated", entry.seq)
    if between.by - ts > LATE:
        return warning("time", "late", entry.seq)
    return proven("time")


def judge_fresh(head_time: int | None, now: int) -> Verdict:
    """Judge that the head is not an old one, by the reader's clock."""
    if head_time is None:
        return not_proven("fresh", "no_witness_time")
    return warning("fresh", "stale") if now - head_time > STALE else proven("fresh")
