"""Rings: people who review the same businesses within a short time."""

from collections import defaultdict
from datetime import timedelta

from moderation.foul_play.base import Finding, Watch
from reviews.models import Review

LOOKED_BACK = timedelta(days=60)
APART = timedelta(days=14)
MOST_VENDORS, MOST_REVIEWS, NAMED = 20, 1000, 20
FEWEST_SHARED = 3


def look(review: Review) -> Finding | None:
    """Point at authors who reviewed three or more of the businesses that this author reviewed, each within two weeks of them."""
    since = review.created_at - LOOKED_BACK
    own = Review.objects.filter(author=review.author_id, created_at__gt=since, created_at__lte=review.created_at)
    when = dict(own.order_by("-created_at").values_list("vendor_id", "created_at")[:MOST_VENDORS])
    if len(when) < FEWEST_SHARED:
        return None
    others = Review.objects.published().filter(vendor__in=when, created_at__gt=since - APART).exclude(author=review.author_id)
    shared: dict[int, set[int]] = defaultdict(set)
    for author, vendor, at in others.order_by("-created_at").values_list("author_id", "vendor_id", "created_at")[:MOST_REVIEWS]:
        if abs(at - when[vendor]) <= APART:
            shared[author].add(vendor)
    ring = {author: vendors for author, vendors in shared.items() if len(vendors) >= FEWEST_SHARED}
    if not ring:
        return None
    vendors = sorted(set().union(*ring.values()))
    inputs = {"people": sorted(ring)[:NAMED], "vendors": vendors, "count": len(ring)}
    return Finding(min(100, 30 + 10 * max(map(len, ring.values())) + 5 * len(ring)), inputs)


WATCH = Watch(
    "ring",
    1,
    "The same businesses, the same people",
    "Others reviewed three or more of the businesses that this author reviewed, each within two weeks of them.",
    look=look,
)
