"""The same words as another review, or nearly the same."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_noop

from moderation.models import Fingerprint
from moderation.rules.base import Inputs, Rule
from reviews.models import Review

FEWEST_CHARACTERS = 40  # "Great bread, thank you" is nobody's in particular
FEWEST_WORDS = 8
SHINGLE = 3
BITS, PARTS = 64, 4
NEAR = 3  # bits: texts that differ in more have no part in common for certain
MOST_CANDIDATES = 200
NAMED = 5


def look(review: Review) -> Inputs | None:
    """Keep what the words look like, and point at the review where another one looks the same."""
    words = in_one_form(review.body)
    if len(words) < FEWEST_CHARACTERS or words.count(" ") + 1 < FEWEST_WORDS:
        Fingerprint.objects.filter(review=review).delete()
        return None
    digest, similarity = hashlib.sha256(words.encode()).digest(), simhash(words)
    parts = {f"part_{number}": part for number, part in enumerate(parts_of(similarity))}
    Fingerprint.objects.update_or_create(review=review, defaults={"digest": digest, **parts})
    same, near = _alike(review, digest, similarity, parts)
    return {"same": same[:NAMED], "near": near[:NAMED], "count": len(same) + len(near)} if same or near else None


def in_one_form(text: str) -> str:
    """Return the words alone: lower case, no accents, signs or double blanks."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain))


def simhash(words: str) -> int:
    """Return 64 bits of which similar texts share most (Charikar, 2002), over shingles of three words."""
    totals = [0] * BITS
    for shingle in _shingles(words):
        value = int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=BITS // 8).digest(), "big")
        for bit in range(BITS):
            totals[bit] += 1 if value >> bit & 1 else -1
    return sum(1 << bit for bit, total in enumerate(totals) if total > 0)


def parts_of(similarity: int) -> list[int]:
    """Return the four 16-bit parts that a look-up goes by."""
    return [similarity >> (16 * number) & 0xFFFF for number in range(PARTS)]


def _shingles(words: str) -> Iterator[str]:
    listed = words.split(" ")
    for start in range(max(1, len(listed) - SHINGLE + 1)):
        yield " ".join(listed[start : start + SHINGLE])


def _alike(review: Review, digest: bytes, similarity: int, parts: dict[str, int]) -> tuple[list[int], list[int]]:
    """Return the reviews that say the same, and those that nearly do. One bounded look-up for each index."""
    others = Fingerprint.objects.exclude(review=review).order_by("-review_id")
    same = list(others.filter(digest=digest).values_list("review_id", flat=True)[:MOST_CANDIDATES])
    near: set[int] = set()
    for name, part in parts.items():
        rows = others.filter(Q(**{name: part})).values_list("review_id", *parts)[:MOST_CANDIDATES]
        near.update(pk for pk, *found in rows if (joined(found) ^ similarity).bit_count() <= NEAR)
    return same, sorted(near - set(same), reverse=True)


def joined(parts: list[int]) -> int:
    """Return the bits that these four parts are of."""
    return sum(part << (16 * number) for number, part in enumerate(parts))


RULE = Rule(
    "copied_text",
    1,
    gettext_noop("Copied words"),
    "The same words as another review, or all but the same, in a text of eight words or more.",
    priority=60,
    look=look,
)
