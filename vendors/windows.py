"""The part of all vendors that one question looks at: bounded, and found by an index, however many vendors there are.

Decision record: docs/adr/0023-discovery-words-typos-map.md.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction

from common.prepared import AnyOf
from vendors.asking import Question
from vendors.models import ScoreMark, Vendor
from vendors.places import ON_MAP, MapPoint, Point, on_map, sides_of
from vendors.querysets import MAX_RANKED, VendorQuerySet

#: Vendors that one question looks at. Filters that no index answers (open now, the badge) choose among these.
WINDOW = 2000
#: Nearest vendors that a question with a place looks at.
NEAREST = 1000
#: As many as are ranked (vendors.querysets.MAX_RANKED) and a reserve for filters.
ENOUGH = 400
#: Holders that are to be expected among the best-rated vendors that are looked at: some more than are ranked, as it is a guess.
EXPECTED = 250
#: How often they are asked for before all holders are looked up.
PROBES = 2


@dataclass(frozen=True)
class Window:
    """Ids of the vendors that are looked at; `is_full`: there may be more."""

    ids: tuple[int, ...]
    is_full: bool


class Away(models.Func):
    """How far a row's place is from a point on the map; an order that the index `vendor_on_map` gives."""

    output_field = models.FloatField()

    def __init__(self, at: MapPoint) -> None:
        super().__init__(ON_MAP)
        self.at = at

    def as_sql(self, compiler, connection, **context):  # type: ignore[no-untyped-def,override]  # takes no template
        """Compile the place; the point is a constant, so that the index can give the order."""
        place, _ = compiler.compile(self.source_expressions[0])
        return f"{place} <-> point({float(self.at.x)!r}, {float(self.at.y)!r})", []


def nearest(point: Point) -> Window:
    """Return the NEAREST vendors to `point`."""
    placed = Vendor.objects.listed().filter(latitude__isnull=False)
    sides = [placed.order_by(Away(side)).values_list("pk", flat=True)[:NEAREST] for side in sides_of(on_map(point))]
    return _window([pk for rows in sides for pk in rows], NEAREST)


def first_of(vendors: VendorQuerySet) -> Window:
    """Return the first WINDOW of `vendors`, which are in an order that an index gives."""
    return _window(list(vendors.values_list("pk", flat=True)[:WINDOW]), WINDOW)


def holding_near(question: Question, point: Point) -> Window:
    """Return vendors whose words answer `question`: those among the nearest to `point`, and all that hold a word that is rare.

    Of a word that very many hold, the index of words gives any of them, from everywhere: those are no help to who asks near.
    """
    near = nearest(point)
    close = Vendor.objects.filter(AnyOf("pk", near.ids)).matching(question.matching).values_list("pk", flat=True)
    found = [] if question.is_common else _looked_up(question)
    if question.is_common or len(found) > WINDOW:
        return Window(tuple(close), is_full=near.is_full)
    return Window(tuple(dict.fromkeys([*close, *found])), is_full=False)


def holding(question: Question, walk: VendorQuerySet) -> Window:
    """Return vendors whose words answer `question`: all of them, unless there are very many.

    Of very many, those among the first WINDOW of `walk` (vendors in an index's order), and so many others. A word that is in
    use nearly everywhere is not looked up in the index of words at all: the walk alone finds enough.
    """
    walked: list[int] = []
    if question.is_common:
        walked = _walked(question, walk)
        if len(walked) >= ENOUGH:
            return Window(tuple(walked), is_full=True)
    found = _looked_up(question)
    if len(found) > WINDOW and not walked:
        walked = _walked(question, walk)
    return Window(tuple(dict.fromkeys([*walked, *found[:WINDOW]])), is_full=len(found) > WINDOW)


def best_holding(question: Question, walk: VendorQuerySet) -> Window:
    """Return the best-rated vendors whose words answer `question`: as many as are ranked, and some more.

    Of a word that very many hold, they are among the first of `walk`, all vendors by score. Of one that many hold, an index of
    words and one of scores give them together. What fewer hold is all looked up, and so it is where they were not enough.
    """
    best = _walked(question, walk) if question.is_common else _best_rated(question)
    if question.is_common and len(best) < MAX_RANKED:
        best = _best_rated(question)
    if len(best) >= MAX_RANKED:
        return Window(tuple(best), is_full=True)
    with by_index():
        found = list(Vendor.objects.listed().matching(question.matching).values_list("score", "pk")[: WINDOW + 1])
    ids = [pk for _, pk in sorted(found, reverse=True)]
    if len(found) <= WINDOW:
        return Window(tuple(ids[:ENOUGH]), is_full=len(found) > ENOUGH)
    return Window(tuple(dict.fromkeys([*best, *_walked(question, walk), *ids])), is_full=True)


def _best_rated(question: Question) -> list[int]:
    """Return the holders among so many of the best-rated vendors that EXPECTED of them hold the words; none where few do.

    The guess may be of words that seldom stand together, or count two forms of a word twice: where too few are found, or too
    many, they tell how many there are, and it is asked once more.
    """
    if not question.matching or 0 < question.holders <= WINDOW or not (marks := list(ScoreMark.objects.order_by("rank"))):
        return []
    best: list[int] = []
    holders = float(min(question.holders or marks[0].vendors, _guessed(question)))
    for _ in range(PROBES):
        mark = next((mark for mark in marks if mark.rank * holders >= EXPECTED * mark.vendors), None)
        if holders <= WINDOW or mark is None:
            break
        best = _holders_above(mark, question)
        if MAX_RANKED <= len(best) <= WINDOW:
            break
        holders = len(best) * mark.vendors / mark.rank
    return best


def _holders_above(mark: ScoreMark, question: Question) -> list[int]:
    rows = Vendor.objects.listed().matching(question.matching).at_least(mark.score, mark.vendor)
    with by_index():
        return [pk for _, pk in sorted(rows.values_list("score", "pk")[: WINDOW + 1], reverse=True)]


def _guessed(question: Question) -> int:
    """Return how many vendors the planner expects to hold the words: it keeps how often the more frequent ones occur."""
    [told] = json.loads(Vendor.objects.matching(question.matching).only("pk").explain(format="json"))
    return int(told["Plan"]["Plan Rows"])


def _walked(question: Question, walk: VendorQuerySet) -> list[int]:
    first = walk.values("pk")[:WINDOW]
    return list(Vendor.objects.filter(pk__in=first).matching(question.matching).values_list("pk", flat=True))


def _looked_up(question: Question) -> list[int]:
    with by_index():
        return list(Vendor.objects.listed().matching(question.matching).values_list("pk", flat=True)[: WINDOW + 1])


@contextmanager
def by_index() -> Iterator[None]:
    """Forbid reading the whole table within, whatever the planner thinks of the limit."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")


def _window(ids: list[Any], limit: int) -> Window:
    return Window(tuple(dict.fromkeys(ids)), is_full=len(ids) >= limit)
