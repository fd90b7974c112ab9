"""Mails to an order's contact address that is not its account's: their reader stops them, by a link of their own.

The account's settings are its person's alone, so such a link stops the mails about this one order to this address, and nothing
else: all of them, but for what the law and security ask for.
"""

import hashlib
from dataclasses import dataclass

from django.conf import settings

from events.models import Event
from notifications.models import Channel
from notifications.notices import Notice, Outsider, Recipient, notices
from notifications.preferences import can_be_switched, chosen_by, is_wanted
from notifications.stopping_models import StoppedContact
from notifications.unsubscribing import UnsubscribeLinkUnknown, opened, read_token, sealed, set_by_link
from orders.models import Order

_PURPOSE = b"trusttrack/notifications/stop-contact/v1"
_UID_LENGTH, _KIND_LENGTH = 22, 40


@dataclass(frozen=True)
class Link:
    """What a link of a message stops, and how that stands."""

    kind: str
    title: str
    about: str
    channel: Channel
    is_on: bool


def is_contact_alone(recipient: Recipient, channel: Channel) -> bool:
    """Tell whether a message goes to another address than that of the account that it is about."""
    user = recipient.user
    return channel == Channel.MAIL and user is not None and recipient.email.lower() != user.email.lower()


def way_to_stop(notice: Notice, event: Event, recipient: Recipient, channel: Channel, language: str) -> Outsider | None:
    """Return how an order's contact stops its mails; None for whom the account's settings are, or where nobody can."""
    order = _order_at(event, recipient) if is_contact_alone(recipient, channel) and can_be_switched(notice, channel) else None
    if order is None:
        return None
    token = contact_token(order, notice.kind)
    return Outsider(language, stop_page=f"{settings.BASE_URL}/unsubscribe/{token}", stop_url=f"{settings.BASE_URL}/u/{token}/")


def is_stopped(notice: Notice, event: Event, recipient: Recipient, channel: Channel) -> bool:
    """Tell whether an order's contact wants no more of its mails."""
    if not is_contact_alone(recipient, channel) or not can_be_switched(notice, channel):
        return False
    return StoppedContact.objects.filter(order_uid=event.subject).exists() and _order_at(event, recipient) is not None


def contact_token(order: Order, kind: str) -> str:
    """Return the secret part of the link in a mail of this kind to an order's contact; nothing is stored."""
    named = order.uid.encode().ljust(_UID_LENGTH, b"\0") + kind.encode().ljust(_KIND_LENGTH, b"\0")
    return sealed(_PURPOSE, named + _digest(order.contact_email))


def what_stops(token: str) -> Link:
    """Return what a link is for, an account's or a contact's. Raises UnsubscribeLinkUnknown."""
    found = _contact_of(token)
    if found is None:
        user, notice, channel = read_token(token)
        return Link(notice.kind, notice.title, notice.about, channel, is_wanted(notice, channel, chosen_by(user)))
    order, kind = found
    about = "What we write to this address about this order, but for what the law asks for."
    is_on = not StoppedContact.objects.filter(order_uid=order.uid).exists()
    return Link(kind, f"Order {order.reference}", about, Channel.MAIL, is_on)


def follow_link(token: str, *, is_on: bool) -> None:
    """Stop what a link is for, or take that back; safe to repeat. Raises UnsubscribeLinkUnknown, NoticeFixed."""
    found = _contact_of(token)
    if found is None:
        set_by_link(token, is_on=is_on)
    elif is_on:
        StoppedContact.objects.filter(order_uid=found[0].uid).delete()
    else:
        StoppedContact.objects.bulk_create([StoppedContact(order_uid=found[0].uid)], ignore_conflicts=True)


def _contact_of(token: str) -> tuple[Order, str] | None:
    """Return the order and the kind of mail of a contact's link; None where it is none. Raises UnsubscribeLinkUnknown."""
    content = opened(_PURPOSE, token)
    if content is None:
        return None
    uid, kind = content[:_UID_LENGTH], content[_UID_LENGTH : _UID_LENGTH + _KIND_LENGTH].rstrip(b"\0").decode()
    order = Order.objects.filter(uid=uid.rstrip(b"\0").decode()).first()
    if order is None or _digest(order.contact_email) != content[_UID_LENGTH + _KIND_LENGTH :] or kind not in notices():
        raise UnsubscribeLinkUnknown("This address is not the order's any more, so nothing is sent to it.")
    return order, kind


def _order_at(event: Event, recipient: Recipient) -> Order | None:
    """Return the order that an event is about, where the recipient is its contact."""
    return Order.objects.filter(uid=event.subject, contact_email__iexact=recipient.email).first()


def _digest(address: str) -> bytes:
    return hashlib.sha256(address.lower().encode()).digest()
