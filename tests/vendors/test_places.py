"""Cells hold what the radius holds, everywhere."""

import math
import random

import pytest
from django.db import connection

from tests.factories import VendorFactory
from vendors.models import Vendor
from vendors.places import EARTH_RADIUS_KM, MAX_RADIUS_KM, DistanceKm, Point, cells_of, cover


def destination(start: Point, bearing: float, km: float) -> Point:
    """The place `km` away, by the direct formula on the sphere."""
    angle, lat, lng = km / EARTH_RADIUS_KM, math.radians(start.latitude), math.radians(start.longitude)
    north = math.asin(math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(bearing))
    east = math.atan2(math.sin(bearing) * math.sin(angle) * math.cos(lat), math.cos(angle) - math.sin(lat) * math.sin(north))
    return Point(math.degrees(north), (math.degrees(lng + east) + 540) % 360 - 180)


@pytest.mark.parametrize("radius", [0.1, 1.0, 5.0, 10.0, 10.1, 50.0, MAX_RADIUS_KM])
def test_cover_misses_nobody_within_the_radius(radius: float) -> None:
    dice = random.Random(7)
    for _ in range(150):
        centre = Point(math.degrees(math.asin(dice.uniform(-1, 1))), dice.uniform(-180, 180))
        around = cover(centre, radius)
        place = destination(centre, dice.uniform(0, 2 * math.pi), radius * math.sqrt(dice.random()) * 0.9999)
        assert getattr(cells_of(place), around.column) in around.cells, (centre, place)


@pytest.mark.parametrize("centre", [Point(51.45, -2.58), Point(0, 179.99), Point(-89.9, 10), Point(90, 0), Point(64.7, 10.5)])
def test_cover_holds_the_rim_at_hard_places(centre: Point) -> None:
    for radius in (10.0, 100.0):
        around = cover(centre, radius)
        for step in range(72):
            place = destination(centre, math.radians(step * 5), radius * 0.999)
            assert getattr(cells_of(place), around.column) in around.cells


def test_distance_in_sql_is_the_great_circle(db: None) -> None:
    london, paris = Point(51.5074, -0.1278), Point(48.8566, 2.3522)
    vendor = VendorFactory.create(latitude=paris.latitude, longitude=paris.longitude)
    nowhere = VendorFactory.create()
    found = dict(Vendor.objects.annotate(km=DistanceKm(london)).values_list("pk", "km"))
    assert found[vendor.pk] == pytest.approx(343.6, abs=0.3)
    assert found[nowhere.pk] is None
    assert connection.vendor == "postgresql"
