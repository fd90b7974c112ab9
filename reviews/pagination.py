"""The orders of a vendor's reviews; the id settles what is equal."""

from django.db import models

from vendors.pagination import Order

ORDERINGS = {
    "newest": Order("newest", "created_at", models.DateTimeField()),
    "highest": Order("highest", "rating", models.PositiveSmallIntegerField()),
    "lowest": Order("lowest", "rating", models.PositiveSmallIntegerField(), descending=False),
}
