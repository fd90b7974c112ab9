"""From a query string to one page of vendors and the facets beside it, both of bounded work.

Decision record: docs/adr/0006-discovery-without-postgis.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

from django.db import connection, models
from django_filters.utils import translate_validation  # type: ignore[import-untyped,unused-ignore]  # has no stubs

from common.pagination import Ordering
from vendors.filters import VendorFilter
from vendors.models import Vendor
from vendors.places import Point
from vendors.querysets import VendorQuerySet

#: Facets count among this many matches at most; `capped` says when there are more.
FACET_LIMIT = 300

BY_SCORE = Ordering("best", "score", models.FloatField())
BY_RELEVANCE = Ordering("relevance", "relevance", models.FloatField())
BY_DISTANCE = Ordering("distance", "distance_km", models.FloatField(), descending=False)
ORDERS = {
    "rating": Ordering("rating", "average", models.FloatField()),
    "newest": Ordering("newest", "created_at", models.DateTimeField()),
    "name": Ordering("name", "name", models.CharField(), descending=False),
    "distance": BY_DISTANCE,
}
_COUNTED: tuple[str, ...] = ("category_id", "is_verified", "open_now")
_UNUSED_COLUMNS = ("search", "description", "phone", "email", "line1", "line2", "postcode")


class CategoryCount(TypedDict):
    """How many of the matches are in a category."""

    slug: str
    name: str
    count: int


class Facets(TypedDict):
    """What narrowing down further would leave."""

    categories: list[CategoryCount]
    is_verified: int
    open_now: int
    total: int
    capped: bool


@dataclass(frozen=True)
class Search:
    """A checked question."""

    filters: VendorFilter
    given: Mapping[str, Any]
    at: datetime

    @property
    def point(self) -> Point | None:
        """Where distances are measured from."""
        return self.given.get("near")

    @property
    def order(self) -> Ordering:
        """By default: relevance with words, distance with a place, else score."""
        chosen = self.given.get("ordering") or "best"
        if chosen != "best":
            return ORDERS[chosen]
        if self.given.get("search"):
            return BY_RELEVANCE
        return BY_DISTANCE if self.point else BY_SCORE

    def rows(self) -> VendorQuerySet:
        """Return the matches with all that a list item shows; the order and the page are the paginator's."""
        vendors = self._matches()
        if self.order is BY_RELEVANCE:
            vendors = vendors.best().with_relevance(self.given["search"])
        return (
            vendors.with_verification()
            .with_distance(self.point)
            .with_open_now(self.at)
            .select_related("category")
            .defer(*_UNUSED_COLUMNS)
        )

    def facets(self) -> Facets:
        """Count among the first FACET_LIMIT matches. Categories are counted as if none were chosen."""
        counted = self._count(self._matches())
        rows = self._count(self._matches(without="category")) if self.given.get("category") else counted
        categories: list[CategoryCount] = [{"slug": slug, "name": name, "count": count} for slug, name, count, _, _ in rows]
        total = sum(row[2] for row in counted)
        return {
            "categories": categories,
            "is_verified": sum(row[3] for row in counted),
            "open_now": sum(row[4] for row in counted),
            "total": total,
            "capped": total >= FACET_LIMIT,
        }

    def _matches(self, *, without: str = "") -> VendorQuerySet:
        vendors = Vendor.objects.listed()
        for name, value in self.given.items():
            if name != without:
                vendors = self.filters.filters[name].filter(vendors, value)
        return vendors

    def _count(self, matches: VendorQuerySet) -> list[tuple[str, str, int, int, int]]:
        first = matches.with_verification().with_open_now(self.at).values(*_COUNTED)[:FACET_LIMIT]
        sql, params = first.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(_COUNT.format(matches=sql), params)
            rows: list[tuple[str, str, int, int, int]] = cursor.fetchall()
        return rows


_COUNT = """
SELECT c.slug, c.name, f.n, f.verified, f.open FROM (
    SELECT category_id, count(*) AS n, count(*) FILTER (WHERE is_verified) AS verified, count(*) FILTER (WHERE open_now) AS open
    FROM ({matches}) m GROUP BY category_id
) f JOIN vendors_category c ON c.id = f.category_id ORDER BY f.n DESC, c.position, c.name
"""


def read_search(params: Mapping[str, Any], at: datetime) -> Search:
    """Return the question in a query string. Raises DRF's ValidationError naming each bad parameter."""
    filters = VendorFilter(params, Vendor.objects.none(), at=at)
    if not filters.form.is_valid():
        raise translate_validation(filters.form.errors)
    return Search(filters=filters, given=filters.form.cleaned_data, at=at)
