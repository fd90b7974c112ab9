"""The nearest on the map are the nearest on Earth."""

import math

import pytest
from django.db import connection

from tests.factories import VendorFactory
from vendors import windows
from vendors.models import Vendor
from vendors.places import EARTH_RADIUS_KM, DistanceKm, Point, from_map, on_map
from vendors.windows import Away, nearest


def destination(start: Point, bearing: float, km: float) -> Point:
    """The place `km` away, by the direct formula on the sphere."""
    angle, lat, lng = km / EARTH_RADIUS_KM, math.radians(start.latitude), math.radians(start.longitude)
    north = math.asin(math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(bearing))
    east = math.atan2(math.sin(bearing) * math.sin(angle) * math.cos(lat), math.cos(angle) - math.sin(lat) * math.sin(north))
    return Point(math.degrees(north), (math.degrees(lng + east) + 540) % 360 - 180)


def placed(point: Point) -> int:
    return VendorFactory.create(latitude=point.latitude, longitude=point.longitude).pk


@pytest.mark.parametrize("centre", [Point(51.45, -2.58), Point(0, 179.99), Point(-33.9, -179.999), Point(64.7, 10.5)])
def test_the_nearest_are_found_first_in_every_direction_and_across_the_date_line(
    db: None, monkeypatch: pytest.MonkeyPatch, centre: Point
) -> None:
    for km in (40, 60):
        for step in range(12):
            placed(destination(centre, math.radians(step * 30), km))
    ids = [placed(destination(centre, math.radians(step * 15), 30)) for step in range(24)]
    monkeypatch.setattr(windows, "NEAREST", 24)
    assert set(nearest(centre).ids) >= set(ids)


def test_nearest_is_bounded_and_says_so(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for step in range(4):
        placed(destination(Point(51, 0), step, 1 + step))
    assert nearest(Point(51, 0)).is_full is False
    monkeypatch.setattr(windows, "NEAREST", 3)
    assert (len(nearest(Point(51, 0)).ids), nearest(Point(51, 0)).is_full) == (3, True)


@pytest.mark.parametrize("place", [Point(51.45, -2.58), Point(-89.95, 10), Point(90, 0), Point(0, -180)])
def test_the_map_is_the_same_in_sql_and_can_be_read_back(db: None, place: Point) -> None:
    placed(place)
    here = on_map(place)
    assert Vendor.objects.annotate(away=Away(here)).get().away == pytest.approx(0, abs=1e-6)  # type: ignore[attr-defined]
    assert list(from_map(*here)) == pytest.approx([max(min(place.latitude, 89.9), -89.9), place.longitude])


def test_distance_in_sql_is_the_great_circle(db: None) -> None:
    london, paris = Point(51.5074, -0.1278), Point(48.8566, 2.3522)
    vendor = VendorFactory.create(latitude=paris.latitude, longitude=paris.longitude)
    nowhere = VendorFactory.create()
    found = dict(Vendor.objects.annotate(km=DistanceKm(london)).values_list("pk", "km"))
    assert found[vendor.pk] == pytest.approx(343.6, abs=0.3)
    assert found[nowhere.pk] is None
    assert connection.vendor == "postgresql"
