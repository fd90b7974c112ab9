"""A shop with everything in it, for callers who try everything on it."""

from dataclasses import dataclass

import pytest

from accounts.models import User
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from reviews.models import Review
from reviews.services import submit_review
from tests.orders.conftest import order
from vendors.models import Item, Vendor

__all__ = ["order"]


@dataclass
class Shop:
    """What there is, and who knows it."""

    vendor: Vendor
    item: Item
    order: Order
    review: Review
    owner: User
    customer: User
    staff: User

    def ids(self) -> dict[str, object]:
        """Return values for path parameters, by their names."""
        return {"slug": self.vendor.slug, "uid": self.order.uid, "sequence": 1}


@pytest.fixture
def shop(vendor: Vendor, item: Item, order: Order, vendor_owner: User, vendor_staff: User, customer: User) -> Shop:
    """A bakery with a loaf, a picked-up order and its review."""
    for status in (Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP, Status.COMPLETED):
        order = advance_order(order, to=status, by=vendor_staff).order
    review = submit_review(order=order, by=customer, rating=5, title="Crust", body="Still warm when I came.")
    return Shop(vendor, item, order, review, vendor_owner, customer, vendor_staff)
