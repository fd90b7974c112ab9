"""Reviews against the log: who counts, with how many stars, what each version said, and what moderators did."""

import json
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from ledger.models import Entry
from reviews.models import ModerationAction, ModerationGround, ModerationKind, Review, ReviewStatus, ReviewVersion
from reviews.statements import MODERATION, SHUT
from vendors.models import Vendor

CHUNK = 2_000


class Told(NamedTuple):
    """What an entry of the log says of a review."""

    slug: str
    review: str
    kind: str
    data: Mapping[str, Any]
    words: Mapping[str, str]  # title, body, item/<item> and photo/<n>, as far as they are not erased

    @property
    def version(self) -> int:
        """The number of the version; entries from before there were versions tell of the first."""
        return int(self.data.get("version", 1))


def check_reviews() -> Generator[str, None, None]:
    """Yield a line for each review that counts here and not in the log, or there and not here, and for a rating that differs."""
    told = _counting()
    seen = set()
    for review in Review.objects.filter(status=ReviewStatus.PUBLISHED).select_related("vendor").iterator(CHUNK):
        key = (review.vendor.slug, str(review.pk))
        seen.add(key)
        if told.get(key) != review.rating:
            yield f"review {review.pk}: {review.rating} stars here, {told.get(key)} in the log"
    for slug, number in told.keys() - seen:
        yield f"review {number} of {slug}: it counts in the log, and not here"
    yield from _ratings(told)


def check_versions() -> Generator[str, None, None]:
    """Yield a line for each version that differs from what the log told of it, or that is missing on either side."""
    told = (one for one in _entries() if one.kind != "review.remove")
    in_the_log: set[tuple[str, int]] = set()
    while batch := list(islice(told, CHUNK)):
        here = _versions_of(batch)
        for one in batch:
            in_the_log.add((one.review, one.version))
            if fault := _difference(one, here.get((one.review, one.version))):
                yield f"version {one.version} of review {one.review}: {fault}"
    shown = ReviewVersion.objects.exclude(review__status=ReviewStatus.PENDING).values_list("review_id", "number")
    for review, number in shown.iterator(CHUNK):
        if (str(review), number) not in in_the_log:
            yield f"version {number} of review {review}: the log does not tell of it"


def check_moderation() -> Generator[str, None, None]:
    """Yield a line where acts of moderators, their entries in the log, tombstones and hidden reviews do not add up."""
    acts = ModerationAction.objects.values_list("action", "ground", "review_id")
    here = Counter((action, ground, str(review)) for action, ground, review in acts.iterator(CHUNK))
    there = Counter(_acts_in_log())
    for act in here.keys() | there.keys():
        if there[act] != here[act]:
            said = f"{act[0]} of review {act[2]} ({act[1]})"
            yield f"the log tells of {there[act]} times {said}, and {here[act]} are on record here"
    yield from _tombstones(here)
    yield from _hidden()


def _acts_in_log() -> Iterator[tuple[str, str, str]]:
    payloads = Entry.objects.filter(chain__name=MODERATION, kind="mod.action").values_list("payload", flat=True)
    for payload in payloads.iterator(CHUNK):
        data = json.loads(bytes(payload))["data"]
        if "review" in data:
            yield data["action"], data.get("reason", ModerationGround.UNSTATED.value), data["review"]


def _hidden() -> Iterator[str]:
    """Yield a line for each review that is hidden though the last act says otherwise, or the other way about."""
    acts = ModerationAction.objects.filter(action__in=(ModerationKind.HIDE, ModerationKind.RESTORE)).order_by("review_id", "-pk")
    last = dict(acts.distinct("review_id").values_list("review_id", "action"))
    hidden = set(Review.objects.filter(status=ReviewStatus.HIDDEN).values_list("pk", flat=True))
    for number in sorted({pk for pk, action in last.items() if action == ModerationKind.HIDE} ^ hidden):
        yield f"review {number} is {'hidden' if number in hidden else 'not hidden'}, and the last act of a moderator is another"


def _tombstones(acts: Mapping[tuple[str, str, str], int]) -> Iterator[str]:
    """Yield a line for each review that was removed more or less often in the log than hidden, or withdrawn, here."""
    removals: Counter[tuple[str, str]] = Counter()
    for one in _entries():
        if one.kind == "review.remove":
            removals[one.review, one.data["cause"]] += 1
    here: Counter[tuple[str, str]] = Counter()
    for (action, _, number), count in acts.items():
        here[number, "moderation"] += count if action == ModerationKind.HIDE else 0
    withdrawn = Review.objects.filter(status=ReviewStatus.WITHDRAWN).values_list("pk", flat=True)
    here.update((str(pk), "author") for pk in withdrawn.iterator(CHUNK))
    for number, cause in sorted(removals.keys() | here.keys()):
        if (told := removals[number, cause]) != (count := here[number, cause]):
            verb = "hidden" if cause == "moderation" else "withdrawn"
            yield f"review {number} was removed {told} times in the log, and {verb} {count} times here"


def _counting() -> dict[tuple[str, str], int]:
    """Return the reviews that count according to the log: stars by (slug, review)."""
    told: dict[tuple[str, str], int] = {}
    for one in _entries():
        key = (one.slug, one.review)
        if one.kind == "review.remove":
            told.pop(key, None)
        elif one.kind == "review.publish" or key in told:
            told[key] = one.data["rating"]
    return told


def _versions_of(told: Iterable[Told]) -> dict[tuple[str, int], ReviewVersion]:
    rows = ReviewVersion.objects.filter(review__in={int(one.review) for one in told}).prefetch_related(
        "items__order_item", "photos__photo"
    )
    return {(str(version.review_id), version.number): version for version in rows}


def _difference(told: Told, here: ReviewVersion | None) -> str:
    if here is None:
        return "it is in the log, and not here"
    if here.rating != told.data["rating"]:
        return f"{here.rating} stars here, {told.data['rating']} in the log"
    if {str(one.order_item.item_id): one.rating for one in here.items.all()} != told.data.get("items", {}):
        return "the stars of its items are not those of the log"
    words = _fields_of(here)
    return "its words are not those of the log" if any(words.get(name) != said for name, said in told.words.items()) else ""


def _fields_of(version: ReviewVersion) -> dict[str, str]:
    """Return what the log's fields should say of a version, whose items and photos are loaded."""
    items = {f"item/{one.order_item.item_id}": one.body for one in version.items.all()}
    photos = {f"photo/{number}": one.photo.sha256 for number, one in enumerate(version.photos.all())}
    return {"title": version.title, "body": version.body, **items, **photos}


def _entries() -> Iterator[Told]:
    entries = Entry.objects.filter(chain__name__startswith="vendor:", kind__startswith="review.").order_by("chain_id", "seq")
    for name, kind, payload, opened in entries.values_list("chain__name", "kind", "payload", "opening__fields").iterator(CHUNK):
        data = json.loads(bytes(payload))["data"]
        words = {word: one["value"] for word, one in (opened or {}).items() if word not in SHUT}
        yield Told(str(name).removeprefix("vendor:").removesuffix("/reviews"), data["review"], kind, data, words)


def _ratings(told: Mapping[tuple[str, str], int]) -> Iterator[str]:
    sums: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for (slug, _), stars in told.items():
        sums[slug] += stars
        counts[slug] += 1
    for slug, total, count in Vendor.objects.values_list("slug", "rating_sum", "rating_count").iterator(CHUNK):
        if (total, count) != (sums[slug], counts[slug]):
            yield f"the rating of {slug} is {total} stars of {count} reviews here, {sums[slug]} of {counts[slug]} in the log"
