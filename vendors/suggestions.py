"""What a search that is still being typed may be going to ask: businesses, categories, things for sale, places, words."""

import re
from typing import Literal, TypedDict

from django.db.models.functions import Lower

from vendors.asking import Question, read_question
from vendors.models import Category, Item, Place, PlaceKind, SearchWord, Vendor
from vendors.services.gazetteer import place_key
from vendors.text import words_of
from vendors.windows import by_index

SHORTEST = 2  # letters
VENDORS, CATEGORIES, ITEMS, PLACES, WORDS = 4, 3, 3, 2, 3
LOOKED_AT = 300  # rows that a statement looks at


_LAST_WORD = re.compile(r"\w+\W*$")


class Suggestion(TypedDict):
    """A line of the list below the box. `slug` names the vendor, category or city; `detail` tells equal ones apart."""

    kind: Literal["vendor", "category", "item", "place", "word"]
    text: str
    slug: str | None
    detail: str


def suggest(typed: str) -> list[Suggestion]:
    """Return up to 15 suggestions, the likeliest of each kind; none before two letters. Six statements, each of bounded work."""
    words = words_of(typed)
    if not words or len(words[-1]) < SHORTEST:
        return []
    question = read_question(typed, grows=True)
    with by_index():
        return [*_words(typed, words[-1]), *_categories(words), *_vendors(question), *_items(typed), *_places(typed)]


def _words(typed: str, last: str) -> list[Suggestion]:
    beginning = SearchWord.objects.filter(word__startswith=last, vendors__gt=0).exclude(word=last).values("pk")[:LOOKED_AT]
    found = SearchWord.objects.filter(pk__in=beginning).order_by("-vendors", "word").values_list("word", flat=True)[:WORDS]
    before = _LAST_WORD.sub("", typed)  # what comes before the last word, as it was typed
    return [{"kind": "word", "text": f"{before}{word}", "slug": None, "detail": ""} for word in found]


def _categories(words: list[str]) -> list[Suggestion]:
    """Categories are few: all are read."""
    found = [row for row in Category.objects.order_by("-listed", "name") if _begins(words_of(row.name), words)]
    return [{"kind": "category", "text": row.name, "slug": row.slug, "detail": ""} for row in found[:CATEGORIES]]


def _begins(named: list[str], typed: list[str]) -> bool:
    return all(any(name.startswith(word) for name in named) for word in typed)


def _vendors(question: Question) -> list[Suggestion]:
    best = Vendor.objects.listed().order_by("-score", "-pk").values("pk")[:LOOKED_AT]
    named = Vendor.objects.listed().matching(question.in_names)
    rows = list(named.filter(pk__in=best).order_by("-score", "-pk").values_list("pk", "name", "slug", "city")[:VENDORS])
    if len(rows) < VENDORS:
        others = named.values("pk")[:LOOKED_AT]
        rows += Vendor.objects.filter(pk__in=others).order_by("-score", "-pk").values_list("pk", "name", "slug", "city")[:VENDORS]
    found = list(dict.fromkeys(rows))[:VENDORS]
    return [{"kind": "vendor", "text": name, "slug": slug, "detail": city} for _, name, slug, city in found]


def _items(typed: str) -> list[Suggestion]:
    named = Item.objects.on_sale().alias(low=Lower("name")).filter(low__startswith=typed.strip().lower())
    names = named.filter(vendor__is_suspended=False).values_list("name", flat=True)[:LOOKED_AT]
    found = list(dict.fromkeys(name.strip() for name in names))[:ITEMS]
    return [{"kind": "item", "text": name, "slug": None, "detail": ""} for name in found]


def _places(typed: str) -> list[Suggestion]:
    cities = Place.objects.filter(kind=PlaceKind.CITY, vendors__gt=0, key__startswith=place_key(typed)).values("pk")[:LOOKED_AT]
    found = Place.objects.filter(pk__in=cities).order_by("-vendors", "slug")[:PLACES]
    return [{"kind": "place", "text": row.name, "slug": row.slug, "detail": row.country} for row in found]
