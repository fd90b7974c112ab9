"""Every page in a real browser: nothing of it refused by its policies, nothing lost where it is magnified or recoloured."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import get_resolver, reverse
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from accounts.totp import totp_key_of
from config.admin_menu import UNFOLD
from config.pages import shell
from orders.models import Order
from tests.e2e.account import enter_password, type_code_of_app
from tests.e2e.conftest import DESK
from tests.e2e.proofs import AuthenticatorApp
from tests.e2e.test_follow import order
from tests.factories import give_second_factor
from tests.repository.test_public_routes import routes
from tests.servers import Server
from vendors.models import MembershipRole, Vendor

__all__ = ["order"]
Window = Callable[..., Page]
LISTEN = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.refused.push([event.effectiveDirective, event.blockedURI, event.sample, event.sourceFile].join(" "));
});
"""
#: A desk's 1280 px at 400 % (WCAG 1.4.10), in colours that the system chose.
MAGNIFIED = {"width": 320, "height": 640}
LOST = """() => [
  ...(document.documentElement.scrollWidth > innerWidth + 1 ? ["scrolls sideways"] : []),
  ...[...document.querySelectorAll(".MuiButton-contained, .button")]
    .filter((each) => getComputedStyle(each).borderTopWidth === "0px")
    .map((each) => `has no edge: ${each.textContent}`),
]"""
PLUGINS = re.compile(r"<[a-z]+:(\w+)>")


@pytest.fixture
def watched(window: Window) -> Callable[..., Page]:
    """`watched(PHONE)` opens a window whose pages keep what their policy refused."""

    def open_window(size: dict[str, int], **options: Any) -> Page:
        page = window(size, **options)
        page.add_init_script(LISTEN)
        return page

    return open_window


def walk(page: Page, path: str) -> list[str]:
    """Open a page, let it settle, and return what was refused or lost there."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.header_value("content-security-policy"), path
    page.wait_for_load_state("networkidle")
    return [f"{path}: {each}" for each in [*page.evaluate("window.refused"), *page.evaluate(LOST)]]


def pages_of_the_app(values: dict[str, str]) -> list[str]:
    """Return the path of every page that the web app has, out of the URLconf."""
    ours = [path for path, callback in routes(get_resolver()) if _is_shell(callback)]
    return ["/" + PLUGINS.sub(lambda found: values[found[1]], path) for path in ours]


def _is_shell(callback: Any) -> bool:
    return getattr(callback, "__module__", "") == shell.__module__ and hasattr(callback, "is_page")


def test_no_page_of_the_web_app_meets_its_policy(product: Server, order: Order, town: Vendor, watched: Window) -> None:
    staff = User.objects.get(email="staff@example.com")
    staff.memberships.update(role=MembershipRole.OWNER)
    app = AuthenticatorApp(totp_key_of(give_second_factor(staff)))
    refused: list[str] = []
    for size in (MAGNIFIED, DESK):
        page = watched(size, forced_colors="active" if size is MAGNIFIED else "none")
        refused += walk(page, "/sign-in")
        enter_password(page, staff.email)
        type_code_of_app(page, app)
        sections = ("items", "team", "verification", "reviews", "settings", "keys")
        values = {"slug": town.slug, "uid": order.uid, "section": "items", "key": "none", "token": "none", "id": "1"}
        values |= {"category": town.category.slug, "city": town.city_slug}
        everywhere = [
            *pages_of_the_app(values),
            "/account/security",
            "/account/privacy",
            "/account/statements",
            "/nothing/here",
            "/legal/",
            "/legal/cookies",
        ]
        offices = [f"/dashboard/{town.slug}/{section}" for section in sections]
        for path in everywhere if size is MAGNIFIED else offices:
            refused += walk(page, path)
    assert refused == []


def test_text_becomes_no_markup_and_the_worker_still_starts(product: Server, town: Vendor, browser: Browser) -> None:
    with browser.new_context(base_url=product.url) as context:
        page = context.new_page()
        page.goto("/verify")
        tried = "() => { try { document.body.innerHTML = '<b>x</b>' } catch (refused) { return refused.name } }"
        assert page.evaluate(tried) == "TypeError"
        with page.expect_worker():
            proof = {"name": "proof.json", "mimeType": "application/json", "buffer": b'{"format": "trusttrack-bundle/v1"}'}
            page.get_by_label("Proof file").set_input_files(proof)  # type: ignore[arg-type]  # a plain dict is fine


def test_the_admin_works_under_its_policy(product: Server, order: Order, town: Vendor, watched: Window) -> None:
    staff, ada = User.objects.get(email="staff@example.com"), User.objects.get(email="ada@example.com")
    User.objects.filter(pk=staff.pk).update(is_staff=True, is_superuser=True)
    app = AuthenticatorApp(totp_key_of(give_second_factor(staff)))
    page = watched(DESK)
    page.goto(reverse("admin:index"))
    page.wait_for_url("**/sign-in?next=*")
    enter_password(page, staff.email)
    type_code_of_app(page, app)
    page.wait_for_url(f"**{reverse('admin:index')}")
    links = [str(item["link"]) for group in UNFOLD["SIDEBAR"]["navigation"] for item in group["items"]]
    change = [reverse("admin:vendors_vendor_change", args=[town.pk]), reverse("admin:vendors_category_add")]
    refused = [line for path in (reverse("admin:index"), *links, *change) for line in walk(page, path)]
    assert refused == []
    page.goto(reverse("admin:accounts_user_change", args=[ada.pk]))
    page.locator("#id_name").fill("Ada King")
    page.locator("[name=_save]").click()
    page.wait_for_url(f"**{reverse('admin:accounts_user_changelist')}*")
    ada.refresh_from_db()
    assert ada.name == "Ada King"
    menu = page.locator('[x-show="openUserLinks"]')
    assert not menu.is_visible()
    page.locator('[x-on\\:click="openUserLinks = !openUserLinks"]').click()
    expect(menu).to_be_visible()
    assert page.evaluate("window.refused") == []


def test_the_browser_of_the_api_and_the_demo_inbox(product: Server, town: Vendor, watched: Window) -> None:
    page = watched(DESK)
    refused = walk(page, "/api/docs/")
    expect(page.get_by_role("heading", name=re.compile("TrustTrack API"))).to_be_visible()
    page.locator(".opblock-summary").first.click()
    refused += [str(each) for each in page.evaluate("window.refused")]
    refused += walk(page, "/demo/inbox/")
    assert refused == []
