"""One batch of Olist's orders, whole: customers, items, orders, entries and reviews in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import User
from imports.olist.baskets import CURRENCY, Basket, baskets_of
from imports.olist.catalogue import Catalogue
from imports.olist.files import ITEMS, ORDERS, Source
from imports.olist.names import written_out
from imports.olist.reviews import load_reviews
from imports.olist.story import Story, UnknownStatus, story_of
from imports.olist.times import UnreadableTime
from imports.reading import Row
from imports.replay import PastOrder, write_orders
from imports.tally import Tally
from orders.models import Fulfilment, Order, OrderStatusHistory
from orders.pricing import PricedLine

ALREADY_IMPORTED = "already_imported"
UNKNOWN_STATUS = "unknown_status"
TIME_UNREADABLE = "time_unreadable"
PURCHASE_TIME_MISSING = "purchase_time_missing"
UNKNOWN_CUSTOMER = "unknown_customer"
ORDER_WITHOUT_ITEMS = "order_without_items"
ORDER_WITHOUT_SOUND_ITEMS = "order_without_sound_items"
LINE_OF_REFUSED_ORDER = "line_of_refused_order"


@dataclass(frozen=True)
class Judged:
    """What is to become of an order's row: a refusal, or a basket for each seller."""

    row: Row
    story: Story | None
    refusal: str | None
    baskets: Sequence[Basket] = ()

    @property
    def order_id(self) -> str:
        """Olist's identifier."""
        return self.row["order_id"]


def judge(row: Row, source: Source, tally: Tally) -> Judged:
    """Say what is to become of an order; refuse the lines of what cannot be imported."""
    lines = source.items.get(row["order_id"], [])
    story, refusal = _story(row)
    if refusal is None and row["customer_id"] not in source.customers:
        refusal = UNKNOWN_CUSTOMER
    if refusal is None and not lines:
        refusal = ORDER_WITHOUT_ITEMS
    if refusal is not None:
        tally.refuse(ITEMS.file, LINE_OF_REFUSED_ORDER, len(lines))
        return Judged(row, story, refusal)
    baskets = baskets_of(lines, source, tally)
    return Judged(row, story, None if baskets else ORDER_WITHOUT_SOUND_ITEMS, baskets)


def _story(row: Row) -> tuple[Story | None, str | None]:
    try:
        story = story_of(row)
    except UnknownStatus:
        return None, UNKNOWN_STATUS
    except UnreadableTime:
        return None, TIME_UNREADABLE
    return story, None if story else PURCHASE_TIME_MISSING


@transaction.atomic
def import_batch(rows: Iterable[Row], source: Source, catalogue: Catalogue) -> tuple[Tally, dict[str, str | None]]:
    """Import orders with everything that belongs to them; all of the batch or nothing.

    Returns the tally and, by order, None where something was written, else why not.
    """
    tally = Tally()
    judged = [judge(row, source, tally) for row in rows]
    external_ids = [basket.external_id for each in judged for basket in each.baskets]
    orders = {str(order.external_id): order for order in Order.objects.filter(external_id__in=external_ids)}
    fresh = [(each, basket) for each in judged for basket in each.baskets if basket.external_id not in orders]
    outcomes = {each.order_id: _settle(each, orders, tally) for each in judged}
    pasts = _past_orders(fresh, source, catalogue, tally)
    _count(write_orders(pasts), tally)
    tally.written["orders"] += len(pasts)
    orders |= {str(past.order.external_id): past.order for past in pasts}
    load_reviews(judged, orders, source, tally)
    return tally, outcomes


def _settle(judged: Judged, known: dict[str, Order], tally: Tally) -> str | None:
    """Count the order's row and the lines of its baskets; return what became of the row."""
    outcome = judged.refusal
    if outcome is None and all(basket.external_id in known for basket in judged.baskets):
        outcome = ALREADY_IMPORTED
    tally.settle(ORDERS.file, outcome)
    for basket in judged.baskets:
        tally.settle(ITEMS.file, ALREADY_IMPORTED if basket.external_id in known else None, basket.rows)
    return outcome


def _past_orders(fresh: list[tuple[Judged, Basket]], source: Source, catalogue: Catalogue, tally: Tally) -> list[PastOrder]:
    customers = _load_customers({source.customers[each.row["customer_id"]]["customer_unique_id"] for each, _ in fresh}, tally)
    items = catalogue.load_items([basket for _, basket in fresh], tally)
    pasts = []
    for each, basket in fresh:
        story, person = each.story, source.customers[each.row["customer_id"]]
        if story is None:  # never: a basket has passed judge()
            continue
        lines = [
            PricedLine(item=items.as_sold(basket.seller_id, product_id, price), quantity=quantity, index=index)
            for index, ((product_id, price), quantity) in enumerate(basket.quantities.items())
        ]
        order = _order(basket, story, person, customers[person["customer_unique_id"]], source)
        order.vendor_id = catalogue.vendors[basket.seller_id]
        pasts.append(PastOrder(order=order, lines=lines, moves=story.moves, flags=story.placed.flags))
    return pasts


def _order(basket: Basket, story: Story, person: Row, customer: User, source: Source) -> Order:
    return Order(
        customer=customer,
        fulfilment=Fulfilment.DELIVERY,
        contact_name=f"Customer {person['customer_unique_id'][:4]}",
        contact_email=customer.email,
        address={
            "line1": "",
            "line2": person["customer_state"][:80],
            "city": written_out(person["customer_city"], source.places)[:80],
            "postcode": person["customer_zip_code_prefix"][:16],
            "country": "BR",
        },
        currency=CURRENCY,
        total_minor=basket.total_minor,
        estimated_ready_at=story.estimated_at,
        external_id=basket.external_id,
        placed_at=story.placed.at,
    )


def _load_customers(unique_ids: set[str], tally: Tally) -> dict[str, User]:
    """Create the people who do not exist; nobody can sign in as one: no password, and an address that receives nothing."""
    emails = {f"{unique_id}@olist.invalid": unique_id for unique_id in sorted(unique_ids)}
    known = {user.email: user for user in User.objects.filter(email__in=emails)}
    missing = [User(email=email, password=make_password(None)) for email in emails if email not in known]
    known |= {user.email: user for user in User.objects.bulk_create(missing)}
    tally.written["customers"] += len(missing)
    return {unique_id: known[email] for email, unique_id in emails.items()}


def _count(entries: list[OrderStatusHistory], tally: Tally) -> None:
    tally.written["entries"] += len(entries)
    tally.flags.update(flag for entry in entries for flag in entry.flags)
