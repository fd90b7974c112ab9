"""Text as the search index sees it."""

import unicodedata

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "đ": "d"}
)


def fold(text: str) -> str:
    """Return `text` without accents ("São João" → "Sao Joao"); applied alike to what is stored and what is asked."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter) and letter != "\0")
