"""Which function finds the words for which kind of letter."""

from collections.abc import Callable, Mapping
from typing import Any

from common.letters.letter import Letter

Words = Callable[..., Letter]
_words: dict[str, Words] = {}


def words_of(*kinds: str) -> Callable[[Words], Words]:
    """Register a function as what finds the words for these kinds. Its keywords are the facts that it needs."""

    def register(words: Words) -> Words:
        for kind in kinds:
            if kind in _words and _words[kind].__qualname__ != words.__qualname__:
                raise ValueError(f"{kind} has words already")
            _words[kind] = words
        return words

    return register


def has_words(kind: str) -> bool:
    """Say whether somebody finds words for it."""
    return kind in _words


def letter_of(kind: str, facts: Mapping[str, Any]) -> Letter:
    """Return the letter, in the language and zone of `reading`.

    Raises KeyError for a kind without words, TypeError where a fact is missing or one too many.
    """
    return _words[kind](**facts)


def known_kinds() -> list[str]:
    """Return every kind that has words."""
    return sorted(_words)
