"""Reviews against the log: who counts, with how many stars, and what moderators did."""

import json
from collections import Counter
from collections.abc import Generator, Iterator
from typing import Any

from ledger.models import Entry
from reviews.models import ModerationAction, Review, ReviewStatus
from reviews.statements import MODERATION
from vendors.models import Vendor

CHUNK = 2_000


def check_reviews() -> Generator[str, None, None]:
    """Yield a line for each review that counts here and not in the log, or there and not here, and for a rating that differs."""
    told = _told()
    seen = set()
    for review in Review.objects.filter(status=ReviewStatus.PUBLISHED).select_related("vendor").iterator(CHUNK):
        key = (review.vendor.slug, str(review.pk))
        seen.add(key)
        if told.get(key) != review.rating:
            yield f"review {review.pk}: {review.rating} stars here, {told.get(key)} in the log"
    for slug, number in told.keys() - seen:
        yield f"review {number} of {slug}: it counts in the log, and not here"
    yield from _ratings(told)


def check_moderation() -> Generator[str, None, None]:
    """Yield a line where acts of moderators and their entries in the log differ, or tombstones have no act."""
    here = Counter(
        (action, str(review)) for action, review in ModerationAction.objects.values_list("action", "review_id").iterator(CHUNK)
    )
    there: Counter[tuple[str, str]] = Counter()
    for payload in Entry.objects.filter(chain__name=MODERATION).values_list("payload", flat=True).iterator(CHUNK):
        data = json.loads(bytes(payload))["data"]
        if "review" in data:
            there[data["action"], data["review"]] += 1
    for act in here.keys() | there.keys():
        if there[act] != here[act]:
            yield f"the log tells of {there[act]} times {act[0]} of review {act[1]}, and {here[act]} are on record here"
    tombstones = Counter(number for _, number, kind, _ in _entries() if kind == "review.remove")
    for number, count in tombstones.items():
        if here["hide", number] < count:
            yield f"review {number} was removed {count} times in the log, and hidden {here['hide', number]} times here"


def _told() -> dict[tuple[str, str], int]:
    """Return the reviews that count according to the log: stars by (slug, review)."""
    told: dict[tuple[str, str], int] = {}
    for slug, number, kind, data in _entries():
        if kind == "review.remove":
            told.pop((slug, number), None)
        else:
            told[slug, number] = data["rating"]
    return told


def _entries() -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    entries = Entry.objects.filter(chain__name__startswith="vendor:", kind__startswith="review.").order_by("chain_id", "seq")
    for name, kind, payload in entries.values_list("chain__name", "kind", "payload").iterator(CHUNK):
        data = json.loads(bytes(payload))["data"]
        yield str(name).removeprefix("vendor:").removesuffix("/reviews"), data["review"], kind, data


def _ratings(told: dict[tuple[str, str], int]) -> Iterator[str]:
    sums: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for (slug, _), stars in told.items():
        sums[slug] += stars
        counts[slug] += 1
    for slug, total, count in Vendor.objects.values_list("slug", "rating_sum", "rating_count").iterator(CHUNK):
        if (total, count) != (sums[slug], counts[slug]):
            yield f"the rating of {slug} is {total} stars of {count} reviews here, {sums[slug]} of {counts[slug]} in the log"
