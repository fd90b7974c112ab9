"""A shop's day at the counter: without a network, by the keys, several at once, paused, and what it came to."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from accounts.models import User
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from tests.e2e.conftest import DESK, PHONE, picture, sign_in
from tests.e2e.test_discovery import violations
from tests.factories import MembershipFactory
from tests.stories import placed_order
from tests.tablets import PIN, Tablet, give_pin
from vendors.models import MembershipRole, Vendor

Window = Callable[..., Page]
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])


@pytest.fixture
def orders(town: Vendor) -> list[Order]:
    """Three of Ada's, placed a moment ago, the oldest first."""
    ada, bun = User.objects.get(email="ada@example.com"), town.items.get(name="Cinnamon bun")
    return [placed_order(ada, bun) for _ in range(3)]


def open_board(window: Window, town: Vendor, size: dict[str, int], query: str = "") -> Page:
    page = window(size)
    sign_in(page, "staff@example.com")
    page.goto(f"/dashboard/{town.slug}{query}")
    return page


def tap(page: Page, order: Order, button: str) -> None:
    page.get_by_role("article", name=f"Order {order.reference}").get_by_role("button", name=button, exact=True).click()


def statuses_of(order: Order) -> list[str]:
    return list(order.history.order_by("sequence").values_list("status", flat=True))


def eventually(page: Page, holds: Callable[[], bool]) -> None:
    """Wait until something holds in the database; the screen is ahead of it by the time of a call."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(200)
    pytest.fail("it never came to hold")


@SIZES
def test_moves_outlive_the_network_and_conflicts_are_explained(
    window: Window, town: Vendor, orders: list[Order], size: dict[str, int]
) -> None:
    mine, theirs, _ = orders
    page = open_board(window, town, size, "?layout=list")
    expect(page.get_by_role("article", name=f"Order {mine.reference}")).to_be_visible()
    page.context.set_offline(True)
    tap(page, mine, "Accept")
    tap(page, theirs, "Accept")
    colleague = MembershipFactory.create(vendor=town, user__name="Kim Miller").user
    advance_order(theirs, to=Status.REJECTED, by=colleague, reason="Out of buns")

    expect(page.get_by_text("2 moves are not sent yet.")).to_be_visible(timeout=20_000)
    tap(page, mine, "Start preparing")  # the one builds on the other, and still nobody has heard of either
    expect(page.get_by_text("3 moves are not sent yet.")).to_be_visible(timeout=20_000)
    picture(page, f"counter-offline-{size['width']}")
    assert (mine.history.count(), theirs.history.count()) == (1, 2)

    page.context.set_offline(False)
    expect(page.get_by_text(re.compile("not sent yet"))).to_have_count(0, timeout=40_000)
    told = page.get_by_role("alert")
    expect(told).to_contain_text(f"{theirs.reference}: Kim Miller already rejected it at")
    expect(told).to_contain_text("Your “Accept” was not made.")
    picture(page, f"counter-conflict-{size['width']}")
    expected = [["placed", "accepted", "preparing"], ["placed", "rejected"]]  # the last is still on its way
    eventually(page, lambda: [statuses_of(order) for order in (mine, theirs)] == expected)


@SIZES
def test_a_move_left_behind_by_a_closed_page_is_sent_by_the_next_once(
    window: Window, town: Vendor, orders: list[Order], size: dict[str, int]
) -> None:
    order = orders[0]
    page = open_board(window, town, size, "?layout=list")
    expect(page.get_by_role("article", name=f"Order {order.reference}")).to_be_visible()
    page.route("**/status/", lambda route: route.abort())  # the answer never comes
    tap(page, order, "Accept")
    expect(page.get_by_text("1 move is not sent yet.")).to_be_visible(timeout=20_000)
    page.close()
    again = page.context.new_page()
    again.goto(f"/dashboard/{town.slug}?layout=list")
    expect(again.get_by_role("article", name=f"Order {order.reference}")).to_contain_text("Accepted")
    expect(again.get_by_role("button", name="Start preparing")).to_be_visible(timeout=40_000)
    eventually(again, lambda: order.history.count() == 2)


def test_the_board_by_the_keys_and_several_at_once(window: Window, town: Vendor, orders: list[Order]) -> None:
    page = open_board(window, town, DESK)
    expect(page.get_by_role("region", name="New: 3")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    picture(page, "counter-shortcuts-1280")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    for key in "jxjx":
        page.keyboard.press(key)
    bar = page.get_by_role("region", name="Selected orders")
    expect(bar).to_contain_text("2 selected")
    picture(page, "counter-bulk-1280")
    assert violations(page) == []
    bar.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_role("button", name="Undo 2 orders")).to_be_visible()
    expect(page.get_by_role("region", name="Accepted: 2")).to_be_visible()
    expect(page.get_by_role("button", name="Undo 2 orders")).to_have_count(0, timeout=15_000)
    expect(page.get_by_role("article").get_by_role("button", name="Start preparing")).to_have_count(2)
    eventually(page, lambda: sorted(order.history.count() for order in orders) == [1, 2, 2])

    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Go to a page or an order")
    box.fill(orders[0].reference)
    expect(page.get_by_role("option", name=re.compile(orders[0].reference))).to_be_visible()
    picture(page, "counter-palette-1280")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"q={orders[0].reference}"))
    expect(page.get_by_role("article")).to_have_count(1)


@SIZES
def test_a_pause_is_told_kindly_and_refuses_nobody_who_was_before(
    window: Window, town: Vendor, orders: list[Order], size: dict[str, int]
) -> None:
    page = open_board(window, town, size)
    page.get_by_role("button", name="Shop").click()
    page.get_by_role("menuitem", name="Pause new orders").click()
    picture(page, f"counter-pause-{size['width']}")
    page.get_by_role("button", name="30 minutes").click()
    expect(page.get_by_text(re.compile(r"No new orders until \d"))).to_be_visible()
    assert violations(page) == []
    picture(page, f"counter-paused-{size['width']}")

    ada = window(size)
    ada.goto(f"/v/{town.slug}")
    expect(ada.get_by_text(re.compile("catching up and takes no new orders just now. You can order again at"))).to_be_visible()
    picture(ada, f"counter-paused-profile-{size['width']}")
    page.get_by_role("button", name="Take orders again").click()
    expect(page.get_by_text("No new orders")).to_have_count(0)
    ada.reload()
    expect(ada.get_by_text("catching up")).to_have_count(0)


def test_one_tablet_is_shared_and_each_move_is_its_makers(window: Window, town: Vendor, orders: list[Order]) -> None:
    owner = MembershipFactory.create(vendor=town, role=MembershipRole.OWNER).user
    kim = MembershipFactory.create(vendor=town, user__name="Kim Miller").user
    sam = User.objects.get(email="staff@example.com")
    for person in (kim, sam):
        give_pin(person, town)
    page = window(PHONE)
    page.goto("/tablet")
    expect(page.get_by_role("heading", name="This device is no shared tablet")).to_be_visible()
    page.context.add_cookies([{"name": settings.TABLET_COOKIE_NAME, "value": Tablet(town, owner).token, "url": page.url}])
    page.reload()
    expect(page.get_by_role("heading", name="Who is working?")).to_be_visible()
    picture(page, "tablet-locked-360")
    assert violations(page) == []
    for person, order in ((sam, orders[0]), (kim, orders[1])):
        page.get_by_role("button", name=person.name).click()
        page.keyboard.type(PIN)
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"{person.name} is working")).to_be_visible()
        tap(page, order, "Accept")
        picture(page, "tablet-working-360")
        page.get_by_role("button", name="Lock or switch").click()
        expect(page.get_by_role("heading", name="Who is working?")).to_be_visible()
    moved = [order.history.get(sequence=1).actor for order in orders[:2]]
    assert moved == [sam, kim]


@SIZES
def test_figures_of_the_day(window: Window, town: Vendor, orders: list[Order], size: dict[str, int]) -> None:
    staff = User.objects.get(email="staff@example.com")
    for status in (Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP):
        advance_order(orders[0], to=status, by=staff)
    page = open_board(window, town, size)
    page.get_by_role("tab", name="Figures").click()
    figures = page.get_by_role("list", name="Figures")
    expect(figures.get_by_role("listitem").filter(has_text="All orders placed on these days")).to_contain_text("Orders3")
    expect(figures).not_to_contain_text("Revenue")  # that is for owners and managers
    expect(page.get_by_role("heading", name="Time to accept and to ready (median)")).to_be_visible()
    picture(page, f"counter-figures-{size['width']}")
    assert violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert download.value.suggested_filename.endswith(".pdf")
