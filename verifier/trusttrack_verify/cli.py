"""`trusttrack-verify`: a bundle verified, two checkpoints compared, a rating and a badge recomputed, the whole log walked."""

# ruff: noqa: T201 - it speaks to the person at the console

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from trusttrack_verify import badges, comparing, monitoring, rating
from trusttrack_verify.bundle import MAX_BUNDLE, parse_bundle
from trusttrack_verify.encoding import HASH_SIZE, Malformed, decode_base64, decode_decimal
from trusttrack_verify.fetching import FetchFailed, Site
from trusttrack_verify.merkle import leaf_hash
from trusttrack_verify.pins import Pin, parse_pin, write_pin
from trusttrack_verify.policy import NoteRefused
from trusttrack_verify.proofs import is_proof, parse_proof, verify_proof
from trusttrack_verify.report import Report
from trusttrack_verify.saving import RecordedSite, SavedSite
from trusttrack_verify.searching import look_further
from trusttrack_verify.tiles import TilesDiffer
from trusttrack_verify.trust import NoPolicy, Trust, find_trust
from trusttrack_verify.verification import Options, examine_bundle
from trusttrack_verify.wording import describe, moment, printable

FAILED = 1
WARNING = 2
MISUSE = 3
STANDARD_INPUT = "-"


class Misuse(Exception):
    """The command cannot be carried out as it was given; the message says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 where all holds, 1 where something failed, 2 where something warns, 3 for misuse."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    command = _COMMANDS.get(words[0]) if words else None
    try:
        return command(words[1:]) if command else _verify(words)
    except (Misuse, NoPolicy, FetchFailed, comparing.CannotCompare, monitoring.StateUnreadable) as error:
        print(f"trusttrack-verify: {error}", file=sys.stderr)
        return MISUSE


class _Parser(argparse.ArgumentParser):
    """Leaves with 3 where argparse would leave with 2, which here is a warning."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(MISUSE, f"{self.prog}: {message}\n")


def _parser(name: str, description: str, *, log_required: bool = False) -> _Parser:
    parser = _Parser(prog=f"trusttrack-verify{name}", description=description, allow_abbrev=False)
    parser.add_argument("--policy", metavar="FILE", help="whom to trust (C2SP tlog-policy)")
    parser.add_argument("--log", metavar="URL", required=log_required, help="the site, or its /log/v1")
    parser.add_argument("--allow-http", action="store_true", help="also where the connection is not encrypted")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _verify(words: list[str]) -> int:
    """Verify a bundle, or a proof of one entry."""
    parser = _parser("", "Verify a proof. Other commands: compare, rating, badge, monitor (each with --help).")
    parser.add_argument("bundle", metavar="BUNDLE", help="bundle or .tlog-proof; - reads standard input")
    parser.add_argument("--chain-id", metavar="B64", help="chain id of the confirmation, to compare")
    parser.add_argument("--pin", metavar="FILE", help="what an earlier run saw; written when there is none, or nothing failed")
    parser.add_argument("--leaf", metavar="FILE", help="the leaf that a .tlog-proof is about")
    parser.add_argument("--leaf-hash", metavar="B64", help="or its hash")
    parser.add_argument("--first", metavar="SEQ", type=decode_decimal, default=0, help="of a later page of a public chain")
    parser.add_argument("--now", metavar="UNIX", type=int, help="the time to judge by, in unix seconds")
    asked = parser.parse_args(words)
    raw = _read(asked.bundle)
    site = _site(asked)
    beside = None if asked.bundle == STANDARD_INPUT else Path(asked.bundle)
    trust = _trust(asked, site, origin=_origin(raw), beside=beside)
    if is_proof(raw):
        report = verify_proof(raw, _leaf_hash(asked), trust.policy, asked.now)
    else:
        report = _verify_bundle(raw, asked, trust, site)
    _tell(asked, {**report.as_json(), "policy": trust.source}, describe(report, trust.policy, trust.source))
    return report.exit_code()


def _verify_bundle(raw: bytes, asked: argparse.Namespace, trust: Trust, site: Site | None) -> Report:
    pin = _pin(asked.pin)
    options = Options(asked.chain_id, pin, int(time.time()) if asked.now is None else asked.now, asked.first)
    examined = examine_bundle(raw, trust.policy, options)
    _require_same_chain(asked.pin, pin, examined.report.chain_id)
    report = look_further(examined, site, trust.policy, pin) if site else examined.report
    if asked.pin and report.ok and report.entries:
        _attempt(lambda: write_pin(Path(asked.pin), report.head, report.chain_id, report.entries[-1]))
    return report


def _require_same_chain(file: str | None, pin: Pin | None, chain: str) -> None:
    if pin and pin.chain is not None and chain and pin.chain != chain:
        raise Misuse(
            f"The pin {file} was kept for the chain {printable(pin.chain)}, and this is {chain}: another order, which takes a pin"
            " file of its own, or ANOTHER chain for the same order (compare it with your confirmation)."
        )


def _compare(words: list[str]) -> int:
    """Compare two checkpoints."""
    parser = _parser(" compare", "Compare two checkpoints: files, bundles, or addresses of a log.")
    parser.add_argument("first")
    parser.add_argument("second")
    asked = parser.parse_args(words)
    notes = [comparing.read_note(source, allow_http=asked.allow_http) for source in (asked.first, asked.second)]
    site = _site(asked)
    trust = _trust(asked, site, origin=comparing.origin_of(notes[0]))
    try:
        first, second = (opened.checkpoint for opened in comparing.open_both(notes[0], notes[1], trust.policy))
        fault = comparing.compare(first, second, site)
        sizes = [first.size, second.size]
    except NoteRefused as refused:
        fault, sizes = f"one of the checkpoints is refused: {refused.reason}", []
    told = fault or (f"Same tree of size {sizes[0]}." if sizes[0] == sizes[1] else f"Consistent: {sizes[0]} and {sizes[1]}.")
    _tell(asked, {"ok": not fault, "fault": fault, "sizes": sizes}, [_policy_line(trust), printable(told)])
    return FAILED if fault else 0


def _rating(words: list[str]) -> int:
    """Count a vendor's rating again."""
    parser = _parser(" rating", "Count a vendor's rating from the log by the published formula, and compare with the site's.")
    parser.add_argument("slug", metavar="SLUG", nargs="?", help="the vendor")
    parser.add_argument("--vendor", metavar="SLUG", help="the vendor, too")
    parser.add_argument("--save", metavar="FOLDER", type=Path, help="keep what is read, to verify it again without a network")
    parser.add_argument("--saved", metavar="FOLDER", type=Path, help="read what was kept, in place of --log")
    asked = parser.parse_args(words)
    slug = asked.slug or asked.vendor
    if not slug or (asked.slug and asked.vendor):
        raise Misuse("Name one vendor.")
    if bool(asked.log) == bool(asked.saved):
        raise Misuse("Give --log URL, or --saved FOLDER.")
    site, trust = _log_of(asked, _rating_site(asked))
    outcome = rating.check_rating(slug, site, trust.policy)
    told = outcome.as_json()
    lines = [
        f"Formula     {told['formula']}",
        f"Log says    {_counted(told['log'])}",
        f"Site shows  {_counted(told['site']) if told['site'] else 'nothing that was kept'}",
        *(f"WARNING     {warning}" for warning in outcome.warnings),
    ]
    code = _tell_outcome(asked, trust, outcome, told, lines)
    return code or (WARNING if outcome.warnings else 0)


def _rating_site(asked: argparse.Namespace) -> Site:
    if asked.saved:
        return SavedSite(asked.saved)
    return RecordedSite(asked.log, asked.save, allow_http=asked.allow_http) if asked.save else _given_site(asked)


def _badge(words: list[str]) -> int:
    """Tell a vendor's badge again."""
    parser = _vendor_parser(" badge", "Tell the history of a vendor's badge from the log, and compare with the site's.")
    parser.add_argument("--now", metavar="UNIX", type=int, help="the time to judge by, in unix seconds")
    asked = parser.parse_args(words)
    site, trust = _log_of(asked)
    now = int(time.time()) if asked.now is None else asked.now
    outcome = badges.check_badge(asked.vendor, site, trust.policy, now)
    until = f" until {moment(outcome.until // 1000)}" if outcome.until is not None else ""
    lines = [
        *(f"Entry {change.seq:<5} {_change(change)}" for change in outcome.history),
        f"Log says    {_verified(outcome.is_verified)}{until}",
        f"Site shows  {_verified(outcome.shown)}",
    ]
    return _tell_outcome(asked, trust, outcome, outcome.as_json(), lines)


def _vendor_parser(name: str, description: str) -> _Parser:
    parser = _parser(name, description, log_required=True)
    parser.add_argument("--vendor", metavar="SLUG", required=True)
    return parser


def _given_site(asked: argparse.Namespace) -> Site:
    return Site(asked.log, allow_http=asked.allow_http)


def _log_of(asked: argparse.Namespace, site: Site | None = None) -> tuple[Site, Trust]:
    """Return the log that is asked about, and a policy that names one."""
    site = site or _given_site(asked)
    trust = _trust(asked, site)
    if not trust.policy.logs:
        raise Misuse("The policy names no log.")
    return site, trust


def _tell_outcome(
    asked: argparse.Namespace,
    trust: Trust,
    outcome: rating.Outcome | badges.Outcome,
    told: Mapping[str, object],
    lines: list[str],
) -> int:
    """Tell what the log holds and the site shows of a vendor; return 0 where it is the same, and proven."""
    faults = (f"FAILED      {fault}" for fault in outcome.faults)
    all_lines = [_policy_line(trust), *lines, _looked(outcome), *faults, _conclusion(outcome)]
    _tell(asked, told, map(printable, all_lines))
    return 0 if told["ok"] else FAILED


def _conclusion(outcome: rating.Outcome | badges.Outcome) -> str:
    if outcome.erased:
        entries = ", ".join(map(str, outcome.erased))
        return f"CANNOT BE RECOMPUTED: the content of entry {entries} was erased from the log."
    if not outcome.is_equal:
        return "NOT EQUAL."
    if isinstance(outcome, rating.Outcome) and outcome.warnings:
        return "Counted, and not compared." if not outcome.faults else "Counted, but the proof does not hold."
    return "Equal, but the proof does not hold." if outcome.faults else "Equal."


def _counted(shown: Mapping[str, Any]) -> str:
    average, interval, removed = (shown.get(name) for name in ("average", "interval", "removed"))
    words = [f"{shown.get('count')} reviews", "no average" if average is None else f"average {average}"]
    if isinstance(interval, Mapping):
        words.append(f"likely between {interval.get('low')} and {interval.get('high')}")
    if isinstance(removed, Mapping):
        words.append(f"removed {removed.get('moderation')} by moderation and {removed.get('author')} by their authors")
    return ", ".join(words)


def _change(change: badges.Change) -> str:
    at = "" if change.at is None else f" at {moment(change.at // 1000)}"
    until = "" if change.until is None else f" until {moment(change.until // 1000)}"
    return f"{change.what}{at}{until}, recorded {moment(change.recorded)}"


def _verified(shown: object) -> str:
    return "verified" if shown is True else "not verified"


def _looked(outcome: rating.Outcome | badges.Outcome) -> str:
    if outcome.entries:
        return f"Chain       {outcome.entries} entries, and no more of it in the log up to entry {outcome.searched}"
    return f"Chain       none: all {outcome.searched} entries of the log were looked through for its first one"


def _monitor(words: list[str]) -> int:
    """Walk the whole log."""
    parser = _parser(" monitor", "Read the whole log again, and compare with the last run.", log_required=True)
    parser.add_argument("--state", metavar="FILE", type=Path, help="what the last run saw; written when all is well")
    asked = parser.parse_args(words)
    site, trust = _log_of(asked)
    last = monitoring.read_state(asked.state) if asked.state else None
    try:
        walk = monitoring.walk_log(site, trust.policy, last.checkpoint if last else None, last.checked if last else None)
    except NoteRefused as refused:
        walk = monitoring.nothing_walked(f"REFUSED: the newest checkpoint: {refused.reason}")
    except TilesDiffer as error:
        walk = monitoring.nothing_walked(f"MISMATCH: {error}")
    if asked.state and not walk.faults:
        _attempt(lambda: monitoring.write_state(asked.state, walk))
    size, faults = walk.checkpoint.size, list(walk.faults)
    since = f", grown from {last.checkpoint.size}" if last else ""
    lines = [
        _policy_line(trust),
        *faults,
        *(f"NOT CHECKED: {left}" for left in walk.unchecked),
        f"Compared with {walk.indexes} new slot indexes and the times of {walk.notes} new cosigned checkpoints.",
        f"Walked {size} entries{since}: {len(faults)} faults.",
    ]
    told = {"ok": not faults, "size": size, "faults": faults, "unchecked": list(walk.unchecked)}
    _tell(asked, {**told, "indexes": walk.indexes, "checkpoints": walk.notes}, map(printable, lines))
    return FAILED if faults else WARNING if walk.unchecked else 0


_COMMANDS = {"compare": _compare, "rating": _rating, "badge": _badge, "monitor": _monitor}


def _tell(asked: argparse.Namespace, told: object, lines: Iterable[str]) -> None:
    if asked.json:
        print(json.dumps(told, indent=1))
    else:
        print("\n".join(lines))


def _trust(asked: argparse.Namespace, site: Site | None, *, origin: str | None = None, beside: Path | None = None) -> Trust:
    trust = find_trust(given=asked.policy, origin=origin, site=site, beside=beside)
    for warning in trust.warnings:
        print(f"trusttrack-verify: {warning}", file=sys.stderr)
    return trust


def _policy_line(trust: Trust) -> str:
    return f"Policy      {trust.source}"


def _site(asked: argparse.Namespace) -> Site | None:
    return Site(asked.log, allow_http=asked.allow_http) if asked.log else None


def _read(source: str) -> bytes:
    """Return a file, or what it has up to one byte more than a bundle may."""
    try:
        if source == STANDARD_INPUT:
            return sys.stdin.buffer.read(MAX_BUNDLE + 1)
        with Path(source).open("rb") as file:
            return file.read(MAX_BUNDLE + 1)
    except OSError as error:
        raise Misuse(f"{source} cannot be read: {error.strerror}") from error


def _origin(raw: bytes) -> str | None:
    """Return the name of the log that a file claims to be of, where it can be read."""
    try:
        return comparing.origin_of(parse_proof(raw).note) if is_proof(raw) else parse_bundle(raw).origin
    except Malformed:
        return None


def _pin(file: str | None) -> Pin | None:
    if not file or not Path(file).exists():
        return None
    try:
        return parse_pin(Path(file).read_text("utf-8"))
    except (OSError, Malformed, UnicodeDecodeError) as error:
        raise Misuse(f"The pin {file} cannot be used: {error}") from error


def _leaf_hash(asked: argparse.Namespace) -> bytes:
    """Return the leaf hash that a proof of one entry is to be about."""
    if asked.leaf:
        return leaf_hash(_read(asked.leaf).removesuffix(b"\n"))
    if not asked.leaf_hash:
        raise Misuse("A .tlog-proof says where a leaf is, not which: give --leaf FILE or --leaf-hash B64.")
    try:
        return decode_base64(asked.leaf_hash, HASH_SIZE)
    except Malformed as error:
        raise Misuse(f"--leaf-hash: {error}") from error


def _attempt(write: Callable[[], None]) -> None:
    try:
        write()
    except OSError as error:
        raise Misuse(f"{error.filename} cannot be written: {error.strerror}") from error
