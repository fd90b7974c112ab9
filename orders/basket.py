"""What is known now of the items in somebody's baskets. The baskets themselves are kept by the customer's own device."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rest_framework import serializers

from orders.taking import refusal_of
from vendors.models import Item, Vendor

MAX_ITEMS = 200


@dataclass
class BasketVendor:
    """A vendor, and those of the named items that it sells now."""

    vendor: Vendor
    items: list[Item] = field(default_factory=list)

    @property
    def refusal(self) -> str | None:
        """Why no order can be placed with it at the moment, or None."""
        return refusal_of(self.vendor)


def basket_of(item_ids: Sequence[int]) -> list[BasketVendor]:
    """Return the vendors of these items, by name, each with its items in the vendor's order; what is not on sale is left out."""
    items = Item.objects.on_sale().filter(pk__in=item_ids, vendor__is_suspended=False)
    rows = (
        items.select_related("vendor__verification").defer("vendor__search").order_by("vendor__name", "vendor", "position", "pk")
    )
    baskets: dict[int, BasketVendor] = {}
    for item in rows:
        baskets.setdefault(item.vendor_id, BasketVendor(item.vendor)).items.append(item)
    return list(baskets.values())


def parse_item_ids(given: str) -> list[int]:
    """Return the ids in "7,9,12". Raises ValidationError where it is no such list, or too long."""
    names = [part for part in given.split(",") if part]
    if not 1 <= len(names) <= MAX_ITEMS:
        raise serializers.ValidationError({"items": [f"Name between 1 and {MAX_ITEMS} items, by commas."]}, code="length")
    if not all(name.isascii() and name.isdecimal() and len(name) <= 18 for name in names):
        raise serializers.ValidationError({"items": ["Name items by their numbers, by commas."]}, code="invalid")
    return [int(name) for name in names]
