"""What a password must not be: short, easy to guess, about oneself, or known from a breach (NIST SP 800-63B).

No composition rules, no expiry, nothing cut off, every character of Unicode. The why: docs/adr/0016-sign-in.md.
"""

import hashlib
import re
import unicodedata
import urllib.request
from typing import Any, Protocol

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from prometheus_client import Counter
from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

MAX_LENGTH = 256
GUESSES_LOG10 = 8  # fewer than a hundred million guesses: the first ones of everybody who tries
GUESSED_PART = 72  # characters that the estimate looks at; longer ones only get harder
OWN_PART = 8  # characters that must be left without one's own words
SHORTEST_WORD = 4
SERVICE_WORDS = ("trusttrack", "reachhub")
TIMEOUT_SECONDS = 1.0
ANSWER_MAX = 200_000  # bytes; a range has about 40,000
UNCHECKED = Counter("trusttrack_breached_passwords_unchecked_total", "Passwords accepted while the service did not answer.")
log = structlog.get_logger(__name__)


class BreachedPasswords(Protocol):
    """Knows passwords that were published in breaches."""

    def knows(self, password: str) -> bool:
        """Say whether `password` is among them."""
        ...


class LocalList:
    """The 30,000 most used passwords of published breaches, as zxcvbn ships them. Any case."""

    _known = frozenset(FREQUENCY_LISTS["passwords"])

    def knows(self, password: str) -> bool:
        """Say whether it is on the list."""
        return password.lower() in self._known


class RangeService:
    """A service with Have I Been Pwned's range interface: five hex characters of the SHA-1 leave, nothing else.

    With the service slow, wrong or gone the password counts as unknown: people must be able to sign up. It is logged and counted.
    """

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def knows(self, password: str) -> bool:
        """Say whether the service lists it."""
        digest = hashlib.sha1(password.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest().upper()
        try:
            lines = self._range(digest[:5])
        except (OSError, ValueError) as error:  # urllib's errors are OSErrors
            UNCHECKED.inc()
            log.warning("breached_passwords_unreachable", error=repr(error))
            return False
        # Padding comes with a count of 0.
        return any(suffix == digest[5:] and count.strip() != "0" for suffix, _, count in (line.partition(":") for line in lines))

    def _range(self, prefix: str) -> list[str]:
        request = urllib.request.Request(  # noqa: S310 - http or https, checked by config/env.py
            f"{self.url}/range/{prefix}", headers={"Add-Padding": "true", "User-Agent": "TrustTrack"}
        )
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - as above
            return str(answer.read(ANSWER_MAX).decode("ascii")).upper().splitlines()


def canonical(password: str) -> str:
    """Return the form that is hashed: "é" typed on any keyboard is one character, spaces at the ends do not count."""
    return unicodedata.normalize("NFC", password).strip()


def breached_passwords() -> list[BreachedPasswords]:
    """Return whom to ask, the nearest first."""
    url = settings.BREACHED_PASSWORDS_URL
    return [LocalList(), RangeService(url)] if url else [LocalList()]


class MaximumLength:
    """Nothing is cut off, so there is an end: far beyond what people remember, short of what costs us work."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse what is longer."""
        if len(password) > MAX_LENGTH:
            raise ValidationError(f"Use at most {MAX_LENGTH} characters.", code="password_too_long")

    def get_help_text(self) -> str:
        return f"At most {MAX_LENGTH} characters, of any kind, spaces too."


class NotAboutYou:
    """One's name, e-mail and our own name are what others try first."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse what has little left without these words."""
        left = _folded(password)
        for word in sorted({*SERVICE_WORDS, *_words_of(user)}, key=len, reverse=True):
            left = left.replace(word, "")
        if left != _folded(password) and len(left) < OWN_PART:
            raise ValidationError(
                "This is mostly your name, your e-mail or ours, which others guess first. Add words that say nothing about you.",
                code="password_too_similar",
            )

    def get_help_text(self) -> str:
        return "Not mostly your name, your e-mail or ours."


class NotBreached:
    """A password that stands in a published list is tried against every site."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse what somebody knows."""
        if any(known.knows(canonical(password)) for known in breached_passwords()):
            raise ValidationError(
                "This password is in lists of stolen passwords that anybody can download. Choose another, and change it "
                "wherever else you use it.",
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return "Not known from a breach."


class NotGuessed:
    """Repetitions, keyboard rows, dates and well-known words make a long password that falls at once."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse what few guesses find."""
        looked_at = canonical(password)[:GUESSED_PART]
        if not looked_at or zxcvbn(looked_at, user_inputs=[*SERVICE_WORDS, *_words_of(user)])["guesses_log10"] < GUESSES_LOG10:
            raise ValidationError(
                "This is easy to guess. Three or four words that do not belong together are easy to remember and hard to guess.",
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return "Three or four words that do not belong together do well."


def _words_of(user: Any) -> set[str]:
    if user is None:
        return set()
    parts = re.split(r"[^\w]+|_", _folded(f"{user.name} {user.email}"))
    joined = "".join(_folded(user.name).split())
    return {word for word in (*parts, joined) if len(word) >= SHORTEST_WORD}


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
