"""The nine files, read into memory and joined by their identifiers."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from imports.reading import Row, Table, read_rows
from imports.tally import Tally
from vendors.places import Point
from vendors.text import fold

ORDERS = Table(
    "olist_orders_dataset.csv",
    (
        "order_id", "customer_id", "order_status", "order_purchase_timestamp", "order_approved_at",
        "order_delivered_carrier_date", "order_delivered_customer_date", "order_estimated_delivery_date",
    ),
    ids=("order_id", "customer_id"),
)  # fmt: skip
ITEMS = Table(
    "olist_order_items_dataset.csv",
    ("order_id", "order_item_id", "product_id", "seller_id", "price"),
    ids=("order_id", "product_id", "seller_id"),
)
CUSTOMERS = Table(
    "olist_customers_dataset.csv",
    ("customer_id", "customer_unique_id", "customer_zip_code_prefix", "customer_city", "customer_state"),
    ids=("customer_id", "customer_unique_id"),
)
SELLERS = Table(
    "olist_sellers_dataset.csv",
    ("seller_id", "seller_zip_code_prefix", "seller_city", "seller_state"),
    ids=("seller_id",),
)
PRODUCTS = Table("olist_products_dataset.csv", ("product_id", "product_category_name"), ids=("product_id",))
REVIEWS = Table(
    "olist_order_reviews_dataset.csv",
    (
        "review_id", "order_id", "review_score", "review_comment_title", "review_comment_message",
        "review_creation_date", "review_answer_timestamp",
    ),
    ids=("review_id", "order_id"),
)  # fmt: skip
PAYMENTS = Table("olist_order_payments_dataset.csv", ("order_id",), ids=("order_id",))
PLACES = Table(
    "olist_geolocation_dataset.csv",
    ("geolocation_zip_code_prefix", "geolocation_lat", "geolocation_lng", "geolocation_city"),
)
TRANSLATIONS = Table("product_category_name_translation.csv", ("product_category_name", "product_category_name_english"))

DUPLICATE_ROW = "duplicate_row"
NOT_IN_BRAZIL = "place_not_in_brazil"
LATITUDES, LONGITUDES = (-34.0, 5.5), (-74.1, -28.8)  # of Brazil, its islands included


@dataclass
class Places:
    """What the geolocation file says about each postcode prefix."""

    points: dict[str, Point] = field(default_factory=dict)
    cities: dict[str, str] = field(default_factory=dict)
    spellings: dict[str, str] = field(default_factory=dict)  # of cities: without accents → with them
    rows: Counter[str] = field(default_factory=Counter)


@dataclass
class Source:
    """All files. Rows are keyed by identifier; those of an order by the order's."""

    orders: list[Row]
    items: dict[str, list[Row]]
    customers: dict[str, Row]
    sellers: dict[str, Row]
    products: dict[str, Row]
    reviews: dict[str, list[Row]]
    payments: Counter[str]
    translations: dict[str, str]
    places: Places


def read_source(folder: Path, tally: Tally) -> Source:
    """Read the folder. Broken and repeated rows are refused here. Raises UnreadableFile."""
    reading = _Reading(folder, tally)
    return Source(
        orders=list(reading.unique(ORDERS, "order_id").values()),
        items=_by_order(reading.unique(ITEMS, "order_id", "order_item_id").values()),
        customers=reading.unique(CUSTOMERS, "customer_id"),
        sellers=reading.unique(SELLERS, "seller_id"),
        products=reading.unique(PRODUCTS, "product_id"),
        reviews=_by_order(reading.unique(REVIEWS, "review_id", "order_id").values()),
        payments=Counter(row["order_id"] for row in read_rows(folder, PAYMENTS, tally)),
        translations={
            key: row["product_category_name_english"]
            for key, row in reading.unique(TRANSLATIONS, "product_category_name").items()
        },
        places=_read_places(folder, tally),
    )


@dataclass(frozen=True)
class _Reading:
    folder: Path
    tally: Tally

    def unique(self, table: Table, *key: str) -> dict[str, Row]:
        """Return the rows by key; of several with one key the first counts."""
        found: dict[str, Row] = {}
        for row in read_rows(self.folder, table, self.tally):
            name = ":".join(row[part] for part in key)
            if name in found:
                self.tally.refuse(table.file, DUPLICATE_ROW)
            else:
                found[name] = row
        return found


def _by_order(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["order_id"]].append(row)
    return dict(found)


def _read_places(folder: Path, tally: Tally) -> Places:
    """Join the many points of a prefix: the median lies in the town even where one of them is far off."""
    points: dict[str, list[Point]] = defaultdict(list)
    cities: dict[str, Counter[str]] = defaultdict(Counter)
    for row in read_rows(folder, PLACES, tally):
        point = _point(row)
        if point is None:
            tally.refuse(PLACES.file, NOT_IN_BRAZIL)
            continue
        prefix = row["geolocation_zip_code_prefix"]
        points[prefix].append(point)
        cities[prefix][row["geolocation_city"]] += 1
    return Places(
        spellings=_spellings(cities.values()),
        points={prefix: _median(found) for prefix, found in points.items()},
        cities={prefix: max(sorted(found), key=found.__getitem__) for prefix, found in cities.items()},
        rows=Counter({prefix: len(found) for prefix, found in points.items()}),
    )


def _spellings(cities: Iterable[Counter[str]]) -> dict[str, str]:
    """Return the most frequent spelling with accents of each city that has one; most rows leave them out."""
    total: Counter[str] = Counter()
    for found in cities:
        total += found
    accented = sorted((count, city) for city, count in total.items() if not city.isascii())
    return {fold(city): city for _, city in accented if city != fold(city)}


def _point(row: Row) -> Point | None:
    try:
        point = Point(float(row["geolocation_lat"]), float(row["geolocation_lng"]))
    except ValueError:
        return None
    inside = LATITUDES[0] <= point.latitude <= LATITUDES[1] and LONGITUDES[0] <= point.longitude <= LONGITUDES[1]
    return point if inside else None


def _median(points: list[Point]) -> Point:
    latitude, longitude = (statistics.median(values) for values in zip(*points, strict=True))
    return Point(round(latitude, 6), round(longitude, 6))
