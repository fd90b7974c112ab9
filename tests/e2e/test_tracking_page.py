"""The tracking page as a follower meets it: without scripts, without a network, on paper, and told by mail."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from following.models import Follow
from notifications.models import InboxMail
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from tests.e2e.conftest import DESK, PHONE, picture
from tests.e2e.test_follow import AXE, RUN_AXE, order, staff
from tests.stories import moved

__all__ = ["order"]
Window = Callable[..., Page]
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
SHIFTS = """
window.shifted = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    if (!entry.hadRecentInput)
      window.shifted.push([entry.value, ...entry.sources.map(({ node }) => node?.className ?? "")]);
}).observe({ type: "layout-shift", buffered: true });
"""
CONTROLLED = """async () => {
  await navigator.serviceWorker.ready;
  while (!navigator.serviceWorker.controller) await new Promise((done) => setTimeout(done, 50));
}"""


def is_live(page: Page) -> None:
    expect(page.get_by_text("Live", exact=True)).to_be_visible(timeout=30_000)


@SIZES
def test_status_and_timeline_stand_there_without_scripts(order: Order, window: Window, size: dict[str, int]) -> None:
    page = window(size, java_script_enabled=False)
    page.goto(order.tracking_path)
    expect(page.get_by_role("heading", level=1)).to_have_text("Crumb & Co accepted the order")
    rows = page.get_by_role("list", name="What happened").get_by_role("listitem")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Warm from the oven at ten")
    expect(page.get_by_text(re.compile("^As of"))).to_be_visible()
    expect(page.get_by_text(re.compile("Without JavaScript"))).to_be_visible()
    expect(page.get_by_role("link", name="Download proof")).to_be_visible()


@SIZES
def test_nothing_moves_when_the_script_takes_over(order: Order, window: Window, size: dict[str, int]) -> None:
    advance_order(order, to=Status.PREPARING, by=staff(), estimated_ready_at=timezone.now() + timedelta(minutes=20))
    page = window(size)
    page.add_init_script(SHIFTS)
    page.goto(order.tracking_path)
    is_live(page)
    page.wait_for_timeout(500)
    shifted = page.evaluate("window.shifted")
    assert sum(each[0] for each in shifted) < 0.02, shifted


@SIZES
def test_it_goes_on_without_a_network_and_catches_up(order: Order, window: Window, size: dict[str, int]) -> None:
    page = window(size)
    page.goto(order.tracking_path)
    is_live(page)
    page.evaluate(CONTROLLED)
    page.context.set_offline(True)
    expect(page.get_by_text(re.compile(r"^Offline since \d"))).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Crumb & Co accepted the order")
    expect(page.get_by_text(re.compile(r"^Offline since \d"))).to_be_visible()
    expect(page.get_by_text("Warm from the oven at ten")).to_be_visible()
    picture(page, f"tracking-offline-{size['width']}")

    page.goto("/orders")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    page.get_by_role("link", name=re.compile("accepted the order")).click()
    page.wait_for_url(f"**{order.tracking_path}")
    moved(order, staff(), Status.PREPARING, Status.READY_FOR_PICKUP)
    page.evaluate("window.neverReloaded = true")
    page.context.set_offline(False)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ready to be picked up", timeout=30_000)
    expect(page.get_by_text("Crumb & Co is preparing your order")).to_be_visible()
    is_live(page)
    assert page.evaluate("window.neverReloaded")


def test_other_peoples_orders_are_not_kept(order: Order, window: Window) -> None:
    page = window(PHONE)
    page.goto("/followed")
    page.evaluate(CONTROLLED)
    kept = page.evaluate(
        """async () => {
          const paths = [];
          for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname);
          return paths;
        }"""
    )
    assert "/followed" in kept
    assert all(path == "/followed" or path.startswith("/static/") for path in kept)
    page.context.set_offline(True)
    page.goto(order.tracking_path)
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()


@SIZES
def test_it_can_be_printed(order: Order, window: Window, size: dict[str, int]) -> None:
    page = window(size, color_scheme="dark")
    page.goto(order.tracking_path)
    is_live(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("list", name="What happened")).to_be_visible()
    expect(page.get_by_text("Order’s chain")).to_be_visible()
    expect(page.get_by_role("button", name="Verify")).to_be_hidden()
    expect(page.get_by_role("button", name="Share")).to_be_hidden()
    expect(page.get_by_role("link", name="My orders")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    picture(page, f"tracking-print-{size['width']}")


@SIZES
def test_a_follower_is_told_by_mail_and_stops_it(order: Order, window: Window, size: dict[str, int]) -> None:
    page = window(size)
    page.goto(order.tracking_path)
    page.get_by_role("button", name="Tell me").click()
    page.get_by_label("Your e-mail").fill("bob@example.com")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_label("Code from the message")).to_be_visible()
    code = re.search(r"\b\d{6}\b", mail_to_bob(page, "code").text)
    assert code
    page.get_by_label("Code from the message").fill("000000")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("alert")).to_contain_text("ask for another code")
    page.evaluate(AXE.read_text())
    assert page.evaluate(RUN_AXE) == []
    picture(page, f"tracking-code-{size['width']}")
    page.get_by_label("Code from the message").fill(code[0])
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("You are told of each step of this order.")).to_be_visible()

    advance_order(order, to=Status.PREPARING, by=staff())
    told = mail_to_bob(page, "preparing")
    stop = re.search(r"/track/\S+#stop=[\w-]{22}", told.text)
    assert stop
    other = window(size)
    other.goto(stop[0])
    other.get_by_role("button", name="Stop telling me").click()
    expect(other.get_by_label("Your e-mail")).to_be_visible()
    assert not Follow.objects.exists()


def mail_to_bob(page: Page, word: str) -> InboxMail:
    """Wait for the worker's mail."""
    for _ in range(600):  # a worker has to start first
        if found := InboxMail.objects.filter(to="bob@example.com", subject__icontains=word).first():
            return found
        page.wait_for_timeout(200)
    pytest.fail(f"no mail to Bob about {word}")


def test_the_link_is_shared_and_sound_is_a_choice_that_is_remembered(order: Order, window: Window) -> None:
    page = window(PHONE)
    page.goto(f"{order.tracking_path}#chain=abc")
    page.evaluate(
        "Object.defineProperty(navigator, 'share', {value: (data) => { window.shared = data; return Promise.resolve() }})"
    )
    page.get_by_role("button", name="Share").click()
    assert page.evaluate("window.shared.url").endswith(order.tracking_path)
    sound = page.get_by_role("button", name="Sound")
    expect(sound).to_have_attribute("aria-pressed", "false")
    sound.click()
    expect(sound).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(sound).to_have_attribute("aria-pressed", "true")


@SIZES
def test_a_kept_promise_the_place_and_the_exact_time(order: Order, window: Window, size: dict[str, int]) -> None:
    page = window(size)
    page.goto(order.tracking_path)
    is_live(page)
    advance_order(order, to=Status.PREPARING, by=staff(), estimated_ready_at=timezone.now() + timedelta(minutes=12))
    expect(page.get_by_text(re.compile("Ready about"))).to_be_visible()
    advance_order(order, to=Status.READY_FOR_PICKUP, by=staff())
    expect(page.get_by_text(re.compile("Ready 12 minutes before promised"))).to_be_visible()
    expect(page.get_by_role("region", name="Where to pick it up")).to_contain_text("Crumb & Co")
    row = page.get_by_role("list", name="What happened").get_by_role("listitem").first
    row.get_by_role("button").first.click()
    expect(row).to_contain_text(str(timezone.now().year))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.locator(f"html[data-color-scheme={scheme}]").wait_for()
        page.evaluate(AXE.read_text())
        assert page.evaluate(RUN_AXE) == []
        picture(page, f"tracking-ready-{size['width']}-{scheme}")
