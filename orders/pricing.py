"""What an order costs, and the stock that it takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from common.errors import Invalid
from common.money import GivenMoney, as_money, to_minor
from orders.errors import OutOfStock, PriceChanged
from orders.models import Order
from vendors.models import Item, Vendor

MAX_LINES = 50
MAX_QUANTITY = 100


@dataclass(frozen=True)
class Wanted:
    """One line as the customer asks for it; `unit_price` is the price that they saw, where their program says it."""

    item_id: int
    quantity: int
    unit_price: GivenMoney | None = None


@dataclass(frozen=True)
class PricedLine:
    """One line with its item, locked."""

    item: Item
    quantity: int
    index: int  # where the customer named it first, for pointers

    @property
    def total_minor(self) -> int:
        """Minor units."""
        return self.item.price_minor * self.quantity


def price_lines(vendor: Vendor, wanted: Sequence[Wanted]) -> list[PricedLine]:
    """Return the lines with their items locked in order of id, lines of one item joined. Needs a transaction.

    Raises Invalid with the pointer of the first line that cannot be ordered.
    """
    if not 1 <= len(wanted) <= MAX_LINES:
        raise Invalid(f"Choose between 1 and {MAX_LINES} items.", pointer="/items", code="length")
    quantities: dict[int, int] = {}
    first: dict[int, int] = {}
    for index, line in enumerate(wanted):
        quantities[line.item_id] = quantities.get(line.item_id, 0) + line.quantity
        first.setdefault(line.item_id, index)
    items = {
        item.pk: item
        for item in Item.objects.filter(vendor=vendor, pk__in=quantities).order_by("pk").select_for_update(no_key=True)
    }
    for item_id, quantity in quantities.items():
        _refuse_unless_orderable(items.get(item_id), vendor, quantity, first[item_id])
    return [PricedLine(item=items[pk], quantity=quantity, index=first[pk]) for pk, quantity in sorted(quantities.items())]


def refuse_other_prices(lines: Sequence[PricedLine], wanted: Sequence[Wanted]) -> None:
    """Raise PriceChanged naming each line that costs another price now than its customer saw. `lines` are those of `wanted`."""
    items = {line.item.pk: line.item for line in lines}
    changed = [
        (index, items[line.item_id])
        for index, line in enumerate(wanted)
        if line.unit_price is not None and not _is_price(items[line.item_id], line.unit_price)
    ]
    if not changed:
        return
    raise PriceChanged(
        "; ".join(f"{item.name} costs {_price(item)} now" for _, item in changed) + ".",
        errors=[
            {
                "pointer": f"/items/{index}/unit_price",
                "detail": f"{item.name} costs {_price(item)} now.",
                "code": "price_changed",
                "unit_price": as_money(item.price_minor, item.currency),
            }
            for index, item in changed
        ],
    )


def reserve_stock(lines: Sequence[PricedLine]) -> None:
    """Take the stock of locked lines. Raises OutOfStock naming every line that asks for more than is left."""
    now = timezone.now()
    short = [(line, left) for line in lines if (left := line.item.left_at(now)) is not None and left < line.quantity]
    if short:
        raise OutOfStock(
            "; ".join(f"{line.item.name}: {left or 'none'} left" for line, left in short) + ".",
            errors=[
                {
                    "pointer": f"/items/{line.index}/quantity",
                    "detail": f"Only {left} left." if left else "Sold out.",
                    "code": "out_of_stock",
                    "available": left,
                }
                for line, left in short
            ],
        )
    for line in lines:
        if line.item.stock is not None:
            Item.objects.filter(pk=line.item.pk).update(stock=F("stock") - line.quantity)


def release_stock(order: Order) -> None:
    """Give back what a cancelled or rejected order had taken, in the order of ids (as it was locked).

    An item whose stock was not counted then, or is not now, is left as it is.
    """
    for line in order.items.filter(took_stock=True).order_by("item_id"):
        Item.objects.filter(pk=line.item_id, stock__isnull=False).update(stock=F("stock") + line.quantity)


def _is_price(item: Item, seen: GivenMoney) -> bool:
    try:
        return seen.currency in {None, item.currency} and to_minor(seen.amount, item.currency) == item.price_minor
    except ValueError:  # an amount that this currency cannot have
        return False


def _price(item: Item) -> str:
    price = as_money(item.price_minor, item.currency)
    return f"{price['amount']} {price['currency']}"


def _refuse_unless_orderable(item: Item | None, vendor: Vendor, quantity: int, index: int) -> None:
    if item is None:
        raise Invalid(f"{vendor.name} does not sell this.", pointer=f"/items/{index}/item", code="unknown_item")
    if not item.is_available:
        raise Invalid(f"{item.name} is not offered at the moment.", pointer=f"/items/{index}/item", code="not_offered")
    if item.currency != vendor.currency:
        raise Invalid(f"{item.name} is priced in another currency.", pointer=f"/items/{index}/item", code="currency")
    if not 1 <= quantity <= MAX_QUANTITY:
        raise Invalid(f"Between 1 and {MAX_QUANTITY} of one item.", pointer=f"/items/{index}/quantity", code="range")
