"""What is told when an order has waited too long: for an answer, or to be picked up. Nothing of it is said once it has moved."""

from collections.abc import Iterator

from events.models import Event
from notifications.models import Channel
from notifications.notices import Facts, Group, Notice, Recipient, add_notice
from notifications.notices_orders import AT_ONCE, EVERY, customer, entry_facts, order_of, team
from orders.event_types import ORDER_CANCEL_OFFERED, ORDER_UNANSWERED, PICKUP_WAITING
from vendors.models import Membership, MembershipRole


def leaders(event: Event) -> Iterator[Recipient]:
    """Yield the vendor's owners and managers."""
    leading = Membership.objects.filter(role__in=(MembershipRole.OWNER, MembershipRole.MANAGER))
    found = leading.filter(vendor__orders__uid=event.subject, user__is_active=True).select_related("user")
    yield from (Recipient.of(member.user) for member in found.order_by("pk").iterator(500))


def _waiting(event: Event, _: Recipient) -> Facts | None:
    """Return the order, and the entry since which it waits; None where it does not wait any more."""
    if order_of(event).status != event.payload["status"]:
        return None
    return entry_facts(event, lambda order: order.history.get(sequence=event.sequence or 0))


def _reminder(event: Event, recipient: Recipient) -> Facts | None:
    facts = _waiting(event, recipient)
    return facts and {**facts, "reminder": event.payload["reminder"]}


ORDER_UNANSWERED_NOTICE = add_notice(
    Notice(
        "order_unanswered",
        (ORDER_UNANSWERED,),
        "An order waits for an answer",
        "Nobody of your team has answered an order in the time that you set.",
        Group.SHOP,
        audience=leaders,
        facts=_waiting,
        on=AT_ONCE | {Channel.SMS},
        offered=EVERY,
    )
)
CANCEL_OFFERED_NOTICE = add_notice(
    Notice(
        "cancel_offered",
        (ORDER_CANCEL_OFFERED,),
        "The business does not answer",
        "Your order was not answered in time; you can cancel it or go on waiting.",
        Group.ORDERS,
        audience=customer,
        facts=_waiting,
        on=AT_ONCE,
        offered=EVERY,
    )
)
PICKUP_WAITING_NOTICE = add_notice(
    Notice(
        "pickup_waiting",
        (PICKUP_WAITING,),
        "An order waits to be picked up",
        "Your order is ready and has not been picked up for a while.",
        Group.ORDERS,
        audience=customer,
        facts=_reminder,
        on=AT_ONCE,
        offered=EVERY,
    )
)
PICKUP_NOT_COLLECTED_NOTICE = add_notice(
    Notice(
        "pickup_not_collected",
        (PICKUP_WAITING,),
        "A customer has not come",
        "An order that is ready has not been picked up for a while.",
        Group.SHOP,
        audience=team,
        facts=_reminder,
        on=frozenset({Channel.INBOX}),
        offered=EVERY,
    )
)
