"""Abusive words, by a kept list."""

import functools
import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

from moderation.rules.base import Find, Inputs, Rule, places_in, texts_of
from reviews.models import Review

if TYPE_CHECKING:
    from glin_profanity import Filter

LANGUAGES = ["english"]
WORD = re.compile(r"\S+")


@functools.cache
def _words() -> "Filter":
    """Return the list, which takes a moment to load."""
    from glin_profanity import Filter  # noqa: PLC0415 - as its list

    return Filter({"languages": LANGUAGES})


def look(review: Review) -> Inputs | None:
    """Point at each abusive word. The list knows whole words and common disguises (letters as digits and signs)."""
    if not _is_abusive(" ".join(text for _, text in texts_of(review))):
        return None
    return places_in(review, _find) or {"places": [], "count": 1}


def finder(_review: Review) -> Find:
    """Return what finds them in a text."""
    return _find


def _find(text: str) -> list[tuple[int, int, str]]:
    return [(match.start(), match.end(), "abuse") for match in WORD.finditer(text) if _is_abusive(match.group())]


def _is_abusive(text: str) -> bool:
    return bool(_words().check_profanity(text)["contains_profanity"])


RULE = Rule(
    "abuse",
    2,
    gettext_noop("Abusive words"),
    "A word of the English list of glin-profanity, also in a common disguise.",
    priority=60,
    look=look,
)
