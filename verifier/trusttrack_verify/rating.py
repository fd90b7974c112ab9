"""A vendor's rating counted again from the log by the published formula, and held against what the site shows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from trusttrack_verify.entries import ReadEntry
from trusttrack_verify.fetching import FetchFailed, NotThere, Site
from trusttrack_verify.formula import FORMULA, Figures, figures_of
from trusttrack_verify.policy import Policy
from trusttrack_verify.public_chains import read_chain
from trusttrack_verify.saving import NOT_KEPT

CAUSES = ("moderation", "author")
_HALF_A_HUNDREDTH = Fraction(1, 200)  # a site that names no formula may round either way


@dataclass(frozen=True)
class Rating:
    """How many reviews count, their stars in sum, and how many were removed, by cause."""

    count: int
    total: int
    removed: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(CAUSES, 0))

    @property
    def average(self) -> Fraction | None:
        """The exact mean; none where there are no reviews."""
        return Fraction(self.total, self.count) if self.count else None

    @property
    def figures(self) -> Figures | None:
        """What is shown of it; none where there are no reviews."""
        return figures_of(self.total, self.count) if self.count else None

    def as_json(self) -> dict[str, Any]:
        """Return the figures as values that JSON can hold."""
        figures = self.figures
        return {
            "count": self.count,
            "average": figures.average / 100 if figures else None,
            "interval": {"low": figures.low / 100, "high": figures.high / 100} if figures else None,
            "removed": dict(self.removed),
        }


@dataclass(frozen=True)
class Outcome:
    """What the log proves and what the site shows; `shown` is none where there is nothing to compare with.

    `entries` is how many the chain has, `searched` up to which leaf the log was looked through for more; `faults` say why the
    proof does not hold, where it does not. `erased` are entries without content: with one of those nothing can be counted.
    """

    proven: Rating
    shown: Mapping[str, Any] | None
    entries: int
    searched: int
    faults: Sequence[str]
    erased: Sequence[int] = ()

    @property
    def warnings(self) -> list[str]:
        """Return what could not be compared."""
        if self.shown is None:
            return ["there is no site to compare with"]
        formula = self.shown.get("formula", FORMULA)
        return [] if formula == FORMULA else [f"the site counts by {formula}, which this program does not know"]

    @property
    def is_equal(self) -> bool:
        """Return whether the site shows what the log holds, as far as it can be compared."""
        if self.shown is None:
            return True
        removed = self.shown.get("removed", self.proven.removed)
        if (self.shown.get("count"), removed) != (self.proven.count, self.proven.removed):
            return False
        return True if self.warnings else self._same_figures(self.shown)

    def _same_figures(self, shown: Mapping[str, Any]) -> bool:
        average, figures = shown.get("average"), self.proven.figures
        if figures is None or type(average) not in {int, float}:
            return figures is None and average is None and shown.get("interval") is None
        if "formula" not in shown:
            return abs(Fraction(str(average)) - Fraction(self.proven.total, self.proven.count)) <= _HALF_A_HUNDREDTH
        interval = shown.get("interval")
        bounds = [interval.get("low"), interval.get("high")] if isinstance(interval, Mapping) else []
        return _hundredths([average, *bounds]) == [figures.average, figures.low, figures.high]

    def as_json(self) -> dict[str, Any]:
        """Return the outcome as values that JSON can hold."""
        return {
            "ok": self.is_equal and not self.faults,
            "equal": self.is_equal,
            "formula": FORMULA,
            "log": self.proven.as_json(),
            "site": None if self.shown is None else dict(self.shown),
            "entries": self.entries,
            "searched": self.searched,
            "erased": list(self.erased),
            "faults": list(self.faults),
            "warnings": self.warnings,
        }


def check_rating(slug: str, site: Site, policy: Policy) -> Outcome:
    """Count a vendor's reviews in the log and compare; raise `FetchFailed` where the log cannot be read."""
    shown = _shown(site, slug)
    chain = read_chain(site, f"vendor:{slug}/reviews", policy)
    rating, uncounted = count_reviews(chain.entries)
    return Outcome(rating, shown, len(chain.entries), chain.searched, [*chain.faults, *uncounted], chain.erased)


def count_reviews(entries: Iterable[ReadEntry]) -> tuple[Rating, list[str]]:
    """Return the rating that the entries make, and which of them cannot be counted."""
    ratings, removed, faults = dict[object, int](), dict[object, str](), list[str]()
    for entry in entries:
        fault = _count(entry, ratings, removed)
        if fault:
            faults.append(f"entry {entry.seq} {fault}")
    causes = Counter(removed.values())
    return Rating(len(ratings), sum(ratings.values()), {cause: causes[cause] for cause in CAUSES}), faults


def _count(entry: ReadEntry, ratings: dict[object, int], removed: dict[object, str]) -> str:
    """Let one entry change the ratings and the removals by review; return why it cannot be counted, or nothing."""
    if entry.payload is None:
        return "was erased: its content is missing, so nobody can tell whether and how it counts"
    kind, data = entry.payload.kind, entry.payload.data
    review, rating = data.get("review"), data.get("rating")
    if not isinstance(review, (str, int)):
        return "names no review"
    if kind == "review.remove":
        ratings.pop(review, None)
        removed[review] = str(data.get("cause"))
        return "" if data.get("cause") in CAUSES else "removes a review for no known cause"
    if kind not in {"review.publish", "review.edit"} or not isinstance(rating, int) or not 1 <= rating <= 5:
        return "is no review with a rating from 1 to 5"
    if kind == "review.publish" or review in ratings:
        ratings[review] = rating
        removed.pop(review, None)
    return ""


def _shown(site: Site, slug: str) -> Mapping[str, Any] | None:
    """Return the rating that the site shows, with the removed reviews where it tells of them."""
    try:
        vendor = site.vendor(slug)
    except NotThere as missing:
        if missing.code != NOT_KEPT:
            raise
        return None
    rating = vendor.get("rating") if isinstance(vendor, dict) else None
    if not isinstance(rating, dict):
        raise FetchFailed(f"{site.address} does not show a rating of {slug}.")
    try:
        page = site.reviews(slug)
    except NotThere:
        return rating
    figures = page.get("figures") if isinstance(page, dict) else None
    return {**rating, "removed": figures["removed"]} if isinstance(figures, dict) and "removed" in figures else rating


def _hundredths(values: Sequence[object]) -> list[int | None]:
    return [int(Fraction(str(value)) * 100) if type(value) in {int, float} else None for value in values]
