"""An order's lines, judged and joined: one basket for each seller. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from common.money import to_minor
from imports.olist.files import ITEMS, Source
from imports.reading import Row
from imports.tally import Tally
from orders.pricing import MAX_LINES, MAX_QUANTITY

CURRENCY = "BRL"

UNKNOWN_SELLER = "unknown_seller"
UNKNOWN_PRODUCT = "unknown_product"
PRICE_INVALID = "price_invalid"
TOO_MANY = "too_many_of_an_item"
BESIDE_REFUSED = "line_beside_refused_line"


@dataclass
class Basket:
    """What one order took from one seller: how many of which product at which price. Becomes one order of ours."""

    order_id: str
    seller_id: str
    rows: int = 0
    quantities: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))

    @property
    def external_id(self) -> str:
        """Name it by both identifiers."""
        return f"{self.order_id}:{self.seller_id}"

    @property
    def total_minor(self) -> int:
        """Minor units, without freight."""
        return sum(price * quantity for (_, price), quantity in self.quantities.items())

    @property
    def is_within_limits(self) -> bool:
        """Whether the API would take it: the same limits."""
        return len(self.quantities) <= MAX_LINES and max(self.quantities.values()) <= MAX_QUANTITY


def price_minor(row: Row) -> int | None:
    """Return a line's price in centavos, None where it is not a price."""
    try:
        amount = Decimal(row["price"])
        return to_minor(amount, CURRENCY) if amount.is_finite() else None
    except (ArithmeticError, ValueError):  # no number, or none that a Decimal can hold
        return None


def baskets_of(rows: Sequence[Row], source: Source, tally: Tally) -> list[Basket]:
    """Return the baskets of an order that can be imported, the largest first; refuse the lines of those that cannot.

    A basket is whole or not at all: a sum without one of its lines would be untrue.
    """
    by_seller: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_seller[row["seller_id"]].append(row)
    found = [basket for lines in by_seller.values() if (basket := _basket(lines, source, tally))]
    return sorted(found, key=lambda basket: (-basket.total_minor, basket.seller_id))


def _basket(rows: list[Row], source: Source, tally: Tally) -> Basket | None:
    faults = [_fault(row, source) for row in rows]
    if any(faults):
        for fault in faults:
            tally.refuse(ITEMS.file, fault or BESIDE_REFUSED)
        return None
    basket = Basket(order_id=rows[0]["order_id"], seller_id=rows[0]["seller_id"], rows=len(rows))
    for row in rows:
        basket.quantities[row["product_id"], price_minor(row) or 0] += 1
    if not basket.is_within_limits:
        tally.refuse(ITEMS.file, TOO_MANY, len(rows))
        return None
    return basket


def _fault(row: Row, source: Source) -> str | None:
    if row["seller_id"] not in source.sellers:
        return UNKNOWN_SELLER
    if row["product_id"] not in source.products:
        return UNKNOWN_PRODUCT
    return PRICE_INVALID if price_minor(row) is None else None
