"""Lists of the admin over tables that grow without end: filtered, searched and counted by what an index answers."""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Field, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from common.admin import ReadOnlyModelAdmin


class BoundedPaginator(Paginator):  # type: ignore[type-arg]  # generic in the stubs alone
    """Counts no further than `most` rows: of a large table nobody turns the last page, and counting all of it takes seconds."""

    most = 10_000

    @cached_property
    def count(self) -> int:
        """Return how many there are, or `most`."""
        rows = cast("QuerySet[Any]", self.object_list)  # what the admin gives
        return rows.order_by()[: self.most].count()


class KnownValuesFilter(admin.SimpleListFilter):
    """Offers the values that the code knows of the column `parameter_name`, so that nobody asks the table for all it holds."""

    def values(self) -> Iterable[str]:
        """Return them."""
        raise NotImplementedError

    def is_offered(self, request: HttpRequest) -> bool:
        """Say whether what else is asked narrows the table: without an index of this column all of it would be read."""
        return True

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return each as it is written."""
        return [(value, value) for value in self.values()] if self.is_offered(request) else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep what was chosen."""
        return queryset.filter(**{str(self.parameter_name): self.value()}) if self.value() else queryset


class LargeTableAdmin(ReadOnlyModelAdmin):
    """Finds what is written in full in one of `search_fields`, which are indexed columns, and counts no further than it must."""

    paginator = BoundedPaginator
    show_full_result_count = False

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[QuerySet[Any], bool]:
        """Keep the rows that the term names, all where nothing is typed; none is there twice."""
        term = search_term.replace("\0", "").strip()
        return (self.found(queryset, term) if term else queryset), False

    def found(self, rows: QuerySet[Any], term: str) -> QuerySet[Any]:
        """Return those of `rows` that hold the whole term in one of `search_fields`."""
        named = Q(pk__in=[])
        for name in self.search_fields:
            field: Field[Any, Any] = get_fields_from_path(self.model, name)[-1]
            try:
                values = {field.to_python(term), field.to_python(term.lower())}
            except ValidationError:
                continue  # for instance a word, where the column holds UUIDs
            named |= Q(**{f"{name}__in": values})
        return rows.filter(named)
