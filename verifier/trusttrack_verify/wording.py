"""The report in words for people: what was proven, what was not, and never one tick for all of it."""

import datetime as dt
import unicodedata
from collections.abc import Iterator, Sequence

from trusttrack_verify.policy import Group, Policy, Witness
from trusttrack_verify.report import ProvenEntry, Report, Status, Verdict

MARKS = {
    Status.PROVEN: "proven",
    Status.WARNING: "WARNING",
    Status.NOT_PROVEN: "not proven",
    Status.FAILED: "FAILED",
    Status.NOT_CHECKED: "not checked",
}

_PROVEN = {
    "well_formed": "The file has exactly the shape of a proof.",
    "authentic": "The head of the log is signed by a key that the policy names.",
    "chain": "These entries are of the chain whose id you gave.",
    "unaltered": "Every entry is in the log, and its content is what was committed to then.",
    "in_order": "The entries follow one another without a gap, each linked to the one before.",
    "append_only": "The log only grew: its head extends every older checkpoint that was compared.",
    "witnessed": "As many witnesses as the policy asks for have cosigned this head.",
    "time": "The recorded times agree with those of the witnesses.",
    "fresh": "The head was witnessed within the last 24 hours.",
    "complete": "No later entry of this chain stands in the part of the log that was looked through.",
}

_WHY = {
    "malformed": "This is not a proof, or one that was damaged: it has not the shape of a proof.",
    "policy_malformed": "The policy cannot be read.",
    "origin_unknown": "The policy does not know this log.",
    "head_malformed": "The head is no checkpoint of this log.",
    "bad_signature": "A signature on the head is false.",
    "not_signed": "No key of the log signed the head.",
    "chain_differs": "These entries are of ANOTHER chain than the one whose id you gave.",
    "chain_not_compared": "Compare the chain id above with your confirmation, or give it with --chain-id.",
    "leaf_malformed": "The public part of entry {entry} is not in the log's format.",
    "not_included": "Entry {entry} is NOT in the log at its place.",
    "commit_differs": "The content of entry {entry} is not what was committed to.",
    "payload_malformed": "The content of entry {entry} is not in the log's format.",
    "field_differs": "A field shown for entry {entry} is not what was committed to.",
    "slot_differs": "Entry {entry} is not this chain's entry of that number: one is missing, added or replaced.",
    "wrong_chain": "Entry {entry} belongs to another chain.",
    "wrong_seq": "Entry {entry} has another number inside.",
    "prev_differs": "Entry {entry} does not follow the one before it.",
    "index_not_rising": "Entry {entry} stands in the log before the one it follows.",
    "time_falls": "Entry {entry} was recorded before the one it follows.",
    "fork": "The log holds TWO different entries {entry} of this chain.",
    "anchor_malformed": "An older checkpoint is none of this log.",
    "anchor_bad_signature": "A signature on another checkpoint of the log is false.",
    "anchor_not_signed": "No key of the log signed another checkpoint that it shows.",
    "anchor_size": "An older checkpoint is of a larger tree than the head.",
    "not_consistent": "The log was REWRITTEN: two of its checkpoints are not of one growing tree.",
    "head_shrank": "The log is smaller than when you last looked.",
    "pinned_entry_gone": "Entry {entry}, which you saw earlier, is gone or another one.",
    "pin_not_compared": "The head that you saw earlier could not be compared; name the log with --log.",
    "quorum_not_met": "Too few witnesses have cosigned this head.",
    "no_quorum": "The policy asks for no witness: nobody independent vouches that all see the same log.",
    "back_dated": "Entry {entry} claims to be recorded before witnesses saw a log without it.",
    "post_dated": "Entry {entry} claims to be recorded after witnesses saw it.",
    "late": "Entry {entry} was witnessed more than five minutes after its recorded time.",
    "no_witness_time": "No witness gives a time{about}.",
    "stale": "The head is older than 24 hours: newer entries may exist.",
    "no_absence_proof": "Later entries could have been withheld; name the log with --log to look for them.",
    "absence_invalid": "The proof that nothing follows is FALSE: a later entry may be withheld.",
    "absence_too_old": "The proof that nothing follows is older than the last entry; name the log with --log to look now.",
    "later_entry_found": "The log holds an entry {entry}: it is withheld here, or newer than this file.",
}

Line = str


def describe(report: Report, policy: Policy, source: str) -> Iterator[Line]:
    """Return the lines that tell a report on a bundle or on one entry."""
    yield f"Log      {printable(report.origin) or '(unknown)'}" + (f", {report.size} entries" if report.size else "")
    if report.chain_id:
        yield f"Chain    {report.chain_id}"
    yield f"Policy   {printable(source)}; {quorum_of(policy)}"
    yield ""
    for verdict in report.verdicts:
        name = verdict.property.replace("_", " ")
        yield f"{MARKS[verdict.status]:<12}{name:<13}{sentence(verdict, report)}".rstrip()
    if report.witnesses:
        yield ""
        yield from (f"Witness  {printable(w.name)}: {_cosigned(w.time)}" for w in report.witnesses)
    if report.entries:
        yield ""
        yield from entry_lines(report.entries)
    yield ""
    yield summary(report)


def sentence(verdict: Verdict, report: Report) -> str:
    """Return what a verdict means."""
    if verdict.status is Status.NOT_CHECKED:
        return ""
    if verdict.status is Status.PROVEN:
        more = f" ({report.searched} entries)" if verdict.property == "complete" else ""
        return _PROVEN[verdict.property].removesuffix(".") + more + "."
    about = f" for entry {verdict.entry} and those after it" if verdict.entry is not None else " for the head"
    return _WHY.get(verdict.code, verdict.code).format(entry=verdict.entry, about=about)


def summary(report: Report) -> str:
    """Return one line that counts, and names what is not proven."""
    told = []
    for status in (Status.PROVEN, Status.WARNING, Status.NOT_PROVEN, Status.NOT_CHECKED, Status.FAILED):
        names = [verdict.property.replace("_", " ") for verdict in report.verdicts if verdict.status is status]
        if names:
            listed = "" if status is Status.PROVEN else f" ({', '.join(names)})"
            told.append(f"{len(names)} {MARKS[status]}{listed}")
    return f"Result: {'; '.join(told)}."


def entry_lines(entries: Sequence[ProvenEntry]) -> Iterator[Line]:
    """Return a table of entries: number, what happened, when by whose word."""
    rows = [("entry", "what", "claimed", "recorded", "witnessed after", "and by")]
    rows += [
        (
            str(entry.seq),
            what(entry),
            "" if entry.at is None else moment(entry.at // 1000),
            moment(entry.ts),
            "-" if entry.after is None else moment(entry.after),
            "-" if entry.by is None else moment(entry.by),
        )
        for entry in entries
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row, entry in zip(rows, (None, *entries), strict=True):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        if entry:
            yield from (f"{'':{widths[0]}}  {name}: {printable(value)}" for name, value in entry.opened.items())


def what(entry: ProvenEntry) -> str:
    """Return what an entry says happened."""
    if entry.kind is None or entry.data is None:
        return "(content erased or not proven)"
    if entry.kind == "order.status":
        before, after = (printable(str(entry.data.get(end, "?"))) for end in ("from", "to"))
        return f"{before or '(new)'} → {after}"
    told = ", ".join(f"{name} {value}" for name, value in entry.data.items())
    return printable(f"{entry.kind}: {told}"[:120])


def quorum_of(policy: Policy) -> str:
    """Return whom the policy asks for."""
    match policy.quorum:
        case Group() as group:
            return f"asks for {group.threshold} of {len(group.members)} ({printable(', '.join(m.name for m in group.members))})"
        case Witness() as witness:
            return f"asks for the witness {printable(witness.name)}"
        case _:
            return "asks for no witness"


def moment(seconds: int) -> str:
    """Return a time in UTC; a number that is no time of this calendar as it is."""
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%d %H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return str(seconds)


def printable(text: str) -> str:
    """Return text of others in a form that cannot steer a terminal."""
    return "".join("�" if unicodedata.category(character)[0] == "C" else character for character in text)


def _cosigned(time: int | None) -> str:
    return "did not cosign this head" if time is None else f"cosigned this head at {moment(time)}"
