"""Finding a business: on a phone, and on a desk by the keyboard alone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, PHONE, picture, sign_in
from tests.factories import CategoryFactory, ItemFactory, VendorFactory
from vendors.models import Vendor
from vendors.services import count_listed, refresh_search

Window = Callable[..., Page]
AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
BRISTOL = {"latitude": 51.45451234, "longitude": -2.58791234}


@pytest.fixture
def street(town: Vendor) -> Vendor:
    """The town's bakery and café, a bookshop, all on the map and found by their words."""
    VendorFactory.create(
        slug="old-books", name="Old Books", category=CategoryFactory.create(slug="books", name="Books"), city="Bath"
    )
    Vendor.objects.update(latitude=51.4545, longitude=-2.5879)
    ItemFactory.create(vendor=town, name="Rye bread")
    refresh_search(Vendor.objects.all())
    count_listed()
    return town


def violations(page: Page) -> list[str]:
    """What axe objects to on the page as it stands."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })")
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"]]


def test_on_a_phone_a_mistyped_word_near_me_leads_to_the_bakery(window: Window, street: Vendor) -> None:
    page = window(PHONE, geolocation=BRISTOL, permissions=["geolocation"])
    page.goto("/")
    box = page.get_by_label("Search businesses").first
    box.fill("sourdoguh")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Showing results for")).to_contain_text("sourdough")
    expect(page.get_by_role("link", name="Crumb & Co", exact=True)).to_be_visible()
    page.get_by_role("button", name="Near me").click()
    expect(page.get_by_text("less than 1 km away").first).to_be_visible()
    assert "near=51.45%2C-2.59" in page.url  # rounded before it left the browser
    page.get_by_text("Why here?").first.click()
    expect(page.get_by_text("Nobody can pay for a place.").first).to_be_visible()
    picture(page, "discovery-phone")
    page.get_by_role("button", name=re.compile("^Map")).click()
    expect(page.get_by_text("No map here")).to_be_visible()  # none is set up in this test
    picture(page, "discovery-phone-map")
    page.get_by_role("button", name="Search instead for “sourdoguh”").click()
    expect(page.get_by_text("No business found.")).to_be_visible()


def test_on_a_desk_by_the_keyboard_alone(window: Window, street: Vendor) -> None:
    page = window(DESK)
    page.goto("/")
    box = page.get_by_role("combobox", name="Search businesses")
    expect(box).to_be_visible()  # before, there is nothing to step into
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(box).to_be_focused()
    page.keyboard.type("boo", delay=30)
    expect(page.get_by_role("option").filter(has_text="category")).to_be_visible()
    picture(page, "discovery-suggestions")
    while "Old Books" not in (page.locator("[role=option].Mui-focused").all_text_contents() or [""])[0]:
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/v/old-books$"))
    expect(page.get_by_role("heading", name="Old Books", level=1)).to_be_visible()
    page.go_back()
    page.get_by_role("combobox", name="Search businesses").focus()
    page.keyboard.type("bread")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="1 business")).to_be_visible()
    assert "search=bread" in page.url


def test_a_heart_and_a_search_are_kept(window: Window, street: Vendor) -> None:
    page = window(PHONE)
    sign_in(page, "ada@example.com")
    page.goto("/?search=bread&near=51.45,-2.59")
    heart = page.get_by_role("button", name="Crumb & Co as a favourite")
    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Save this search").click()
    page.get_by_label("Name").fill("Bread")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Saved")).to_be_visible()
    page.goto("/favourites")
    expect(page.get_by_role("link", name="Crumb & Co", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Bread", exact=True)).to_have_attribute("href", "/?search=bread")
    picture(page, "favourites-phone")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_objects_to_nothing(window: Window, street: Vendor, scheme: str) -> None:
    page = window(PHONE, color_scheme=scheme, bypass_csp=True)
    for path in ("/?search=sourdoguh&view=map", "/in/bristol-gb", "/c/books"):
        page.goto(path)
        expect(page.get_by_text("Why here?").first).to_be_visible()
        assert violations(page) == [], path
        picture(page, f"discovery-{scheme}-{path.strip('/?').replace('/', '-')[:12]}")
