"""What went on in the demo town in the last weeks: orders that are over, and what was said of them."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from accounts.models import User
from imports.demo import words
from imports.demo.opening import OpenShop
from imports.demo.shops import Hours
from imports.demo.town import TOWN
from imports.replay import PastMove, PastOrder, write_orders
from orders.models import Fulfilment, Order
from orders.pricing import PricedLine
from orders.statuses import ActorRole, Status
from reviews.imports import ReviewRow, import_reviews
from reviews.items import ItemWords
from reviews.models import Review, ReviewInvitation
from reviews.responding import respond_to_review

LONGEST_AGO_DAYS = 45
ZONE = ZoneInfo("Europe/London")
ENDS = ("completed",) * 16 + ("cancelled", "withdrawn", "rejected", "delivered")
PICKUP = (Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP, Status.COMPLETED)
DELIVERY = (Status.ACCEPTED, Status.PREPARING, Status.OUT_FOR_DELIVERY, Status.DELIVERED, Status.COMPLETED)
#: How long after the move before, in minutes.
MINUTES = {
    Status.ACCEPTED: (2, 25),
    Status.PREPARING: (3, 20),
    Status.READY_FOR_PICKUP: (10, 60),
    Status.OUT_FOR_DELIVERY: (15, 50),
    Status.DELIVERED: (10, 40),
    Status.COMPLETED: (5, 240),
    Status.REJECTED: (2, 30),
    Status.CANCELLED: (3, 40),
}
NOTES = {
    Status.ACCEPTED: words.ACCEPTED_NOTES,
    Status.READY_FOR_PICKUP: words.READY_NOTES,
    Status.OUT_FOR_DELIVERY: words.OUT_NOTES,
    Status.DELIVERED: words.DELIVERED_NOTES,
}


def delivery_address(dice: random.Random) -> dict[str, str]:
    """Return somewhere in the town."""
    line1 = f"{dice.randint(1, 90)} {dice.choice(words.STREETS)}"
    return {
        "line1": line1,
        "line2": "",
        "city": TOWN,
        "postcode": f"WX{dice.randint(1, 4)} {dice.randint(1, 9)}QT",
        "country": "GB",
    }


def tell_past(shops: Sequence[OpenShop], customers: Sequence[User], regular: User, *, at: datetime, dice: random.Random) -> None:
    """Write the past orders of every shop, then the reviews. `regular` gets some of the first shop's."""
    pasts: list[PastOrder] = []
    for opened in shops:
        for number in range(opened.shop.busy):
            customer = regular if opened is shops[0] and number % 6 == 0 else dice.choice(customers)
            pasts.append(_past_order(opened, customer, number, at=at, dice=dice))
    write_orders(pasts)
    by_vendor = {opened.vendor.pk: opened for opened in shops}
    _review([past for past in pasts if past.order.status == Status.COMPLETED], by_vendor, regular, at=at, dice=dice)


def _past_order(opened: OpenShop, customer: User, number: int, *, at: datetime, dice: random.Random) -> PastOrder:
    vendor = opened.vendor
    placed_at = _while_open(opened.shop.hours, at=at, dice=dice)
    is_delivery = opened.shop.delivers and dice.random() < 0.45
    chosen = dice.sample(opened.items, k=min(len(opened.items), dice.choice((1, 1, 2, 2, 3))))
    lines = [PricedLine(item=item, quantity=dice.choice((1, 1, 1, 2)), index=index) for index, item in enumerate(chosen)]
    order = Order(
        vendor=vendor,
        customer=customer,
        fulfilment=Fulfilment.DELIVERY if is_delivery else Fulfilment.PICKUP,
        contact_name=customer.name,
        contact_email=customer.email,
        address=delivery_address(dice) if is_delivery else None,
        note=dice.choice(words.ORDER_NOTES),
        currency=vendor.currency,
        total_minor=sum(line.total_minor for line in lines),
        external_id=f"demo:{vendor.slug}:{number}",
        placed_at=placed_at,
    )
    return PastOrder(order=order, lines=lines, moves=_moves(opened, customer, placed_at, is_delivery=is_delivery, dice=dice))


def _while_open(hours: Hours, *, at: datetime, dice: random.Random) -> datetime:
    """Return a moment of the last weeks at which the shop was open, an hour before it closed at the latest."""
    first, last, opens, closes = dice.choice(hours)
    day = at - timedelta(days=dice.randint(9, LONGEST_AGO_DAYS))
    while not first <= day.weekday() <= last:
        day += timedelta(days=1)
    minute = dice.randint(_minutes(opens), _minutes(closes) - 60)
    local = day.astimezone(ZONE).replace(hour=minute // 60, minute=minute % 60, second=dice.randint(0, 59), microsecond=0)
    return local.astimezone(UTC)


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def _moves(
    opened: OpenShop, customer: User, placed_at: datetime, *, is_delivery: bool, dice: random.Random
) -> tuple[PastMove, ...]:
    end = dice.choice(ENDS)
    path: tuple[Status, ...] = DELIVERY if is_delivery else PICKUP
    if end == "delivered" and is_delivery:
        path = DELIVERY[:-1]
    ends_early = {
        "rejected": ((Status.REJECTED,), words.REJECTED_REASONS),
        "withdrawn": ((Status.CANCELLED,), words.CANCELLED_BY_CUSTOMER),
        "cancelled": ((Status.ACCEPTED, Status.CANCELLED), words.CANCELLED_BY_VENDOR),
    }
    path, reasons = ends_early.get(end, (path, ("",)))
    moves: list[PastMove] = []
    claimed_at = placed_at
    for to in path:
        claimed_at += timedelta(minutes=dice.randint(*MINUTES[to]), seconds=dice.randint(0, 59))
        is_customers = end == "withdrawn" or (to == Status.COMPLETED and is_delivery and dice.random() < 0.5)
        moves.append(
            PastMove(
                to=to,
                role=ActorRole.CUSTOMER if is_customers else ActorRole.VENDOR,
                by=customer if is_customers else dice.choice(opened.team),
                claimed_at=claimed_at,
                note=dice.choice(NOTES.get(to, ("",))),
                reason=dice.choice(reasons) if to in {Status.REJECTED, Status.CANCELLED} else "",
            )
        )
    return tuple(moves)


def _review(pasts: Sequence[PastOrder], shops: dict[int, OpenShop], regular: User, *, at: datetime, dice: random.Random) -> None:
    """Have most customers say something; `regular` keeps two orders to review yet."""
    waiting = [past for past in pasts if past.order.customer_id == regular.pk][:2]
    said = [past for past in pasts if past not in waiting and dice.random() < 0.7]
    texts = _Texts(dice)
    _invite(pasts, at=at, dice=dice)
    rows = [_review_row(past, shops[past.order.vendor_id], texts, at=at, dice=dice) for past in said]
    import_reviews(rows)
    ids = [row.external_id for row in rows]
    for review in Review.objects.filter(external_id__in=ids).select_related("author", "vendor", "order").order_by("external_id"):
        if dice.random() < (0.85 if review.rating <= 3 else 0.3):
            _respond(review, shops[review.vendor_id], at=at, dice=dice)


def _invite(pasts: Sequence[PastOrder], *, at: datetime, dice: random.Random) -> None:
    """Have most customers been asked for a review, a day after their order was completed."""
    asked = [(past.order, min(past.moves[-1].claimed_at + timedelta(days=1), at)) for past in pasts if dice.random() < 0.8]
    ReviewInvitation.objects.bulk_create(ReviewInvitation(order=order, due_at=when, invited_at=when) for order, when in asked)


class _Texts:
    """Deals the words of reviews, so that nobody repeats what was said before, as long as there are others."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._decks: dict[int, list[tuple[str, str]]] = {}

    def deal(self, rating: int) -> tuple[str, str]:
        """Return title and words for a rating."""
        if not self._decks.get(rating):
            self._decks[rating] = self._dice.sample(words.REVIEWS[rating], k=len(words.REVIEWS[rating]))
        return self._decks[rating].pop()


def _review_row(past: PastOrder, opened: OpenShop, texts: _Texts, *, at: datetime, dice: random.Random) -> ReviewRow:
    rating = dice.choice((1, 2, 2, 3)) if dice.random() < 0.07 else min(5, max(3, round(dice.gauss(opened.shop.rating, 0.7))))
    title, body = texts.deal(rating)
    written = min(past.moves[-1].claimed_at + timedelta(hours=dice.randint(2, 70)), at - timedelta(hours=1))
    return ReviewRow(
        order=past.order,
        author_id=past.order.customer_id,
        rating=rating,
        external_id=str(past.order.external_id),
        created_at=written,
        title=title,
        body=body.format(item=past.lines[0].item.name),
        items=_item_words(past, rating, dice),
    )


def _item_words(past: PastOrder, rating: int, dice: random.Random) -> list[ItemWords]:
    """Return what one in three says of single items, near to the stars of the whole."""
    if dice.random() > 0.35:
        return []
    return [ItemWords(line.item.pk, min(5, max(1, rating + dice.choice((-1, 0, 0, 1))))) for line in past.lines]


def _respond(review: Review, opened: OpenShop, *, at: datetime, dice: random.Random) -> None:
    texts = words.RESPONSES_GOOD if review.rating > 3 else words.RESPONSES_POOR
    answered = min(review.created_at + timedelta(hours=dice.randint(3, 30)), at)
    words_said = dice.choice(texts).format(name=review.author.name.split()[0])
    respond_to_review(review, by=opened.owner, body=words_said, at=answered)
