"""The orders of a vendor's reviews; the id settles what is equal."""

from django.db import models

from common.pagination import Ordering

ORDERINGS = {
    "newest": Ordering("newest", "created_at", models.DateTimeField()),
    "highest": Ordering("highest", "rating", models.PositiveSmallIntegerField()),
    "lowest": Ordering("lowest", "rating", models.PositiveSmallIntegerField(), descending=False),
}
