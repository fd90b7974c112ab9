"""What is asked most: the first page of all vendors or of a city's, and its facets, by statements that are made once.

They are those of any other search (vendors/discovery.py), with the moment and the city left open.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.models import CharField, DateField, DateTimeField

from common.pagination import KeysetPagination
from common.prepared import Given, Prepared
from vendors.discovery import NO_FILTERS, Search
from vendors.models import Vendor

#: First pages differ in their order, their city and their length.
PREPARED = 64


class VendorPages(KeysetPagination):
    """Pages of a Search."""

    def fetch(self, queryset: Search, position: Sequence[Any] | None, *, backward: bool, limit: int) -> list[Vendor]:
        """Return up to `limit` rows of the search beyond `position`."""
        if position is None and queryset.is_browsing:
            first = _first_page(self.order.name, has_city="city" in queryset.asked, limit=limit)
            return first.rows(at=queryset.at, since=queryset.since, city=queryset.given.get("city"))
        return super().fetch(queryset.rows(), position, backward=backward, limit=limit)


def open_search(*, ordering: str = "best", has_city: bool = False) -> Search:
    """Return a search whose moment, and city if it has one, are given when its statement runs."""
    given = {"ordering": ordering, **({"city": Given("city", CharField())} if has_city else {})}
    return Search(filters=NO_FILTERS, given=given, at=Given("at", DateTimeField()), since=Given("since", DateField()))


@lru_cache(maxsize=PREPARED)
def _first_page(ordering: str, *, has_city: bool, limit: int) -> Prepared[Vendor]:
    search = open_search(ordering=ordering, has_city=has_city)
    return Prepared(lambda: search.order.applied(search.rows())[:limit])
