"""Filling words with names, times and money, for whoever is being written to (`reading`)."""

import re
import unicodedata
from datetime import datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_gmt, get_timezone_name
from babel.numbers import format_currency
from django.utils import timezone
from django.utils.translation import gettext as _

from common.letters.languages import reading_language
from common.money import exponent

MAX_LINE = 200
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
#: Marks that would turn the direction of all that follows them; a name has no need of them.
TURNING_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")
RIGHT_TO_LEFT = frozenset({"R", "AL"})


def say(words: str, /, **facts: object) -> str:
    """Return `words` with their {named} places filled.

    What is filled in keeps its own direction: in a right-to-left sentence, or where it holds right-to-left letters, it is
    isolated (Unicode's FSI and PDI, UAX #9), so that a name or a reference disturbs nothing around it.
    """
    return words.format(**{name: given(fact) for name, fact in facts.items()})


def given(fact: object) -> str:
    """Return somebody's own words, to stand alone or within ours."""
    text = plain(fact)
    if reading_language().is_right_to_left or any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in text):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text


def plain(fact: object) -> str:
    """Return a value as text that cannot turn what stands around it."""
    return TURNING_MARKS.sub("", str(fact))


def one_line(text: str, *, limit: int = MAX_LINE) -> str:
    """Return text that is one line and not too long, whatever names it holds. What is cut off leaves no isolate open."""
    line = " ".join("".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in text).split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 2]
    is_open = cut.count(FIRST_STRONG_ISOLATE) > cut.count(POP_ISOLATE)
    return f"{cut.rstrip()}…{POP_ISOLATE if is_open else ''}"


def moment(at: datetime) -> str:
    """Return a time on the reader's clock ("1 July 2026, 10:05 BST")."""
    local, locale = at.astimezone(timezone.get_current_timezone()), reading_language().locale
    clock = format_time(local, "short", locale=locale)
    return say(
        _("{day}, {clock} {zone}"), day=format_date(local, "long", locale=locale), clock=clock, zone=_zone_of(local, locale)
    )


def day(at: datetime) -> str:
    """Return the day of a time in the reader's zone ("1 July 2026")."""
    return format_date(at.astimezone(timezone.get_current_timezone()), "long", locale=reading_language().locale)


def money(minor: int, currency: str) -> str:
    """Return an amount in minor units as the reader writes it ("£12.50", "12,50 €")."""
    return format_currency(Decimal(minor).scaleb(-exponent(currency)), currency, locale=reading_language().locale)


def _zone_of(local: datetime, locale: Locale) -> str:
    """Return the zone's short name where the language has one ("BST"), else how far it is from Greenwich ("GMT+02:00")."""
    name = get_timezone_name(local, width="short", locale=locale)
    return get_timezone_gmt(local, "long", locale=locale) if name[:1] in "+-" else name
