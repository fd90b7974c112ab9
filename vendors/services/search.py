"""The search index: one tsvector per vendor."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db import connection, transaction
from django.db.models import Q, Value
from django.db.models.functions import Concat

from vendors.models import Vendor
from vendors.text import fold

BATCH = 500
MAX_ITEM_TEXT = 20_000  # letters of item names that count; a tsvector holds 1 MB
#: The search text of a row `t` with `name`, `sells` and `about`, folded.
WEIGHED = (
    "setweight(to_tsvector('english', t.name), 'A') || setweight(to_tsvector('english', t.sells), 'B')"
    " || setweight(to_tsvector('english', t.about), 'C')"
)
_UPDATE = f"""
UPDATE vendors_vendor v SET search = {WEIGHED}
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS t (id, name, sells, about) WHERE v.id = t.id
"""  # noqa: S608 - an expression of ours


def refresh_search(vendors: Iterable[Vendor | int]) -> None:
    """Write the search text of `vendors` (rows or ids) anew: three statements for every 500 of them.

    The name weighs most, then the category and what is on sale with its sections, then tagline, description and city.
    Accents are folded here, in Python: PostgreSQL's unaccent is an extension that may be missing.
    """
    ids = [vendor if isinstance(vendor, int) else vendor.pk for vendor in vendors]
    for start in range(0, len(ids), BATCH):
        _refresh(ids[start : start + BATCH])


@transaction.atomic
def _refresh(ids: list[int]) -> None:
    # Who changes another item of the same vendor waits here, and then reads what we have written.
    list(Vendor.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    words = Concat("items__name", Value(" "), "items__section")
    sold = StringAgg(words, delimiter=Value(" "), filter=Q(items__is_available=True), default=Value(""))
    rows = (
        Vendor.objects.filter(pk__in=ids)
        .annotate(sold=sold)
        .values_list("pk", "name", "category__name", "category__parent__name", "sold", "tagline", "description", "city")
    )
    texts: list[tuple[Any, ...]] = [
        (pk, fold(name), fold(f"{category} {parent or ''} {sold[:MAX_ITEM_TEXT]}"), fold(f"{tagline} {description} {city}"))
        for pk, name, category, parent, sold, tagline, description, city in rows
    ]
    if texts:
        with connection.cursor() as cursor:
            cursor.execute(_UPDATE, [list(column) for column in zip(*texts, strict=True)])
