"""The published formula `rating-1` (docs/rating.md), written from its page: integers and fractions alone."""

from dataclasses import dataclass
from fractions import Fraction
from math import floor, isqrt

FORMULA = "rating-1"
_Z = Fraction(1_959_964, 1_000_000)
_SCALE = 10**40  # of the square root: 40 digits to spare


@dataclass(frozen=True)
class Figures:
    """Mean and interval in hundredths of a star."""

    average: int
    low: int
    high: int


def figures_of(total: int, count: int) -> Figures:
    """Return what `count` reviews (one at least) with `total` stars come to."""
    a = total - count
    middle = Fraction(a, 4) + _Z * _Z / 2
    under_root = _Z * _Z * (Fraction(a * (4 * count - a), 16 * count) + _Z * _Z / 4)
    reach = Fraction(isqrt(floor(under_root * _SCALE**2)), _SCALE)
    below = count + _Z * _Z
    return Figures(
        average=_half_up(Fraction(total, count)),
        low=_half_up(1 + 4 * (middle - reach) / below),
        high=_half_up(1 + 4 * (middle + reach) / below),
    )


def _half_up(value: Fraction) -> int:
    return floor(100 * value + Fraction(1, 2))
