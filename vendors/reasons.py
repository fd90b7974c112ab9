"""Why a vendor stands where it stands in a list: the inputs of the order, as they were used. docs/ranking.md says the rest."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple, TypedDict

from django.db import connection

from vendors.asking import Question
from vendors.discovery import Search
from vendors.models import Vendor

#: Of the formula in Vendor.score; docs/ranking.md keeps every version.
SCORE_VERSION = 1
_SECTIONS = {"A": "name", "B": "items", "C": "about"}
#: The lexemes of one page's vendors that answer to the words asked for, with the sections that they stand in.
_HELD = """
SELECT v.id, l.lexeme, l.weights FROM vendors_vendor v, unnest(v.search) l
WHERE v.id = ANY(%s::bigint[]) AND (l.lexeme = ANY(%s::text[]) OR l.lexeme ^@ ANY(%s::text[]))
"""


class FoundWord(TypedDict):
    """A word that was asked for, and where it was found: `name`, `items` (with the category) or `about`."""

    word: str
    sections: list[str]


class Reason(TypedDict):
    """What decided a place in the list."""

    order: str
    words: list[FoundWord]
    score: float
    score_version: int


class _Held(NamedTuple):
    lexeme: str
    sections: frozenset[str]


def explain(search: Search, rows: Sequence[Vendor]) -> dict[int, Reason]:
    """Return the reason for each of `rows`, a page of `search`: one statement where words were asked for, else none."""
    question = search.question
    held = _held(question, [row.pk for row in rows]) if question else {}
    return {
        row.pk: {
            "order": search.order.name,
            "words": [found for word in question.wanted if (found := _found(question, word, held.get(row.pk, ())))]
            if question
            else [],
            "score": round(row.score, 2),
            "score_version": SCORE_VERSION,
        }
        for row in rows
    }


def _held(question: Question, ids: list[int]) -> dict[int, list[_Held]]:
    lexemes = sorted({lexeme for word in question.wanted for lexeme in question.lexemes[word].lexemes})
    found: dict[int, list[_Held]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [ids, lexemes, sorted(question.beginnings)])
        for pk, lexeme, weights in cursor.fetchall():
            found.setdefault(pk, []).append(_Held(lexeme, frozenset(weights)))
    return found


def _found(question: Question, word: str, held: Iterable[_Held]) -> FoundWord | None:
    weights = {weight for each in held if _answers(question, word, each.lexeme) for weight in each.sections}
    return {"word": word, "sections": [name for weight, name in _SECTIONS.items() if weight in weights]} if weights else None


def _answers(question: Question, word: str, lexeme: str) -> bool:
    forms: Collection[str] = question.lexemes[word].lexemes
    return lexeme in forms or (word in question.beginnings and lexeme.startswith(word))
