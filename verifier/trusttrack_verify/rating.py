"""A vendor's rating counted again from the log, and held against what the site shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from trusttrack_verify.bundle import Bundle
from trusttrack_verify.chains import public_chain_key, slot
from trusttrack_verify.entries import ReadEntry
from trusttrack_verify.fetching import FetchFailed, NotThere, Site
from trusttrack_verify.notes import Checkpoint
from trusttrack_verify.policy import NoteRefused, Policy
from trusttrack_verify.report import Status
from trusttrack_verify.searching import find, open_newest
from trusttrack_verify.tiles import TilesDiffer, TileTree
from trusttrack_verify.verification import Examination, Options, examine_bundle

_MAX_PAGES = 100_000
_HALF_A_HUNDREDTH = Fraction(1, 200)  # the site rounds to two decimals, which may go either way


@dataclass(frozen=True)
class Rating:
    """How many reviews count, and their mean; no mean where there are none."""

    count: int
    average: Fraction | None


@dataclass(frozen=True)
class Outcome:
    """What the log proves and what the site shows.

    `entries` is how many the chain has, `searched` up to which leaf the log was looked through for more; `faults` say why the
    proof does not hold, where it does not.
    """

    proven: Rating
    shown: Mapping[str, Any]
    entries: int
    searched: int
    faults: Sequence[str]

    @property
    def is_equal(self) -> bool:
        """Return whether the site shows what the log holds."""
        average, shown = self.proven.average, self.shown.get("average")
        if self.shown.get("count") != self.proven.count:
            return False
        if average is None or type(shown) not in {int, float}:
            return average is None and shown is None
        return abs(Fraction(str(shown)) - average) <= _HALF_A_HUNDREDTH

    def as_json(self) -> dict[str, Any]:
        """Return the outcome as values that JSON can hold."""
        average = self.proven.average
        return {
            "ok": self.is_equal and not self.faults,
            "equal": self.is_equal,
            "log": {"count": self.proven.count, "average": None if average is None else round(float(average), 2)},
            "site": {"count": self.shown.get("count"), "average": self.shown.get("average")},
            "entries": self.entries,
            "searched": self.searched,
            "faults": list(self.faults),
        }


def check_rating(slug: str, site: Site, policy: Policy) -> Outcome:
    """Count a vendor's reviews in the log and compare; raise `FetchFailed` where the log cannot be read."""
    chain = f"vendor:{slug}/reviews"
    shown = _shown(site, slug)
    pages, faults = _pages(site, chain, policy)
    entries = [entry for page in pages for entry in page.entries]
    found, more = _search_log(site, policy, public_chain_key(chain), pages, entries)
    rating, uncounted = count_reviews(entries)
    return Outcome(rating, shown, len(entries), found, [*faults, *more, *uncounted])


def count_reviews(entries: Iterable[ReadEntry]) -> tuple[Rating, list[str]]:
    """Return the rating that the entries make, and which of them cannot be counted."""
    ratings, faults = dict[object, int](), list[str]()
    for entry in entries:
        fault = _count(entry, ratings)
        if fault:
            faults.append(f"entry {entry.seq} {fault}")
    average = Fraction(sum(ratings.values()), len(ratings)) if ratings else None
    return Rating(len(ratings), average), faults


def _count(entry: ReadEntry, ratings: dict[object, int]) -> str:
    """Let one entry change the ratings by review; return why it cannot be counted, or nothing."""
    if entry.payload is None:
        return "was erased, and cannot be counted"
    kind, data = entry.payload.kind, entry.payload.data
    review, rating = data.get("review"), data.get("rating")
    if not isinstance(review, (str, int)):
        return "names no review"
    if kind == "review.remove":
        ratings.pop(review, None)
        return ""
    if kind not in {"review.publish", "review.edit"} or not isinstance(rating, int) or not 1 <= rating <= 5:
        return "is no review with a rating from 1 to 5"
    if kind == "review.publish" or review in ratings:
        ratings[review] = rating
    return ""


def _shown(site: Site, slug: str) -> Mapping[str, Any]:
    vendor = site.vendor(slug)
    rating = vendor.get("rating") if isinstance(vendor, dict) else None
    if not isinstance(rating, dict):
        raise FetchFailed(f"{site.address} does not show a rating of {slug}.")
    return rating


def _pages(site: Site, chain: str, policy: Policy) -> tuple[list[Examination], list[str]]:
    """Return all pages of a chain, examined, and what is wrong with them; none where the log has no such chain."""
    pages, first, link = list[Examination](), 0, None
    for _ in range(_MAX_PAGES):
        try:
            raw = site.chain(chain, first)
        except NotThere as missing:
            if not pages and missing.code != "no_such_chain":
                raise
            return pages, []
        page = examine_bundle(raw, policy, Options(first=first, previous=link))
        faults = _faults(page, chain, first)
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
