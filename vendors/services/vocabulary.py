"""The vocabulary of search: which words vendors use, and how many of them use each."""

from collections.abc import Collection, Iterable

from django.db import connection, transaction

from vendors.models import SearchWord
from vendors.spelling import LONGEST, SHORTEST, deletions_of
from vendors.stems import lexemes_of


def note_words(words: Iterable[str], configurations: Collection[str]) -> None:
    """Add `words` (as vendors.text.words_of gives them) to the vocabulary where they are new.

    `configurations` are those that their vendors are indexed by: a word is kept with what it is found by, and nothing else.
    """
    fit = {word for word in words if SHORTEST <= len(word) <= LONGEST and not word.isdecimal()}
    if not fit:
        return
    found_by = {word: each.lexemes for word, each in lexemes_of(fit, configurations).items()}
    known = dict(SearchWord.objects.filter(pk__in=fit).values_list("pk", "lexemes"))
    # In one order, so that two who add the same words wait for each other and do not deadlock.
    new = [_row(word, found_by[word]) for word in sorted(fit - known.keys())]
    grown = [_row(word, found_by[word].union(known[word])) for word in sorted(known) if not found_by[word] <= set(known[word])]
    if new:
        SearchWord.objects.bulk_create(new, ignore_conflicts=True, batch_size=1000)
    if grown:
        SearchWord.objects.bulk_update(grown, ["lexemes"], batch_size=1000)


def _row(word: str, lexemes: Iterable[str]) -> SearchWord:
    return SearchWord(word=word, lexemes=sorted(lexemes), deletions=deletions_of(word))


def count_words() -> int:
    """Count anew how many vendors use each word, and forget the words that none uses any more; return how many words stay.

    Reads the search text of every vendor: for the night, never for a request.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(_COUNT)
    return SearchWord.objects.count()


_COUNT = """
WITH used AS MATERIALIZED (
    SELECT word, ndoc FROM ts_stat('SELECT search FROM vendors_vendor WHERE NOT is_suspended')
), gone AS (
    DELETE FROM vendors_searchword w WHERE NOT EXISTS (SELECT 1 FROM used u WHERE u.word = w.word)
)
UPDATE vendors_searchword w SET vendors = u.ndoc FROM used u WHERE u.word = w.word AND w.vendors <> u.ndoc
"""
