"""`add-checkpoint` of C2SP tlog-witness: what is asked, and what is answered."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from trusttrack_verify.encoding import HASH_SIZE, Malformed, decode_base64, decode_decimal, sha256
from trusttrack_verify.merkle import EMPTY_ROOT, is_consistent
from trusttrack_verify.notes import LOG_KEY, BadSignature, Checkpoint, Note, VerifierKey, parse_checkpoint, parse_note, parse_vkey

from witness.keys import WitnessKey
from witness.state import Cosigned, Memory

MAX_PROOF = 63
PLAIN = "text/plain; charset=utf-8"
SIZE = "text/x.tlog.size"


@dataclass(frozen=True)
class Answer:
    """What goes back over HTTP; `about` says for the witness's own record what it was about."""

    status: int
    body: str
    kind: str = PLAIN
    about: str = ""


@dataclass(frozen=True)
class Submission:
    """A checkpoint, the size that the log believes was cosigned last, and the proof from there."""

    old: int
    proof: tuple[bytes, ...]
    note: Note
    checkpoint: Checkpoint

    @property
    def about(self) -> str:
        """Return log and sizes in a few words."""
        return f"{self.checkpoint.origin} {self.old}→{self.checkpoint.size}"


class Refused(Exception):
    """The checkpoint is not cosigned."""

    def __init__(self, status: int, body: str, kind: str = PLAIN) -> None:
        super().__init__(body)
        self.status, self.body, self.kind = status, f"{body}\n", kind


@dataclass
class Witness:
    """Cosigns checkpoints of the logs that it knows."""

    key: WitnessKey
    memory: Memory
    logs: list[VerifierKey] = field(default_factory=list)
    clock: Callable[[], float] = time.time

    def know(self, vkeys: list[str]) -> None:
        """Take these keys of logs as well; raise `Malformed`."""
        keys = [parse_vkey(vkey) for vkey in vkeys]
        if any(key.type != LOG_KEY for key in keys):
            raise Malformed("a log's key has type 0x01")
        known = {log.public for log in self.logs}
        self.logs = [*self.logs, *(key for key in keys if key.public not in known)]

    def add_checkpoint(self, body: bytes) -> Answer:
        """Return the cosignature of what is submitted, or why there is none."""
        about = ""
        try:
            submission = parse_submission(body)
            about = submission.about
            signed = self._check_signatures(submission)
            return Answer(200, self._cosign(submission, signed), about=about)
        except Malformed as error:
            return Answer(400, f"malformed: {error}\n", about=about)
        except Refused as refused:
            return Answer(refused.status, refused.body, refused.kind, about)

    def last_note(self, origin_hash: str) -> str | None:
        """Return the last note that was cosigned of the log whose origin has this SHA-256 in hex."""
        for log in self.logs:
            if sha256(log.name.encode()).hex() == origin_hash:
                last = self.memory.last(log.name)
                return last.note if last else None
        return None

    def _check_signatures(self, submission: Submission) -> str:
        """Return the signature lines of the log that verify; raise `Refused`."""
        keys = [log for log in self.logs if log.name == submission.checkpoint.origin]
        if not keys:
            raise Refused(404, "this log is not known here")
        lines = list[str]()
        for line in submission.note.lines:
            for key in keys:
                if key.signed(line):
                    _check(key, submission.note, line.signature)
                    lines.append(line.text)
        if not lines:
            raise Refused(403, "no signature by a key of this log")
        return "".join(lines)

    def _cosign(self, submission: Submission, signed: str) -> str:
        """Return the cosignature, after the state that it stands for is on the disk; raise `Refused`."""
        checkpoint, text = submission.checkpoint, submission.note.text
        if submission.old > checkpoint.size:
            raise Refused(400, "the old size is beyond the checkpoint's")
        with self.memory.exclusive() as state:
            last = state.last(checkpoint.origin)
            require_extension(submission, last)
            at = max(int(self.clock()), last.time if last else 1)
            line = self.key.cosign(text, at)
            state.keep(Cosigned(checkpoint.origin, checkpoint.size, checkpoint.root, at, f"{text}\n{signed}{line}"))
        return line


def require_extension(submission: Submission, last: Cosigned | None) -> None:
    """Raise `Refused` unless the submitted tree is proven to extend the last one that was cosigned."""
    checkpoint, old = submission.checkpoint, submission.old
    size = last.size if last else 0
    if old != size:
        raise Refused(409, str(size), SIZE)
    if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
        raise Refused(422, "this is not the root of an empty tree")
    if old == 0:
        if submission.proof:
            raise Refused(422, "a tree that grew from nothing has no proof")
        return
    root = last.root if last else EMPTY_ROOT
    if checkpoint.size == old and checkpoint.root != root:
        raise Refused(409, "another tree of the same size was cosigned: this log is FORKED")
    if not is_consistent(first=old, first_root=root, second=checkpoint.size, second_root=checkpoint.root, proof=submission.proof):
        raise Refused(422, "the proof does not show that this tree extends the one that was cosigned")


def parse_submission(body: bytes) -> Submission:
    """Return what a request asks; raise `Malformed`."""
    try:
        above, blank, note = body.decode("utf-8").partition("\n\n")
    except UnicodeDecodeError as error:
        raise Malformed("not UTF-8") from error
    first, *proof = above.split("\n")
    if not blank or not first.startswith("old "):
        raise Malformed("an old size, a proof, a blank line and a checkpoint are wanted")
    if len(proof) > MAX_PROOF:
        raise Malformed(f"more than {MAX_PROOF} hashes in a proof")
    parsed = parse_note(note)
    return Submission(
        old=decode_decimal(first.removeprefix("old ")),
        proof=tuple(decode_base64(line, HASH_SIZE) for line in proof),
        note=parsed,
        checkpoint=_three_lines(parsed.text),
    )


def _three_lines(text: str) -> Checkpoint:
    """Return the checkpoint of a text that may have more lines: they are cosigned, and nothing is said of them."""
    lines = text.split("\n")
    if not all(lines[:-1]):
        raise Malformed("an empty line in a checkpoint")
    return parse_checkpoint("".join(f"{line}\n" for line in lines[:-1][:3]))


def _check(key: VerifierKey, note: Note, signature: bytes) -> None:
    try:
        key.check(note.text, signature)
    except BadSignature as error:
        raise Refused(403, "a signature by a key of this log is false") from error
