"""Opening hours, read in the same query as a vendor or what belongs to one."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from vendors.models import OpeningHours, SpecialDay


def with_week(rows: QuerySet[Any], *, vendor: str, since: Any) -> QuerySet[Any]:
    """Load the hours of each row's `vendor` (a column), special ones since a day, for vendors.opening.read_week."""
    hours = OpeningHours.objects.filter(vendor=OuterRef(vendor)).order_by("opens")
    days = SpecialDay.objects.filter(vendor=OuterRef(vendor), day__gte=since).order_by("opens")
    loaded: QuerySet[Any] = rows.annotate(
        opening_rows=ArraySubquery(hours.values_list(JSONObject(weekday="weekday", opens="opens", closes="closes"))),
        special_rows=ArraySubquery(days.values_list(JSONObject(day="day", opens="opens", closes="closes"))),
    )
    return loaded


def since_when(at: datetime) -> date:
    """Return the first day whose hours can matter at a moment: yesterday's may not have ended, and today need not be ours."""
    return at.date() - timedelta(days=2)
