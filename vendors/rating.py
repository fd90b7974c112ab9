"""What a vendor's published reviews add up to, by the formula `rating-1` (docs/rating.md). Exact arithmetic, nothing estimated.

It stands here, beside the sums, since profile, search results and reviews all show it. Nobody shows a mean without its count.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

FORMULA = "rating-1"
Z = Fraction("1.959964")  # the normal distribution's two-sided 95 %
MIN_HUNDREDTHS, MAX_HUNDREDTHS = 100, 500


@dataclass(frozen=True)
class Rating:
    """A mean of stars and where it likely lies, in hundredths of a star. `count` is at least 1."""

    count: int
    average: int
    low: int
    high: int

    def as_json(self) -> dict[str, Any]:
        """Return `average`, `count`, `interval` and `formula` as the API shows them."""
        return {
            "average": self.average / 100,
            "count": self.count,
            "interval": {"low": self.low / 100, "high": self.high / 100},
            "formula": FORMULA,
        }


NO_RATING: dict[str, Any] = {"average": None, "count": 0, "interval": None, "formula": FORMULA}


def rate(*, total: int, count: int) -> Rating | None:
    """Return the rating of `count` reviews whose stars add up to `total`; None where there are none."""
    if not count:
        return None
    return Rating(
        count=count,
        average=_half_up(Fraction(total, count)),
        low=_bound(total, count, sign=-1),
        high=_bound(total, count, sign=1),
    )


def rating_json(*, total: int, count: int) -> dict[str, Any]:
    """Return the rating as the API shows it, also where there is none."""
    rating = rate(total=total, count=count)
    return rating.as_json() if rating else NO_RATING


def _half_up(stars: Fraction) -> int:
    return (stars * 100 + Fraction(1, 2)).__floor__()


def _bound(total: int, count: int, *, sign: int) -> int:
    """Return the Wilson bound of (mean - 1) / 4, back in stars: the largest h with h - 1/2 <= 100 * bound.

    The bound is 1 + 4 * (middle + sign * z * sqrt(spread)) / (count + z²). Comparing squares instead of taking the root keeps it
    exact, so that every program that follows the page comes to the same hundredth.
    """
    low, high = MIN_HUNDREDTHS, MAX_HUNDREDTHS
    while low < high:
        middle = (low + high + 1) // 2
        if _reaches(total, count, Fraction(2 * middle - 1, 200), sign=sign):
            low = middle
        else:
            high = middle - 1
    return low


def _reaches(total: int, count: int, stars: Fraction, *, sign: int) -> bool:
    """Say whether the bound is at least `stars`."""
    above_one = total - count  # of 4 * count
    middle = Fraction(above_one, 4) + Z**2 / 2
    spread = Fraction(above_one * (4 * count - above_one), 16 * count) + Z**2 / 4
    gap = (stars - 1) / 4 * (count + Z**2) - middle  # is sign * z * sqrt(spread) >= gap?
    square = Z**2 * spread
    if sign > 0:
        return gap <= 0 or square >= gap**2
    return gap <= 0 and square <= gap**2
