"""The whole folder, in batches, with every row accounted for."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from common.errors import DomainError
from imports.olist.catalogue import Catalogue
from imports.olist.files import (
    CUSTOMERS,
    ITEMS,
    ORDERS,
    PAYMENTS,
    PLACES,
    PRODUCTS,
    REVIEWS,
    SELLERS,
    TRANSLATIONS,
    Source,
    read_source,
)
from imports.olist.orders import ALREADY_IMPORTED, import_batch
from imports.olist.vendors import load_vendors
from imports.reading import Row
from imports.tally import Tally
from vendors.models import Vendor

BATCH = 1000
LOCK = 7_230_416  # any number, this importer's own
UNKNOWN_ORDER = "unknown_order"
BEYOND_LIMIT = "beyond_limit"
CUSTOMER_WITHOUT_ORDER = "customer_without_order"
CUSTOMER_OF_REFUSED_ORDER = "customer_of_refused_order"
PRODUCT_NEVER_SOLD = "product_never_sold"
PRODUCT_OF_REFUSED_ORDER = "product_of_refused_order"
PLACE_OF_NO_VENDOR = "place_of_no_vendor"
CATEGORY_UNUSED = "category_unused"
PAYMENT_NOT_KEPT = "payment_not_kept"


class ImportRunning(DomainError):
    """Another import works on the same database."""

    code = "import_running"
    title = "Another import is running"


def import_olist(
    folder: Path, *, limit: int | None = None, progress: Callable[[int, int], None] = lambda done, total: None
) -> Tally:
    """Import the first `limit` orders of a folder, all without one, and what belongs to them; safe to repeat and to interrupt.

    `progress(done, total)` is called with orders. Raises UnreadableFile and ImportRunning.
    """
    tally = Tally()
    source = read_source(folder, tally)
    with _alone():
        return _Run(source, tally, limit).finish(progress)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise ImportRunning("Another import is running on this database. Wait for its end, then start again.")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@dataclass
class _Run:
    """One run: which orders are in it, and what became of them."""

    source: Source
    tally: Tally
    limit: int | None
    outcomes: dict[str, str | None] = field(default_factory=dict)  # by order: None where something was written

    def finish(self, progress: Callable[[int, int], None]) -> Tally:
        """Import the orders in batches, then account for every row that belongs to none."""
        chosen = self.source.orders[: self.limit]
        sellers = self._sellers(chosen)
        before = set(Vendor.objects.filter(external_id__in=sellers).values_list("external_id", flat=True))
        catalogue = Catalogue(self.source, load_vendors(self.source, sellers, self.tally))
        progress(0, len(chosen))
        for start in range(0, len(chosen), BATCH):
            batch = chosen[start : start + BATCH]
            tally, outcomes = import_batch(batch, self.source, catalogue)
            self.tally.add(tally)
            self.outcomes |= outcomes
            progress(start + len(batch), len(chosen))
        self._settle_orders(chosen)
        self._settle_customers()
        self._settle_products(catalogue)
        self._settle_places(sellers, {str(seller_id) for seller_id in before})
        return self.tally

    def _sellers(self, chosen: list[Row]) -> set[str]:
        """Return the sellers to create: all of them, with a limit those that sold something in the chosen orders."""
        if self.limit is None:
            return set(self.source.sellers)
        sold = {line["seller_id"] for row in chosen for line in self.source.items.get(row["order_id"], [])}
        return sold & set(self.source.sellers)

    def _settle_orders(self, chosen: list[Row]) -> None:
        """Account for orders beyond the limit, and for rows that hang on those, on no order at all, or are payments."""
        beyond = {row["order_id"] for row in self.source.orders[len(chosen) :]}
        self.tally.refuse(ORDERS.file, BEYOND_LIMIT, len(beyond))
        for table, by_order in ((ITEMS, self.source.items), (REVIEWS, self.source.reviews)):
            for order_id, rows in by_order.items():
                if order_id not in self.outcomes:
                    self.tally.refuse(table.file, BEYOND_LIMIT if order_id in beyond else UNKNOWN_ORDER, len(rows))
        for order_id, count in self.source.payments.items():
            reason = PAYMENT_NOT_KEPT if order_id in self.outcomes else BEYOND_LIMIT if order_id in beyond else UNKNOWN_ORDER
            self.tally.refuse(PAYMENTS.file, reason, count)

    def _settle_customers(self) -> None:
        """A customer's row belongs to the order that names it, and shares its fate."""
        orders = {row["customer_id"]: row["order_id"] for row in self.source.orders}
        for customer_id in self.source.customers:
            order_id = orders.get(customer_id)
            if order_id is None:
                outcome: str | None = CUSTOMER_WITHOUT_ORDER
            elif order_id not in self.outcomes:
                outcome = BEYOND_LIMIT
            else:
                outcome = self.outcomes[order_id]
                outcome = outcome if outcome in {None, ALREADY_IMPORTED} else CUSTOMER_OF_REFUSED_ORDER
            self.tally.settle(CUSTOMERS.file, outcome)

    def _settle_products(self, catalogue: Catalogue) -> None:
        """A product's row is imported with its first item, a category's with its first product."""
        sold = {line["product_id"] for order_id in self.outcomes for line in self.source.items.get(order_id, [])}
        done = {
            line["product_id"]
            for order_id, outcome in self.outcomes.items()
            if outcome in {None, ALREADY_IMPORTED}
            for line in self.source.items.get(order_id, [])
        }
        unused = PRODUCT_NEVER_SOLD if self.limit is None else BEYOND_LIMIT
        categories: dict[str, set[str | None]] = {}
        for product_id, row in self.source.products.items():
            if product_id in catalogue.created:
                outcome: str | None = None
            elif product_id in done:
                outcome = ALREADY_IMPORTED
            else:
                outcome = PRODUCT_OF_REFUSED_ORDER if product_id in sold else unused
            self.tally.settle(PRODUCTS.file, outcome)
            categories.setdefault(row["product_category_name"], set()).add(outcome)
        for name in self.source.translations:
            self.tally.settle(TRANSLATIONS.file, self._category_outcome(categories.get(name, set())))

    def _category_outcome(self, outcomes: set[str | None]) -> str | None:
        if None in outcomes:
            return None
        if ALREADY_IMPORTED in outcomes:
            return ALREADY_IMPORTED
        return CATEGORY_UNUSED if self.limit is None else BEYOND_LIMIT

    def _settle_places(self, sellers: set[str], before: set[str]) -> None:
        """A seller's row became a vendor; a point counted towards the place of one."""
        fates: dict[str, set[str | None]] = {}
        for seller_id, row in self.source.sellers.items():
            outcome = BEYOND_LIMIT if seller_id not in sellers else ALREADY_IMPORTED if seller_id in before else None
            self.tally.settle(SELLERS.file, outcome)
            fates.setdefault(row["seller_zip_code_prefix"], set()).add(outcome)
        for prefix, count in self.source.places.rows.items():
            found = fates.get(prefix, {PLACE_OF_NO_VENDOR})
            outcome = None if None in found else ALREADY_IMPORTED if ALREADY_IMPORTED in found else min(map(str, found))
            self.tally.settle(PLACES.file, outcome, count)
