"""The platform's desk: the queue of checks, the vendors, the categories, the keys."""

from vendors.admin import catalogue, checks, vendors

__all__ = ["catalogue", "checks", "vendors"]
