"""Products as items of the vendors that sold them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from imports.olist.baskets import CURRENCY, Basket, price_minor
from imports.olist.files import Source
from imports.olist.names import category_name, item_name
from imports.tally import Tally
from vendors.models import Item
from vendors.services import refresh_search


@dataclass(frozen=True)
class Items:
    """Items by seller and product."""

    found: Mapping[tuple[str, str], Item]

    def as_sold(self, seller_id: str, product_id: str, price: int) -> Item:
        """Return the item as it stood when it was sold: at the price of then. Not for saving."""
        item = self.found[seller_id, product_id]
        return Item(pk=item.pk, vendor_id=item.vendor_id, name=item.name, price_minor=price, currency=item.currency)


@dataclass
class Catalogue:
    """The vendors' keys by seller, and what is known of their items."""

    source: Source
    vendors: Mapping[str, int]
    prices: dict[tuple[str, str], int] = field(default_factory=dict)
    created: set[str] = field(default_factory=set)  # products that items were made from in this run

    def __post_init__(self) -> None:
        """Find the latest price of each product at each seller, over the whole file."""
        bought = {row["order_id"]: row["order_purchase_timestamp"] for row in self.source.orders}
        latest: dict[tuple[str, str], str] = {}
        for order_id, rows in self.source.items.items():
            for row in rows:
                key, at, price = (row["seller_id"], row["product_id"]), bought.get(order_id, ""), price_minor(row)
                if price is not None and at >= latest.get(key, ""):
                    latest[key], self.prices[key] = at, price

    def load_items(self, baskets: Iterable[Basket], tally: Tally) -> Items:
        """Create the items that the baskets need and that do not exist; what exists is the vendor's and stays as it is."""
        keys = {(basket.seller_id, product_id) for basket in baskets for product_id, _ in basket.quantities}
        sellers = {self.vendors[seller_id]: seller_id for seller_id, _ in keys}
        known = {
            (sellers[item.vendor_id], str(item.external_id)): item
            for item in Item.objects.filter(vendor_id__in=sellers, external_id__in={product_id for _, product_id in keys})
        }
        missing = [self._item(seller_id, product_id) for seller_id, product_id in sorted(keys - set(known))]
        for item in Item.objects.bulk_create(missing):
            known[sellers[item.vendor_id], str(item.external_id)] = item
        refresh_search({item.vendor_id for item in missing})
        tally.written["items"] += len(missing)
        self.created |= {str(item.external_id) for item in missing}
        return Items(known)

    def _item(self, seller_id: str, product_id: str) -> Item:
        category = category_name(self.source, product_id)
        return Item(
            vendor_id=self.vendors[seller_id],
            name=item_name(category, product_id),
            section=category,
            price_minor=self.prices[seller_id, product_id],
            currency=CURRENCY,
            external_id=product_id,
        )
