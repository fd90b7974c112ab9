"""Where the vendor of an order is, and when it is open: what its profile tells anybody."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from orders.models import Order
from vendors.opening import Span, read_week

DAYS_SHOWN = 7


def place_of(order: Order) -> dict[str, Any]:
    """Return address, phone and place of the order's vendor. They are a business's, never the customer's."""
    vendor = order.vendor
    return {
        "address": {name: getattr(vendor, name) for name in ("line1", "line2", "city", "postcode", "country")},
        "location": vendor.point and {"latitude": vendor.point.latitude, "longitude": vendor.point.longitude},
        "phone": vendor.phone,
        "timezone": vendor.timezone,
        "hours": hours_of(order, timezone.now()),
    }


def hours_of(order: Order, at: datetime) -> list[dict[str, Any]]:
    """Return the opening spans of the vendor's next days, today first; nothing where it names no hours at all."""
    week = read_week(getattr(order, "opening_rows", ()), getattr(order, "special_rows", ()), ZoneInfo(order.vendor.timezone))
    if not week.is_ever_open():
        return []
    today = at.astimezone(week.zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(DAYS_SHOWN))
    return [{"day": day.isoformat(), "spans": [_shown(span) for span in week.spans_of(day)]} for day in days]


def _shown(span: Span) -> dict[str, str]:
    return {"opens": f"{span.opens:%H:%M}", "closes": f"{span.closes:%H:%M}"}
