"""Very many reviews of one business, or by one person, in a short time."""

from datetime import timedelta

from django.utils.translation import gettext_noop

from moderation.rules.base import Inputs, Rule
from reviews.models import Review

DAY, BASELINE_DAYS = timedelta(days=1), 30
VENDOR_FEWEST, VENDOR_TIMES_BASELINE = 8, 5
AUTHOR_FEWEST = 5
MOST_COUNTED = 1000


def look(review: Review) -> Inputs | None:
    """Point at the review where the last day held many more of its vendor's, or of its author's, than usual."""
    found = {**_of_vendor(review), **_of_author(review)}
    return found or None


def last_day_and_usual(review: Review) -> tuple[int, float]:
    """Return how many reviews the vendor got in the day up to this one, and how many a day in the thirty days before."""
    reviews = Review.objects.of_vendor(review.vendor).published()
    start = review.created_at - DAY
    today = reviews.filter(created_at__gt=start, created_at__lte=review.created_at)[:MOST_COUNTED].count()
    month = reviews.filter(created_at__gt=start - BASELINE_DAYS * DAY, created_at__lte=start)
    before = month[
        : BASELINE_DAYS * MOST_COUNTED
    ].count()  # no lower than a day of the last kind: else a busy vendor is in a burst
    return today, round(before / BASELINE_DAYS, 2)


def count_of_author(review: Review) -> int:
    """Return how many reviews the author wrote in the day up to this one."""
    written = Review.objects.filter(author=review.author_id, created_at__lte=review.created_at)
    return written.filter(created_at__gt=review.created_at - DAY)[:MOST_COUNTED].count()


def burst_of(review: Review) -> tuple[int, float] | None:
    """Return the last day and the usual one where the last held so many more that it is a burst."""
    today, usual = last_day_and_usual(review)
    return (today, usual) if today >= VENDOR_FEWEST and today >= VENDOR_TIMES_BASELINE * max(usual, 1) else None


def _of_vendor(review: Review) -> Inputs:
    burst = burst_of(review)
    return {"vendor_last_day": burst[0], "vendor_usual_day": burst[1]} if burst else {}


def _of_author(review: Review) -> Inputs:
    count = count_of_author(review)
    return {"author_last_day": count} if count >= AUTHOR_FEWEST else {}


RULE = Rule(
    "burst",
    2,
    gettext_noop("Very many at once"),
    "Eight or more reviews of a business in a day, five times its usual day or more; five or more by one person in a day.",
    priority=30,
    look=look,
)
