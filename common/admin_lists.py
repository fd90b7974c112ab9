"""Lists of the admin over tables that grow without end: filtered, searched and counted by what an index answers."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import ValidationError
from django.db.models import Field, Q, QuerySet
from django.http import HttpRequest

from common.admin import BoundedPaginator, ReadOnlyModelAdmin


class KnownValuesFilter(admin.SimpleListFilter):
    """Offers the values that the code knows of the column `parameter_name`, so that nobody asks the table for all it holds."""

    def values(self) -> Iterable[str]:
        """Return them."""
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return each as it is written."""
        return [(value, value) for value in self.values()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep what was chosen."""
        return queryset.filter(**{str(self.parameter_name): self.value()}) if self.value() else queryset


class LargeTableAdmin(ReadOnlyModelAdmin):
    """Finds what is written in full in one of `search_fields`, which are indexed columns, and counts no further than it must."""

    paginator = BoundedPaginator
    show_full_result_count = False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Allow the filters of known values too."""
        known = {one.parameter_name for one in self.list_filter if isinstance(one, type) and issubclass(one, KnownValuesFilter)}
        return lookup in known or super().lookup_allowed(lookup, value, request)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[QuerySet[Any], bool]:
        """Keep the rows that hold the term; none is there twice."""
        term = search_term.strip()
        return (queryset.filter(self._holding(term)) if term else queryset), False

    def _holding(self, term: str) -> Q:
        found = Q(pk__in=[])
        for name in self.search_fields:
            field: Field[Any, Any] = get_fields_from_path(self.model, name)[-1]
            try:
                values = {field.to_python(term), field.to_python(term.lower())}
            except ValidationError:
                continue  # for instance a word, where the column holds UUIDs
            found |= Q(**{f"{name}__in": values})
        return found
