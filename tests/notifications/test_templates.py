"""Every mail, with the longest and the worst that its fields can hold."""

from collections.abc import Callable
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from accounts.models import User
from ledger.encoding import encode64
from ledger.models import Chain
from notifications import composing
from notifications.sending import MAX_SUBJECT, Mail, one_line
from orders.models import Fulfilment, Order, OrderItem, OrderStatusHistory
from orders.statuses import Status
from vendors.models import ApiKey, Vendor

HASH = encode64(b"\xfb" * 32)
HOSTILE = '<img src=x onerror="alert(1)">'
WHEN = datetime(2026, 7, 1, 9, 5, tzinfo=UTC)


def worst(length: int) -> str:
    return (HOSTILE + "W" * length)[:length]


@pytest.fixture
def order() -> Order:
    """An order that fills every field."""
    vendor = Vendor(slug="x" * 80, name=worst(120), timezone="Europe/London")
    order = Order(
        pk=1, uid="u" * 22, chain=Chain(pk=1, chain_id=bytes(32)), vendor=vendor, reference="WWWWWW",
        fulfilment=Fulfilment.DELIVERY, contact_name=worst(120), note=worst(500),
        currency="GBP", total_minor=10**13, placed_at=WHEN, contact_email="a@example.com",
    )  # fmt: skip
    lines = [OrderItem(order=order, name=worst(160), unit_price_minor=10**11, quantity=1000) for _ in range(50)]
    order.keep_items(lines)
    return order


def entry(order: Order, status: str) -> OrderStatusHistory:
    return OrderStatusHistory(
        order=order, sequence=2**31 - 1, status=status, note=worst(500), reason=worst(300), recorded_at=WHEN,
        estimated_ready_at=WHEN,
    )  # fmt: skip


def key_of(order: Order) -> ApiKey:
    return ApiKey(vendor=order.vendor, name=worst(80), prefix=order.reference)


MAILS: dict[str, Callable[[Order], Mail]] = {
    "new_order": composing.new_order,
    "order_confirmation": composing.order_confirmation,
    "please_review": lambda order: composing.please_review(order, entry(order, "completed"), leaf_hash=HASH),
    "review_answered": composing.review_answered,
    **{
        kind: lambda order, kind=kind: composing.api_key(key_of(order), kind, at=WHEN, by=User(name=worst(120)))  # type: ignore[misc]  # as below
        for kind in composing.KEY_WORDS
    },
    **{
        str(status): lambda order, status=status: composing.status_changed(order, entry(order, status), leaf_hash=HASH)  # type: ignore[misc]  # a default is bound
        for status in Status
    },
}


class Tags(HTMLParser):
    """Collects the names of tags, and checks that they close."""

    VOID = frozenset({"meta", "br", "base", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("kind", MAILS)
def test_r25_names_and_notes_are_inert(order: Order, kind: str) -> None:
    mail = MAILS[kind](order)
    tags = Tags()
    tags.feed(mail.html)

    assert tags.open == []
    assert not tags.seen & {"img", "script"}
    assert HOSTILE not in mail.html
    assert len(one_line(mail.subject)) <= MAX_SUBJECT


@pytest.mark.parametrize("kind", MAILS)
def test_the_text_twin_says_the_same_in_plain_words(order: Order, kind: str) -> None:
    mail = MAILS[kind](order)
    assert "&lt;" not in mail.text
    assert "&amp;" not in mail.text
    assert "{{" not in mail.text + mail.html
    assert "{%" not in mail.text + mail.html
    assert order.reference in mail.text
    assert "\n\n\n\n" not in mail.text


def test_times_are_the_vendors(order: Order) -> None:
    assert "1 July 2026, 10:05 BST" in composing.new_order(order).text
    order.vendor.timezone = "America/Sao_Paulo"
    assert "1 July 2026, 06:05 -03" in composing.new_order(order).text


def test_money_is_written_with_its_currency(order: Order) -> None:
    order.total_minor, order.currency = 1250, "BRL"
    assert "12.50 BRL" in composing.new_order(order).subject
