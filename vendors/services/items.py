"""What a vendor sells."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from common.errors import Invalid
from common.money import GivenMoney, to_minor
from vendors.models import Item, Vendor
from vendors.permissions import Permission, require
from vendors.services.search import refresh_search

AVAILABILITY_FIELDS = frozenset({"is_available", "stock"})
ITEM_FIELDS = AVAILABILITY_FIELDS | {"name", "description", "section", "position"}
MAX_ITEMS = 5_000


@transaction.atomic
def add_item(vendor: Vendor, *, by: User, name: str, price: GivenMoney, **fields: Any) -> Item:
    """Put something up for sale, priced in the vendor's currency. `fields` are ITEM_FIELDS. Raises NotAllowed, Invalid."""
    require(by, vendor, Permission.ITEMS_CHANGE)
    _refuse_unknown(fields)
    Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)  # counted under lock
    if vendor.items.count() >= MAX_ITEMS:
        raise Invalid(f"A vendor has at most {MAX_ITEMS} items.", pointer="", code="length")
    item = Item.objects.create(
        vendor=vendor, name=name, price_minor=_minor(price, vendor.currency), currency=vendor.currency, **fields
    )
    refresh_search([vendor])
    return item


@transaction.atomic
def update_item(item: Item, *, by: User, changes: Mapping[str, Any]) -> Item:
    """Change ITEM_FIELDS or the `price` of an item; orders keep the price at which they were placed.

    Every role may change AVAILABILITY_FIELDS alone. Raises NotAllowed, Invalid.
    """
    only_availability = set(changes) <= AVAILABILITY_FIELDS
    require(by, item.vendor, Permission.ITEMS_AVAILABILITY if only_availability else Permission.ITEMS_CHANGE)
    values = dict(changes)
    price = values.pop("price", None)
    _refuse_unknown(values)
    locked = Item.objects.select_for_update(no_key=True, of=("self",)).select_related("vendor").get(pk=item.pk)
    if price is not None:
        values["price_minor"] = _minor(price, locked.currency)
    for field, value in values.items():
        setattr(locked, field, value)
    locked.save(update_fields=[*values, "updated_at"])
    if {"name", "is_available"} & set(values):
        refresh_search([locked.vendor_id])
    return locked


def mark_sold_out(item: Item, *, by: User, at: datetime) -> Item:
    """Sell no more of an item until the vendor's next opening day. Every role may. Raises NotAllowed."""
    return _set_sold_out(item, item.vendor.week.next_day_opens_at(at), by=by)


def mark_back(item: Item, *, by: User) -> Item:
    """Sell it again, if there is any left. Raises NotAllowed."""
    return _set_sold_out(item, None, by=by)


@transaction.atomic
def _set_sold_out(item: Item, until: datetime | None, *, by: User) -> Item:
    require(by, item.vendor, Permission.ITEMS_AVAILABILITY)
    locked = Item.objects.select_for_update(no_key=True, of=("self",)).select_related("vendor").get(pk=item.pk)
    locked.sold_out_until = until
    locked.save(update_fields=["sold_out_until", "updated_at"])
    return locked


def _refuse_unknown(fields: Mapping[str, Any]) -> None:
    if unknown := set(fields) - ITEM_FIELDS:
        raise TypeError(f"not part of an item: {', '.join(sorted(unknown))}")


def _minor(price: GivenMoney, currency: str) -> int:
    if price.currency not in {None, currency}:
        raise Invalid(f"Prices here are in {currency}.", pointer="/price/currency", code="currency")
    try:
        return to_minor(price.amount, currency)
    except ValueError as error:
        raise Invalid(f"This price cannot be: {error}.", pointer="/price", code="price") from error
