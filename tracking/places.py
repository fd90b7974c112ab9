"""Where the vendor of an order is, and when it is open: what its profile tells anybody."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from orders.models import Order
from vendors.models import OpeningHours, SpecialDay
from vendors.opening import Span, Week

DAYS_SHOWN = 7
Row = Mapping[str, Any]


def with_hours(orders: QuerySet[Order], *, first: Any, last: Any) -> QuerySet[Order]:
    """Load the vendor's opening hours in the same query, special ones from `first` to `last`; `hours_of` reads them."""
    hours = OpeningHours.objects.filter(vendor=OuterRef("vendor"))
    days = SpecialDay.objects.filter(vendor=OuterRef("vendor"), day__range=(first, last))
    return orders.annotate(
        opening_rows=ArraySubquery(hours.values_list(JSONObject(weekday="weekday", opens="opens", closes="closes"))),
        special_rows=ArraySubquery(days.values_list(JSONObject(day="day", opens="opens", closes="closes"))),
    )


def days_needed(at: datetime) -> tuple[date, date]:
    """Return the first and the last day whose special hours a page shows; one more on both sides: their today may differ."""
    today = at.date()
    return today - timedelta(days=1), today + timedelta(days=DAYS_SHOWN + 1)


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
    week = _week(order)
    if not week.is_ever_open():
        return []
    today = at.astimezone(week.zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(DAYS_SHOWN))
    return [{"day": day.isoformat(), "spans": [_shown(span) for span in week.spans_of(day)]} for day in days]


def _shown(span: Span) -> dict[str, str]:
    return {"opens": f"{span.opens:%H:%M}", "closes": f"{span.closes:%H:%M}"}


def _week(order: Order) -> Week:
    weekdays: dict[int, list[Span]] = {}
    for row in sorted(getattr(order, "opening_rows", ()), key=lambda row: str(row["opens"])):
        weekdays.setdefault(row["weekday"], []).append(_span(row))
    special: dict[date, list[Span]] = {}
    for row in sorted(getattr(order, "special_rows", ()), key=lambda row: str(row["opens"])):
        spans = special.setdefault(date.fromisoformat(row["day"]), [])
        if row["opens"] is not None:
            spans.append(_span(row))
    return Week(weekdays, special, ZoneInfo(order.vendor.timezone))


def _span(row: Row) -> Span:
    return Span(time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"]))
