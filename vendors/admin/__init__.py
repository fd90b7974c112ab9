"""The platform's desk: the queue of checks, the vendors, the categories, the keys, the shared tablets."""

from vendors.admin import catalogue, checks, tablets, vendors

__all__ = ["catalogue", "checks", "tablets", "vendors"]
