"""The formula rating-1: exact, and the figures of its page."""

import math
import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendors.rating import NO_RATING, rate, rating_json

PAGE = Path(__file__).parents[2] / "docs" / "rating.md"
ROWS = re.findall(r"^\| (\d+) \| (\d+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", PAGE.read_text(), re.MULTILINE)


@pytest.mark.parametrize("row", ROWS)
def test_the_figures_of_the_page(row: tuple[str, ...]) -> None:
    rating = rate(total=int(row[1]), count=int(row[0]))
    assert rating is not None
    assert [f"{value / 100:.2f}" for value in (rating.average, rating.low, rating.high)] == list(row[2:])


def test_the_page_has_figures() -> None:
    assert len(ROWS) == 6


def test_no_reviews_no_rating() -> None:
    assert rate(total=0, count=0) is None
    assert rating_json(total=0, count=0) == NO_RATING


def by_decimals(total: int, count: int) -> tuple[int, int, int]:
    """Return the page's formula word for word, with 50 digits."""
    with localcontext() as context:
        context.prec = 50
        n, z = Decimal(count), Decimal("1.959964")
        a = Decimal(total - count)
        m, d = a / 4 + z * z / 2, a * (4 * n - a) / (16 * n) + z * z / 4
        values = (total / n, 1 + 4 * (m - z * d.sqrt()) / (n + z * z), 1 + 4 * (m + z * d.sqrt()) / (n + z * z))
        return tuple(int((100 * value).quantize(Decimal(1), ROUND_HALF_UP)) for value in values)  # type: ignore[return-value]  # three


@given(count=st.integers(1, 10**6), share=st.floats(0, 1))
def test_it_is_the_pages_formula(count: int, share: float) -> None:
    total = count + math.floor(4 * count * share)
    rating = rate(total=total, count=count)
    assert rating is not None
    assert (rating.average, rating.low, rating.high) == by_decimals(total, count)
    assert 100 <= rating.low <= rating.average <= rating.high <= 500
