"""What is said of an order that waits: the facts of the template `waiting`."""

from django.conf import settings
from django.template.loader import render_to_string

from notifications.composing import local_time
from notifications.rendering import Mail
from orders.models import Order, OrderStatusHistory


def order_unanswered(order: Order, entry: OrderStatusHistory, *, leaf_hash: str) -> Mail:
    """For owners and managers: nobody has answered."""
    subject = f"Order {order.reference} waits for an answer"
    text = f"Nobody has answered it in the {order.vendor.answer_minutes} minutes that you allow while you are open. "
    text += "Accept or reject it now; if nobody does, the customer is offered to cancel."
    return _to_team(subject, text, order, entry, leaf_hash)


def cancel_offered(order: Order, entry: OrderStatusHistory, *, leaf_hash: str) -> Mail:
    """For the customer: the choice to cancel, or to go on waiting."""
    subject = f"{order.vendor.name} has not answered your order {order.reference}"
    text = "You can cancel it now, or go on waiting: it stays as it is until you or the business decide."
    return _compose(subject, text, order, entry, leaf_hash, path=f"/orders/{order.uid}", label="Decide about your order")


def pickup_waiting(order: Order, entry: OrderStatusHistory, *, leaf_hash: str, reminder: int) -> Mail:
    """For the customer: it is ready, and still there."""
    subject = f"Your order {order.reference} {'is still' if reminder > 1 else 'is'} waiting at {order.vendor.name}"
    text = "It is ready to be picked up. If you cannot come, tell the business."
    return _compose(subject, text, order, entry, leaf_hash, path=order.tracking_path, label="Follow your order")


def pickup_not_collected(order: Order, entry: OrderStatusHistory, *, leaf_hash: str, reminder: int) -> Mail:
    """For the team: nobody has come for it."""
    subject = f"Order {order.reference} {'still waits' if reminder > 1 else 'waits'} to be picked up"
    text = "The customer has been reminded. If they were there, complete the order."
    return _to_team(subject, text, order, entry, leaf_hash)


def _to_team(subject: str, text: str, order: Order, entry: OrderStatusHistory, leaf_hash: str) -> Mail:
    return _compose(subject, text, order, entry, leaf_hash, path=f"/dashboard/{order.vendor.slug}", label="Open the orders board")


def _compose(subject: str, text: str, order: Order, entry: OrderStatusHistory, leaf_hash: str, *, path: str, label: str) -> Mail:
    context = {
        "subject": subject,
        "sentence": text,
        "order": order,
        "vendor": order.vendor,
        "entry": entry,
        "since": local_time(entry.recorded_at, order),
        "leaf_hash": leaf_hash,
        "tracking_url": f"{settings.BASE_URL}{order.tracking_path}",
        "action_url": f"{settings.BASE_URL}{path}",
        "action_label": label,
        "base_url": settings.BASE_URL,
    }
    return Mail(
        subject=subject,
        text=render_to_string("notifications/waiting.txt", context),
        html=render_to_string("notifications/waiting.html", context),
        url=str(context["action_url"]),
    )
