"""Words for what Olist left nameless: it names no shops, no people and no goods."""

import re

from django.utils.text import slugify

from imports.olist.files import Places, Source
from imports.reading import Row
from vendors.text import fold

OTHER = "other"
_SMALL_WORDS = {"da", "das", "de", "do", "dos", "e"}
_CITY = re.compile(r"[^\W\d_]+(?:[ '´.-]+[^\W\d_]+)*")


def category_name(source: Source, product_id: str) -> str:
    """Return the English name of a product's category, the Portuguese one where there is no translation, "Other" without any."""
    original = source.products[product_id]["product_category_name"]
    name = source.translations.get(original) or original
    return name.replace("_", " ").strip().capitalize()[:60] or OTHER.capitalize()


def category_slug(name: str) -> str:
    """Return the slug of a category's name."""
    return slugify(fold(name))[:60].strip("-") or OTHER


def city_of(row: Row, places: Places) -> str:
    """Return the seller's city in a readable form.

    Some sellers wrote a state, an e-mail or a postcode there; then it is the city of their postcode, else the state.
    """
    own = re.split(r"[/,(]| - ", row["seller_city"])[0].strip()
    if not (_CITY.fullmatch(own) and len(own) > 2):
        own = places.cities.get(row["seller_zip_code_prefix"]) or row["seller_state"]
    return written_out(own, places)[:80] or "Brazil"


def written_out(city: str, places: Places) -> str:
    """Return "sao jose dos campos" as "São José dos Campos"; a state's code stays as it is."""
    words = places.spellings.get(city, city).split(" ")
    return " ".join(word if word in _SMALL_WORDS else word[:1].upper() + word[1:] for word in words)


def vendor_name(seller_id: str, city: str) -> str:
    """Return a plain name: the first letters of the identifier, and the city."""
    return f"Seller {seller_id[:4]} · {city}"


def item_name(category: str, product_id: str) -> str:
    """Return a plain name: what it is, and the first letters of the identifier."""
    return f"{category} {product_id[:6]}"
