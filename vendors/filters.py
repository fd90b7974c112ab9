"""The questions that discovery answers, each checked: a value that makes no sense is a 400, never ignored."""

import math
from datetime import datetime
from typing import Any

import django_filters  # type: ignore[import-untyped,unused-ignore]  # has no stubs
from django import forms

from vendors.models import Category, Vendor
from vendors.places import MAX_RADIUS_KM, Box, Point
from vendors.querysets import VendorQuerySet

DEFAULT_RADIUS_KM = 10.0
ORDERINGS = ("best", "rating", "newest", "name", "distance")
_YES_NO = [("true", "Yes"), ("false", "No")]


def read_point(text: str) -> Point:
    """Return `latitude,longitude` in degrees as a Point. Raises ValueError."""
    latitude, longitude = (float(part) for part in text.split(","))
    if not (math.isfinite(latitude) and math.isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError(text)
    return Point(latitude, longitude)


def read_box(text: str) -> Box:
    """Return `west,south,east,north` in degrees as a Box. Raises ValueError."""
    west, south, east, north = (float(part) for part in text.split(","))
    degrees_fit = all(map(math.isfinite, (west, south, east, north))) and max(abs(west), abs(east)) <= 180
    if not (degrees_fit and -90 <= south < north <= 90):
        raise ValueError(text)
    return Box(west, south, east, north)


class BoxField(forms.CharField):
    """`-2.7,51.4,-2.5,51.5`."""

    def clean(self, value: Any) -> Any:
        """Return a Box."""
        text = super().clean(value)
        try:
            return read_box(text)
        except ValueError as error:
            message = "Give a part of the map as west,south,east,north in degrees, for instance -2.7,51.4,-2.5,51.5."
            raise forms.ValidationError(message) from error


class MapForm(forms.Form):
    """The part of the map that is looked at."""

    bbox = BoxField()
    zoom = forms.FloatField(min_value=0, max_value=22)


class PointField(forms.CharField):
    """`51.45,-2.58`."""

    def clean(self, value: Any) -> Any:
        """Return a Point, or None for nothing."""
        text = super().clean(value)
        try:
            return read_point(text) if text else None
        except ValueError as error:
            raise forms.ValidationError("Give a place as latitude,longitude in degrees, for instance 51.45,-2.58.") from error


class PointFilter(django_filters.Filter):
    """A place."""

    field_class = PointField


class DiscoveryForm(forms.Form):
    """Judges fields together."""

    def clean(self) -> dict[str, Any]:
        """Refuse a radius or an order by distance without a place to measure from."""
        data = super().clean() or {}
        if not data.get("near"):
            if data.get("radius_km") is not None:
                self.add_error("radius_km", "A radius needs near=latitude,longitude.")
            if data.get("ordering") == "distance":
                self.add_error("ordering", "Ordering by distance needs near=latitude,longitude.")
        return data


def _yes_no(**kwargs: Any) -> django_filters.TypedChoiceFilter:
    return django_filters.TypedChoiceFilter(choices=_YES_NO, coerce=lambda text: text == "true", empty_value=None, **kwargs)


class VendorFilter(django_filters.FilterSet):
    """The query string of `GET /vendors/`. Each filter is a step of VendorQuerySet."""

    search = django_filters.CharFilter(method="beside", max_length=100)
    as_typed = _yes_no(method="beside")
    category = django_filters.ModelChoiceFilter(
        queryset=Category.objects.prefetch_related("children"),
        to_field_name="slug",
        method="by_category",
        error_messages={"invalid_choice": "There is no such category."},
    )
    city = django_filters.CharFilter(method="by_city", max_length=80)
    is_verified = _yes_no(method="by_verification")
    near = PointFilter(method="by_place")
    radius_km = django_filters.NumberFilter(method="beside", min_value=0.1, max_value=MAX_RADIUS_KM)
    min_rating = django_filters.NumberFilter(field_name="average", lookup_expr="gte", min_value=1, max_value=5)
    open_now = _yes_no(method="by_hours")
    ordering = django_filters.ChoiceFilter(choices=[(name, name) for name in ORDERINGS], method="beside")

    class Meta:
        model = Vendor
        form = DiscoveryForm
        fields: list[str] = []

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def by_category(self, vendors: VendorQuerySet, name: str, value: Category) -> VendorQuerySet:
        """A category with its children."""
        return vendors.in_category(value)

    def by_city(self, vendors: VendorQuerySet, name: str, value: str) -> VendorQuerySet:
        """A city by its slug, as facets and places give it."""
        return vendors.in_city(value)

    def by_verification(self, vendors: VendorQuerySet, name: str, value: bool) -> VendorQuerySet:
        """The badge, at this moment."""
        return vendors.verified(value)

    def by_hours(self, vendors: VendorQuerySet, name: str, value: bool) -> VendorQuerySet:
        """Open, by the vendor's clock."""
        return vendors.open(self.at, value)

    def by_place(self, vendors: VendorQuerySet, name: str, value: Point) -> VendorQuerySet:
        """Within the radius."""
        return vendors.within(value, float(self.form.cleaned_data.get("radius_km") or DEFAULT_RADIUS_KM))

    def beside(self, vendors: VendorQuerySet, name: str, value: Any) -> VendorQuerySet:
        """Read elsewhere: words choose the window (vendors/windows.py)."""
        return vendors
