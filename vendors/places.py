"""Places on Earth without PostGIS: an index of points finds the nearest, the great circle measures them.

Decision records: docs/adr/0006-discovery-without-postgis.md, docs/adr/0023-discovery-words-typos-map.md.
"""

import math
from typing import NamedTuple

import h3.api.basic_int as h3
from django.db import models

MAX_RADIUS_KM = 100.0
EARTH_RADIUS_KM = 6371.0088
FARTHEST_NORTH = 89.9  # the map ends where it would need endless paper


class Point(NamedTuple):
    """Degrees, WGS 84."""

    latitude: float
    longitude: float


class Cells(NamedTuple):
    """The H3 cells of one place. Nothing reads them any more; the program's former release does, and can be run again."""

    cell_5: int
    cell_7: int


class MapPoint(NamedTuple):
    """A place on Mercator's map, in degrees of longitude. Near a place all directions are equally long on it."""

    x: float
    y: float


class Box(NamedTuple):
    """A part of the map, in degrees, WGS 84. `west` above `east` runs across the date line."""

    west: float
    south: float
    east: float
    north: float


def cells_of(point: Point) -> Cells:
    """Return the cells that `point` lies in."""
    return Cells(h3.latlng_to_cell(*point, 5), h3.latlng_to_cell(*point, 7))


def metres_between(one: Point, other: Point) -> float:
    """Return the great-circle distance (haversine); the same as DistanceKm in SQL."""
    north, east = math.radians(one.latitude - other.latitude), math.radians(one.longitude - other.longitude)
    along = math.cos(math.radians(one.latitude)) * math.cos(math.radians(other.latitude))
    return 2000 * EARTH_RADIUS_KM * math.asin(min(1, math.sqrt(math.sin(north / 2) ** 2 + along * math.sin(east / 2) ** 2)))


def on_map(point: Point) -> MapPoint:
    """Return where `point` is on the map; the same as ON_MAP in SQL."""
    latitude = min(max(point.latitude, -FARTHEST_NORTH), FARTHEST_NORTH)
    return MapPoint(point.longitude, math.degrees(math.log(math.tan(math.radians(45 + latitude / 2)))))


def from_map(x: float, y: float) -> Point:
    """Return the place that is drawn at (x, y)."""
    return Point(2 * math.degrees(math.atan(math.exp(math.radians(y)))) - 90, (x + 180) % 360 - 180)


def sides_of(point: MapPoint) -> list[MapPoint]:
    """Return `point` as a search near it has to see it: close to the date line, from both ends of the map."""
    if abs(point.x) < 180 - 10:
        return [point]
    return [point, MapPoint(point.x - math.copysign(360, point.x), point.y)]


#: A vendor's place on Mercator's map, as PostgreSQL's own `point`, of which a GiST index finds the nearest first.
ON_MAP = models.Func(
    models.F("longitude"),
    models.Func(
        models.F("latitude"),
        template="degrees(ln(tan(radians(45 + least(greatest(%(expressions)s, -89.9), 89.9) / 2))))",
        output_field=models.FloatField(),
    ),
    function="point",
    output_field=models.FloatField(),  # there is no field for points; nobody reads this one
)


class DistanceKm(models.Func):
    """Great-circle distance (haversine) from a point to a row's place, in km; null where the row has no place."""

    output_field = models.FloatField()
    template = (
        f"CASE WHEN %(row_latitude)s IS NOT NULL THEN {2 * EARTH_RADIUS_KM} * asin(least(1.0::float8, sqrt("
        "power(sin(radians(%(row_latitude)s - %(latitude)r::float8) / 2), 2)"
        " + cos(radians(%(latitude)r::float8)) * cos(radians(%(row_latitude)s))"
        " * power(sin(radians(%(row_longitude)s - %(longitude)r::float8) / 2), 2)))) END"
    )

    def __init__(self, point: Point) -> None:
        super().__init__(
            models.F("latitude"), models.F("longitude"), latitude=float(point.latitude), longitude=float(point.longitude)
        )

    def as_sql(self, compiler, connection, **context):  # type: ignore[no-untyped-def,override]  # takes no template
        """Name the two columns in the template, which uses the latitude twice."""
        row_latitude, row_longitude = (compiler.compile(part)[0] for part in self.source_expressions)
        return self.template % {**self.extra, "row_latitude": row_latitude, "row_longitude": row_longitude}, []
