"""Cursor pagination: bounded, stable while rows are added, the same cost on every page."""

from typing import Any

from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import CursorPagination


class BoundedCursorPagination(CursorPagination):
    """`{"results", "next", "previous"}`; `?page_size=` up to 100. Views give an `ordering` that ends in a unique column."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100
    ordering: str | tuple[str, ...] = "-pk"

    def decode_cursor(self, request: Any) -> Any:
        """Return the position in the list. A cursor that was tampered with is bad input, not a missing page."""
        try:
            return super().decode_cursor(request)
        except NotFound as error:
            raise ValidationError({self.cursor_query_param: ["This is no cursor of ours; start from the first page."]}) from error
