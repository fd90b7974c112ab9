"""Text as the search index sees it."""

import re
import unicodedata
from zlib import crc32

from django.utils.text import slugify

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "đ": "d"}
)
_WORD = re.compile(r"[^\W_]+")
MAX_WORD = 40  # letters; longer ones are no words


def fold(text: str) -> str:
    """Return `text` without accents ("São João" → "Sao Joao"); applied alike to what is stored and what is asked."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter) and letter != "\0")


def words_of(text: str) -> list[str]:
    """Return the words of `text`, folded and in lower case; what stands between them is lost, here as in the index."""
    return [word for word in _WORD.findall(fold(text).lower()) if len(word) <= MAX_WORD]


def city_slug_of(city: str, country: str) -> str:
    """Return a city's name in addresses: "bristol-gb". The country tells towns of one name apart."""
    name = slugify(fold(city))[:70].strip("-") or (f"city-{crc32(city.encode()):08x}" if city.strip() else "")
    return f"{name}-{country.lower()}" if name else ""
