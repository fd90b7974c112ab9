"""What was typed, as a question to the search index.

The grammar is that of web search: words are all wanted, "quoted words" stand side by side, OR offers a choice, -word is unwanted.
Each word is looked up as it is and by its stems in every language. A word that is not in use is taken for the beginning of one,
where it is the last; else for a mistyped one, and then both what was typed and what was taken for it are told.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from vendors.models import SearchWord
from vendors.spelling import SHORTEST, corrections
from vendors.stems import Lexemes, lexemes_of
from vendors.text import words_of

MAX_WORDS = 16
COMMON = 20_000  # vendors
MAX_FORMS = 500  # words in use that share a stem with what was asked; more tell nothing new
_TOKEN = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')


@dataclass(frozen=True)
class Term:
    """Words that stand side by side (one, unless they were quoted), wanted or not."""

    words: tuple[str, ...]
    is_unwanted: bool = False
    is_quoted: bool = False
    is_open: bool = False  # the last word typed; it may go on


#: All terms of one of the groups are wanted.
Groups = tuple[tuple[Term, ...], ...]


@dataclass(frozen=True)
class Question:
    """A search by words, ready to ask.

    Attributes:
        typed: what was typed.
        corrected: mistyped words and what they were taken for.
        holders: about how many vendors hold the rarest word, by the vocabulary; 0 where that is not known.
    """

    typed: str
    groups: Groups
    lexemes: dict[str, Lexemes]
    beginnings: frozenset[str]
    corrected: dict[str, str]
    holders: int = 0

    @property
    def is_common(self) -> bool:
        """Whether so many vendors hold even the rarest word that an index of words is the long way."""
        return self.holders > COMMON

    @property
    def used(self) -> str:
        """What was asked instead, in the words of the typed."""
        return _replaced(self.typed, self.corrected)

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        """The words to find, each once, without those that say nothing where there are others."""
        return tuple(
            dict.fromkeys(word for group in self.groups for term in _telling(group, self.lexemes) for word in term.words)
        )

    @cached_property
    def matching(self) -> str:
        """A tsquery of what must hold; empty where nothing was asked."""
        return self._matching("")

    @cached_property
    def in_names(self) -> str:
        """The same, of names alone."""
        return self._matching("A")

    @cached_property
    def ranking(self) -> str:
        """A tsquery of everything wanted, words that say nothing included, for relevance."""
        return " | ".join(self._term(term, "") for group in self.groups for term in group if not term.is_unwanted)

    def _matching(self, weight: str) -> str:
        alternatives = [parts for group in self.groups if (parts := self._group(group, weight))]
        return " | ".join(f"({' & '.join(parts)})" for parts in alternatives)

    def _group(self, group: tuple[Term, ...], weight: str) -> list[str]:
        wanted = [self._term(term, weight) for term in _telling(group, self.lexemes)]
        return [*wanted, *(f"!{self._term(term, weight)}" for term in group if term.is_unwanted)] if wanted else []

    def _term(self, term: Term, weight: str) -> str:
        return f"({' <-> '.join(self._word(word, weight) for word in term.words)})"

    def _word(self, word: str, weight: str) -> str:
        forms = [f"'{lexeme}':{weight}" if weight else f"'{lexeme}'" for lexeme in sorted(self.lexemes[word].lexemes)]
        beginning = [f"'{word}':*{weight}"] if word in self.beginnings else []
        return f"({' | '.join([*forms, *beginning])})"


def read_question(typed: str, *, as_typed: bool = False, grows: bool = False) -> Question:
    """Return the question in `typed`.

    `as_typed` takes no word for a mistyped one. `grows` says that its writer is still typing, so that the last word is always
    taken for a beginning. Three statements at most, and one for each mistyped word.
    """
    groups = _parse(typed)
    lexemes = lexemes_of({word for group in groups for term in group for word in term.words})
    free = {word for group in groups for term in group if not term.is_unwanted and not term.is_quoted for word in term.words}
    last = {word for group in groups for term in group if term.is_open for word in term.words if len(word) > 1}
    users = _users(free, lexemes)
    unknown = {word for word in free if word not in users and not (len(word) < SHORTEST or word.isdecimal())}
    beginnings = last if grows else _beginnings(last & unknown)
    corrected = {} if as_typed or grows else corrections(sorted(unknown - beginnings))
    holders = min(users.get(word, 0) for word in free) if users else 0
    question = Question(typed, groups, lexemes, frozenset(beginnings), corrected, holders)
    return _corrected(question) if corrected else question


def _parse(typed: str) -> Groups:
    groups: list[list[Term]] = [[]]
    left = MAX_WORDS
    for term in _terms(typed):
        if term is None:
            groups.append([])
        elif left > 0:
            groups[-1].append(replace(term, words=term.words[:left]))
            left -= len(term.words)
    return tuple(tuple(group) for group in groups if group)


def _terms(typed: str) -> Iterator[Term | None]:
    """Yield the terms, and None for each OR between them."""
    for found in _TOKEN.finditer(typed):
        minus, quoted, bare = found.groups()
        if bare in {"OR", "or"} and not minus:
            yield None
            continue
        words = words_of(bare if quoted is None else quoted)
        is_open = quoted is None and not minus and found.end() == len(typed)
        if quoted is not None and words:
            yield Term(tuple(words), is_unwanted=bool(minus), is_quoted=True)
        elif minus and words:
            yield Term(tuple(words), is_unwanted=True)
        else:
            yield from (Term((word,), is_open=is_open and place == len(words) - 1) for place, word in enumerate(words))


def _telling(group: tuple[Term, ...], lexemes: dict[str, Lexemes]) -> list[Term]:
    wanted = [term for term in group if not term.is_unwanted]
    telling = [term for term in wanted if term.is_quoted or not all(lexemes[word].is_stop_word for word in term.words)]
    return telling or wanted


def _users(words: Collection[str], lexemes: dict[str, Lexemes]) -> dict[str, int]:
    """Return those of `words` that some vendor uses in some form, with about how many do."""
    looked_up = sorted({lexeme for word in words for lexeme in lexemes[word].lexemes})
    if not looked_up:
        return {}
    rows = list(SearchWord.objects.filter(lexemes__overlap=looked_up).values_list("lexemes", "vendors")[:MAX_FORMS])
    counts = {word: [users for forms, users in rows if not lexemes[word].lexemes.isdisjoint(forms)] for word in words}
    return {word: max(users) for word, users in counts.items() if users}


def _beginnings(words: set[str]) -> set[str]:
    """Return those of `words` that some word in use begins with."""
    return {word for word in words if SearchWord.objects.filter(word__startswith=word).exists()}


def _corrected(question: Question) -> Question:
    meant = question.corrected

    def mended(term: Term) -> Term:
        if term.is_quoted or term.is_unwanted:
            return term
        return replace(term, words=tuple(meant.get(word, word) for word in term.words))

    groups = tuple(tuple(mended(term) for term in group) for group in question.groups)
    return replace(question, groups=groups, lexemes=question.lexemes | lexemes_of(list(meant.values())))


def _replaced(typed: str, meant: dict[str, str]) -> str:
    """Return `typed` with each mistyped word changed where it stands."""

    def change(found: re.Match[str]) -> str:
        words = words_of(found[0])
        return meant.get(words[0], found[0]) if len(words) == 1 else found[0]

    return re.sub(r"\w+", change, typed)
