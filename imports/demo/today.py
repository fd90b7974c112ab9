"""What goes on in the demo town today, through the services that the API uses."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from accounts.models import User
from imports.demo import words
from imports.demo.opening import OpenShop
from imports.demo.past import delivery_address
from orders.models import Fulfilment, Order
from orders.pricing import Wanted
from orders.services import Contact, advance_order, cancel_order, confirm_receipt, place_order
from orders.statuses import Status
from reviews.models import Review
from reviews.services import submit_review

LIVE_ORDER = "demo:live"
_TO_READY = (Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP)
_TO_DOOR = (Status.ACCEPTED, Status.PREPARING, Status.OUT_FOR_DELIVERY)
#: The first shop's board: fulfilment, and the moves so far.
BOARD: tuple[tuple[Fulfilment, tuple[Status, ...]], ...] = (
    (Fulfilment.PICKUP, (*_TO_READY, Status.COMPLETED)),
    (Fulfilment.DELIVERY, (*_TO_DOOR, Status.DELIVERED)),
    (Fulfilment.PICKUP, (Status.REJECTED,)),
    (Fulfilment.DELIVERY, _TO_DOOR),
    (Fulfilment.PICKUP, _TO_READY),
    (Fulfilment.PICKUP, _TO_READY),
    (Fulfilment.DELIVERY, (Status.ACCEPTED, Status.PREPARING)),
    (Fulfilment.PICKUP, (Status.ACCEPTED, Status.PREPARING)),
    (Fulfilment.PICKUP, (Status.ACCEPTED,)),
    (Fulfilment.DELIVERY, (Status.ACCEPTED,)),
    (Fulfilment.PICKUP, ()),
    (Fulfilment.DELIVERY, ()),
    (Fulfilment.PICKUP, ()),
)
_NOTES = {
    Status.ACCEPTED: "Thank you! It goes into the oven with the next batch.",
    Status.READY_FOR_PICKUP: "On the shelf by the door, under your name.",
    Status.OUT_FOR_DELIVERY: "Tom is on his way with the bike.",
}


def live_today(shops: Sequence[OpenShop], customers: Sequence[User], regular: User, *, at: datetime, dice: random.Random) -> None:
    """Fill the first shop's board, give the second some orders, and `regular` one to follow."""
    first, second = shops[0], shops[1]
    for fulfilment, moves in BOARD:
        _go(_place(first, dice.choice(customers), fulfilment, dice), first, moves, at=at, dice=dice)
    cancelled = _place(first, dice.choice(customers), Fulfilment.PICKUP, dice)
    cancel_order(cancelled, by=cancelled.customer, reason=words.CANCELLED_BY_CUSTOMER[0])
    live = _place(first, regular, Fulfilment.DELIVERY, dice)
    _go(live, first, (Status.ACCEPTED, Status.PREPARING), at=at, dice=dice)
    Order.objects.filter(pk=live.pk).update(external_id=LIVE_ORDER)
    for moves in ((), (Status.ACCEPTED,), _TO_READY):
        _go(_place(second, dice.choice(customers), Fulfilment.PICKUP, dice), second, moves, at=at, dice=dice)
    received = _place(second, dice.choice(customers), Fulfilment.PICKUP, dice)
    _go(received, second, _TO_READY, at=at, dice=dice)
    confirm_receipt(received, by=received.customer)
    submit_review(order=received, by=received.customer, rating=5, title="Fast", body="Ready before I had found my keys.")


def reviewed(opened: OpenShop, customer: User, words: tuple[int, str, str], *, at: datetime, dice: random.Random) -> Review:
    """Have `customer` pick up an order and review it: stars, title, words."""
    rating, title, body = words
    order = _place(opened, customer, Fulfilment.PICKUP, dice)
    _go(order, opened, (*_TO_READY, Status.COMPLETED), at=at, dice=dice)
    return submit_review(order=Order.objects.get(pk=order.pk), by=customer, rating=rating, title=title, body=body)


def complete_order(opened: OpenShop, customer: User, dice: random.Random) -> Order:
    """Return an order that was picked up and completed a moment ago."""
    order = _place(opened, customer, Fulfilment.PICKUP, dice)
    for to in (*_TO_READY, Status.COMPLETED):
        order = advance_order(order, to=to, by=opened.owner).order
    return order


def _place(opened: OpenShop, customer: User, fulfilment: Fulfilment, dice: random.Random) -> Order:
    in_stock = opened.vendor.items.exclude(stock__lt=2).order_by("position")
    chosen = dice.sample(list(in_stock), k=dice.choice((1, 2, 2, 3)))
    return place_order(
        by=customer,
        vendor=opened.vendor,
        wanted=[Wanted(item_id=item.pk, quantity=1) for item in chosen],
        fulfilment=fulfilment,
        contact=Contact(name=customer.name, email=customer.email, phone=f"+4416329604{dice.randint(10, 99)}"),
        address=delivery_address(dice) if fulfilment == Fulfilment.DELIVERY else None,
        note=dice.choice(words.ORDER_NOTES),
    )


def _go(order: Order, opened: OpenShop, moves: Sequence[Status], *, at: datetime, dice: random.Random) -> None:
    for to in moves:
        advance_order(
            order,
            to=to,
            by=dice.choice(opened.team),
            note=_NOTES.get(to, ""),
            reason=words.REJECTED_REASONS[0] if to == Status.REJECTED else "",
            estimated_ready_at=at + timedelta(minutes=dice.randint(20, 60)) if to == Status.ACCEPTED else None,
        )
