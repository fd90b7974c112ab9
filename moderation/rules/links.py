"""Addresses of websites in a review."""

import re

from django.utils.translation import gettext_noop

from moderation.rules.base import Find, Inputs, Rule, places_in
from reviews.models import Review

LINK = re.compile(
    r"(?<![\w@.])(?:https?://\S{3,200}|www\.[\w-]{1,63}\.\S{2,100}"
    r"|[\w-]{2,63}\.(?:com|net|org|info|biz|shop|store|online|site|xyz|io|co|app|dev|uk|eu|de|fr)(?:/\S{0,100})?)(?![\w@])",
    re.IGNORECASE,
)


def look(review: Review) -> Inputs | None:
    """Point at each."""
    return places_in(review, finder(review))


def finder(_review: Review) -> Find:
    """Return what finds them in a text."""
    return lambda text: [(match.start(), match.end(), "link") for match in LINK.finditer(text)]


RULE = Rule(
    "links", 2, gettext_noop("Links"), "The address of a website, which is how advertising comes in.", priority=40, look=look
)
