"""An order that can be reviewed, and a review of it."""

import pytest

from accounts.models import User
from orders.models import Order
from reviews.models import Review
from reviews.services import submit_review
from tests.stories import completed_order, placed_order
from vendors.models import Item


@pytest.fixture
def order(customer: User, item: Item, vendor_staff: User) -> Order:
    """A completed order of the customer's."""
    return completed_order(customer, item, vendor_staff)


@pytest.fixture
def open_order(customer: User, item: Item) -> Order:
    """An order that is still placed."""
    return placed_order(customer, item)


@pytest.fixture
def review(order: Order, customer: User) -> Review:
    """Four stars."""
    return submit_review(order=order, by=customer, rating=4, title="Still warm", body="Ready when they said.")
