"""Made-up towns, shops and things for sale. Pure, and the same for the same number and seed."""

import random
from collections.abc import Sequence

from vendors.places import Point

VENDORS_PER_TOWN = 160
_SYLLABLES = (
    *("Ash", "Birch", "Clover", "Dun", "Elm", "Fern", "Glen", "Hazel", "Iron", "Juniper", "Kings", "Lime", "Maple", "North"),
    *("Oak", "Pine", "Queens", "Rowan", "South", "Thorn", "Upper", "Vine", "Wester", "Yarrow", "Alder", "Bram", "Cold", "Dale"),
)
_ENDINGS = (
    "bury",
    "combe",
    "dale",
    "field",
    "ford",
    "gate",
    "ham",
    "hurst",
    "ley",
    "mere",
    "mouth",
    "port",
    "stead",
    "ton",
    "wick",
)
Trade = tuple[str, str, Sequence[str]]
#: Category (slug, name), and what its shops sell.
TRADES: Sequence[Trade] = (
    ("bakery", "Bakery", ("Sourdough loaf", "Rye bread", "Cinnamon bun", "Carrot cake")),
    ("florist", "Florist", ("Tulips", "Bunch of roses", "Dried flowers", "Wreath")),
    ("grocer", "Grocer", ("Organic fruit box", "Farm cheese", "Olives", "Honey")),
    ("butcher", "Butcher", ("Beef mince", "Lamb chops", "Pork pie", "Chicken")),
    ("cafe", "Café", ("Flat white", "Pot of tea", "Breakfast plate", "Croissant")),
    ("bookshop", "Bookshop", ("Crime novel", "Poetry", "Picture book", "Notebook")),
    ("bicycles", "Bicycles", ("Puncture repair", "Inner tube", "Bell", "Full service")),
    ("hardware", "Hardware", ("Paint", "Box of screws", "Hammer", "Garden fork")),
)
_OWNERS = ("Ada", "Bruno", "Chloe", "Dmitri", "Elif", "Farid", "Grace", "Hana", "Ines", "Jonas", "Kofi", "Lena", "Mira", "Noor")
_STYLES = ("Corner", "Harbour", "Market", "Old", "Little", "Golden", "Village", "Station", "Green", "River")


def town_of(number: int) -> int:
    """Return the town of a vendor: a larger load has more towns, not larger ones."""
    return number // VENDORS_PER_TOWN


def town_name(town: int) -> str:
    """Return the name of a town; of more than 420 some share theirs, and a number tells them apart."""
    again, place = divmod(town, len(_SYLLABLES) * len(_ENDINGS))
    first, last = divmod(place, len(_ENDINGS))
    return f"{_SYLLABLES[first]}{_ENDINGS[last]}" + (f" {again + 1}" if again else "")


def town_centre(town: int) -> Point:
    """Return a town's place; towns lie about 25 km apart, from Portugal north-eastwards."""
    return Point(36 + town // 160 * 0.25, -9 + town % 160 * 0.35)


def shop_name(trade: str, dice: random.Random) -> str:
    """Return what is over the door."""
    return f"{dice.choice(_OWNERS)}'s {dice.choice(_STYLES)} {trade}"
