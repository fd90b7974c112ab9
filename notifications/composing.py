"""What the mails say. Words in templates/notifications/, facts from here."""

from base64 import urlsafe_b64encode
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string

from accounts.models import User
from common.money import as_money
from ledger.encoding import encode64
from notifications.rendering import Mail
from orders.models import Order, OrderStatusHistory
from orders.statuses import status_text
from vendors.models import ApiKey, Vendor

KEY_WORDS = {
    "api_key_created": (
        "An API key was made",
        "If nobody of you did this, revoke it at once and change the password of whoever is named.",
    ),
    "api_key_rotated": (
        "An API key was renewed",
        "It has a new secret. If nobody of you did this, revoke it at once.",
    ),
    "api_key_revoked": (
        "An API key was revoked",
        "Whatever used it is refused from now on. Make a new key where it is still needed.",
    ),
}
SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}


def new_order(order: Order) -> Mail:
    """For the vendor's people: somebody ordered."""
    subject = f"New order {order.reference}: {_money(order.total_minor, order.currency)}"
    return _compose("new_order", subject, order, action_url=f"{settings.BASE_URL}/dashboard/{order.vendor.slug}")


def order_confirmation(order: Order, *, leaf_hash: str) -> Mail:
    """For the customer: the order is placed, and where to follow it. The link carries the chain that the page must show."""
    chain = urlsafe_b64encode(bytes(order.chain.chain_id)).decode().rstrip("=")
    return _compose(
        "order_confirmation",
        f"Your order {order.reference} with {order.vendor.name}",
        order,
        action_url=f"{settings.BASE_URL}{order.tracking_path}#chain={chain}",
        leaf_hash=leaf_hash,
    )


def status_changed(order: Order, entry: OrderStatusHistory, *, leaf_hash: str) -> Mail:
    """For the customer: one entry of the history, with its hash in the public log."""
    sentence = status_text(entry.status, vendor=order.vendor.name, is_delivery=order.is_delivery)
    ready_at = entry.estimated_ready_at and local_time(entry.estimated_ready_at, order)
    return _compose(
        "status_changed",
        f"{sentence} (order {order.reference})",
        order,
        sentence=sentence,
        entry=entry,
        recorded_at=local_time(entry.recorded_at, order),
        ready_at=ready_at,
        leaf_hash=leaf_hash,
    )


def please_review(order: Order, entry: OrderStatusHistory, *, leaf_hash: str) -> Mail:
    """For the customer: the order is completed; what was it like?"""
    return _compose(
        "please_review",
        f"How was {order.vendor.name}? (order {order.reference})",
        order,
        entry=entry,
        recorded_at=local_time(entry.recorded_at, order),
        leaf_hash=leaf_hash,
        action_url=f"{settings.BASE_URL}/orders/{order.uid}#review",
    )


def review_answered(order: Order) -> Mail:
    """For the customer: the vendor answered the review."""
    action_url = f"{settings.BASE_URL}/orders/{order.uid}#review"
    return _compose("review_answered", f"{order.vendor.name} answered your review", order, action_url=action_url)


def api_key(kind: str, *, key: ApiKey, at: datetime, by: User | None) -> Mail:
    """For the vendor's owners: a key was made, renewed or revoked. `by` none: an operator of the platform."""
    sentence, advice = KEY_WORDS[kind]
    who = "TrustTrack" if by is None or by.is_staff else by.name or by.email
    context = {
        "subject": f"{sentence} for {key.vendor.name}",
        "sentence": sentence,
        "advice": advice,
        "key": key,
        "vendor": key.vendor,
        "who": who,
        "when": _on_clock(at, key.vendor),
        "base_url": settings.BASE_URL,
        "action_url": f"{settings.BASE_URL}/dashboard/{key.vendor.slug}/keys",
    }
    return Mail(
        subject=str(context["subject"]),
        text=render_to_string("notifications/api_key.txt", context),
        html=render_to_string("notifications/api_key.html", context),
        url=str(context["action_url"]),
    )


def local_time(moment: datetime, order: Order) -> str:
    """Return a time on the vendor's clock, with the zone's short name."""
    return _on_clock(moment, order.vendor)


def _on_clock(moment: datetime, vendor: Vendor) -> str:
    local = moment.astimezone(ZoneInfo(vendor.timezone))
    return f"{local.day} {local:%B %Y, %H:%M %Z}"


def _compose(template: str, subject: str, order: Order, **more: Any) -> Mail:
    tracking_url = f"{settings.BASE_URL}{order.tracking_path}"
    context = {
        "subject": subject,
        "order": order,
        "vendor": order.vendor,
        "lines": [
            {"quantity": line.quantity, "name": line.name, "total": _money(line.line_total_minor, order.currency)}
            for line in order.items.all()
        ],
        "total": _money(order.total_minor, order.currency),
        "placed_at": local_time(order.placed_at, order),
        "tracking_url": tracking_url,
        "action_url": tracking_url,
        "base_url": settings.BASE_URL,
        "chain_id": encode64(bytes(order.chain.chain_id)),
        **more,
    }
    return Mail(
        subject=subject,
        text=render_to_string(f"notifications/{template}.txt", context),
        html=render_to_string(f"notifications/{template}.html", context),
        url=str(context["action_url"]),
    )


def _money(minor: int, currency: str) -> str:
    amount = as_money(minor, currency)["amount"]
    return f"{SYMBOLS[currency]}{amount}" if currency in SYMBOLS else f"{amount} {currency}"
