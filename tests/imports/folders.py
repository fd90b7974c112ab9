"""Tiny Olist folders, written by the tests themselves: sound by default, untidy where a test says so."""

import csv
from pathlib import Path
from typing import Any

from imports.olist import files

HEADERS = {
    table.file: table.columns
    for table in (
        files.ORDERS,
        files.ITEMS,
        files.CUSTOMERS,
        files.SELLERS,
        files.PRODUCTS,
        files.REVIEWS,
        files.PAYMENTS,
        files.PLACES,
        files.TRANSLATIONS,
    )
}
ANSWERED = "2018-03-06 12:00:00"
NEVER: dict[str, Any] = {"order_approved_at": "", "order_delivered_carrier_date": "", "order_delivered_customer_date": ""}


class Folder:
    """Rows by file; `order()` adds an order with its customer, `line()`, `review()` and the like what hangs on it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: dict[str, list[dict[str, str]]] = {name: [] for name in HEADERS}
        self.seller("s1")
        self.product("p1")
        self.translation("perfumaria", "perfumery")
        self.place("01001")

    def add(self, file: str, row: dict[str, Any]) -> None:
        self.rows[file].append({key: str(value) for key, value in row.items()})

    def order(self, order_id: str, *, status: str = "delivered", line: bool = True, customer: str = "", **columns: Any) -> None:
        self.add(
            files.CUSTOMERS.file,
            {
                "customer_id": f"c-{order_id}",
                "customer_unique_id": customer or f"u-{order_id}",
                "customer_zip_code_prefix": "01001",
                "customer_city": "sao paulo",
                "customer_state": "SP",
            },
        )
        self.add(
            files.ORDERS.file,
            {
                "order_id": order_id,
                "customer_id": f"c-{order_id}",
                "order_status": status,
                "order_purchase_timestamp": "2018-03-01 10:00:00",
                "order_approved_at": "2018-03-01 11:00:00",
                "order_delivered_carrier_date": "2018-03-02 09:00:00",
                "order_delivered_customer_date": "2018-03-05 16:00:00",
                "order_estimated_delivery_date": "2018-03-20 00:00:00",
                **columns,
            },
        )
        self.add(files.PAYMENTS.file, {"order_id": order_id})
        if line:
            self.line(order_id)

    def line(self, order_id: str, number: int = 1, *, product: str = "p1", seller: str = "s1", price: str = "10.50") -> None:
        row = {"order_id": order_id, "order_item_id": number, "product_id": product, "seller_id": seller, "price": price}
        self.add(files.ITEMS.file, row)

    def seller(self, seller_id: str, *, city: str = "sao paulo", prefix: str = "01001") -> None:
        row = {"seller_id": seller_id, "seller_zip_code_prefix": prefix, "seller_city": city, "seller_state": "SP"}
        self.add(files.SELLERS.file, row)

    def product(self, product_id: str, *, category: str = "perfumaria") -> None:
        self.add(files.PRODUCTS.file, {"product_id": product_id, "product_category_name": category})

    def translation(self, name: str, english: str) -> None:
        self.add(files.TRANSLATIONS.file, {"product_category_name": name, "product_category_name_english": english})

    def place(self, prefix: str, latitude: float = -23.55, longitude: float = -46.63, *, city: str = "são paulo") -> None:
        self.add(
            files.PLACES.file,
            {
                "geolocation_zip_code_prefix": prefix,
                "geolocation_lat": latitude,
                "geolocation_lng": longitude,
                "geolocation_city": city,
            },
        )

    def review(
        self, order_id: str, *, review: str = "", score: str = "5", at: str = "2018-03-06 12:00:00", body: str = ""
    ) -> None:
        self.add(
            files.REVIEWS.file,
            {
                "review_id": review or f"r-{order_id}",
                "order_id": order_id,
                "review_score": score,
                "review_comment_title": "",
                "review_comment_message": body,
                "review_creation_date": "2018-03-06 00:00:00",
                "review_answer_timestamp": at,
            },
        )

    def write(self) -> Path:
        for name, rows in self.rows.items():
            with (self.path / name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, HEADERS[name])
                writer.writeheader()
                writer.writerows(rows)
        return self.path

    def append(self, file: str, raw: bytes) -> None:
        """Add bytes to a file that is written: for rows that no CSV writer would produce."""
        with (self.path / file).open("ab") as out:
            out.write(raw)
