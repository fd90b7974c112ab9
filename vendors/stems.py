"""Words by their stems, as PostgreSQL's dictionaries make them."""

from collections.abc import Collection
from typing import NamedTuple

from django.db import connection

from vendors.languages import CONFIGURATIONS

#: A dictionary answers an empty array for a word that says nothing ("the").
_LEXEMES = """
SELECT w, array_agg(DISTINCT s.stem[1]) FILTER (WHERE s.stem <> '{{}}'), bool_or(s.stem = '{{}}')
FROM unnest(%s::text[]) w, LATERAL (VALUES {stems}) s (stem) GROUP BY w
"""
EVERY = tuple(CONFIGURATIONS.values())


class Lexemes(NamedTuple):
    """What a word is looked up by, and whether it says nothing in some language."""

    lexemes: frozenset[str]
    is_stop_word: bool


def lexemes_of(words: Collection[str], configurations: Collection[str] = EVERY) -> dict[str, Lexemes]:
    """Return each of `words` (as vendors.text.words_of gives them) with its stems in some languages: one statement."""
    stems = ", ".join(f"(ts_lexize('{name}_stem', w))" for name in configurations)
    with connection.cursor() as cursor:
        cursor.execute(_LEXEMES.format(stems=stems), [list(words)])
        return {word: Lexemes(frozenset([word, *(found or ())]), is_stop) for word, found, is_stop in cursor.fetchall()}
