"""Counting removed reviews in the public log itself: what anybody can count, counted up to a signed tree size."""

import json
from collections import Counter

from common.pruning import delete_first
from ledger.models import Entry, Leaf
from ledger.reads import signed_size
from moderation.models import TombstoneCount

LEAVES_AT_ONCE, COUNTS_KEPT = 20_000, 100
KINDS = ("review.remove", "mod.action")


def count_tombstones() -> TombstoneCount | None:
    """Go on counting from the last count to the newest signed size; return the newest count, None where nothing is signed."""
    last = TombstoneCount.objects.order_by("-tree_size").first()
    size = signed_size()
    if size == 0 or (last is not None and last.tree_size >= size):
        return last
    counted = tombstones_between(last.tree_size if last else 0, size)
    return TombstoneCount.objects.create(
        tree_size=size,
        removed=counted["removed"] + (last.removed if last else 0),
        published_again=counted["published_again"] + (last.published_again if last else 0),
    )


def prune_counts() -> int:
    """Delete the oldest counts, of which only the newest is shown; the last hundred stay. Return how many went."""
    kept = TombstoneCount.objects.order_by("-tree_size").values_list("tree_size", flat=True)[COUNTS_KEPT : COUNTS_KEPT + 1]
    oldest = kept.first()
    if oldest is None:
        return 0
    return delete_first(TombstoneCount.objects.filter(tree_size__lte=oldest).order_by("tree_size"))


def tombstones_between(start: int, end: int) -> Counter[str]:
    """Return how many tombstones of moderators, and restorations, stand in the log from leaf `start` up to before `end`."""
    counted: Counter[str] = Counter()
    for first in range(start, end, LEAVES_AT_ONCE):
        leaves = Leaf.objects.filter(index__gte=first, index__lt=min(end, first + LEAVES_AT_ONCE)).values("leaf_hash")
        entries = Entry.objects.filter(leaf_hash__in=leaves, kind__in=KINDS)
        for kind, payload in entries.values_list("kind", "payload").iterator(2000):
            counted[_what(kind, json.loads(bytes(payload))["data"])] += 1
    return counted


def _what(kind: str, data: dict[str, str]) -> str:
    if kind == "review.remove":
        return "removed" if data["cause"] == "moderation" else "withdrawn"
    return "published_again" if data["action"] == "restore" and "review" in data else "other"
