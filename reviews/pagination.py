"""The orders of a vendor's reviews; the id settles what is equal."""

from django.db import models

from common.pagination import Ordering

NEWEST = Ordering("newest", "created_at", models.DateTimeField())
OLDEST = Ordering("oldest", "created_at", models.DateTimeField(), descending=False)
ORDERINGS = {
    "newest": NEWEST,
    "oldest": OLDEST,
    "highest": Ordering("highest", "rating", models.PositiveSmallIntegerField()),
    "lowest": Ordering("lowest", "rating", models.PositiveSmallIntegerField(), descending=False),
    "helpful": Ordering("helpful", "helpful_count", models.PositiveIntegerField()),
}
BY_NUMBER = Ordering("number", "number", models.PositiveIntegerField(), descending=False)
