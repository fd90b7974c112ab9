"""Every mail, with the longest and the worst that its fields can hold."""

from collections.abc import Callable
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from accounts.models import User
from ledger.encoding import encode64
from ledger.models import Chain
from notifications import composing, team
from notifications.rendering import MAX_SUBJECT, Mail, one_line
from orders.models import Fulfilment, Order, OrderItem, OrderStatusHistory
from orders.statuses import Status
from vendors.models import ApiKey, Invitation, OwnershipOffer, Vendor

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
    "order_confirmation": lambda order: composing.order_confirmation(order, leaf_hash=HASH),
    "please_review": lambda order: composing.please_review(order, entry(order, "completed"), leaf_hash=HASH),
    "review_answered": composing.review_answered,
    **{
        kind: lambda order, kind=kind: composing.api_key(kind, key=key_of(order), at=WHEN, by=User(name=worst(120)))  # type: ignore[misc]  # as below
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


@pytest.fixture
def hostile_team() -> tuple[Invitation, OwnershipOffer]:
    """A vendor and people whose names fill their fields."""
    vendor = Vendor(slug="x" * 80, name=worst(120))
    people = [User(email="a@example.com", name=worst(120)) for _ in range(2)]
    invitation = Invitation(vendor=vendor, email="b@example.com", role="manager", invited_by=people[0], expires_at=WHEN)
    return invitation, OwnershipOffer(vendor=vendor, offered_by=people[0], offered_to=people[1], expires_at=WHEN)


@pytest.mark.parametrize("kind", ["invitation", "offer", "transferred", "changed", "removed"])
def test_r25_mails_about_a_team_are_inert_and_plain(hostile_team: tuple[Invitation, OwnershipOffer], kind: str) -> None:
    invitation, offer = hostile_team
    mail = {
        "invitation": lambda: team.invitation(invitation, token="t" * 43),
        "offer": lambda: team.ownership_offer(offer),
        "transferred": lambda: team.ownership_transferred(offer),
        "changed": lambda: team.team_changed(offer.vendor, role="staff"),
        "removed": lambda: team.team_changed(offer.vendor, role=None),
    }[kind]()
    tags = Tags()
    tags.feed(mail.html)
    assert tags.open == []
    assert not tags.seen & {"img", "script"}
    assert HOSTILE not in mail.html
    for mark in ("{{", "{%"):
        assert mark not in mail.text + mail.html
    assert "&lt;" not in mail.text
    assert "http://localhost:8000" in mail.text
    assert len(one_line(mail.subject)) <= MAX_SUBJECT


def test_an_invitation_says_until_when_and_carries_its_link(hostile_team: tuple[Invitation, OwnershipOffer]) -> None:
    mail = team.invitation(hostile_team[0], token="t" * 43)
    for part in (mail.text, mail.html):
        assert f"http://localhost:8000/invitations/{'t' * 43}" in part
        assert "1 July 2026, 09:05 UTC" in part
