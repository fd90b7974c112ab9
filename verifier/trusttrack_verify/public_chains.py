"""A public chain read whole: page by page, each verified as a bundle, and the log looked through for what they leave out."""

from collections.abc import Sequence
from dataclasses import dataclass

from trusttrack_verify.bundle import Bundle
from trusttrack_verify.chains import public_chain_key, slot
from trusttrack_verify.entries import ReadEntry
from trusttrack_verify.fetching import NotThere, Site
from trusttrack_verify.notes import Checkpoint
from trusttrack_verify.policy import NoteRefused, Policy
from trusttrack_verify.report import Status
from trusttrack_verify.searching import find, open_newest
from trusttrack_verify.tiles import TilesDiffer, TileTree
from trusttrack_verify.verification import Examination, Options, examine_bundle

_MAX_PAGES = 100_000
_ENDS = {"no_such_chain", "no_more_entries", "not_sealed_yet"}


@dataclass(frozen=True)
class PublicChain:
    """All entries of a chain. `searched` is up to which leaf the log was looked through for more; `faults` is what is wrong."""

    entries: Sequence[ReadEntry]
    searched: int
    faults: Sequence[str]

    @property
    def erased(self) -> list[int]:
        """Return the entries whose content is missing."""
        return [entry.seq for entry in self.entries if entry.payload is None]


def read_chain(site: Site, name: str, policy: Policy) -> PublicChain:
    """Return a public chain, none of whose entries the log can leave out unseen; raise `FetchFailed`."""
    pages, faults = read_pages(site, name, policy)
    entries = [entry for page in pages for entry in page.entries]
    searched, more = _search_log(site, policy, public_chain_key(name), pages, entries)
    return PublicChain(entries, searched, [*faults, *more])


def read_pages(
    site: Site, name: str, policy: Policy, *, first: int = 0, link: bytes | None = None
) -> tuple[list[Examination], list[str]]:
    """Return all pages of a chain, examined, and what is wrong with them; none where the log has no such chain.

    `first` is the entry to begin with, `link` the leaf hash of the one before it. Raises `FetchFailed`.
    """
    pages = list[Examination]()
    for _ in range(_MAX_PAGES):
        try:
            raw = site.chain(name, first)
        except NotThere as missing:
            if not pages and missing.code not in _ENDS:
                raise
            return pages, []
        page = examine_bundle(raw, policy, Options(first=first, previous=link))
        faults = _faults(page, name, first)
        if faults or page.bundle is None:
            return pages, faults
        pages.append(page)
        first, link = first + len(page.entries), page.entries[-1].leaf_hash
    return pages, [f"the chain does not end after {_MAX_PAGES} pages"]


def _faults(page: Examination, chain: str, first: int) -> list[str]:
    """Return what makes a page no proof. That it proves no absence is no fault: the whole log is looked through."""
    faults = [
        f"the page from entry {first}: {verdict.property} {verdict.code}"
        for verdict in page.report.verdicts
        if verdict.status is Status.FAILED
    ]
    if isinstance(page.bundle, Bundle) and page.bundle.key != public_chain_key(chain):
        faults.append(f"the page from entry {first} is of another chain")
    return faults


def _search_log(
    site: Site, policy: Policy, key: bytes, pages: Sequence[Examination], entries: Sequence[ReadEntry]
) -> tuple[int, list[str]]:
    """Return how many leaves were looked through for more entries, and what was found that should not be there."""
    heads = [page.head.checkpoint for page in pages if page.head]
    start = pages[-1].report.searched if pages else 0
    try:
        tree = _whole_tree(site, policy, heads)
        own = {slot(key, entry.seq): entry for entry in entries}
        found = find(tree, start, own, slot(key, len(entries)))
    except NoteRefused as refused:
        return 0, [f"the log's newest checkpoint: {refused.reason}"]
    except TilesDiffer as error:
        return 0, [str(error)]
    faults = [f"the log holds an entry {len(entries)}, which the pages leave out"] if found.later else []
    if found.forked is not None:
        faults.append(f"FORK: the log holds two entries {found.forked}")
    return tree.size, faults


def _whole_tree(site: Site, policy: Policy, heads: Sequence[Checkpoint]) -> TileTree:
    """Return the newest tree, which must extend every head that a page came with."""
    origin = heads[0].origin if heads else policy.logs[0].name
    newest = open_newest(site, policy, origin).checkpoint
    tree = TileTree(max((newest, *heads), key=lambda checkpoint: checkpoint.size), site.tile)
    for head in (newest, *heads):
        if tree.root_at(head.size) != head.root:
            raise TilesDiffer(f"the tree of size {tree.size} does not extend the one of size {head.size}")
    return tree
