"""Whom a reader trusts (C2SP tlog-policy): keys of the log, witnesses, and how many of them must have cosigned."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from trusttrack_verify.encoding import Malformed, decode_decimal
from trusttrack_verify.notes import (
    LOG_KEY,
    WITNESS_KEY,
    BadSignature,
    Checkpoint,
    Note,
    VerifierKey,
    parse_checkpoint,
    parse_note,
    parse_vkey,
)

NO_QUORUM = "none"
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class PolicyMalformed(Malformed):
    """The policy file cannot be used; the message says which line and why."""


class NoteRefused(Exception):
    """A note is no checkpoint that the policy accepts; `reason` is malformed, bad_signature or not_signed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Witness:
    """A witness by the name that the policy gives it."""

    name: str
    key: VerifierKey

    def time(self, times: Mapping[str, int]) -> int | None:
        """Return when it cosigned, where it did."""
        return times.get(self.name)


@dataclass(frozen=True)
class Group:
    """Witnesses and groups of which `threshold` must have cosigned."""

    name: str
    threshold: int
    members: tuple["Witness | Group", ...]

    def time(self, times: Mapping[str, int]) -> int | None:
        """Return when the threshold was reached: the k-th smallest time of the members; nothing where too few cosigned."""
        known = sorted(time for member in self.members if (time := member.time(times)) is not None)
        return known[self.threshold - 1] if len(known) >= self.threshold else None


@dataclass(frozen=True)
class OpenedNote:
    """A checkpoint that a log of the policy signed, and when each witness of the policy cosigned it, by its name."""

    note: str
    checkpoint: Checkpoint
    times: Mapping[str, int]


@dataclass(frozen=True)
class Policy:
    """The keys that count. `quorum` is nothing where the policy asks for no cosignature."""

    logs: tuple[VerifierKey, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    quorum: Witness | Group | None = None
    text: str = field(default="", repr=False, compare=False)

    def trusts_like(self, other: "Policy") -> bool:
        """Return whether another policy asks for the same: its addresses, comments, labels and order do not matter."""
        return _meaning(self) == _meaning(other)

    def origins(self) -> set[str]:
        """Return the names of the logs."""
        return {log.name for log in self.logs}

    def time(self, times: Mapping[str, int]) -> int | None:
        """Return the time of a note with these cosignatures, where it has one."""
        if self.quorum is None:
            return min(times.values(), default=None)
        return self.quorum.time(times)

    def open(self, note: str, origin: str) -> OpenedNote:
        """Return the checkpoint of the log `origin` in a signed note; raise `NoteRefused`."""
        try:
            parsed = parse_note(note)
            checkpoint = parse_checkpoint(parsed.text)
        except Malformed as error:
            raise NoteRefused("malformed") from error
        if checkpoint.origin != origin:
            raise NoteRefused("malformed")
        try:
            signed, times = self._signatures(parsed, origin)
        except BadSignature as error:
            raise NoteRefused("bad_signature") from error
        if not signed:
            raise NoteRefused("not_signed")
        return OpenedNote(note, checkpoint, times)

    def _signatures(self, note: Note, origin: str) -> tuple[bool, dict[str, int]]:
        """Return whether the log signed and when each witness did; every signature by a key that is known must verify."""
        signed, times = False, dict[str, int]()
        for line in note.lines:
            for log in self.logs:
                if log.name == origin and log.signed(line):
                    log.check(note.text, line.signature)
                    signed = True
            for witness in self.witnesses:
                if witness.key.signed(line):
                    time = witness.key.cosigned_at(note.text, line.signature)
                    times[witness.name] = min(time, times.get(witness.name, time))  # it had seen the note by the earlier one
        return signed, times


def _meaning(policy: Policy) -> tuple[object, ...]:
    return frozenset(policy.logs), frozenset(witness.key for witness in policy.witnesses), _needs(policy.quorum)


def _needs(quorum: Witness | Group | None) -> object:
    """Return what a quorum asks for, without the names that the policy gives to witnesses and groups."""
    if isinstance(quorum, Group):
        return quorum.threshold, frozenset(_needs(member) for member in quorum.members)
    return quorum and quorum.key


def parse_policy(text: str) -> Policy:
    """Return the policy that a tlog-policy file writes; raise `PolicyMalformed`."""
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            reader.read(line)
        except Malformed as error:
            raise PolicyMalformed(f"line {number} of the policy: {error}") from error
    if not reader.has_quorum:
        raise PolicyMalformed("the policy has no quorum line")
    return Policy(tuple(reader.logs), tuple(reader.witnesses), reader.quorum, text)


class _Reader:
    """Reads a policy line by line; lines refer only to names of lines above them."""

    def __init__(self) -> None:
        self.logs: list[VerifierKey] = []
        self.witnesses: list[Witness] = []
        self.quorum: Witness | Group | None = None
        self.has_quorum = False
        self._named: dict[str, Witness | Group] = {}
        self._members: set[str] = set()

    def read(self, line: str) -> None:
        if _FORBIDDEN.search(line):
            raise Malformed("a control character")
        words = [word for word in re.split(r"[ \t]+", line) if word]
        if not words or words[0].startswith("#"):
            return
        match words:
            case ["log", vkey] | ["log", vkey, _]:
                self._log(vkey)
            case ["witness", name, vkey] | ["witness", name, vkey, _]:
                self._witness(name, vkey)
            case ["group", name, threshold, *members] if members:
                self._group(name, threshold, members)
            case ["quorum", name]:
                self._quorum(name)
            case _:
                raise Malformed("not a line of a policy")

    def _log(self, vkey: str) -> None:
        key = parse_vkey(vkey)
        if key.type != LOG_KEY:
            raise Malformed("a log's key has type 0x01")
        if any(known.public == key.public for known in self.logs):
            raise Malformed("the same log key twice")
        self.logs.append(key)

    def _witness(self, name: str, vkey: str) -> None:
        key = parse_vkey(vkey)
        if key.type != WITNESS_KEY:
            raise Malformed("a witness's key has type 0x04")
        if any(known.key.public == key.public for known in self.witnesses):
            raise Malformed("the same witness key twice")
        witness = Witness(name, key)
        self._define(name, witness)
        self.witnesses.append(witness)

    def _group(self, name: str, threshold: str, members: list[str]) -> None:
        for member in members:
            if member not in self._named:
                raise Malformed(f"{member} is not defined above")
            if member in self._members:
                raise Malformed(f"{member} is a member already")
            self._members.add(member)
        needed = {"any": 1, "all": len(members)}.get(threshold) or decode_decimal(threshold)
        if not 1 <= needed <= len(members):
            raise Malformed(f"{threshold} of {len(members)}")
        self._define(name, Group(name, needed, tuple(self._named[member] for member in members)))

    def _quorum(self, name: str) -> None:
        if self.has_quorum:
            raise Malformed("a second quorum")
        if name != NO_QUORUM and name not in self._named:
            raise Malformed(f"{name} is not defined above")
        self.has_quorum, self.quorum = True, self._named.get(name)

    def _define(self, name: str, what: Witness | Group) -> None:
        if name == NO_QUORUM or name in self._named:
            raise Malformed(f"the name {name} is taken")
        self._named[name] = what
