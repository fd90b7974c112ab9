"""Everything of the desk that the admin registers."""

from moderation.desk import queue, records, reviews

__all__ = ["queue", "records", "reviews"]
