"""Places on Earth without PostGIS: H3 cells find the neighbourhood, the great circle measures it.

Decision record: docs/adr/0006-discovery-without-postgis.md.
"""

import math
from typing import NamedTuple

import h3.api.basic_int as h3
from django.db import models

MAX_RADIUS_KM = 100.0
FINE_RADIUS_KM = 10.0  # up to here cells of resolution 7, beyond of 5
EARTH_RADIUS_KM = 6371.0088
#: Shortest edge of a cell anywhere, in km (cells differ by up to a factor two in area; h3geo.org, "Cell statistics").
SHORTEST_EDGE_KM = {5: 7.2, 7: 1.02}


class Point(NamedTuple):
    """Degrees, WGS 84."""

    latitude: float
    longitude: float


class Cells(NamedTuple):
    """The cells of one place, as stored on a vendor."""

    cell_5: int
    cell_7: int


class Cover(NamedTuple):
    """Cells that hold every place within a radius, and the column that they are compared with."""

    column: str
    cells: list[int]


def cells_of(point: Point) -> Cells:
    """Return the cells that `point` lies in."""
    return Cells(h3.latlng_to_cell(*point, 5), h3.latlng_to_cell(*point, 7))


def cover(centre: Point, radius_km: float) -> Cover:
    """Return cells that hold every place within `radius_km` of `centre`; some lie farther.

    Rings of hexagons grow by at least 1.5 edges each, and the centre may lie a whole edge off its cell's middle.
    """
    resolution = 7 if radius_km <= FINE_RADIUS_KM else 5
    rings = math.ceil((radius_km / SHORTEST_EDGE_KM[resolution] + 1) / 1.5)
    return Cover(f"cell_{resolution}", list(h3.grid_disk(h3.latlng_to_cell(*centre, resolution), rings)))


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
