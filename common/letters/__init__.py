"""What is written to people: a letter's parts, the reader's language, and the one layout (README of notifications)."""

from common.letters.filling import day, given, moment, money, one_line, plain, say
from common.letters.languages import (
    DEFAULT_LANGUAGE,
    LANGUAGES,
    Language,
    asked_language,
    language_of,
    reading,
    reading_language,
    zone_named,
)
from common.letters.letter import Block, Letter, Line, Link, Proof, big_code, facts, lines, paragraph, quote, soft
from common.letters.registry import has_words, letter_of, words_of
from common.letters.rendering import html_of, message_of, short_of, text_of

__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "Block",
    "Language",
    "Letter",
    "Line",
    "Link",
    "Proof",
    "asked_language",
    "big_code",
    "day",
    "facts",
    "given",
    "has_words",
    "html_of",
    "language_of",
    "letter_of",
    "lines",
    "message_of",
    "moment",
    "money",
    "one_line",
    "paragraph",
    "plain",
    "quote",
    "reading",
    "reading_language",
    "say",
    "short_of",
    "soft",
    "text_of",
    "words_of",
    "zone_named",
]
