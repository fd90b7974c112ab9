"""What a rule is: it reads a review, and may point at it. It never acts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reviews.items import items_of
from reviews.models import Review

#: What a rule went by, as JSON; places in the text as {"field", "start", "end", "what"}. None: nothing to point at.
Inputs = dict[str, Any]
#: Finds places in a text: start, end, what it is.
Find = Callable[[str], list[tuple[int, int, str]]]
#: Places are listed up to this many.
MAX_PLACES = 20


@dataclass(frozen=True)
class Rule:
    """One rule in one version. A change of what it points at is a new version; versions stand in rows and on the public page.

    Attributes:
        code: its name in rows: never rename one.
        version: counts up with each change of its behaviour.
        title: in a few words, for everybody.
        words: what it looks for, for everybody.
        priority: of the case that it opens.
        look: returns what it went by, or None.
    """

    code: str
    version: int
    title: str
    words: str
    priority: int
    look: Callable[[Review], Inputs | None] = field(repr=False)


@dataclass(frozen=True)
class Place:
    """A part of a review's title, body or words about an item (`item/<item>`) that a rule points at."""

    field: str
    start: int
    end: int
    what: str

    def as_input(self) -> Inputs:
        """Return it as it is kept: where, never the words."""
        return {"field": self.field, "start": self.start, "end": self.end, "what": self.what}


def texts_of(review: Review) -> list[tuple[str, str]]:
    """Return all that a review says, by field."""
    return [("title", review.title), ("body", review.body), *((f"item/{one.item}", one.body) for one in items_of(review.newest))]


def places_in(review: Review, find: Find) -> Inputs | None:
    """Run `find` (start, end, what) over every text of a review; return the places, or None where there are none."""
    return listed(texts_of(review), find)


def listed(texts: Sequence[tuple[str, str]], find: Find) -> Inputs | None:
    """Run `find` over texts by field; return the places, or None where there are none."""
    found = [Place(name, start, end, what).as_input() for name, text in texts for start, end, what in find(text)]
    return {"places": found[:MAX_PLACES], "count": len(found)} if found else None
