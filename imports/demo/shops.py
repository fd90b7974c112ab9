"""What a shop of the demo town is. The town itself stands in imports/demo/town/."""

from dataclasses import dataclass
from enum import StrEnum


class Badge(StrEnum):
    """How far a shop's checks have come."""

    VERIFIED = "verified"
    EXPIRING = "expiring"  # the phone number's check ends next week
    IN_REVIEW = "in_review"  # all papers handed in, two decided
    REJECTED = "rejected"  # one check refused
    NEW = "new"  # nothing handed in yet


#: Spans of (first weekday, last weekday, opens, closes); Monday is 0.
Hours = tuple[tuple[int, int, str, str], ...]
SHOP_HOURS: Hours = ((0, 5, "09:00", "17:30"),)
BAKERY_HOURS: Hours = ((0, 5, "07:00", "16:30"), (6, 6, "08:00", "13:00"))
CAFE_HOURS: Hours = ((0, 4, "07:30", "17:00"), (5, 6, "08:30", "17:00"))
EVENING_HOURS: Hours = ((1, 6, "12:00", "14:30"), (1, 6, "17:00", "22:30"))
LONG_HOURS: Hours = ((0, 5, "08:30", "18:30"), (6, 6, "10:00", "16:00"))


@dataclass(frozen=True)
class Good:
    """Something for sale: section, name, price in pounds, words, stock (None: as many as wanted)."""

    section: str
    name: str
    price: str
    description: str = ""
    stock: int | None = None


@dataclass(frozen=True)
class Shop:
    """One shop: who runs it, where, and what it sells."""

    name: str
    category: str
    tagline: str
    description: str
    line1: str
    owner: str
    goods: tuple[Good, ...]
    hours: Hours = SHOP_HOURS
    badge: Badge = Badge.VERIFIED
    delivers: bool = True
    staff: tuple[str, ...] = ()
    busy: int = 5  # how many past orders, roughly
    rating: float = 4.4  # what its customers tend to give
