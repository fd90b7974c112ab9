"""What narrowing a search down further would leave: counted among few matches, and told so."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple, TypedDict

from django.db.models import QuerySet

from common.prepared import Prepared
from vendors.browsing import open_search
from vendors.discovery import Search
from vendors.models import Vendor

#: Facets count among this many matches at most; `capped` says when there are more.
FACET_LIMIT = 300
MAX_CITIES = 12
RATINGS = (3.0, 4.0, 4.5)
DISTANCES_KM = (1, 2, 5, 10, 25, 50, 100)


class NamedCount(TypedDict):
    """How many of the matches are in a category or city."""

    slug: str
    name: str
    count: int


class RatingCount(TypedDict):
    """How many are rated so well."""

    min_rating: float
    count: int


class DistanceCount(TypedDict):
    """How many are so near."""

    radius_km: int
    count: int


class Facets(TypedDict):
    """What narrowing down further would leave."""

    categories: list[NamedCount]
    cities: list[NamedCount]
    ratings: list[RatingCount]
    distances: list[DistanceCount]
    is_verified: int
    open_now: int
    total: int
    capped: bool


class _Match(NamedTuple):
    category: str
    category_name: str
    position: int
    city: str
    city_name: str
    is_verified: bool
    open_now: bool
    average: float
    distance_km: float | None


def count_facets(search: Search) -> Facets:
    """Count among the first FACET_LIMIT matches. Categories and cities are counted as if none of them were chosen."""
    matches = _matches(search)
    categories = _matches(search, without="category") if "category" in search.asked else matches
    cities = _matches(search, without="city") if "city" in search.asked else matches
    is_window_full = search.window is not None and search.window.is_full
    return {
        "categories": _categories(categories),
        "cities": _cities(cities),
        "ratings": [{"min_rating": least, "count": sum(each.average >= least for each in matches)} for least in RATINGS],
        "distances": _distances(matches) if search.point else [],
        "is_verified": sum(each.is_verified for each in matches),
        "open_now": sum(each.open_now for each in matches),
        "total": len(matches),
        "capped": is_window_full or len(matches) >= FACET_LIMIT,
    }


def _matches(search: Search, *, without: str = "") -> list[_Match]:
    if search.is_browsing:
        has_city = "city" in search.asked - {without}
        rows: Iterable[Any] = _browsed(has_city=has_city, limit=FACET_LIMIT).rows(at=search.at, city=search.given.get("city"))
    else:
        rows = _counted(search, without)[:FACET_LIMIT]
    return [_Match(*row) for row in rows]


def _counted(search: Search, without: str = "") -> QuerySet[Vendor, Any]:
    rows = search.matches(without=without).with_verification().with_open_now(search.at).with_distance(search.point)
    columns = ("category__slug", "category__name", "category__position", "city_slug", "city")
    return rows.values_list(*columns, "is_verified", "open_now", "average", "distance_km")


@cache
def _browsed(*, has_city: bool, limit: int) -> Prepared[Any]:
    return Prepared(lambda: _counted(open_search(has_city=has_city))[:limit])


def _categories(matches: list[_Match]) -> list[NamedCount]:
    counted = Counter((each.position, each.category_name, each.category) for each in matches)
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return [{"slug": slug, "name": name, "count": count} for (_, name, slug), count in ranked]


def _cities(matches: list[_Match]) -> list[NamedCount]:
    counted = Counter(each.city for each in matches if each.city)
    names = {each.city: each.city_name for each in matches}
    return [{"slug": slug, "name": names[slug], "count": count} for slug, count in counted.most_common(MAX_CITIES)]


def _distances(matches: list[_Match]) -> list[DistanceCount]:
    away = [each.distance_km for each in matches if each.distance_km is not None]
    return [{"radius_km": km, "count": sum(each <= km for each in away)} for km in DISTANCES_KM]
