"""The languages that people are written to in."""

import contextlib
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from django.http import HttpRequest
from django.utils import timezone, translation


@dataclass(frozen=True)
class Language:
    """One language: its code, its own name, the locale that its dates and money follow, and which way it is read."""

    code: str
    name: str
    locale: Locale
    is_right_to_left: bool = False

    @property
    def direction(self) -> str:
        """The value of HTML's `dir`."""
        return "rtl" if self.is_right_to_left else "ltr"


DEFAULT_LANGUAGE = "en"
#: By code. Adding one: a row here, a catalogue in locale/ (scripts/catalogues.py), and a name in settings.LANGUAGES.
LANGUAGES = {
    language.code: language
    for language in (
        Language("en", "English", Locale("en", "GB")),
        Language("de", "Deutsch", Locale("de")),
        Language("ar", "العربية", Locale("ar"), is_right_to_left=True),
    )
}


def language_of(code: str | None) -> Language:
    """Return the language of a code such as `de` or `de-at`; English where we do not have it."""
    return LANGUAGES.get((code or "").partition("-")[0].lower(), LANGUAGES[DEFAULT_LANGUAGE])


def reading_language() -> Language:
    """Return the language of whoever reads what is being written now."""
    return language_of(translation.get_language())


def asked_language(request: HttpRequest | None) -> Language:
    """Return the language that a browser asks for (Accept-Language), for somebody who has not chosen one yet."""
    return language_of(translation.get_language_from_request(request) if request else None)


@contextlib.contextmanager
def reading(language: str | None, zone: tzinfo) -> Iterator[None]:
    """Write, inside, for somebody who reads this language and lives in this zone."""
    with translation.override(language_of(language).code), timezone.override(zone):
        yield


def zone_named(name: str, *, otherwise: tzinfo = UTC) -> tzinfo:
    """Return the zone of an IANA name; the other one where the name is empty, or is none (any more)."""
    return ZoneInfo(name) if name in _zones() else otherwise


@functools.cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
