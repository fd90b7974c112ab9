"""What only the log itself can show: that today's tree extends a bundle's head, and that it holds nothing more of the chain."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trusttrack_verify.chains import Leaf, parse_leaf, slot
from trusttrack_verify.encoding import Malformed
from trusttrack_verify.entries import ReadEntry
from trusttrack_verify.fetching import FetchFailed, Site
from trusttrack_verify.merkle import leaf_hash
from trusttrack_verify.notes import Checkpoint
from trusttrack_verify.pins import Pin
from trusttrack_verify.policy import NoteRefused, OpenedNote, Policy
from trusttrack_verify.report import Report, Status, failed, proven
from trusttrack_verify.tiles import TilesDiffer, TileTree
from trusttrack_verify.verification import Examination


@dataclass(frozen=True)
class Finding:
    """What was found of a chain in the leaves: an entry after the last one, and the seq of one that is there twice."""

    later: bool
    forked: int | None


def look_further(examined: Examination, site: Site, policy: Policy, pin: Pin | None) -> Report:
    """Return the report as it is after a look into the log. Raise `FetchFailed` where the log cannot be read."""
    report, head = examined.report, examined.head
    if head is None:
        return report
    try:
        newest = open_newest(site, policy, head.checkpoint.origin)
        tree = common_tree(head.checkpoint, newest.checkpoint, site)
        if pin and pin.checkpoint:
            report = _with_pin(report, pin, pin.checkpoint, tree)
        return _with_finding(report, examined, tree)
    except NoteRefused as refused:
        return report.with_verdict(failed("append_only", f"anchor_{refused.reason}"))
    except TilesDiffer:
        return report.with_verdict(failed("append_only", "not_consistent"))


def open_newest(site: Site, policy: Policy, origin: str) -> OpenedNote:
    """Return the log's newest checkpoint; raise `FetchFailed` where it is not one of `origin`, `NoteRefused` if not signed."""
    try:
        return policy.open(site.checkpoint(), origin)
    except NoteRefused as refused:
        if refused.reason != "malformed":
            raise
        raise FetchFailed(f"{site.address} does not serve a checkpoint of {origin}: is it another log?") from refused


def common_tree(one: Checkpoint, other: Checkpoint, site: Site) -> TileTree:
    """Return the taller of two trees, read from the log's tiles; raise `TilesDiffer` where it does not extend the other."""
    shorter, taller = sorted((one, other), key=lambda checkpoint: checkpoint.size)
    tree = TileTree(taller, site.tile)
    if tree.root_at(shorter.size) != shorter.root:
        raise TilesDiffer(f"the tree of size {taller.size} does not extend the one of size {shorter.size}")
    return tree


def search(tree: TileTree, start: int, entries: Sequence[ReadEntry], key: bytes) -> Finding:
    """Look through the leaves from `start` to the end for the entry after the last one, and for second versions of these."""
    return find(tree, start, {slot(key, entry.seq): entry for entry in entries}, slot(key, entries[-1].seq + 1))


def find(tree: TileTree, start: int, own: dict[bytes, ReadEntry], wanted: bytes) -> Finding:
    """Look through the leaves from `start` for one slot, and for other leaves in the slots of `own`."""
    later, forked = False, list[int]()
    for _, raw in tree.leaves(start, tree.size):
        leaf = _leaf(raw)
        if leaf is None:
            continue
        later = later or leaf.slot == wanted
        mine = own.get(leaf.slot)
        if mine and leaf_hash(raw) != mine.leaf_hash:
            forked.append(mine.seq)
    return Finding(later, min(forked, default=None))


def _with_pin(report: Report, pin: Pin, pinned: Checkpoint, tree: TileTree) -> Report:
    if report.verdict("append_only").code != "pin_not_compared" or pinned.origin != report.origin or pinned.size < 1:
        return report
    extends = tree.root_at(pinned.size) == pinned.root
    return report.with_verdict(proven("append_only") if extends else failed("append_only", "not_consistent"))


def _with_finding(report: Report, examined: Examination, tree: TileTree) -> Report:
    complete, bundle = report.verdict("complete"), examined.bundle
    if bundle is None or complete.status is Status.FAILED:
        return report
    found = search(tree, report.searched, examined.entries, bundle.key)
    last = examined.entries[-1].seq
    judged = failed("complete", "later_entry_found", last + 1) if found.later else proven("complete")
    report = replace(report, searched=tree.size).with_verdict(judged)
    if found.forked is not None and report.verdict("in_order").status is Status.PROVEN:
        report = report.with_verdict(failed("in_order", "fork", found.forked))
    return report


def _leaf(raw: bytes) -> Leaf | None:
    try:
        return parse_leaf(raw)
    except Malformed:
        return None
