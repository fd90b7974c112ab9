"""The local gazetteer: cities and postcodes, learnt from where vendors are; and what else is counted of all vendors."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection, transaction

from vendors.models import Category, Place, PlaceKind
from vendors.text import words_of

#: Ranks by score that are marked, each a fifth above the one before. Beyond the last, reading the index is the long way.
RANKS = tuple(round(250 * 2 ** (step / 4)) for step in range(37))


class Address(NamedTuple):
    """What a vendor's address says of places."""

    city_slug: str
    city: str
    postcode: str
    country: str
    latitude: float | None
    longitude: float | None


def place_key(text: str) -> str:
    """Return a place's name as it is compared: "St. Ives" and "st ives" are one, "BS1 4DJ" and "bs14dj" too."""
    return "".join(words_of(text))[:80]


def note_places(addresses: Iterable[Address]) -> None:
    """Add the places of `addresses` where they are new, and coordinates where a place has none."""
    found = {place.slug: place for each in addresses for place in _places(each)}
    known = dict(Place.objects.filter(pk__in=found).values_list("pk", "latitude"))
    new = [found[slug] for slug in sorted(found) if slug not in known]
    placed = [found[slug] for slug in sorted(found) if known.get(slug, 0) is None and found[slug].latitude is not None]
    if new:
        Place.objects.bulk_create(new, ignore_conflicts=True, batch_size=1000)
    if placed:
        Place.objects.bulk_update(placed, ["latitude", "longitude"])


def _places(address: Address) -> Iterable[Place]:
    where = {"country": address.country, "latitude": address.latitude, "longitude": address.longitude}
    if address.city_slug:
        yield Place(slug=address.city_slug, kind=PlaceKind.CITY, name=address.city, key=place_key(address.city), **where)
    if key := place_key(address.postcode):
        slug = f"postcode-{address.country.lower()}-{key}"
        yield Place(slug=slug, kind=PlaceKind.POSTCODE, name=address.postcode.upper(), key=key, **where)


def count_listed() -> None:
    """Count anew how many vendors each category and each city has, where the middle of each city and postcode is, and ranks.

    Reads every vendor: for the scheduler, never for a request.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(
            "LOCK TABLE vendors_scoremark IN SHARE ROW EXCLUSIVE MODE"
        )  # two counts at once take turns; readers read on
        cursor.execute(_CATEGORIES)
        cursor.execute(_CITIES)
        cursor.execute(_POSTCODES)
        cursor.execute(_EMPTY)
        cursor.execute("DELETE FROM vendors_scoremark")
        cursor.execute(_MARKS, [list(RANKS), RANKS[-1]])


_CATEGORIES = f"""
UPDATE {Category._meta.db_table} c SET listed = coalesce(n.n, 0) FROM {Category._meta.db_table} x LEFT JOIN (
    SELECT category_id, count(*) AS n FROM vendors_vendor WHERE NOT is_suspended GROUP BY category_id
) n ON n.category_id = x.id WHERE x.id = c.id AND c.listed <> coalesce(n.n, 0)
"""  # noqa: S608 - made of our own names
_CITIES = """
UPDATE vendors_place p
SET vendors = n.n, latitude = coalesce(n.latitude, p.latitude), longitude = coalesce(n.longitude, p.longitude)
FROM (
    SELECT city_slug, count(*) AS n, percentile_cont(0.5) WITHIN GROUP (ORDER BY latitude) AS latitude,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY longitude) AS longitude
    FROM vendors_vendor WHERE NOT is_suspended AND city_slug <> '' GROUP BY city_slug
) n WHERE n.city_slug = p.slug AND p.kind = 'city'
"""
#: As place_key has them, where they are of letters and digits; others stay where their first vendor was.
_POSTCODES = """
UPDATE vendors_place p SET latitude = n.latitude, longitude = n.longitude
FROM (
    SELECT 'postcode-' || lower(country) || '-' || regexp_replace(lower(postcode), '[^a-z0-9]', '', 'g') AS slug,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY latitude) AS latitude,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY longitude) AS longitude
    FROM vendors_vendor WHERE NOT is_suspended AND postcode <> '' AND latitude IS NOT NULL GROUP BY 1
) n WHERE n.slug = p.slug AND p.kind = 'postcode' AND (n.latitude, n.longitude) IS DISTINCT FROM (p.latitude, p.longitude)
"""
_EMPTY = """
UPDATE vendors_place p SET vendors = 0 WHERE p.kind = 'city' AND p.vendors > 0 AND NOT EXISTS (
    SELECT 1 FROM vendors_vendor v WHERE v.city_slug = p.slug AND NOT v.is_suspended)
"""
#: All vendors, suspended ones too: what an index on score and id holds.
_MARKS = """
INSERT INTO vendors_scoremark (rank, score, vendor, vendors)
SELECT r.rank, r.score, r.id, n.n FROM (SELECT count(*) AS n FROM vendors_vendor) n, (
    SELECT score, id, row_number() OVER (ORDER BY score DESC, id DESC) AS rank FROM vendors_vendor
) r WHERE r.rank = ANY(%s::bigint[]) AND r.rank <= %s
"""
