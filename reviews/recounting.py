"""The figures of vendors and the ratings of items, counted again from the rows that they stand for."""

from collections.abc import Generator

from django.db import connection

from reviews.models import VendorFigures

CHUNK = 2_000

RECOUNT = """
SELECT v.slug, coalesce(o.completed, 0), coalesce(o.customers, 0), coalesce(o.repeat_customers, 0), coalesce(i.invited, 0),
    coalesce(r.one, 0), coalesce(r.two, 0), coalesce(r.three, 0), coalesce(r.four, 0), coalesce(r.five, 0),
    coalesce(r.hidden, 0), coalesce(r.withdrawn, 0),
    {mirror}
FROM vendors_vendor v
LEFT JOIN (
    SELECT vendor_id, sum(number) AS completed, count(*) AS customers, count(*) FILTER (WHERE number > 1) AS repeat_customers
    FROM (
        SELECT vendor_id, customer_id, count(*) AS number FROM orders_order WHERE status = 'completed'
        GROUP BY vendor_id, customer_id
    ) AS by_customer GROUP BY vendor_id
) o ON o.vendor_id = v.id
LEFT JOIN (
    SELECT vendor_id, count(*) AS invited FROM reviews_reviewinvitation n JOIN orders_order ON orders_order.id = n.order_id
    WHERE n.invited_at IS NOT NULL GROUP BY vendor_id
) i ON i.vendor_id = v.id
LEFT JOIN (
    SELECT vendor_id, count(*) FILTER (WHERE status = 'published' AND rating = 1) AS one,
        count(*) FILTER (WHERE status = 'published' AND rating = 2) AS two,
        count(*) FILTER (WHERE status = 'published' AND rating = 3) AS three,
        count(*) FILTER (WHERE status = 'published' AND rating = 4) AS four,
        count(*) FILTER (WHERE status = 'published' AND rating = 5) AS five,
        count(*) FILTER (WHERE status = 'hidden') AS hidden, count(*) FILTER (WHERE status = 'withdrawn') AS withdrawn
    FROM reviews_review GROUP BY vendor_id
) r ON r.vendor_id = v.id
LEFT JOIN reviews_vendorfigures f ON f.vendor_id = v.id
"""

ITEMS = """
SELECT i.id, i.rating_sum, i.rating_count, coalesce(c.total, 0), coalesce(c.number, 0) FROM vendors_item i LEFT JOIN (
    SELECT o.item_id, sum(s.rating) AS total, count(*) AS number
    FROM reviews_reviewitem s
    JOIN orders_orderitem o ON o.id = s.order_item_id
    JOIN reviews_reviewversion v ON v.id = s.version_id
    JOIN reviews_review r ON r.id = v.review_id AND r.version = v.number
    WHERE r.status = 'published' GROUP BY o.item_id
) c ON c.item_id = i.id
WHERE (i.rating_sum, i.rating_count) <> (coalesce(c.total, 0), coalesce(c.number, 0))
"""


def check_figures() -> Generator[str, None, None]:
    """Yield a line for each figure of a vendor, and each rating of an item, that is not what its rows add up to."""
    mirror = ", ".join(f"coalesce(f.{name}, 0)" for name in VendorFigures.COUNTS)
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT.format(mirror=mirror))
        while rows := cursor.fetchmany(CHUNK):
            for slug, *counts in rows:
                yield from _differences(slug, counts)
        cursor.execute(ITEMS)
        for item, total, number, right_total, right_number in cursor.fetchall():
            yield f"item {item} has {total} stars of {number} reviews, and they are {right_total} of {right_number}"


def _differences(slug: str, counts: list[int]) -> Generator[str, None, None]:
    half = len(VendorFigures.COUNTS)
    for name, right, shown in zip(VendorFigures.COUNTS, counts[:half], counts[half:], strict=True):
        if right != shown:
            yield f"{name} of {slug} is {shown}, and they are {right}"
