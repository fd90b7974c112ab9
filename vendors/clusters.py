"""The vendors of a part of the map: points where there are few, clusters where there are many, and never many of either.

The map is cut into squares that lie still when it is moved. Of each square some vendors are looked at, found by the index of
points; a search by words or a category brings its own window (vendors/windows.py) beside.
"""

import math
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, TypedDict

from django.db import connection, transaction

from vendors.discovery import Search
from vendors.models import Vendor
from vendors.places import ON_MAP, Box, MapPoint, Point, on_map

MAX_ZOOM = 22
CLOSEST_CLUSTER = 17  # from this zoom on every vendor is a point
SQUARES_ACROSS = 4  # squares of a tile of 512 pixels: 128 pixels each
MAX_SQUARES = 150
LOOKED_AT = 3000  # vendors, of all squares together
MAX_OF_SQUARE = 200
MAX_POINTS = 300


class Cluster(TypedDict):
    """Several vendors of one square, at the middle of them."""

    latitude: float
    longitude: float
    count: int
    is_capped: bool


class MapPointRow(TypedDict):
    """One vendor."""

    slug: str
    name: str
    category: str
    is_verified: bool
    latitude: float
    longitude: float


class MapPart(TypedDict):
    """What a part of the map shows. `capped`: there are more vendors than were looked at."""

    clusters: list[Cluster]
    points: list[MapPointRow]
    capped: bool


class _Square(NamedTuple):
    x: int
    y: int


class _Grid(NamedTuple):
    """Squares of `size` degrees of the map."""

    size: float

    def of(self, point: MapPoint) -> _Square:
        return _Square(math.floor(point.x / self.size), math.floor(point.y / self.size))

    def squares(self, box: Box) -> list[_Square]:
        found = []
        for west, east in _sides(box):
            low, high = self.of(on_map(Point(box.south, west))), self.of(on_map(Point(box.north, east)))
            found += [_Square(x, y) for x in range(low.x, high.x + 1) for y in range(low.y, high.y + 1)]
        return found


class _Row(NamedTuple):
    pk: int
    slug: str
    name: str
    category: str
    is_verified: bool
    latitude: float
    longitude: float
    square: _Square


def cluster(search: Search, box: Box, zoom: float) -> MapPart:
    """Return what the map shows of `search` in `box`. Four statements of bounded work, whatever the zoom."""
    grid, squares = _grid(box, zoom)
    of_square, full = _looked_at(grid, squares)
    window = search.map_window
    rows = sorted(_rows(search, box, grid, {*of_square, *(window.ids if window else ())}), key=attrgetter("square"))
    clusters: list[Cluster] = []
    points: list[MapPointRow] = []
    for square, group in groupby(rows, key=attrgetter("square")):
        members = list(group)
        if len(members) == 1 or (zoom >= CLOSEST_CLUSTER and len(points) + len(members) <= MAX_POINTS):
            points += [_point(member) for member in members]
        else:
            clusters.append(_cluster(members, is_capped=square in full))
    return {"clusters": clusters, "points": points[:MAX_POINTS], "capped": bool(full) or bool(window and window.is_full)}


def _grid(box: Box, zoom: float) -> tuple[_Grid, list[_Square]]:
    """Return the squares of `box`: those of the zoom, or larger ones where they would be too many."""
    level = min(max(int(zoom), 0), MAX_ZOOM)
    while True:
        grid = _Grid(360 / (2**level * SQUARES_ACROSS))
        if level == 0 or _count(grid, box) <= MAX_SQUARES:
            return grid, grid.squares(box)[:MAX_SQUARES]
        level -= 1


def _count(grid: _Grid, box: Box) -> int:
    total = 0
    for west, east in _sides(box):
        low, high = grid.of(on_map(Point(box.south, west))), grid.of(on_map(Point(box.north, east)))
        total += (high.x - low.x + 1) * (high.y - low.y + 1)
    return total


def _looked_at(grid: _Grid, squares: list[_Square]) -> tuple[list[int], set[_Square]]:
    """Return ids of vendors of each square, and the squares that hold more than were taken."""
    each = min(MAX_OF_SQUARE, max(1, LOOKED_AT // max(1, len(squares))))
    # Only the index of points may answer, and one row after the other: a bitmap would first collect all of a full square.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute(_OF_SQUARES.format(place=_place()), [grid.size, [s.x for s in squares], [s.y for s in squares], each + 1])
        rows = cursor.fetchall()
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL enable_bitmapscan TO DEFAULT")
    found: dict[_Square, list[int]] = {}
    for x, y, pk in rows:
        found.setdefault(_Square(x, y), []).append(pk)
    full = {square for square, ids in found.items() if len(ids) > each}
    return [pk for ids in found.values() for pk in ids[:each]], full


_OF_SQUARES = """
SELECT s.x, s.y, v.id FROM (SELECT %s::float8 AS size) g, unnest(%s::int[], %s::int[]) s (x, y), LATERAL (
    SELECT id FROM vendors_vendor
    WHERE latitude IS NOT NULL AND NOT is_suspended
        AND {place} <@ box(point(s.x * g.size, s.y * g.size), point((s.x + 1) * g.size, (s.y + 1) * g.size))
    LIMIT %s
) v
"""


def _place() -> str:
    """Return ON_MAP as the index has it, in SQL."""
    query = Vendor.objects.annotate(place=ON_MAP).values("place").query
    compiler = query.get_compiler(connection=connection)
    return str(compiler.compile(query.annotations["place"])[0])


def _rows(search: Search, box: Box, grid: _Grid, ids: set[int]) -> Iterator[_Row]:
    matches = search.among(ids).with_verification().filter(latitude__range=(box.south, box.north))
    columns = ("pk", "slug", "name", "category__slug", "is_verified", "latitude", "longitude")
    for pk, slug, name, category, is_verified, latitude, longitude in matches.values_list(*columns):
        if any(west <= longitude <= east for west, east in _sides(box)):
            square = grid.of(on_map(Point(latitude, longitude)))
            yield _Row(pk, slug, name, category, is_verified, latitude, longitude, square)


def _sides(box: Box) -> list[tuple[float, float]]:
    """Return the parts of `box` on either side of the date line."""
    return [(box.west, box.east)] if box.west <= box.east else [(box.west, 180.0), (-180.0, box.east)]


def _point(row: _Row) -> MapPointRow:
    return {
        "slug": row.slug,
        "name": row.name,
        "category": row.category,
        "is_verified": row.is_verified,
        "latitude": row.latitude,
        "longitude": row.longitude,
    }


def _cluster(members: list[_Row], *, is_capped: bool) -> Cluster:
    count = len(members)
    return {
        "latitude": sum(row.latitude for row in members) / count,
        "longitude": sum(row.longitude for row in members) / count,
        "count": count,
        "is_capped": is_capped,
    }
