"""An order, told live from end to end: two windows, three people, no reload."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from orders.models import Order
from tests.e2e.conftest import DESK, PHONE, picture, sign_in
from vendors.models import Vendor

Window = Callable[..., Page]
MOVES = [
    ("Accept", "accepted the order"),
    ("Start preparing", "is preparing the order"),
    ("Ready for pickup", "Ready to be picked up"),
    ("Complete", "Completed"),
]


def test_a_customer_orders_follows_and_reviews(town: Vendor, window: Window) -> None:
    customer = window(PHONE)
    place_an_order(customer)
    order = Order.objects.get()

    board = window(DESK)
    sign_in(board, "staff@example.com")
    board.goto(f"/dashboard/{town.slug}")
    card = board.get_by_role("article", name=f"Order {order.reference}")
    expect(card).to_be_visible()
    picture(board, "board-1280")

    phone = window(PHONE, color_scheme="dark")
    phone.goto(order.tracking_path)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Waiting for Crumb & Co to accept")
    expect(phone.get_by_text("Live", exact=True)).to_be_visible()
    phone.evaluate("window.neverReloaded = true")
    for button, sentence in MOVES:
        card.get_by_role("button", name=button, exact=True).click()
        expect(phone.get_by_role("heading", level=1)).to_contain_text(re.compile(sentence, re.IGNORECASE))
    picture(phone, "tracking-360-dark")
    assert phone.evaluate("window.neverReloaded")
    assert list(order.history.values_list("sequence", flat=True)) == [0, 1, 2, 3, 4]

    review(customer, order)
    customer.goto(f"/v/{town.slug}")
    expect(customer.get_by_text("Crust like a drum")).to_be_visible()
    picture(customer, "profile-360")
    mails_arrived(window(DESK), order)


def place_an_order(page: Page) -> None:
    sign_in(page, "ada@example.com")
    page.goto("/")
    page.get_by_role("combobox", name="Search businesses").fill("sourdough")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("search=sourdough"))
    expect(page.get_by_text("Lantern Café")).to_have_count(0)
    picture(page, "discovery-360")
    page.get_by_role("link", name=re.compile("Crumb & Co")).first.click()
    page.get_by_role("button", name="Add Sourdough loaf").click()
    page.get_by_role("link", name="Check out").click()
    expect(page).to_have_url(re.compile("/checkout/crumb-and-co"))
    page.get_by_label("Phone").fill("0117 496 0000")
    picture(page, "checkout-360")
    page.get_by_role("button", name=re.compile("Place order")).click()
    expect(page).to_have_url(re.compile(r"/orders/[\w-]{22}"))
    link = page.get_by_role("link", name="Open tracking page")
    expect(link).to_have_attribute("href", re.compile(r"^/track/[\w-]{22}$"))
    expect(page.get_by_role("img", name=re.compile("QR code"))).to_be_attached()
    picture(page, "confirmation-360")


def review(page: Page, order: Order) -> None:
    page.goto(f"/orders/{order.uid}")
    page.get_by_role("group", name="Your rating").get_by_role("radio", name=re.compile("5 of 5")).check(force=True)
    page.get_by_label("How was it?").fill("Crust like a drum, crumb like a cloud.")
    page.get_by_role("button", name="Publish review").click()
    expect(page.get_by_text("Crust like a drum")).to_be_visible()


def mails_arrived(page: Page, order: Order) -> None:
    page.goto("/demo/inbox/")
    for _ in range(20):
        if page.get_by_text(order.reference).count() >= 5:
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.get_by_text("staff@example.com").first).to_be_visible()
    assert page.get_by_text("ada@example.com").count() >= 4
    picture(page, "inbox-1280")
