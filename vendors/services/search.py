"""The search index: one tsvector per vendor."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import StringAgg
from django.db import connection, transaction
from django.db.models import Q, Value
from django.db.models.functions import Concat

from vendors.languages import configurations_of
from vendors.models import SEARCH_VERSION, Vendor
from vendors.services.gazetteer import Address, note_places
from vendors.services.vocabulary import note_words
from vendors.text import city_slug_of, words_of

BATCH = 500
MAX_ITEM_TEXT = 20_000  # letters of item names that count; a tsvector holds 1 MB
_SECTION = "setweight(to_tsvector('{name}', t.{column}), '{weight}')"
_SECTIONS = {"name": "A", "sells": "B", "about": "C"}
_UPDATE = """
UPDATE vendors_vendor v SET search = {search}, city_slug = t.city, search_version = {version}
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[]) AS t (id, name, sells, about, city) WHERE v.id = t.id
"""


class Text(NamedTuple):
    """A vendor's words by weight, each section's joined by blanks."""

    vendor: int
    name: str
    sells: str
    about: str
    city: str


def refresh_search(vendors: Iterable[Vendor | int]) -> None:
    """Write the search text of `vendors` (rows or ids) anew: a few statements for every 500 of them.

    The name weighs most, then the category and what is on sale with its sections, then tagline, description and city. Every
    word is there as it is written, for prefixes and names, and by its stem in the vendor's languages. Accents are folded here,
    in Python: PostgreSQL's unaccent is an extension that may be missing. The vocabulary and the gazetteer learn what is new.
    """
    ids = [vendor if isinstance(vendor, int) else vendor.pk for vendor in vendors]
    for start in range(0, len(ids), BATCH):
        _refresh(ids[start : start + BATCH])


def refresh_stale(limit: int = BATCH) -> int:
    """Write up to `limit` search texts anew that an older version of this program made; return how many. Safe to repeat."""
    stale = Vendor.objects.exclude(search_version=SEARCH_VERSION).order_by("pk").values_list("pk", flat=True)
    ids = list(stale[:limit])
    refresh_search(ids)
    return len(ids)


@transaction.atomic
def _refresh(ids: list[int]) -> None:
    # Who changes another item of the same vendor waits here, and then reads what we have written.
    list(Vendor.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    words = Concat("items__name", Value(" "), "items__section")
    sold = StringAgg(words, delimiter=Value(" "), filter=Q(items__is_available=True), default=Value(""))
    rows = Vendor.objects.filter(pk__in=ids).annotate(sold=sold).select_related("category__parent").defer("search")
    by_languages: dict[tuple[str, ...], list[Text]] = defaultdict(list)
    addresses: list[Address] = []
    for row in rows:
        text = _text(row, sold=row.sold)  # type: ignore[attr-defined]  # annotated above
        by_languages[configurations_of(row.country, row.language)].append(text)
        addresses.append(Address(text.city, row.city, row.postcode, row.country, row.latitude, row.longitude))
    for names, texts in by_languages.items():
        _write(names, texts)
        note_words({word for text in texts for word in f"{text.name} {text.sells} {text.about}".split()}, names)
    note_places(addresses)


def _text(row: Vendor, *, sold: str) -> Text:
    category = f"{row.category.name} {row.category.parent.name if row.category.parent else ''}"
    name, sells, about = (
        " ".join(words_of(section))
        for section in (row.name, f"{category} {sold[:MAX_ITEM_TEXT]}", f"{row.tagline} {row.description} {row.city}")
    )
    return Text(row.pk, name, sells, about, city_slug_of(row.city, row.country))


def _write(names: tuple[str, ...], texts: list[Text]) -> None:
    sections = [
        _SECTION.format(name=name, column=column, weight=weight)
        for name in ("simple", *names)
        for column, weight in _SECTIONS.items()
    ]
    columns: list[list[Any]] = [list(column) for column in zip(*texts, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE.format(search=" || ".join(sections), version=SEARCH_VERSION), columns)
