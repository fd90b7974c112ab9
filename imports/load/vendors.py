"""Vendors of a load, written by PostgreSQL in whole batches; one in four has the badge, and its line in the log."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from accounts.models import User
from imports.load.names import TRADES, shop_name, town_centre, town_name, town_of
from vendors.badges import record_badges
from vendors.models import REQUIRED_CHECKS, Category, Vendor
from vendors.places import Point, cells_of
from vendors.services import refresh_search

BATCH = 10_000
VERIFIED_EACH = 4
CHECKER = "load-checker@load.invalid"
DESCRIPTION = "Made up, to see how the shelves hold."


@dataclass(frozen=True)
class Sketch:
    """A vendor of a load."""

    external_id: str
    slug: str
    title: str
    tagline: str
    category_id: int
    city: str
    postcode: str
    latitude: float
    longitude: float
    cell_5: int
    cell_7: int
    timezone: str
    offers_delivery: bool
    is_suspended: bool
    goods: Sequence[str]
    opens: int


def open_categories() -> None:
    """Create the categories that are missing, and who decided the checks: nobody can sign in as them."""
    Category.objects.bulk_create(
        [Category(slug=slug, name=name, position=position) for position, (slug, name, _) in enumerate(TRADES)],
        ignore_conflicts=True,
    )
    if not User.objects.filter(email=CHECKER).exists():
        User.objects.create_user(CHECKER, None, is_active=False)


@transaction.atomic
def write_vendors(seed: int, numbers: Sequence[int]) -> int:
    """Write vendors number `numbers`, all of the batch or, where it is there already, nothing; return how many."""
    if Vendor.objects.filter(external_id=external_id(seed, numbers[0])).exists():
        return 0
    dice = random.Random(f"{seed}:vendors:{numbers[0]}")  # noqa: S311 - made-up data, the same each time
    categories = dict(Category.objects.values_list("slug", "pk"))
    sketches = [_sketch(external_id(seed, number), number, categories, dice) for number in numbers]
    with connection.cursor() as cursor:
        # The web's limits are for the web; and whoever adds a word that another batch has just added waits for all of it.
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
        cursor.execute(_VENDORS, [DESCRIPTION, *([getattr(sketch, name) for sketch in sketches] for name in _COLUMNS)])
        ids = [pk for (pk,) in cursor.fetchall()]
        items = [
            (pk, name, place, 100 + dice.randrange(4_000))
            for pk, sketch in zip(ids, sketches, strict=True)
            for place, name in enumerate(sketch.goods)
        ]
        cursor.execute(_ITEMS, [list(column) for column in zip(*items, strict=True)])
        refresh_search(ids)
        cursor.execute(_HOURS, [ids, [sketch.opens for sketch in sketches]])
        verified = [pk for pk, number in zip(ids, numbers, strict=True) if number % VERIFIED_EACH == 0]
        cursor.execute(_CHECKS, [User.objects.get(email=CHECKER).pk, verified, list(REQUIRED_CHECKS)])
    record_badges(verified)
    return len(ids)


def external_id(seed: int, number: int) -> str:
    """Return what names a vendor of a load: a second run finds it by this."""
    return f"load-{seed}-{number}"


def _sketch(name: str, number: int, categories: dict[str, int], dice: random.Random) -> Sketch:
    slug, trade, sold = dice.choice(TRADES)
    town = town_of(number)
    centre = town_centre(town)
    point = Point(centre.latitude + dice.gauss(0, 0.02), centre.longitude + dice.gauss(0, 0.03))
    shop, city, goods = shop_name(trade, dice), town_name(town), dice.sample(sold, 2)
    tagline = f"{trade} in {city} since {1900 + dice.randrange(120)}"
    return Sketch(
        external_id=name,
        slug=f"{slug}-{name}",
        title=shop,
        tagline=tagline,
        category_id=categories[slug],
        city=city,
        postcode=f"LD{town}",
        **point._asdict(),
        **cells_of(point)._asdict(),
        timezone="Europe/Paris" if number % 10 == 0 else "Europe/London",
        offers_delivery=number % 2 == 0,
        is_suspended=number % 200 == 199,
        goods=goods,
        opens=dice.randrange(24),
    )


_COLUMNS = (
    *("external_id", "slug", "title", "tagline", "category_id", "city", "postcode", "latitude", "longitude"),
    *("cell_5", "cell_7", "timezone", "offers_delivery", "is_suspended"),
)
_VENDORS = f"""
INSERT INTO vendors_vendor (slug, name, tagline, description, category_id, city, latitude, longitude, cell_5, cell_7, timezone,
    currency, country, phone, email, line1, line2, postcode, cover, offers_pickup, offers_delivery, is_suspended, rating_sum,
    rating_count, external_id, updated_at)
SELECT t.slug, t.title, t.tagline, %s, t.category_id, t.city, t.latitude, t.longitude, t.cell_5, t.cell_7, t.timezone,
    'GBP', 'GB', '', '', '', '', t.postcode, '', true, t.offers_delivery, t.is_suspended, 0,
    0, t.external_id, now()
FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::int[], %s::text[], %s::text[], %s::float8[], %s::float8[],
    %s::bigint[], %s::bigint[], %s::text[], %s::bool[], %s::bool[])
    AS t ({", ".join(_COLUMNS)})
RETURNING id
"""  # noqa: S608 - names of columns of ours
_ITEMS = """
INSERT INTO vendors_item (vendor_id, name, description, section, price_minor, currency, image, is_available, position, updated_at)
SELECT t.vendor, t.name, '', '', t.price, 'GBP', '', true, t.position, now()
FROM unnest(%s::bigint[], %s::text[], %s::int[], %s::int[]) AS t (vendor, name, position, price)
"""
# Nine hours on six days, from any full hour: about a third of all vendors is open at any time, some past midnight.
_HOURS = """
INSERT INTO vendors_openinghours (vendor_id, weekday, opens, closes)
SELECT t.vendor, day, make_time(t.opens, 0, 0), make_time(mod(t.opens + 9, 24), 0, 0)
FROM unnest(%s::bigint[], %s::int[]) AS t (vendor, opens), generate_series(0, 5) day
"""
_CHECKS = """
INSERT INTO vendors_verificationcheck (vendor_id, kind, status, evidence, reason, submitted_at, decided_at, decided_by_id,
    expires_at)
SELECT vendor, kind, 'approved', 'Made up for a load.', '', now() - interval '2 days', now() - interval '1 day', %s,
    now() + interval '1 year'
FROM unnest(%s::bigint[]) vendor, unnest(%s::text[]) kind
"""
