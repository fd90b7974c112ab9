"""Every page in a real browser: nothing of it refused by its policies, nothing lost where it is magnified or recoloured."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import get_resolver, reverse
from playwright.sync_api import Browser, Page, expect
from screens import SCREENS, SERVER_SCREENS, Who

from accounts.models import User
from accounts.totp import totp_key_of
from config.admin_menu import UNFOLD
from config.pages import shell
from orders.models import Order
from tests.e2e.account import enter_password, type_code_of_app
from tests.e2e.album import CURE, Album
from tests.e2e.conftest import DESK, sign_in
from tests.e2e.proofs import AuthenticatorApp
from tests.e2e.test_follow import order
from tests.factories import TOTP_SECRET, give_second_factor
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
LOST = """() => document.documentElement.scrollWidth > innerWidth + 1 ? ["scrolls sideways"] : []"""
EDGELESS = """() => [...document.querySelectorAll(".MuiButton-contained, .button")]
    .filter((each) => getComputedStyle(each).borderTopWidth === "0px")
    .map((each) => `has no edge: ${each.textContent}`)"""
#: Also taken as wide as a desk.
WIDE = (
    "home",
    "v-slug",
    "track-track",
    "checkout-slug-customer",
    "orders-order-customer",
    "account-security-customer",
    "dashboard-slug-owner",
    "dashboard-slug-items-owner",
    "dashboard-slug-team-owner",
    "dashboard-slug-settings-owner",
)
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
    visit(page, path)
    page.wait_for_load_state("networkidle")
    return faults_of(page, path)


def visit(page: Page, path: str) -> None:
    """Open a page that has a policy."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.header_value("content-security-policy"), path


def resize(page: Page, size: dict[str, int]) -> None:
    """Make the window so large, with the page in it."""
    page.set_viewport_size({"width": size["width"], "height": size["height"]})


def faults_of(page: Page, path: str) -> list[str]:
    """Return what was refused so far, and what is lost, at this size and in these colours."""
    return [f"{path}: {each}" for each in [*page.evaluate("window.refused"), *page.evaluate(LOST)]]


def recoloured(page: Page, path: str) -> list[str]:
    """Return what is lost of the page in colours that the system chose."""
    page.emulate_media(forced_colors="active")
    faults = page.evaluate(EDGELESS)
    page.emulate_media(forced_colors="none")
    return [f"{path}: {each}" for each in faults]


def pages_of_the_app(values: dict[str, str]) -> set[str]:
    """Return the path of every page that the web app has, out of the URLconf."""
    ours = [path for path, callback in routes(get_resolver()) if _is_shell(callback)]
    return {"/" + PLUGINS.sub(lambda found: values[found[1]], path) for path in ours}


def arrive_with_a_basket(page: Page, town: Vendor) -> None:
    """Be nobody who has chosen something."""
    page.goto("/legal/")  # any page of the site: storage belongs to it
    lines = [
        {"item": one.pk, "name": one.name, "quantity": 2, "price": {"amount": f"{one.price_minor / 100:.2f}", "currency": "GBP"}}
        for one in town.items.all()
    ]
    basket = json.dumps({"vendor": town.name, "lines": lines})
    page.evaluate("([name, value]) => localStorage.setItem(name, value)", [f"trusttrack.basket.{town.slug}", basket])


def arrive_as_customer(page: Page, town: Vendor) -> None:
    """Be who placed the order."""
    sign_in(page, "ada@example.com")


def arrive_as_owner(page: Page, town: Vendor) -> None:
    """Be who sells."""
    page.context.clear_cookies()
    page.goto("/sign-in")
    enter_password(page, "staff@example.com")
    type_code_of_app(page, AuthenticatorApp(TOTP_SECRET))


ARRIVALS: dict[Who, Callable[[Page, Vendor], None]] = {
    "anonymous": arrive_with_a_basket,
    "customer": arrive_as_customer,
    "owner": arrive_as_owner,
}


def _is_shell(callback: Any) -> bool:
    return getattr(callback, "__module__", "") == shell.__module__ and hasattr(callback, "is_page")


def test_every_page_keeps_its_policy_and_its_looks(order: Order, town: Vendor, watched: Window) -> None:
    staff = User.objects.get(email="staff@example.com")
    staff.memberships.update(role=MembershipRole.OWNER)
    give_second_factor(staff)
    page = watched(MAGNIFIED)
    album = Album(page, order.reference, order.uid)
    places = {"slug": town.slug, "category": town.category.slug, "city": town.city_slug, "order": order.uid, "track": order.uid}
    faults: list[str] = []
    left = pages_of_the_app(places | {"uid": order.uid, "section": "items", "key": "none", "token": "none", "id": "1"})
    for who, arrive in ARRIVALS.items():
        arrive(page, town)
        for screen in [each for each in (*SCREENS, *SERVER_SCREENS) if each.who == who]:
            path = screen.path.format(**places)
            left.discard(path)
            visit(page, path)
            album.look(screen.name)
            faults += faults_of(page, path)
            if screen.name in WIDE:
                resize(page, DESK)
                album.look(f"{screen.name}-desk")
                faults += faults_of(page, path)
                resize(page, MAGNIFIED)
            faults += recoloured(page, path)
            page.wait_for_load_state("networkidle")  # long since, for what the pictures took
            faults += faults_of(page, path)
    for path in sorted(left):
        faults += [*walk(page, path), *recoloured(page, path)]
    album.close()
    assert faults == []
    assert album.faults == [], CURE


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
