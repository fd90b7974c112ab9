"""How many vendors each category lists, kept by the database (migration 0031)."""

from collections.abc import Generator

from django.db import connection, models

from vendors.models import CategoryTally, Vendor


def listed_vendors() -> dict[int, int]:
    """Return the number of listed vendors by category; a category without any is missing."""
    counted = CategoryTally.objects.values_list("category").annotate(models.Sum("vendors")).order_by()
    return {category: number for category, number in counted if number}


def fold_tallies() -> int:
    """Make one row of each category's rows; return how many rows are gone. Who counts at the same time sees the same number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH gone AS (DELETE FROM vendors_categorytally RETURNING category_id, vendors), kept AS ("
            " INSERT INTO vendors_categorytally (category_id, vendors)"
            " SELECT category_id, sum(vendors) FROM gone GROUP BY category_id HAVING sum(vendors) <> 0 RETURNING 1)"
            " SELECT (SELECT count(*) FROM gone) - (SELECT count(*) FROM kept)"
        )
        return int(cursor.fetchone()[0])


def check_tallies() -> Generator[str, None, None]:
    """Yield a line for each category whose number is not that of its vendors. Counts them all: for the nightly audit."""
    told = listed_vendors()
    there = dict(Vendor.objects.listed().values_list("category").annotate(models.Count("pk")).order_by())
    for category in sorted(told.keys() | there.keys()):
        if (says := told.get(category, 0)) != (has := there.get(category, 0)):
            yield f"category {category} says {says} vendors and has {has}"
