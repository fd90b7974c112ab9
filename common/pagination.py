"""Cursor pagination: bounded, stable while rows are added, the same cost on every page."""

from rest_framework.pagination import CursorPagination


class BoundedCursorPagination(CursorPagination):
    """`{"results", "next", "previous"}`; `?page_size=` up to 100. Views give an `ordering` that ends in a unique column."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100
    ordering: str | tuple[str, ...] = "-pk"
