"""Bursts against a business's own usual day, and velocity: of one author, and of many from one network."""

from collections import defaultdict
from datetime import timedelta

from accounts.models import SecurityEvent
from moderation.foul_play.base import Finding, Watch
from moderation.foul_play.self_purchase import SIGN_INS
from moderation.rules.bursts import burst_of, count_of_author
from reviews.models import Review

AUTHOR_FEWEST, NETWORK_FEWEST = 3, 4
DAY = timedelta(days=1)
MOST_AUTHORS, MOST_EVENTS = 200, 2000


def look_for_burst(review: Review) -> Finding | None:
    """Point at a day with many more reviews of the vendor than its usual one."""
    burst = burst_of(review)
    if burst is None:
        return None
    today, usual = burst
    return Finding(min(100, round(30 + 5 * today / max(usual, 1))), {"last_day": today, "usual_day": usual})


def look_for_velocity(review: Review) -> Finding | None:
    """Point at an author of three reviews in a day, and at four authors of one network who reviewed the vendor in a day."""
    count, networked = count_of_author(review), _authors_on_a_network(review)
    if count < AUTHOR_FEWEST and networked < NETWORK_FEWEST:
        return None
    return Finding(min(100, 10 * count + 10 * networked), {"author_last_day": count, "authors_of_one_network": networked})


def _authors_on_a_network(review: Review) -> int:
    """Return the most authors of the vendor's last day who signed in from one network, the review's author among them."""
    start = review.created_at - DAY
    recent = Review.objects.of_vendor(review.vendor).filter(created_at__gt=start, created_at__lte=review.created_at)
    authors = list(recent.order_by("-created_at").values_list("author_id", flat=True)[:MOST_AUTHORS])
    events = SecurityEvent.objects.filter(user__in=authors, kind__in=SIGN_INS, recorded_at__gt=start - DAY).exclude(network="")
    by_network: dict[str, set[int]] = defaultdict(set)
    for user, network in events.order_by("-id").values_list("user_id", "network")[:MOST_EVENTS]:
        by_network[network].add(user or 0)
    return max((len(users) for users in by_network.values() if review.author_id in users), default=0)


BURST = Watch(
    "burst",
    2,
    "A sudden burst",
    "Eight or more reviews of the business in a day that are five times its usual day or more.",
    look=look_for_burst,
)
VELOCITY = Watch(
    "velocity",
    1,
    "A high pace",
    "Three or more reviews by one person in a day, or four people of one network who review one business in a day.",
    look=look_for_velocity,
)
