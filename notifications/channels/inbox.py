"""The inbox inside the product: a row of ours, written in the transaction that marks the message sent."""

from collections.abc import Sequence

from events.models import Event
from notifications.channels.ports import Answer
from notifications.inbox import add_item
from notifications.models import Message, Outcome
from notifications.rendering import Rendered
from orders.models import Order


class InboxProvider:
    """Puts the words into the person's inbox."""

    name = "inbox"
    is_transactional = True
    is_repeatable = True

    def send(self, rendered: Rendered, message: Message) -> Answer:
        """Write the item; the same message again is the same item."""
        if message.user is None:
            return Answer(Outcome.REFUSED, words="An address has no inbox.")
        item = add_item(
            message.user,
            event_uid=message.event_uid,
            kind=message.kind,
            title=rendered.subject,
            body="" if rendered.short == rendered.subject else rendered.short,
            url=rendered.url,
            order_uid=_order_of(message),
        )
        return Answer(Outcome.ACCEPTED, provider_id=str(item.pk))


def inbox_providers() -> Sequence[InboxProvider]:
    """Return the one there is."""
    return [InboxProvider()]


def _order_of(message: Message) -> str:
    """Return the uid of the order that the event is about, or nothing."""
    subjects = Event.objects.filter(uid=message.event_uid).values("subject")
    return Order.objects.filter(uid__in=subjects).values_list("uid", flat=True).first() or ""
