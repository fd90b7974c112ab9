"""Words that were meant by mistyped ones.

Two words that differ by a letter or two share what is left of both after one or two letters are left out (the "symmetric delete"
of SymSpell). So each word's deletions are stored, and those of a mistyped word are looked up: one probe of one index, no
extension needed. Where pg_trgm is installed, words that share most of their three-letter pieces are asked for too.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from django.db import connection
from rapidfuzz.distance import OSA

from vendors.models import SearchWord

SHORTEST, LONGEST = 3, 30  # letters of a word that may be mistyped
BEGINNING = 7  # only these letters are left out of: so a long word has not hundreds of deletions
MAX_CANDIDATES = 200
SIMILAR = 0.45  # share of three-letter pieces


class Candidate(NamedTuple):
    """A word that may have been meant."""

    word: str
    vendors: int


def allowed_errors(word: str) -> int:
    """Return how many letters may be wrong: none in short words, where another letter is another word."""
    if len(word) < SHORTEST + 1 or len(word) > LONGEST or not word.isalpha():
        return 0
    return 1 if len(word) < 6 else 2 if len(word) < 12 else 3


def deletions_of(word: str) -> list[str]:
    """Return what is left of the beginning of `word` without up to two of its letters, and the beginning itself."""
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
        return []
    beginning = word[:BEGINNING]
    most = 1 if len(word) < 5 else 2
    kept = {beginning}
    for count in range(1, most + 1):
        kept |= {"".join(left) for left in combinations(beginning, len(beginning) - count)}
    return sorted(kept)


def meant_by(word: str) -> str | None:
    """Return the word in use that is nearest to `word`: fewest wrong letters, then the most vendors. None: none is near."""
    errors = allowed_errors(word)
    if not errors:
        return None
    near = [(OSA.distance(word, each.word, score_cutoff=errors), each) for each in _candidates(word)]
    ranked = [(distance, each.word[0] != word[0], -each.vendors, each.word) for distance, each in near if 0 < distance <= errors]
    return min(ranked)[-1] if ranked else None


def _candidates(word: str) -> Iterable[Candidate]:
    sharing = SearchWord.objects.filter(deletions__overlap=deletions_of(word)).values_list("word", "vendors")
    found = [Candidate(*row) for row in sharing[:MAX_CANDIDATES]]
    return found + similar_words(word) if has_trigrams() else found


@lru_cache(maxsize=1)
def has_trigrams() -> bool:
    """Say whether the database has pg_trgm (asked once a process)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm')")
        return bool(cursor.fetchone()[0])


def similar_words(word: str) -> list[Candidate]:
    """Return words that share most of their three-letter pieces with `word`. Needs pg_trgm."""
    with connection.cursor() as cursor:
        cursor.execute(_SIMILAR, [word, word, SIMILAR, word, MAX_CANDIDATES])
        return [Candidate(*row) for row in cursor.fetchall()]


#: `%` is what the index that `manage.py index_search_words` makes can answer.
_SIMILAR = """
SELECT word, vendors FROM vendors_searchword
WHERE word %% %s AND similarity(word, %s) >= %s ORDER BY similarity(word, %s) DESC LIMIT %s
"""


def corrections(words: Sequence[str]) -> dict[str, str]:
    """Return what was meant by each of `words` that are mistyped."""
    return {word: meant for word in words if (meant := meant_by(word))}
