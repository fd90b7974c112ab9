"""GET /api/v1/vendors/{slug}/figures/: counted right, by the vendor's own days, in few queries."""

import csv
import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from common.errors import Invalid
from imports.replay import PastMove, PastOrder, write_orders
from orders.figures import Against, Counted, Figures, days_of, figures_of
from orders.models import Fulfilment, Order
from orders.pricing import PricedLine
from orders.services import advance_order
from orders.statuses import ActorRole, Status
from tests.factories import MembershipFactory
from tests.stories import completed_order, moved, placed_order
from vendors.models import Item, MembershipRole, Vendor

Api = Callable[[User], APIClient]
LONDON = ZoneInfo("Europe/London")
LATER = datetime(2026, 12, 24, 12, 0, tzinfo=LONDON)
WAY = (Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP, Status.COMPLETED)


def at(text: str) -> datetime:
    """A moment by London's clock; `fold` by a trailing "*": the second time that the clock shows it."""
    return datetime.fromisoformat(text.rstrip("*")).replace(tzinfo=LONDON, fold=int(text.endswith("*")))


def past(
    customer: User, item: Item, placed: str, *minutes: int, refused: bool = False, quantity: int = 1, currency: str = "GBP"
) -> PastOrder:
    """An order that was placed then, and accepted, prepared, ready and completed after so many minutes each; or rejected."""
    order = Order(
        vendor=item.vendor,
        customer=customer,
        fulfilment=Fulfilment.PICKUP,
        contact_name="Ada",
        contact_email="ada@example.com",
        currency=currency,
        total_minor=item.price_minor * quantity,
        placed_at=at(placed),
    )
    way = (Status.REJECTED,) if refused else WAY
    moves = [
        PastMove(
            to=to, role=ActorRole.VENDOR, claimed_at=at(placed) + timedelta(minutes=after), reason="No flour" if refused else ""
        )
        for to, after in zip(way, minutes, strict=False)
    ]
    return PastOrder(order=order, lines=[PricedLine(item=item, quantity=quantity, index=0)], moves=moves)


def write(*orders: PastOrder) -> None:
    with transaction.atomic():
        write_orders(orders)


def figures(vendor: Vendor, first: str, last: str | None = None, against: Against = Against.BEFORE) -> Figures:
    days = days_of(vendor, date.fromisoformat(first), date.fromisoformat(last or first))
    return figures_of(vendor, days, against=against, at=LATER)


def url(vendor: Vendor, first: str, last: str, **more: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in {"first": first, "last": last, **more}.items())
    return f"/api/v1/vendors/{vendor.slug}/figures/{'file/' if 'as_file' in more else ''}?{query}"


def test_times_are_medians_and_nine_in_ten(customer: User, item: Item, vendor: Vendor) -> None:
    write(*[past(customer, item, "2026-06-01T12:00", minutes, minutes + 10, minutes + 20) for minutes in range(1, 12)])
    now = figures(vendor, "2026-06-01").now
    assert (now.orders, now.accepted) == (11, 11)
    assert (now.accept_median, now.accept_p90) == (6 * 60, 10 * 60)
    assert (now.ready_median, now.ready_p90) == (26 * 60, 30 * 60)


def test_what_was_refused_brings_in_nothing_and_counts_as_an_order(customer: User, item: Item, vendor: Vendor) -> None:
    write(
        past(customer, item, "2026-06-01T12:00", 1, 2, 3, 4, quantity=2),
        past(customer, item, "2026-06-01T13:00", 5, refused=True),
        past(customer, item, "2026-06-01T14:00", 1, 2, 3, 4, currency="EUR"),
    )
    now = figures(vendor, "2026-06-01").now
    assert (now.orders, now.finished, now.refused) == (3, 2, 1)
    assert now.revenue == {"EUR": 350, "GBP": 700}


def test_days_stand_beside_those_before_one_by_one(customer: User, item: Item, vendor: Vendor) -> None:
    placed = {"2026-06-01": 1, "2026-06-02": 2, "2026-06-03": 3, "2026-06-04": 4}
    write(*[past(customer, item, f"{day}T12:00") for day, number in placed.items() for _ in range(number)])
    found = figures(vendor, "2026-06-03", "2026-06-04")
    assert [(now.orders, then.orders) for now, then in found.by_bucket] == [(3, 1), (4, 2)]
    assert (found.now.orders, found.then.orders) == (7, 3)
    assert (found.before.first, found.before.last) == (date(2026, 6, 1), date(2026, 6, 2))


@pytest.mark.parametrize(("first", "last", "before"), [("2026-06-10", "2026-06-10", 7), ("2026-06-10", "2026-06-20", 14)])
def test_the_same_weekdays_before(vendor: Vendor, first: str, last: str, before: int) -> None:
    found = figures(vendor, first, last, Against.WEEK_BEFORE)
    assert found.days.first - found.before.first == timedelta(days=before)


def test_one_day_is_told_by_the_hour(customer: User, item: Item, vendor: Vendor) -> None:
    write(
        past(customer, item, "2026-06-02T09:59"),
        past(customer, item, "2026-06-02T10:00"),
        past(customer, item, "2026-06-01T10:30"),
    )
    found = figures(vendor, "2026-06-02")
    hours = {hour: (now.orders, then.orders) for hour, (now, then) in zip(found.days.buckets, found.by_bucket, strict=True)}
    assert len(hours) == 24
    assert (hours["09:00"], hours["10:00"]) == ((1, 0), (1, 1))


def test_a_day_is_the_vendors_own_when_clocks_change(customer: User, item: Item, vendor: Vendor) -> None:
    moments = [
        "2026-10-24T23:59",
        "2026-10-25T00:00",
        "2026-10-25T01:30",
        "2026-10-25T01:30*",
        "2026-10-25T23:59",
        "2026-10-26T00:00",
    ]
    write(*[past(customer, item, moment) for moment in moments])
    days = days_of(vendor, date(2026, 10, 25), date(2026, 10, 25))
    assert days.ends_at.astimezone(ZoneInfo("UTC")) - days.starts_at.astimezone(ZoneInfo("UTC")) == timedelta(hours=25)
    assert [now.orders for now, _ in figures(vendor, "2026-10-24", "2026-10-26").by_bucket] == [1, 4, 1]
    spring = days_of(vendor, date(2026, 3, 29), date(2026, 3, 29))
    assert spring.ends_at.astimezone(ZoneInfo("UTC")) - spring.starts_at.astimezone(ZoneInfo("UTC")) == timedelta(hours=23)


def test_another_zone_has_other_days(customer: User, item: Item, vendor: Vendor) -> None:
    write(past(customer, item, "2026-06-01T23:30"))
    vendor.timezone = "Asia/Tokyo"
    assert figures(vendor, "2026-06-01").now.orders == 0
    assert figures(vendor, "2026-06-02").now.orders == 1


def test_promises(customer: User, vendor_staff: User, vendor: Vendor, item: Item) -> None:
    now = timezone.now()
    late, soon, long_ago = now - timedelta(minutes=5), now + timedelta(hours=1), now - timedelta(hours=2)
    for promised, ready in ((soon, True), (late, True), (long_ago, False), (soon, False), (None, True)):
        order = advance_order(
            placed_order(customer, item), to=Status.ACCEPTED, by=vendor_staff, estimated_ready_at=promised
        ).order
        if ready:
            moved(order, vendor_staff, Status.PREPARING, Status.READY_FOR_PICKUP)
    renewed = advance_order(placed_order(customer, item), to=Status.ACCEPTED, by=vendor_staff, estimated_ready_at=late).order
    advance_order(renewed, to=Status.PREPARING, by=vendor_staff, estimated_ready_at=soon)
    moved(renewed, vendor_staff, Status.READY_FOR_PICKUP)  # the last promise counts
    gone = advance_order(placed_order(customer, item), to=Status.ACCEPTED, by=vendor_staff, estimated_ready_at=late).order
    advance_order(gone, to=Status.CANCELLED, by=vendor_staff, reason="Oven broke")  # nobody waits for it
    today = now.astimezone(LONDON).date()
    counted = figures_of(vendor, days_of(vendor, today, today), against=Against.BEFORE, at=timezone.now()).now
    assert (counted.promised, counted.kept) == (4, 2)
    assert counted.kept_share == 0.5


def test_a_delivery_is_promised_for_the_door(customer: User, vendor_staff: User, vendor: Vendor, item: Item) -> None:
    address = {"line1": "1 Mill Street", "city": "Bath", "postcode": "BA1 1AA", "country": "GB"}
    order = placed_order(customer, item, fulfilment=Fulfilment.DELIVERY, address=address)
    soon = timezone.now() + timedelta(hours=1)
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff, estimated_ready_at=soon)
    moved(order, vendor_staff, Status.PREPARING, Status.OUT_FOR_DELIVERY)
    today = timezone.now().astimezone(LONDON).date()

    def counted() -> Counted:
        return figures_of(vendor, days_of(vendor, today, today), against=Against.BEFORE, at=timezone.now()).now

    assert (counted().promised, counted().ready_median is not None) == (0, True)  # under way, and in time so far
    moved(order, vendor_staff, Status.DELIVERED)
    assert (counted().promised, counted().kept) == (1, 1)


def test_stars_of_the_days(api: Api, customer: User, vendor_owner: User, vendor: Vendor, item: Item) -> None:
    order = completed_order(customer, item, vendor_owner)
    sent = api(customer).post("/api/v1/reviews/", {"order": order.uid, "rating": 4, "body": "Good bread."})
    assert sent.status_code == 201
    today = timezone.now().astimezone(LONDON).date()
    told = api(vendor_owner).get(url(vendor, str(today), str(today))).json()
    rating = next(figure for figure in told["figures"] if figure["key"] == "rating")
    assert (rating["value"], rating["before"]) == (4.0, None)


def test_every_figure_says_how_it_is_counted(api: Api, vendor_owner: User, vendor: Vendor) -> None:
    told = api(vendor_owner).get(url(vendor, "2026-06-01", "2026-06-07")).json()
    assert all(figure["definition"] and figure["label"] for figure in told["figures"])
    assert told["revenue"] == {"definition": told["revenue"]["definition"], "rows": []}
    assert [bucket["bucket"] for bucket in told["buckets"]] == [f"2026-06-0{day}" for day in range(1, 8)]
    assert {figure["key"]: figure["value"] for figure in told["figures"]}["accept_median"] is None


def test_staff_see_no_money(api: Api, customer: User, vendor_staff: User, vendor_owner: User, vendor: Vendor, item: Item) -> None:
    manager = MembershipFactory.create(vendor=vendor, role=MembershipRole.MANAGER).user
    write(past(customer, item, "2026-06-01T12:00"))
    for user, sees in ((vendor_owner, True), (manager, True), (vendor_staff, False)):
        answer = api(user).get(url(vendor, "2026-06-01", "2026-06-01")).json()
        assert (answer["revenue"] is not None, answer["buckets"][12]["revenue"] is not None) == (sees, sees)
        table = api(user).get(url(vendor, "2026-06-01", "2026-06-01", as_file="csv")).content.decode()
        assert ("3.50" in table) is sees


def test_others_vendors_are_not_found(api: Api, anonymous: APIClient, customer: User, stranger: User, vendor: Vendor) -> None:
    for address in (url(vendor, "2026-06-01", "2026-06-01"), url(vendor, "2026-06-01", "2026-06-01", as_file="pdf")):
        assert [api(user).get(address).status_code for user in (stranger, customer)] == [404, 404]
        assert anonymous.get(address).status_code == 401


@pytest.mark.parametrize(
    ("first", "last", "pointer"),
    [
        ("2026-06-02", "2026-06-01", "/last"),
        ("2026-01-01", "2026-04-03", "/last"),
        ("1600-01-01", "1600-01-01", "/first"),
        ("soon", "2026-06-01", "/first"),
    ],
)
def test_the_range_is_bounded(api: Api, vendor_owner: User, vendor: Vendor, first: str, last: str, pointer: str) -> None:
    answer = api(vendor_owner).get(url(vendor, first, last))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer)


def test_ninety_two_days_are_not_too_many(vendor: Vendor) -> None:
    assert days_of(vendor, date(2026, 1, 1), date(2026, 4, 2)).number == 92
    with pytest.raises(Invalid):
        days_of(vendor, date(2026, 1, 1), date(2026, 4, 3))


@pytest.mark.parametrize("number", [1, 50])
def test_two_queries_whatever_there_is(customer: User, item: Item, vendor: Vendor, number: int) -> None:
    write(*[past(customer, item, f"2026-06-{1 + n % 28:02}T12:00", 1, 2, 3, 4) for n in range(number)])
    with CaptureQueriesContext(connection) as queries:
        found = figures(vendor, "2026-05-01", "2026-06-30")
    assert (found.now.orders, len(queries)) == (number, 2)


def test_the_table_for_spreadsheets(api: Api, customer: User, vendor_owner: User, vendor: Vendor, item: Item) -> None:
    write(past(customer, item, "2026-06-01T12:00", 2, 5, 12, 20))
    answer = api(vendor_owner).get(url(vendor, "2026-06-01", "2026-06-02", as_file="csv"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="crumb-and-co-2026-06-01-2026-06-02.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert rows[0] == ["figure", "unit", "value", "before", "how it is counted"]
    assert rows[1][:4] == ["Orders", "count", "1", "0"]
    assert ["2026-06-01", "1", "0", "120", "720", "GBP 3.50"] in rows
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


@pytest.mark.parametrize("name", ["Crumb & Co", "Bäckerei Weiß", "مخبز النور", "Łódzka Piekarnia"])
@pytest.mark.parametrize("last", ["2026-06-01", "2026-08-31"])
def test_the_sheet_to_print(
    api: Api, customer: User, vendor_owner: User, vendor: Vendor, item: Item, name: str, last: str
) -> None:
    Vendor.objects.filter(pk=vendor.pk).update(name=name)
    write(past(customer, item, "2026-06-01T12:00", 2, 5, 12, 20))
    answer = api(vendor_owner).get(url(vendor, "2026-06-01", last, as_file="pdf"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    text = _text_of(answer.content)
    assert ("Crumb" in text or "Weiß" in text) if name[0] in "CB" else "crumb-and-co" in text
    assert "Kept promises" in text
    assert "GBP 3.50" in text


def _text_of(pdf: bytes) -> str:
    document: Any = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)
