"""Each figure with its name and how it is counted: the page, the table and the printed sheet say the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from common.money import as_money
from orders.figures import Counted, Figures

Unit = Literal["count", "seconds", "share", "stars"]
UNITS: tuple[Unit, ...] = ("count", "seconds", "share", "stars")


@dataclass(frozen=True)
class Figure:
    """One figure, and the same of the days before. None: nothing to count."""

    key: str
    label: str
    definition: str
    unit: Unit
    value: float | None
    before: float | None


_COUNTED: list[tuple[str, str, str, Unit]] = [
    ("orders", "Orders", "All orders placed on these days, whatever became of them.", "count"),
    ("finished", "Finished", "Of these, delivered or completed by now.", "count"),
    ("refused", "Refused or cancelled", "Of these, rejected by you, or cancelled by you or the customer.", "count"),
    (
        "accept_median",
        "Time to accept, median",
        "From placed to accepted, hours in which you are closed included. Half of the orders took less.",
        "seconds",
    ),
    ("accept_p90", "Time to accept, 9 in 10", "The same; nine of ten orders took less.", "seconds"),
    (
        "ready_median",
        "Time to ready, median",
        "From placed to ready for pickup or out for delivery. Half of the orders took less.",
        "seconds",
    ),
    ("ready_p90", "Time to ready, 9 in 10", "The same; nine of ten orders took less.", "seconds"),
    (
        "kept_share",
        "Kept promises",
        (
            "Of the orders that you promised a time for and did not refuse: ready for pickup (a delivery: delivered) by the time "
            "that you promised last. One that is still open counts as soon as its time is over."
        ),
        "share",
    ),
]
_RATING = "Mean of the stars of reviews that were written on these days and are shown now. Reviews come later than their orders."
REVENUE_DEFINITION = "What the orders placed on these days come to, without those that were rejected or cancelled."


def told(figures: Figures) -> Iterator[Figure]:
    """Yield every figure but money."""
    for key, label, definition, unit in _COUNTED:
        yield Figure(key, label, definition, unit, getattr(figures.now, key), getattr(figures.then, key))
    value, before = (total / number if number else None for total, number in figures.stars)
    yield Figure("rating", "Rating", _RATING, "stars", value, before)


def revenue_rows(now: Counted, then: Counted) -> list[dict[str, object]]:
    """Return the revenue of both by currency, as money."""
    currencies = sorted({*now.revenue, *then.revenue})
    return [
        {"value": as_money(now.revenue.get(each, 0), each), "before": as_money(then.revenue.get(each, 0), each)}
        for each in currencies
    ]
