"""Past orders in bulk, by the rules of a single move."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from imports.replay import PastMove, PastOrder, write_orders
from orders.errors import TransitionNotAllowed
from orders.models import Fulfilment, Order
from orders.pricing import PricedLine
from orders.statuses import ActorRole, Status
from vendors.models import Item, Vendor

pytestmark = pytest.mark.django_db


def past(vendor: Vendor, customer: User, item: Item, *path: Status, reference: str = "AAAAAA") -> PastOrder:
    at = timezone.now() - timedelta(days=3)
    order = Order(
        vendor=vendor, customer=customer, reference=reference, fulfilment=Fulfilment.PICKUP, contact_name="Ada",
        contact_email=customer.email, currency="GBP", total_minor=item.price_minor, placed_at=at,
    )  # fmt: skip
    moves = [PastMove(to=to, role=ActorRole.VENDOR, claimed_at=at + timedelta(hours=n)) for n, to in enumerate(path)]
    return PastOrder(order=order, lines=[PricedLine(item=item, quantity=1, index=0)], moves=moves)


def test_status_and_sequence_mirror_the_last_entry(vendor: Vendor, customer: User, item: Item) -> None:
    write_orders([past(vendor, customer, item, Status.ACCEPTED, Status.PREPARING)])
    order = Order.objects.get()
    assert (order.status, order.sequence) == ("preparing", 2)
    assert list(order.history.order_by("sequence").values_list("status", flat=True)) == ["placed", "accepted", "preparing"]
    assert order.items.get().unit_price_minor == item.price_minor


def test_a_move_that_is_not_in_the_table_is_refused_here_too(vendor: Vendor, customer: User, item: Item) -> None:
    with pytest.raises(TransitionNotAllowed):
        write_orders([past(vendor, customer, item, Status.COMPLETED)])
    assert not Order.objects.exists()


def test_references_that_clash_are_drawn_again(vendor: Vendor, customer: User, item: Item) -> None:
    write_orders([past(vendor, customer, item), past(vendor, customer, item, Status.ACCEPTED)])
    first, second = Order.objects.all()
    assert first.reference != second.reference
    assert sum(order.history.count() for order in (first, second)) == 3
