"""What reviews add to a vendor's figures of days (orders.figures)."""

from collections.abc import Sequence

from django.db.models import Aggregate, Count, Q, Sum

from orders.figures import Days
from reviews.models import Review, ReviewStatus


def stars_in(vendor_id: int, spans: Sequence[Days]) -> list[tuple[int, int]]:
    """Return sum and number of the vendor's stars in each of `spans`, of reviews shown now; one query (review_by_age)."""
    within = [Q(created_at__gte=days.starts_at, created_at__lt=days.ends_at) for days in spans]
    asked: dict[str, Aggregate] = {}
    for n, each in enumerate(within):
        asked |= {f"sum_{n}": Sum("rating", filter=each, default=0), f"number_{n}": Count("pk", filter=each)}
    any_of_them = Q()
    for each in within:
        any_of_them |= each
    found = Review.objects.filter(any_of_them, vendor=vendor_id, status=ReviewStatus.PUBLISHED).aggregate(**asked)
    return [(found[f"sum_{n}"], found[f"number_{n}"]) for n in range(len(spans))]
