"""The web app in another language: from finding a business to following an order, read from right to left on a phone."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from accounts.models import User
from tests.e2e.conftest import PHONE, picture
from tests.e2e.test_discovery import violations
from tests.stories import placed_order
from vendors.models import Vendor
from vendors.services import count_listed

Window = Callable[..., Page]


def in_arabic(page: Page, name: str) -> None:
    """See to it that the page runs from right to left, fits a phone, and that axe has nothing to say."""
    html = page.locator("html")
    expect(html).to_have_attribute("dir", "rtl")
    expect(html).to_have_attribute("lang", "ar")
    picture(page, f"arabic-{name}")
    assert violations(page) == []


def test_from_discovery_to_tracking_in_arabic(window: Window, town: Vendor) -> None:
    count_listed()
    order = placed_order(User.objects.get(email="ada@example.com"), town.items.get(name="Sourdough loaf"))
    page = window(PHONE, locale="ar-EG")
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("متاجر محلية")
    expect(page.get_by_role("link", name="Crumb & Co", exact=True)).to_be_visible()
    in_arabic(page, "discovery")
    page.get_by_role("link", name="Crumb & Co", exact=True).click()
    expect(page.get_by_role("heading", name="Crumb & Co", level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="التقييمات")).to_be_visible()
    in_arabic(page, "profile")
    page.goto(order.tracking_path)
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("في انتظار قبول"))
    in_arabic(page, "tracking")
    page.get_by_role("combobox", name="لغة الصفحات").select_option("de")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.get_by_text("Was geschehen ist").first).to_be_visible()
