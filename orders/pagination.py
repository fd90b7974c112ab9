"""The order of lists of orders."""

from common.pagination import BoundedCursorPagination


class NewestFirst(BoundedCursorPagination):
    """Newest first; the id settles orders of one instant (imports)."""

    ordering = ("-placed_at", "-id")
