"""Reviews against the log: who counts, with how many stars, and what moderators did."""

import json
from collections import Counter
from collections.abc import Generator, Iterator
from typing import Any

from ledger.models import Entry
from reviews.models import ModerationAction, ModerationGround, ModerationKind, Review, ReviewStatus
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
    """Yield a line where acts of moderators, their entries in the log, tombstones and hidden reviews do not add up."""
    acts = ModerationAction.objects.values_list("action", "ground", "review_id")
    here = Counter((action, ground, str(review)) for action, ground, review in acts.iterator(CHUNK))
    there = Counter(_acts_in_log())
    for act in here.keys() | there.keys():
        if there[act] != here[act]:
            yield f"the log tells of {there[act]} times {act[0]} ({act[1]}) of review {act[2]}, and {here[act]} are on record here"
    yield from _tombstones(here)
    yield from _hidden()


def _acts_in_log() -> Iterator[tuple[str, str, str]]:
    payloads = Entry.objects.filter(chain__name=MODERATION, kind="mod.action").values_list("payload", flat=True)
    for payload in payloads.iterator(CHUNK):
        data = json.loads(bytes(payload))["data"]
        if "review" in data:
            yield data["action"], data.get("reason", ModerationGround.UNSTATED.value), data["review"]


def _tombstones(here: Counter[tuple[str, str, str]]) -> Iterator[str]:
    """Yield a line for each review whose tombstones of moderators are not as many as the times it was hidden."""
    hidden: Counter[str] = Counter()
    for (action, _, number), count in here.items():
        hidden[number] += count if action == ModerationKind.HIDE else 0
    removals = (data for _, _, kind, data in _entries() if kind == "review.remove" and data["cause"] == "moderation")
    tombstones = Counter(data["review"] for data in removals)
    for number in hidden.keys() | tombstones.keys():
        if tombstones[number] != hidden[number]:
            yield f"review {number} was removed {tombstones[number]} times in the log, and hidden {hidden[number]} times here"


def _hidden() -> Iterator[str]:
    """Yield a line for each review that is hidden though the last act says otherwise, or the other way about."""
    acts = ModerationAction.objects.filter(action__in=(ModerationKind.HIDE, ModerationKind.RESTORE)).order_by("review_id", "-pk")
    last = dict(acts.distinct("review_id").values_list("review_id", "action"))
    hidden = set(Review.objects.filter(status=ReviewStatus.HIDDEN).values_list("pk", flat=True))
    for number in sorted({pk for pk, action in last.items() if action == ModerationKind.HIDE} ^ hidden):
        yield f"review {number} is {'hidden' if number in hidden else 'not hidden'}, and the last act of a moderator is another"


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
