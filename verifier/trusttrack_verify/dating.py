"""The recorded time of every leaf against the times at which witnesses cosigned the log without it and with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trusttrack_verify.anchors import BACK_DATED, POST_DATED
from trusttrack_verify.fetching import FetchFailed, Site
from trusttrack_verify.notes import Checkpoint
from trusttrack_verify.policy import NoteRefused, OpenedNote, Policy
from trusttrack_verify.wording import moment

_MAX_PAGES = 100_000


@dataclass(frozen=True)
class Seen:
    """A checkpoint that the log signed, and its time under the policy."""

    checkpoint: Checkpoint
    time: int | None


@dataclass(frozen=True)
class Notes:
    """The cosigned checkpoints that a log hands out, and what is wrong with them."""

    seen: Sequence[Seen]
    faults: Sequence[str]
    trouble: str = ""
    """Why they could not be read to the end, where they could not."""


def seen_by(policy: Policy, note: OpenedNote) -> Seen:
    """Return a checkpoint with its time under the policy."""
    return Seen(note.checkpoint, policy.time(note.times))


def read_notes(site: Site, policy: Policy, origin: str, first: int) -> Notes:
    """Return the cosigned checkpoints of `first` leaves and more, as far as the policy takes them."""
    seen, faults = list[Seen](), list[str]()
    for _ in range(_MAX_PAGES):
        try:
            page = site.checkpoints(first)
        except FetchFailed as failed:
            return Notes(seen, faults, str(failed))
        begun = len(seen)
        for note in page:
            try:
                found = seen_by(policy, policy.open(note, origin))
            except NoteRefused as refused:
                faults.append(f"REFUSED: one of the cosigned checkpoints from {first} leaves on: {refused.reason}")
                continue
            if found.checkpoint.size < (seen[-1].checkpoint.size if len(seen) > begun else first):
                return Notes(seen, [*faults, f"MISMATCH: the cosigned checkpoints from {first} leaves on are not in order"])
            seen.append(found)
        if len(seen) == begun:
            return Notes(seen, faults)
        first = seen[-1].checkpoint.size + 1
    return Notes(seen, [*faults, f"MISMATCH: the cosigned checkpoints do not end after {_MAX_PAGES} pages"])


@dataclass(frozen=True)
class Witnessed:
    """Up to where leaves were judged: a size, and when witnesses had cosigned it for the last time."""

    size: int = 0
    time: int | None = None


class Dating:
    """Judges leaves as they go by, each when witnesses are known to have seen it; leaves judged before are passed over."""

    def __init__(self, judged: Witnessed) -> None:
        self.judged = judged
        self._waiting = list[tuple[int, int]]()

    def add(self, index: int, ts: int) -> None:
        """Take the recorded time of a leaf."""
        if index >= self.judged.size:
            self._waiting.append((index, ts))

    def witnessed(self, size: int, times: Sequence[int]) -> Iterator[str]:
        """Judge the leaves before `size`, where witnesses cosigned it at these times: they had seen them by the first."""
        if times and size >= self.judged.size:
            yield from self._judge(min(times))
            earlier = self.judged.time if size == self.judged.size else None
            self.judged = Witnessed(size, max(*times, earlier or 0))

    def rest(self) -> Iterator[str]:
        """Judge the leaves that nobody has cosigned yet; they are judged again when somebody has."""
        yield from self._judge(None)

    def _judge(self, by: int | None) -> Iterator[str]:
        after = self.judged.time
        for index, ts in self._waiting:
            if after is not None and ts < after - BACK_DATED:
                yield f"BACK-DATED: leaf {index} says {moment(ts)}, and witnesses saw the log without it at {moment(after)}"
            elif by is not None and ts > by + POST_DATED:
                yield f"POST-DATED: leaf {index} says {moment(ts)}, and witnesses saw it at {moment(by)} already"
        self._waiting.clear()
