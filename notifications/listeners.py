"""Who is told of which event; registered in config/listeners.py, run by the outbox's workers after the commit."""

from collections.abc import Callable, Iterable

from accounts.models import User
from events.models import Event
from ledger.reads import leaf_hash_of
from notifications import composing
from notifications.sending import Mail, send_once
from orders.models import Order
from orders.statuses import Status
from vendors.models import ApiKey, MembershipRole


def tell_vendor(event: Event) -> None:
    """Mail everybody of the vendor's team. Listens to `order.placed`."""
    order = _order(event)
    members = order.vendor.memberships.filter(user__is_active=True).order_by("pk").values_list("user__email", flat=True)
    _mail_all(event, "new_order", members, lambda: composing.new_order(order))


def confirm_order(event: Event) -> None:
    """Mail the customer the tracking link. Listens to `order.placed`."""
    order = _order(event)
    send_once(
        event,
        kind="order_confirmation",
        recipient=order.contact_email,
        compose=lambda: composing.order_confirmation(order),
    )


def tell_customer(event: Event) -> None:
    """Mail the customer the entry; for `completed`, the request for a review instead. Listens to `order.status_changed`."""
    order = _order(event)
    entry = order.history.get(sequence=event.sequence or 0)
    is_over = entry.status == Status.COMPLETED
    compose = composing.please_review if is_over else composing.status_changed
    send_once(
        event,
        kind="please_review" if is_over else "status_changed",
        recipient=order.contact_email,
        compose=lambda: compose(order, entry, leaf_hash=leaf_hash_of(order.chain_id, entry.sequence)),
    )


def tell_reviewer(event: Event) -> None:
    """Mail the customer that the vendor answered. Listens to `review.responded`."""
    order = _order(event)
    send_once(event, kind="review_answered", recipient=order.contact_email, compose=lambda: composing.review_answered(order))


def tell_owners_of_key(event: Event) -> None:
    """Mail the vendor's owners that a key was made, renewed or revoked. Listens to `vendor.api_key_*`."""
    key = ApiKey.objects.select_related("vendor", "created_by").get(pk=event.payload["key"])
    owners = key.vendor.memberships.filter(user__is_active=True, role=MembershipRole.OWNER).order_by("pk")
    by = User.objects.filter(pk=event.payload["by"]).first()
    kind = event.type.removeprefix("vendor.")
    recipients = owners.values_list("user__email", flat=True)
    _mail_all(event, kind, recipients, lambda: composing.api_key(key, kind, at=event.recorded_at, by=by))


def _order(event: Event) -> Order:
    return Order.objects.select_related("vendor", "chain").prefetch_related("items__order").get(uid=event.subject)


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
