"""Which words of a profile were checked, and when another spelling is another word."""

import unicodedata
from collections.abc import Mapping

from vendors.models import CheckKind, Vendor, VerificationCheck
from vendors.places import Point, metres_between
from vendors.text import fold

#: What each check was about. The owner's identity is in no field, and a place on the map has a check of its own, below.
CHECKED_BY: dict[str, CheckKind] = {
    "name": CheckKind.BUSINESS_REGISTRATION,
    "line1": CheckKind.ADDRESS,
    "line2": CheckKind.ADDRESS,
    "city": CheckKind.ADDRESS,
    "postcode": CheckKind.ADDRESS,
    "country": CheckKind.ADDRESS,
    "phone": CheckKind.PHONE,
}
#: A pin that is put right by less has not moved.
ANCHOR_HOLDS_METRES = 50
_APOSTROPHES = str.maketrans("", "", "'’ʼ`")


def checked_values(vendor: Vendor) -> dict[str, str]:
    """Return the profile's checked fields as they are."""
    return {field: getattr(vendor, field) for field in CHECKED_BY}


def kinds_changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[CheckKind]:
    """Return what was checked about the fields that say something else now. Case, accents, blanks and signs say nothing."""
    changed = {CHECKED_BY[field] for field in CHECKED_BY if _words(before[field]) != _words(after[field])}
    return [kind for kind in CheckKind if kind in changed]


def is_off_anchor(check: VerificationCheck, place: Point | None) -> bool:
    """Say whether `place` is another than the one that an approved location is about; of other checks, that it is not."""
    if check.latitude is None or check.longitude is None:
        return False
    return place is None or metres_between(Point(check.latitude, check.longitude), place) > ANCHOR_HOLDS_METRES


def _words(text: str) -> list[str]:
    """Unlike the search index, this drops no long word and no vowel sign: whatever is left out could be changed unseen."""
    folded = fold(text.translate(_APOSTROPHES)).casefold()
    kept = (letter if letter.isalnum() or unicodedata.category(letter).startswith("M") else " " for letter in folded)
    return "".join(kept).split() or [text.strip()]  # a name of signs alone is its signs
