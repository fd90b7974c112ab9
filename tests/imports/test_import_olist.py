"""What the command promises as a whole."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import BigIntegerField, ExpressionWrapper, F, OuterRef, Subquery, Sum

from accounts.models import User
from events.models import Event
from imports.olist import files
from imports.olist import run as runs
from orders.models import Order, OrderItem, OrderStatusHistory
from reviews.models import Review
from tests.imports.folders import HEADERS, Folder
from vendors.models import Category, Item, Vendor

pytestmark = pytest.mark.django_db
Run = Callable[..., Any]


def everything() -> list[int]:
    models = (Vendor, Category, Item, User, Order, OrderItem, OrderStatusHistory, Review)
    return [model.objects.count() for model in models]


def test_an_order_becomes_vendor_item_customer_order_entries_and_review(folder: Folder, run: Run) -> None:
    folder.order("o1", customer="maria")
    folder.review("o1", score="4", body="Muito bom")
    result = run(folder.write())

    assert {key: result[key] for key in ("vendors", "customers", "items", "orders", "entries", "reviews_accepted")} == {
        "vendors": 1, "customers": 1, "items": 1, "orders": 1, "entries": 6, "reviews_accepted": 1,
    }  # fmt: skip
    assert result["refused"] == {"payment_not_kept": 1}
    order = Order.objects.select_related("vendor__category", "customer").get()
    assert (order.external_id, order.status, order.sequence, order.total_minor, order.currency) == (
        "o1:s1", "completed", 5, 1050, "BRL",
    )  # fmt: skip
    assert order.placed_at == datetime(2018, 3, 1, 13, tzinfo=UTC)  # 10:00 in São Paulo
    assert order.customer.email == "maria@olist.invalid"
    assert not order.customer.has_usable_password()
    vendor = order.vendor
    assert (vendor.name, vendor.slug, vendor.city, vendor.category.slug) == (
        "Seller s1 · São Paulo",
        "seller-s1",
        "São Paulo",
        "perfumery",
    )
    assert (vendor.country, vendor.timezone, vendor.latitude) == ("BR", "America/Sao_Paulo", -23.55)
    assert vendor.cell_7 is not None
    assert not Vendor.objects.verified().exists()
    assert (vendor.rating_sum, vendor.rating_count) == (4, 1)
    assert Review.objects.get().body == "Muito bom"
    assert not Event.objects.exists()  # nobody is told of the past


def test_search_finds_an_imported_vendor_by_what_it_sells(folder: Folder, run: Run) -> None:
    folder.order("o1")
    run(folder.write())
    assert Vendor.objects.matching("perfumery").get().external_id == "s1"


def test_running_twice_adds_nothing(folder: Folder, run: Run) -> None:
    for number in range(3):
        folder.order(f"o{number}")
        folder.review(f"o{number}")
    first = run(folder.write())
    before = everything()
    again = run(folder.path)

    assert everything() == before
    assert first["orders"] == 3
    assert [again[key] for key in ("vendors", "customers", "items", "orders", "entries", "reviews_accepted")] == [0] * 6
    # three rows each of orders, lines, customers and reviews; a seller, a product, a category, a point
    assert again["refused"] == {"already_imported": 16, "payment_not_kept": 3}


def test_a_killed_run_is_completed_by_the_next(folder: Folder, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        folder.order(f"o{number}")
        folder.review(f"o{number}")
    monkeypatch.setattr(runs, "BATCH", 2)

    class KilledError(Exception):
        """Stands for the end of the process."""

    def killed(done: int, total: int) -> None:
        if done == 2:
            raise KilledError

    with pytest.raises(KilledError):
        runs.import_olist(folder.write(), limit=None, progress=killed)
    assert Order.objects.count() == 2

    result = run(folder.path)
    assert (result["orders"], result["reviews_accepted"]) == (3, 3)
    assert (Order.objects.count(), Review.objects.count()) == (5, 5)
    assert Vendor.objects.get().rating_count == 5


def test_an_interrupted_run_says_that_it_can_go_on(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(runs, "import_batch", interrupted)
    folder.order("o1")
    with pytest.raises(CommandError, match="run it again") as error:
        call_command("import_olist", str(folder.write()))
    assert error.value.returncode == 130


def test_a_batch_that_fails_leaves_nothing(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.order("o1")
    monkeypatch.setattr("imports.olist.orders.load_reviews", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        runs.import_olist(folder.write(), limit=None, progress=lambda *_: None)
    assert not Order.objects.exists()
    assert not User.objects.exists()


def test_a_limit_takes_the_first_orders_and_counts_the_rest(folder: Folder, run: Run) -> None:
    folder.seller("s2")
    folder.product("p2", category="")
    for number in range(4):
        folder.order(f"o{number}", line=False)
        folder.line(f"o{number}", seller=f"s{1 + number // 2}", product=f"p{1 + number // 2}")
        folder.review(f"o{number}")
    result = run(folder.write(), limit=2)

    assert (result["vendors"], result["orders"], result["reviews_accepted"]) == (1, 2, 2)
    # two each of orders, lines, customers, payments and reviews; a seller and its product
    assert result["refused"] == {"beyond_limit": 12, "payment_not_kept": 2}
    assert run(folder.path)["orders"] == 2
    assert run(folder.path, limit=0)["orders"] == 0


@pytest.mark.parametrize("limit", ["-1", "many"])
def test_a_limit_that_is_none_is_refused(folder: Folder, limit: str) -> None:
    with pytest.raises(CommandError, match="--limit"):
        call_command("import_olist", str(folder.path), f"--limit={limit}")


def test_only_one_import_at_a_time(folder: Folder) -> None:
    folder.order("o1")
    path = folder.write()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [runs.LOCK])
        with pytest.raises(CommandError, match="Another import is running"):
            call_command("import_olist", str(path))
    finally:
        other.close()


@pytest.mark.parametrize("file", sorted(HEADERS))
def test_a_missing_file_is_named(folder: Folder, file: str) -> None:
    (folder.write() / file).unlink()
    with pytest.raises(CommandError, match=file):
        call_command("import_olist", str(folder.path))


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        call_command("import_olist", str(tmp_path / "nowhere"))


def test_a_missing_column_is_named(folder: Folder) -> None:
    (folder.write() / files.ORDERS.file).write_text("order_id,customer_id\n1,2\n")
    with pytest.raises(CommandError, match="no column order_status"):
        call_command("import_olist", str(folder.path))


def test_a_quote_that_never_closes_is_named_with_its_line(folder: Folder) -> None:
    folder.write()
    folder.append(files.ORDERS.file, b'o1,"c1,' + b"x" * 200_000)
    with pytest.raises(CommandError, match="near line"):
        call_command("import_olist", str(folder.path))


def test_broken_rows_are_counted_and_the_others_imported(folder: Folder, run: Run) -> None:
    folder.order("o1")
    folder.write()
    folder.append(files.ORDERS.file, b"too,short\r\n\r\n")
    folder.append(files.SELLERS.file, b"s\0,01001,x,SP\r\n")
    folder.append(files.PRODUCTS.file, b"p 2,perfumaria\r\n")
    folder.append(files.REVIEWS.file, b"r1,o1,5,,caf\xe9,2018-03-06 00:00:00,2018-03-06 00:00:00\r\n")
    result = run(folder.path)

    assert result["orders"] == 1
    assert result["refused"] == {"broken_row": 3, "not_utf8": 1, "payment_not_kept": 1}


def test_a_byte_order_mark_and_columns_we_do_not_know_are_no_fault(folder: Folder, run: Run) -> None:
    folder.order("o1")
    folder.write()
    for name in HEADERS:
        path = folder.path / name
        path.write_text("\ufeff" + "\n".join(f"{line},more" for line in path.read_text().splitlines()))
    assert run(folder.path)["orders"] == 1


def test_real_files_or_many_made_up_ones(folder: Folder, run: Run) -> None:
    """The real folder stands beside the repository where it is developed; elsewhere the same is asked of a made-up one."""
    real = Path(settings.BASE_DIR).parent / "shared" / "data" / "olist"
    if not real.exists():
        for number in range(300):
            folder.order(f"o{number}", status=("delivered", "shipped", "canceled")[number % 3])
            folder.review(f"o{number}")
        real = folder.write()
    result = run(real, limit=300)

    assert result.files[files.ORDERS.file]["imported"] > 200
    assert result["orders"] == Order.objects.count()
    assert result["entries"] == OrderStatusHistory.objects.count()
    assert result["reviews_accepted"] == Review.objects.count() > 50
    assert result["refused"]["order_not_completed"] > 0
    assert sum(vendor.rating_count for vendor in Vendor.objects.all()) == Review.objects.count()
    bought = ExpressionWrapper(F("items__unit_price_minor") * F("items__quantity"), BigIntegerField())
    assert not Order.objects.annotate(bought=Sum(bought)).exclude(bought=F("total_minor")).exists()
    last = OrderStatusHistory.objects.filter(order=OuterRef("pk")).order_by("-sequence")
    assert not Order.objects.exclude(status=Subquery(last.values("status")[:1])).exists()
    assert run(real, limit=300)["orders"] == 0
