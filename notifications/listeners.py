"""Who is told of which event; registered in config/listeners.py, run by the outbox's workers after the commit."""

import functools
from collections.abc import Callable, Iterable

from events.models import Event
from ledger.reads import leaf_hash_of
from notifications import composing
from notifications.sending import Mail, send_once
from orders.erasure import ERASED_EMAIL
from orders.models import Order
from orders.statuses import Status


def tell_vendor(event: Event) -> None:
    """Mail everybody of the vendor's team. Listens to `order.placed`."""
    order = _order(event)
    members = order.vendor.memberships.filter(user__is_active=True).order_by("pk").values_list("user__email", flat=True)
    _mail_all(event, "new_order", members, lambda: composing.new_order(order))


def confirm_order(event: Event) -> None:
    """Mail the customer the tracking link. Listens to `order.placed`."""
    order = _order(event)
    _mail_customer(event, "order_confirmation", order, lambda: composing.order_confirmation(order))


def tell_customer(event: Event) -> None:
    """Mail the customer the entry; for `completed`, the request for a review instead. Listens to `order.status_changed`."""
    order = _order(event)
    entry = order.history.get(sequence=event.sequence or 0)
    is_over = entry.status == Status.COMPLETED
    compose = composing.please_review if is_over else composing.status_changed
    leaf_hash = functools.partial(leaf_hash_of, order.chain_id, entry.sequence)
    kind = "please_review" if is_over else "status_changed"
    _mail_customer(event, kind, order, lambda: compose(order, entry, leaf_hash=leaf_hash()))


def tell_reviewer(event: Event) -> None:
    """Mail the customer that the vendor answered. Listens to `review.responded`."""
    order = _order(event)
    _mail_customer(event, "review_answered", order, lambda: composing.review_answered(order))


def _order(event: Event) -> Order:
    return Order.objects.select_related("vendor", "chain").prefetch_related("items__order").get(uid=event.subject)


def _mail_customer(event: Event, kind: str, order: Order, compose: Callable[[], Mail]) -> None:
    """Mail the order's contact, unless it was erased in the meantime."""
    if order.contact_email != ERASED_EMAIL:
        send_once(event, kind=kind, recipient=order.contact_email, compose=compose)


def _mail_all(event: Event, kind: str, recipients: Iterable[str], compose: Callable[[], Mail]) -> None:
    """Mail each; an address that fails keeps none of the others waiting, and is tried again with the event."""
    failures: list[Exception] = []
    for recipient in recipients:
        try:
            send_once(event, kind=kind, recipient=recipient, compose=compose)
        except Exception as error:
            failures.append(error)
    if failures:
        raise failures[0]
