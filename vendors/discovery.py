"""From a query string to one page of vendors and the facets beside it, both of bounded work.

Decision records: docs/adr/0006-discovery-without-postgis.md, docs/adr/0023-discovery-words-typos-map.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, cast

from django.db import models
from django.db.models import F, OrderBy
from django.utils import timezone
from django_filters.utils import translate_validation  # type: ignore[import-untyped,unused-ignore]  # has no stubs

from common.pagination import Ordering
from common.prepared import AnyOf
from vendors.asking import Question, read_question
from vendors.filters import VendorFilter
from vendors.models import Vendor
from vendors.places import Point
from vendors.querysets import VendorQuerySet
from vendors.weeks import since_when, with_week
from vendors.windows import Window, best_holding, first_of, holding, holding_near, nearest

BY_SCORE = Ordering("best", "score", models.FloatField())
BY_RELEVANCE = Ordering("relevance", "relevance", models.FloatField())
BY_DISTANCE = Ordering("distance", "distance_km", models.FloatField(), descending=False)
ORDERS = {
    "rating": Ordering("rating", "average", models.FloatField()),
    "newest": Ordering("newest", "created_at", models.DateTimeField()),
    "name": Ordering("name", "name", models.CharField(), descending=False),
    "distance": BY_DISTANCE,
}
#: Filters whose rows an index with the order by score holds side by side; of several, the first.
NARROWING = ("city", "category")
#: Filters that are no index's: they choose among the vendors of a window.
CHOOSING = {"is_verified", "open_now", "min_rating"}
#: What may be asked beside words while the best-rated vendors that hold them are all that is looked at.
ASKED_OF_BEST = {"search", "as_typed", "ordering"}
NO_FILTERS = VendorFilter({}, Vendor.objects.none(), at=timezone.now())  # `open_now` alone reads the moment
_UNUSED_COLUMNS = ("search", "description", "phone", "email", "line1", "line2", "postcode")


@dataclass(frozen=True)
class Search:
    """A checked question, asked `at` a moment; hours matter `since` a day. Both may be `Given` (vendors/browsing.py)."""

    filters: VendorFilter
    given: Mapping[str, Any]
    at: Any
    since: Any

    @property
    def point(self) -> Point | None:
        """Where distances are measured from."""
        return self.given.get("near")

    @cached_property
    def question(self) -> Question | None:
        """What is asked in words."""
        typed = self.given.get("search")
        return read_question(typed, as_typed=bool(self.given.get("as_typed"))) if typed else None

    @property
    def order(self) -> Ordering:
        """By default: relevance with words, distance with a place, else score."""
        chosen = self.given.get("ordering") or "best"
        if chosen != "best":
            return ORDERS[chosen]
        if self.question:
            return BY_RELEVANCE
        return BY_DISTANCE if self.point else BY_SCORE

    @cached_property
    def window(self) -> Window | None:
        """The vendors that are looked at; None where an index gives the list as it is."""
        if self.question and self.order is BY_RELEVANCE and self.asked <= ASKED_OF_BEST:
            return best_holding(self.question, self._walk(set()))
        return self._look("")

    def _look(self, without: str) -> Window | None:
        """Find the window, as if the filter `without` had not been used."""
        asked = self.asked - {without}
        if self.point:
            return holding_near(self.question, self.point) if self.question else nearest(self.point)
        if self.question:
            return holding(self.question, self._walk(asked))
        narrowed = [name for name in NARROWING if name in asked]
        if CHOOSING & asked or len(narrowed) > 1 or (narrowed and self.order is not BY_SCORE):
            return first_of(self._walk(asked, self.order if not narrowed else BY_SCORE))
        return None

    @cached_property
    def asked(self) -> set[str]:
        """The names of the filters that were used."""
        return {name for name, value in self.given.items() if value not in {None, ""}}

    @property
    def is_browsing(self) -> bool:
        """Whether nothing is asked for but an order, or a city in the usual one: an index gives the list as it is."""
        return self.asked <= {"ordering"} or (self.asked <= {"city", "ordering"} and self.order is BY_SCORE)

    def rows(self) -> VendorQuerySet:
        """Return the matches with all that a list item shows; the order and the page are the paginator's."""
        vendors = self.matches()
        if self.order is BY_RELEVANCE and self.question:
            vendors = vendors.best().with_relevance(self.question.ranking)
        shown = vendors.with_verification().with_distance(self.point).with_open_now(self.at).select_related("category")
        return cast("VendorQuerySet", with_week(shown, vendor="pk", since=self.since).defer(*_UNUSED_COLUMNS))

    def matches(self, *, without: str = "") -> VendorQuerySet:
        """Return the matches, as if the filter `without` had not been used."""
        return self._filtered(self._look(without) if self._is_narrowed_by(without) else self.window, without)

    def _is_narrowed_by(self, name: str) -> bool:
        """Say whether the window holds no more than the filter `name` leaves."""
        if self.window is None or self.point or not name or name != next((each for each in NARROWING if each in self.asked), ""):
            return False
        return self.question is None or self.window.is_full  # all that hold a rarer word are in it, whatever else is asked

    def among(self, ids: Iterable[int]) -> VendorQuerySet:
        """Return which vendors of `ids` are matches, wherever they come from. Words are matched by the index row by row."""
        vendors = self._filtered(Window(tuple(ids), is_full=True), "")
        return vendors.matching(self.question.matching) if self.question else vendors

    @property
    def map_window(self) -> Window | None:
        """The vendors that a map looks at beside those that lie in it: of words more than the few that a list ranks."""
        if self.question:
            return self._look("")
        if self.window is None and self.asked & set(NARROWING):
            return first_of(self._walk(self.asked))
        return self.window

    def _filtered(self, window: Window | None, without: str) -> VendorQuerySet:
        vendors = Vendor.objects.listed()
        if window is not None:
            vendors = vendors.filter(AnyOf("pk", window.ids))
        for name, value in self.given.items():
            if name != without:
                vendors = self.filters.filters[name].filter(vendors, value)
        return vendors

    def _walk(self, asked: set[str], order: Ordering = BY_SCORE) -> VendorQuerySet:
        """Return vendors in an order that an index gives, narrowed down by what that index can."""
        vendors = Vendor.objects.listed()
        for name in NARROWING:
            if name in asked:
                vendors = self.filters.filters[name].filter(vendors, self.given[name])
                break
        return vendors.order_by(*(OrderBy(F(key), descending=order.descending) for key in (order.key, "pk")))


def read_search(params: Mapping[str, Any], at: datetime) -> Search:
    """Return the question in a query string. Raises DRF's ValidationError naming each bad parameter."""
    if VendorFilter.base_filters.keys().isdisjoint(params):  # making the form takes longer than most of what follows
        return Search(filters=NO_FILTERS, given={}, at=at, since=since_when(at))
    filters = VendorFilter(params, Vendor.objects.none(), at=at)
    if not filters.form.is_valid():
        raise translate_validation(filters.form.errors)
    return Search(filters=filters, given=filters.form.cleaned_data, at=at, since=since_when(at))
