"""An order that nobody answers: both pages say beforehand what happens, and show it live once it has."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from orders.models import Order
from tests.e2e.conftest import DESK, PHONE, picture, sign_in
from tests.stories import placed_order
from timers.models import Timer
from vendors.models import Vendor

Window = Callable[..., Page]
NOTES = "What happens by itself"


@pytest.fixture
def order(town: Vendor) -> Order:
    """Ada's loaf, placed a moment ago."""
    return placed_order(User.objects.get(email="ada@example.com"), town.items.get(name="Sourdough loaf"))


def make_due(order: Order, kind: str) -> None:
    """Have a timer be due, as the passing of time would; the scheduler and a worker do the rest."""
    due_at = timezone.now() - timedelta(seconds=1)
    Timer.objects.filter(subject=order.uid, kind=kind).update(due_at=due_at, try_at=due_at)


def test_nobody_answers_and_the_customer_chooses_to_cancel(order: Order, window: Window, town: Vendor) -> None:
    board = window(DESK)
    sign_in(board, "staff@example.com")
    board.goto(f"/dashboard/{town.slug}")
    card = board.get_by_role("article", name=f"Order {order.reference}")
    expect(card).to_contain_text(re.compile(r"Answer by .*in 30 minutes|Answer by .*in 29 minutes"))

    ada = window(PHONE)
    sign_in(ada, "ada@example.com")
    ada.goto(f"/orders/{order.uid}")
    own = ada.get_by_role("list", name=NOTES)
    expect(own).to_contain_text("If Crumb & Co has not answered by")
    expect(own).to_contain_text("we will offer you to cancel")
    picture(ada, "timers-order-360")

    link = window(PHONE, color_scheme="dark")
    link.goto(order.tracking_path)
    expect(link.get_by_role("list", name=NOTES)).to_contain_text("we will offer the customer to cancel")
    expect(link.get_by_text("Live", exact=True)).to_be_visible()
    for page in (board, ada, link):
        page.evaluate("window.neverReloaded = true")

    make_due(order, "order.unanswered")
    expect(card).to_contain_text("Not answered in time: managers were called at", timeout=30_000)
    make_due(order, "order.cancel_offered")
    expect(card).to_contain_text("The customer was offered to cancel at", timeout=30_000)
    expect(link.get_by_role("list", name=NOTES)).to_contain_text("cancel, or go on waiting", timeout=30_000)
    expect(ada.get_by_text("You can cancel now, or go on waiting")).to_be_visible(timeout=30_000)
    picture(ada, "timers-offer-360")
    picture(board, "timers-board-1280")
    picture(link, "timers-tracking-360-dark")

    ada.get_by_role("button", name="Cancel order").click()
    dialog = ada.get_by_role("dialog", name="Cancel this order?")
    dialog.get_by_label("Reason").fill("Nobody answered")
    dialog.get_by_role("button", name="Cancel order").click()
    expect(link.get_by_role("heading", level=1)).to_contain_text("Cancelled")
    expect(link.get_by_role("list", name=NOTES)).to_have_count(0)
    assert all(page.evaluate("window.neverReloaded") for page in (board, ada, link))
    assert set(Timer.objects.filter(subject=order.uid).values_list("kind", "state")) == {
        ("order.unanswered", "fired"),
        ("order.cancel_offered", "fired"),
    }
