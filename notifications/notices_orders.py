"""What is told of orders. Every message about an order carries an entry's hash in the public log."""

from collections.abc import Callable, Iterator

from events.models import Event
from ledger.reads import leaf_hash_of
from notifications.models import Channel
from notifications.notices import Facts, Group, Notice, Recipient, add_notice
from orders.erasure import ERASED_EMAIL
from orders.event_types import ORDER_PLACED, ORDER_STATUS_CHANGED
from orders.models import Order, OrderStatusHistory
from vendors.models import Membership

EVERY = frozenset(Channel)
AT_ONCE = frozenset({Channel.MAIL, Channel.PUSH, Channel.INBOX})


def order_of(event: Event) -> Order:
    """Return the order that an event is about, with what its messages need."""
    orders = Order.objects.select_related("vendor", "chain", "customer").prefetch_related("items__order")
    return orders.get(uid=event.subject)


def team(event: Event) -> Iterator[Recipient]:
    """Yield everybody of the vendor's team."""
    members = Membership.objects.filter(vendor__orders__uid=event.subject, user__is_active=True).select_related("user")
    yield from (Recipient.of(member.user) for member in members.order_by("pk").iterator(500))


def customer(event: Event) -> Iterator[Recipient]:
    """Yield the order's contact, unless it was erased in the meantime."""
    order = order_of(event)
    if order.contact_email != ERASED_EMAIL:
        verified = order.customer.phone if order.customer.phone_verified_at else ""
        yield Recipient(user=order.customer, email=order.contact_email, phone=verified)


def _placed(event: Event, _: Recipient) -> Facts:
    return {"order": order_of(event)}


def entry_facts(event: Event, entry_of: Callable[[Order], OrderStatusHistory]) -> Facts | None:
    """Return an entry of the order with its hash in the public log; None where the contact was erased."""
    order = order_of(event)
    if order.contact_email == ERASED_EMAIL:
        return None
    entry = entry_of(order)
    return {"order": order, "entry": entry, "leaf_hash": leaf_hash_of(order.chain_id, entry.sequence)}


def _confirmation(event: Event, _: Recipient) -> Facts | None:
    facts = entry_facts(event, lambda order: order.history.get(sequence=0))
    return facts and {"order": facts["order"], "leaf_hash": facts["leaf_hash"]}


def _moved(event: Event, _: Recipient) -> Facts | None:
    return entry_facts(event, lambda order: order.history.get(sequence=event.sequence or 0))


NEW_ORDER = add_notice(
    Notice(
        "new_order",
        (ORDER_PLACED,),
        "New order",
        "Somebody ordered from your business.",
        Group.SHOP,
        audience=team,
        facts=_placed,
        on=AT_ONCE,
        offered=EVERY,
    )
)
ORDER_CONFIRMATION = add_notice(
    Notice(
        "order_confirmation",
        (ORDER_PLACED,),
        "Order confirmation",
        "Your order is placed, with the link to follow it.",
        Group.ORDERS,
        audience=customer,
        facts=_confirmation,
        required=True,  # the contract's confirmation on a durable medium
    )
)
ORDER_STEP = "order_step"  # also of who follows it without an account, perhaps in the same browser
STATUS_CHANGED = add_notice(
    Notice(
        "status_changed",
        (ORDER_STATUS_CHANGED,),
        "Where my order is",
        "Each step of your order, with its entry in the public log.",
        Group.ORDERS,
        audience=customer,
        facts=_moved,
        on=AT_ONCE,
        offered=EVERY,
        topic=ORDER_STEP,
    )
)
