"""Sellers as vendors: unverified, with a place and a category, without a person."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.db import transaction

from imports.olist.baskets import CURRENCY
from imports.olist.files import Source
from imports.olist.names import OTHER, category_name, category_slug, city_of, vendor_name
from imports.olist.times import ZONE_NAME
from imports.tally import Tally
from vendors.models import Category, Vendor
from vendors.places import cells_of
from vendors.services import refresh_search

BATCH = 1000


def load_vendors(source: Source, seller_ids: Collection[str], tally: Tally) -> dict[str, int]:
    """Create the vendors of `seller_ids` that do not exist; return the keys of all of them by seller."""
    known = dict(Vendor.objects.filter(external_id__in=seller_ids).values_list("external_id", "pk"))
    fresh = sorted(set(seller_ids) - set(known))
    sold = _categories_sold(source)
    categories = load_categories({_most_sold(sold.get(seller_id)) for seller_id in fresh}, tally)
    for ids in _in_batches(fresh):
        with transaction.atomic():
            rows = [_vendor(source, seller_id, categories[category_slug(_most_sold(sold.get(seller_id)))]) for seller_id in ids]
            created = Vendor.objects.bulk_create(rows, batch_size=BATCH)
            refresh_search(created)
        known |= {vendor.external_id: vendor.pk for vendor in created}
        tally.written["vendors"] += len(created)
    return {str(seller_id): pk for seller_id, pk in known.items()}


def load_categories(names: Iterable[str], tally: Tally) -> dict[str, Category]:
    """Create the categories of `names` that do not exist; return all of them by slug."""
    wanted = {category_slug(name): name for name in sorted(names)}
    known = set(Category.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    missing = [Category(slug=slug, name=name, position=100) for slug, name in wanted.items() if slug not in known]
    tally.written["categories"] += len(Category.objects.bulk_create(missing))
    return {category.slug: category for category in Category.objects.filter(slug__in=wanted)}


def _vendor(source: Source, seller_id: str, category: Category) -> Vendor:
    row = source.sellers[seller_id]
    city = city_of(row, source.places)
    vendor = Vendor(
        slug=f"seller-{seller_id}",
        name=vendor_name(seller_id, city),
        category=category,
        city=city,
        postcode=row["seller_zip_code_prefix"][:16],
        country="BR",
        timezone=ZONE_NAME,
        currency=CURRENCY,
        offers_pickup=False,
        offers_delivery=True,
        external_id=seller_id,
    )
    if point := source.places.points.get(row["seller_zip_code_prefix"]):
        vendor.latitude, vendor.longitude = point
        vendor.cell_5, vendor.cell_7 = cells_of(point)
    return vendor


def _categories_sold(source: Source) -> dict[str, Counter[str]]:
    """Return for each seller how many lines of which category it sold, over the whole file."""
    sold: dict[str, Counter[str]] = defaultdict(Counter)
    for rows in source.items.values():
        for row in rows:
            if row["product_id"] in source.products:
                sold[row["seller_id"]][category_name(source, row["product_id"])] += 1
    return sold


def _most_sold(sold: Counter[str] | None) -> str:
    return min(sold, key=lambda name: (-sold[name], name)) if sold else OTHER.capitalize()


def _in_batches(ids: list[str]) -> Iterator[list[str]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
