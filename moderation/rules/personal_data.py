"""E-mail addresses, phone and card numbers, and postal addresses in a review."""

import re
from itertools import chain

import phonenumbers
from django.utils.translation import gettext_noop

from moderation.rules.base import Find, Inputs, Rule, places_in
from reviews.models import Review

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
CARD = re.compile(r"(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
STREET = re.compile(
    r"\b\d{1,4}[a-z]?,? (?:[A-Z][\w'’-]+ ){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Close|Court|Crescent|Gardens|Grove|Hill|Mews|Place|Row|Square|Terrace|Way)\b"
)
Found = tuple[int, int, str]


def look(review: Review) -> Inputs | None:
    """Point at what could be used to reach or rob somebody. The vendor's own number is everybody's to know."""
    return places_in(review, finder(review))


def finder(review: Review) -> Find:
    """Return what finds it in a text about the review's vendor."""
    country, own = review.vendor.country, review.vendor.phone

    def find(text: str) -> list[Found]:
        return sorted(chain(_emails(text), _cards(text), _phones(text, country, own), _addresses(text)))

    return find


def _emails(text: str) -> list[Found]:
    return [(match.start(), match.end(), "email") for match in EMAIL.finditer(text)]


def _cards(text: str) -> list[Found]:
    return [(match.start(), match.end(), "card") for match in CARD.finditer(text) if passes_luhn(match.group())]


def _phones(text: str, country: str, own: str) -> list[Found]:
    numbers = phonenumbers.PhoneNumberMatcher(text, country)
    written = ((one, phonenumbers.format_number(one.number, phonenumbers.PhoneNumberFormat.E164)) for one in numbers)
    return [(one.start, one.end, "phone") for one, number in written if number != own]


def _addresses(text: str) -> list[Found]:
    return [(match.start(), match.end(), "address") for form in (POSTCODE, STREET) for match in form.finditer(text)]


def passes_luhn(number: str) -> bool:
    """Say whether the digits of `number` have the check digit that card numbers have (ISO/IEC 7812-1, annex B)."""
    digits = [int(character) for character in reversed(number) if character.isdigit()]
    return sum(digit if place % 2 == 0 else sum(divmod(digit * 2, 10)) for place, digit in enumerate(digits)) % 10 == 0


RULE = Rule(
    "personal_data",
    2,
    gettext_noop("Personal data"),
    "An e-mail address, a phone number other than the business's own, a card number, a postcode or a street with its number.",
    priority=70,
    look=look,
)
