"""From a basket to orders: as a guest, with two businesses at once, and where things change on the way."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from accounts.models import Address, User
from orders.models import Order
from tests.e2e.conftest import DESK, PHONE, picture, refresh, sign_in
from tests.e2e.test_discovery import violations
from tests.factories import ItemFactory, VendorFactory
from vendors.models import Item, Vendor

Window = Callable[..., Page]
NELL = "nell@example.com"


@pytest.fixture
def florist(town: Vendor) -> Vendor:
    """A second business, across the street."""
    florist = VendorFactory.create(slug="petal-and-stem", name="Petal & Stem", category__slug="florist", verified=True)
    ItemFactory.create(vendor=florist, name="Tulips", price_minor=900, stock=3)
    refresh(florist)
    return florist


def put_in(page: Page, vendor: Vendor, item: str) -> None:
    """Put one thing into the basket on its vendor's page."""
    page.goto(f"/v/{vendor.slug}")
    page.get_by_role("button", name=f"Add {item}").click()
    expect(page.get_by_role("region", name="Basket")).to_be_visible()


def code_for(page: Page, email: str) -> str:
    """Read the newest code in the demo's inbox, in another tab as people do."""
    inbox = page.context.new_page()
    inbox.goto(f"/demo/inbox/?to={email}")
    told = inbox.get_by_text(re.compile(r"Your code for TrustTrack: \d{6}")).first.inner_text()
    inbox.close()
    found = re.search(r"TrustTrack: (\d{6})", told)
    assert found, told
    return found[1]


def place(page: Page) -> None:
    """Press the button that places what is in the baskets."""
    page.get_by_role("button", name=re.compile("^Place")).click()


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["360", "1280"])
def test_a_guest_orders_with_a_code_and_keeps_the_account(
    town: Vendor, window: Window, size: dict[str, int], scheme: str
) -> None:
    page = window(size, color_scheme=scheme)
    name = f"{size['width']}-{scheme}"
    put_in(page, town, "Sourdough loaf")
    page.get_by_role("link", name="Check out").click()
    place(page)
    summary = page.get_by_role("alert").filter(has_text="things need changing")
    expect(summary).to_be_focused()
    picture(page, f"checkout-errors-{name}")
    assert violations(page) == []
    page.get_by_label("Name").fill("Nell Tree")
    page.get_by_label("E-mail").fill(NELL)
    place(page)
    dialog = page.get_by_role("dialog", name="Check your mail")
    expect(dialog).to_be_visible()
    picture(page, f"guest-code-{name}")
    assert violations(page) == []
    dialog.get_by_label("Code").press_sequentially(code_for(page, NELL))
    expect(page).to_have_url(re.compile(r"/orders/[\w-]{22}"))
    expect(page.get_by_text("Crumb & Co has your order")).to_be_visible()
    expect(page.get_by_role("region", name="Keep your account?")).to_be_visible()
    picture(page, f"guest-placed-{name}")
    assert violations(page) == []
    page.get_by_role("button", name="Set a password").click()
    page.get_by_label(re.compile("New password")).fill("four words none guesses")
    page.get_by_role("button", name="Save password").click()
    expect(page.get_by_text("Your password is set.")).to_be_visible()
    guest = User.objects.get(email=NELL)
    assert (guest.has_usable_password(), Order.objects.get().customer) == (True, guest)


def test_a_guest_with_a_wrong_code_orders_nothing(town: Vendor, window: Window) -> None:
    page = window(PHONE)
    put_in(page, town, "Cinnamon bun")
    page.goto("/checkout")
    page.get_by_label("Name").fill("Nell Tree")
    page.get_by_label("E-mail").fill(NELL)
    place(page)
    dialog = page.get_by_role("dialog", name="Check your mail")
    expect(dialog).to_be_visible()
    right = code_for(page, NELL)
    dialog.get_by_label("Code").press_sequentially(f"{(int(right) + 1) % 10**6:06}")
    expect(dialog.get_by_text("This is not the code that we sent you")).to_be_visible()
    assert not Order.objects.exists()
    assert not User.objects.filter(email=NELL).exists()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_two_businesses_in_one_check_out(town: Vendor, florist: Vendor, window: Window, size: dict[str, int]) -> None:
    page = window(size)
    put_in(page, town, "Sourdough loaf")
    put_in(page, florist, "Tulips")
    sign_in(page, "ada@example.com")  # the baskets wait meanwhile
    page.get_by_role("link", name="Basket, 2 items").click()
    expect(page.get_by_role("region", name="Petal & Stem")).to_be_visible()
    picture(page, f"baskets-{size['width']}")
    assert violations(page) == []
    page.get_by_role("link", name="Check out", exact=True).click()
    ways = page.get_by_role("radiogroup", name=re.compile("Petal & Stem"))
    ways.get_by_role("radio", name=re.compile("Delivery")).check(force=True)
    page.get_by_label("Street and number").fill("12 Mill Street")
    page.get_by_label("Town or city").fill("Bristol")
    page.get_by_label("Postcode").fill("bs1 4dj")
    page.get_by_label("Phone").fill("0117 496 0000")
    page.get_by_label("Note to Petal & Stem").fill("No lilies")
    page.get_by_role("checkbox", name="Keep this address for next time").check()
    page.reload()
    expect(page.get_by_label("Note to Petal & Stem")).to_have_value("No lilies")
    picture(page, f"checkout-two-{size['width']}")
    assert violations(page) == []
    place(page)
    expect(page.get_by_text("Your 2 orders are placed")).to_be_visible()
    picture(page, f"placed-together-{size['width']}")
    orders = {order.vendor.slug: order for order in Order.objects.select_related("vendor")}
    assert {slug: (order.fulfilment, order.note) for slug, order in orders.items()} == {
        "crumb-and-co": ("pickup", ""),
        "petal-and-stem": ("delivery", "No lilies"),
    }
    assert len({order.checkout for order in orders.values()}) == 1
    assert Address.objects.get().postcode == "bs1 4dj"


def test_stock_that_runs_out_meanwhile_is_told_and_settled_with_a_tap(town: Vendor, florist: Vendor, window: Window) -> None:
    page = window(PHONE)
    sign_in(page, "ada@example.com")
    put_in(page, town, "Sourdough loaf")
    put_in(page, florist, "Tulips")
    page.goto("/checkout")
    expect(page.get_by_role("button", name=re.compile("^Place 2 orders"))).to_be_visible()
    Item.objects.filter(name="Tulips").update(stock=0)
    Item.objects.filter(name="Sourdough loaf").update(price_minor=480)
    place(page)
    expect(page.get_by_text("2 things have changed since you chose")).to_be_visible()
    expect(page.get_by_text("Sold out.")).to_be_visible()
    expect(page.get_by_text(re.compile(r"£4.80 each now, it was £4.20"))).to_be_visible()
    assert not Order.objects.exists()
    picture(page, "changed-360")
    assert violations(page) == []
    page.get_by_role("button", name="Take all changes").click()
    place(page)
    expect(page.get_by_text("Crumb & Co has your order")).to_be_visible()
    assert Order.objects.get().total_minor == 480


def test_the_last_one_that_somebody_else_takes_stays_in_the_basket_and_the_rest_is_placed(
    town: Vendor, florist: Vendor, window: Window
) -> None:
    page = window(PHONE, service_workers="block")  # whose requests Playwright could not hold up
    sign_in(page, "ada@example.com")
    put_in(page, town, "Sourdough loaf")
    put_in(page, florist, "Tulips")
    page.goto("/checkout")

    def take_the_last(route: Any) -> None:
        Item.objects.filter(name="Tulips").update(stock=0)
        connection.close()  # Playwright calls from a context of its own, which has its own connection
        route.continue_()

    page.route(re.compile(r"/api/v1/orders/$"), take_the_last)  # after the last look, before the order arrives
    place(page)
    told = page.get_by_role("group", name="What became of your orders")
    expect(told.get_by_text("Crumb & Co has your order")).to_be_visible()
    expect(told.get_by_text("Petal & Stem has no order yet")).to_be_visible()
    picture(page, "partial-360")
    assert violations(page) == []
    expect(page.get_by_role("button", name="Take it out: Tulips")).to_be_visible()
    assert Order.objects.get().vendor == town


def test_a_double_tap_and_a_lost_answer_make_one_order(town: Vendor, window: Window) -> None:
    page = window(PHONE, service_workers="block")  # whose requests Playwright could not hold up
    sign_in(page, "ada@example.com")
    put_in(page, town, "Sourdough loaf")
    page.goto("/checkout/crumb-and-co")
    answers = ["lost"]

    def lose_the_first(route: Any) -> None:
        if route.request.method == "POST" and answers:
            answers.pop()
            route.fetch()  # the server has done it; the line drops before its answer
            route.abort()
        else:
            route.continue_()

    page.route(re.compile(r"/api/v1/orders/"), lose_the_first)
    page.get_by_role("button", name=re.compile("^Place")).dblclick()
    expect(page.get_by_text("it is not ordered twice")).to_be_visible()
    page.reload()
    page.get_by_label("Note to the shop").fill("Sliced")
    place(page)
    expect(page.get_by_text("It had arrived at your first try")).to_be_visible()
    assert Order.objects.get().note == ""


def test_order_again_says_first_what_is_dearer(town: Vendor, window: Window) -> None:
    page = window(PHONE)
    sign_in(page, "ada@example.com")
    put_in(page, town, "Sourdough loaf")
    page.goto("/checkout")
    place(page)
    expect(page.get_by_text("Crumb & Co has your order")).to_be_visible()
    page.get_by_role("button", name="Cancel order").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("Too late")
    page.get_by_role("dialog").get_by_role("button", name="Cancel order").click()
    Item.objects.filter(name="Sourdough loaf").update(price_minor=500)
    page.goto("/orders?show=done")
    picture(page, "my-orders-360")
    assert violations(page) == []
    page.get_by_role("button", name=re.compile("Order again")).click()
    dialog = page.get_by_role("dialog", name="Some of it is different now")
    expect(dialog.get_by_text(re.compile("£5.00 each now"))).to_be_visible()
    dialog.get_by_role("button", name="Put it in the basket").click()
    expect(page.get_by_role("button", name="Place order · £5.00")).to_be_visible()


def test_addresses_are_kept(town: Vendor, window: Window) -> None:
    page = window(PHONE)
    sign_in(page, "ada@example.com")
    page.goto("/account/addresses")
    page.get_by_role("button", name="Add an address").click()
    dialog = page.get_by_role("dialog", name="Add an address")
    dialog.get_by_label("What you call it").fill("Home")
    dialog.get_by_label("Country").select_option("US")
    dialog.get_by_label("Street and number").fill("1 Market Street")
    dialog.get_by_label("City").fill("San Francisco")
    dialog.get_by_label("ZIP code").fill("94107")
    dialog.get_by_label("State").fill("California")
    picture(page, "address-dialog-360")
    assert violations(page) == []
    dialog.get_by_role("button", name="Save address").click()
    expect(page.get_by_text("1 Market Street, San Francisco California 94107")).to_be_visible()
    picture(page, "addresses-360")
    assert violations(page) == []
