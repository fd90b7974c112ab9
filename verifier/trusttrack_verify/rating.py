"""A vendor's rating counted again from the log, and held against what the site shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from trusttrack_verify.entries import ReadEntry
from trusttrack_verify.fetching import FetchFailed, Site
from trusttrack_verify.policy import Policy
from trusttrack_verify.public_chains import read_chain

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
    proof does not hold, where it does not. `erased` are entries without content: with one of those nothing can be counted.
    """

    proven: Rating
    shown: Mapping[str, Any]
    entries: int
    searched: int
    faults: Sequence[str]
    erased: Sequence[int] = ()

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
            "erased": list(self.erased),
            "faults": list(self.faults),
        }


def check_rating(slug: str, site: Site, policy: Policy) -> Outcome:
    """Count a vendor's reviews in the log and compare; raise `FetchFailed` where the log cannot be read."""
    shown = _shown(site, slug)
    chain = read_chain(site, f"vendor:{slug}/reviews", policy)
    rating, uncounted = count_reviews(chain.entries)
    return Outcome(rating, shown, len(chain.entries), chain.searched, [*chain.faults, *uncounted], chain.erased)


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
        return "was erased: its content is missing, so nobody can tell whether and how it counts"
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
