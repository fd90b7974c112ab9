"""Each untidy case of the orders, decided (docs/adr/0010-untidy-input.md)."""

from collections.abc import Callable
from typing import Any

import pytest

from imports.olist import files
from orders.models import Order, OrderStatusHistory
from tests.imports.folders import NEVER, Folder
from vendors.models import Item, Vendor

pytestmark = pytest.mark.django_db
Run = Callable[..., Any]


def entries(**order: Any) -> list[tuple[str, str, str, list[str]]]:
    """Return (status, role, claimed time in UTC without the year, flags) of each entry."""
    rows = OrderStatusHistory.objects.filter(**order).order_by("order__external_id", "sequence")
    return [(row.status, row.actor_role, f"{row.claimed_at:%m-%d %H:%M}", row.flags) for row in rows]


@pytest.mark.parametrize(
    ("status", "times", "path"),
    [
        ("created", NEVER, ["placed"]),
        ("approved", {**NEVER, "order_approved_at": "2018-03-01 11:00:00"}, ["placed", "accepted"]),
        ("processing", {**NEVER, "order_approved_at": "2018-03-01 11:00:00"}, ["placed", "accepted", "preparing"]),
        ("invoiced", {**NEVER, "order_approved_at": "2018-03-01 11:00:00"}, ["placed", "accepted", "preparing"]),
        ("shipped", {"order_delivered_customer_date": ""}, ["placed", "accepted", "preparing", "out_for_delivery"]),
        ("delivered", {}, ["placed", "accepted", "preparing", "out_for_delivery", "delivered", "completed"]),
        ("unavailable", {**NEVER, "order_approved_at": "2018-03-01 11:00:00"}, ["placed", "rejected"]),
        ("canceled", NEVER, ["placed", "cancelled"]),
        ("canceled", {**NEVER, "order_approved_at": "2018-03-01 11:00:00"}, ["placed", "accepted", "cancelled"]),
        ("canceled", {"order_delivered_customer_date": ""}, ["placed", "accepted", "preparing", "cancelled"]),
    ],
)
def test_each_status_stands_for_moves(folder: Folder, run: Run, status: str, times: dict[str, Any], path: list[str]) -> None:
    folder.order("o1", status=status, **times)
    run(folder.write())
    assert [entry[0] for entry in entries()] == path
    assert Order.objects.get().status == path[-1]


def test_real_times_are_claimed_and_missing_ones_flagged(folder: Folder, run: Run) -> None:
    folder.order("o1")
    result = run(folder.write())
    assert entries() == [
        ("placed", "customer", "03-01 13:00", []),
        ("accepted", "vendor", "03-01 14:00", []),
        ("preparing", "vendor", "03-01 14:00", ["claimed_time_missing"]),
        ("out_for_delivery", "vendor", "03-02 12:00", []),
        ("delivered", "vendor", "03-05 19:00", []),
        ("completed", "vendor", "03-05 19:00", ["claimed_time_missing"]),
    ]
    assert result.flags == {"claimed_time_missing": 2}
    assert OrderStatusHistory.objects.filter(recorded_at__year=2018).count() == 0  # recorded when it was written, not then


def test_times_that_run_backwards_stay_and_are_flagged(folder: Folder, run: Run) -> None:
    folder.order("o1", order_approved_at="2018-03-06 10:00:00")
    run(folder.write())
    assert entries(status="out_for_delivery") == [("out_for_delivery", "vendor", "03-02 12:00", ["claimed_before_previous"])]
    assert entries(status="accepted") == [("accepted", "vendor", "03-06 13:00", [])]


def test_delivered_without_a_time_of_delivery_is_completed_and_flagged(folder: Folder, run: Run) -> None:
    folder.order("o1", order_delivered_carrier_date="", order_delivered_customer_date="")
    run(folder.write())
    assert [entry[3] for entry in entries()] == [[], [], *[["claimed_time_missing"]] * 4]
    assert entries(status="delivered")[0][2] == "03-01 14:00"
    assert Order.objects.get().status == "completed"


def test_cancelled_after_its_delivery_is_cancelled_and_says_so(folder: Folder, run: Run) -> None:
    folder.order("o1", status="canceled")
    run(folder.write())
    last = OrderStatusHistory.objects.get(status="cancelled")
    assert last.flags == ["claimed_time_missing", "time_beyond_status"]
    assert last.actor_role == "vendor"
    assert last.reason == (
        "Olist lists this order as cancelled and gives no reason. Its file also says: "
        "handed to the carrier 2018-03-02 09:00:00, delivered 2018-03-05 16:00:00 (São Paulo)."
    )
    assert f"{last.claimed_at:%m-%d %H:%M}" == "03-05 19:00"  # not before the last thing that is known


def test_cancelled_before_approval_is_the_customers(folder: Folder, run: Run) -> None:
    folder.order("o1", status="canceled", **NEVER)
    run(folder.write())
    assert entries(status="cancelled") == [("cancelled", "customer", "03-01 13:00", ["claimed_time_missing"])]


def test_unavailable_is_rejected_with_a_reason(folder: Folder, run: Run) -> None:
    folder.order("o1", status="unavailable", **{**NEVER, "order_approved_at": "2018-03-01 11:00:00"})
    run(folder.write())
    entry = OrderStatusHistory.objects.get(status="rejected")
    assert (entry.reason, entry.flags) == ("Olist lists this order as unavailable.", ["claimed_time_missing"])


def test_times_beyond_an_open_status_are_told_in_the_note(folder: Folder, run: Run) -> None:
    folder.order("o1", status="processing", order_delivered_customer_date="")
    folder.order("o2", status="created")
    run(folder.write())
    last = OrderStatusHistory.objects.get(order__external_id="o1:s1", sequence=2)
    assert last.note == "Its file also says: handed to the carrier 2018-03-02 09:00:00 (São Paulo)."
    assert OrderStatusHistory.objects.get(order__external_id="o2:s1").flags == ["time_beyond_status"]


def test_an_order_of_two_sellers_becomes_two_orders(folder: Folder, run: Run) -> None:
    folder.seller("s2")
    folder.order("o1")
    folder.line("o1", 2, seller="s2", price="99.90")
    folder.review("o1")
    result = run(folder.write())

    assert dict(Order.objects.values_list("external_id", "total_minor")) == {"o1:s1": 1050, "o1:s2": 9990}
    assert result.files[files.ORDERS.file] == {"read": 1, "imported": 1, "refused": {}}
    # the review says not whom it means: it goes to the one who sold the most
    assert dict(Vendor.objects.values_list("external_id", "rating_count")) == {"s1": 0, "s2": 1}
    assert len({order.customer_id for order in Order.objects.all()}) == 1


def test_the_same_product_twice_is_one_line_and_at_another_price_another(folder: Folder, run: Run) -> None:
    folder.order("o1")
    folder.line("o1", 2)
    folder.line("o1", 3, price="9.99")
    result = run(folder.write())
    order = Order.objects.get()
    assert sorted(order.items.values_list("quantity", "unit_price_minor")) == [(1, 999), (2, 1050)]
    assert order.total_minor == 3099
    assert result.files[files.ITEMS.file]["imported"] == 3


def test_an_item_has_its_latest_price_and_orders_keep_theirs(folder: Folder, run: Run) -> None:
    folder.order("o1", line=False, order_purchase_timestamp="2018-03-01 10:00:00")
    folder.order("o2", line=False, order_purchase_timestamp="2018-02-01 10:00:00")
    folder.line("o1", price="12")
    folder.line("o2", price="8.9")
    run(folder.write())
    assert Item.objects.get().price_minor == 1200
    assert sorted(Order.objects.values_list("total_minor", flat=True)) == [890, 1200]


def test_a_customer_of_several_orders_is_one_person(folder: Folder, run: Run) -> None:
    folder.order("o1", customer="maria")
    folder.order("o2", customer="maria")
    assert run(folder.write())["customers"] == 1


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ({"line": False}, "order_without_items"),
        ({"status": "lost_in_space"}, "unknown_status"),
        ({"status": ""}, "unknown_status"),
        ({"order_purchase_timestamp": ""}, "purchase_time_missing"),
        ({"order_purchase_timestamp": "yesterday"}, "time_unreadable"),
        ({"order_approved_at": "2018-02-30 10:00:00"}, "time_unreadable"),
        ({"order_approved_at": "2018-02-20T10:00:00Z"}, "time_unreadable"),
        ({"order_approved_at": "9999-12-31 23:59:59"}, "time_unreadable"),
        ({"customer_id": "nobody"}, "unknown_customer"),
    ],
)
def test_an_order_that_cannot_be_told_is_refused(folder: Folder, run: Run, order: dict[str, Any], reason: str) -> None:
    folder.order("o1", **order)
    folder.order("o2")
    result = run(folder.write())
    assert result.files[files.ORDERS.file]["refused"] == {reason: 1}
    assert Order.objects.get().external_id == "o2:s1"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({"seller": "nobody"}, "unknown_seller"),
        ({"product": "nothing"}, "unknown_product"),
        ({"price": "-1.00"}, "price_invalid"),
        ({"price": ""}, "price_invalid"),
        ({"price": "1.005"}, "price_invalid"),
        ({"price": "NaN"}, "price_invalid"),
        ({"price": "1e999999"}, "price_invalid"),
        ({"price": "99999999999"}, "price_invalid"),
    ],
)
def test_a_bad_line_refuses_what_was_bought_with_it(folder: Folder, run: Run, line: dict[str, str], reason: str) -> None:
    folder.order("o1", line=False)
    folder.line("o1", 1, **line)
    if "seller" not in line:
        folder.line("o1", 2)
    result = run(folder.write())
    assert result.files[files.ORDERS.file]["refused"] == {"order_without_sound_items": 1}
    beside = {} if "seller" in line else {"line_beside_refused_line": 1}
    assert result.files[files.ITEMS.file]["refused"] == {reason: 1, **beside}
    assert not Order.objects.exists()


def test_a_bad_line_leaves_the_other_seller_alone(folder: Folder, run: Run) -> None:
    folder.order("o1")
    folder.line("o1", 2, seller="nobody")
    result = run(folder.write())
    assert (result["orders"], result["refused"]["unknown_seller"]) == (1, 1)


def test_more_of_an_item_than_the_api_takes_is_refused(folder: Folder, run: Run) -> None:
    folder.order("o1", line=False)
    for number in range(101):
        folder.line("o1", number)
    assert run(folder.write()).files[files.ITEMS.file]["refused"] == {"too_many_of_an_item": 101}


def test_repeated_rows_count_once(folder: Folder, run: Run) -> None:
    folder.order("o1")
    folder.order("o1")
    result = run(folder.write())
    assert (result["orders"], result["refused"]["duplicate_row"]) == (1, 3)  # the order, its customer, its line


def test_rows_of_no_order_are_refused(folder: Folder, run: Run) -> None:
    folder.line("ghost")
    folder.review("ghost")
    folder.add(files.PAYMENTS.file, {"order_id": "ghost"})
    folder.add(files.CUSTOMERS.file, dict.fromkeys(files.CUSTOMERS.columns, "c9"))
    result = run(folder.write())
    assert result["refused"] == {"unknown_order": 3, "customer_without_order": 1, "product_never_sold": 1, "category_unused": 1}


def test_free_of_charge_is_a_price(folder: Folder, run: Run) -> None:
    folder.order("o1", line=False)
    folder.line("o1", price="0.00")
    run(folder.write())
    assert Order.objects.get().total_minor == 0
