"""The bell, the page of notifications, and being told on this device."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from notifications.vapid_keys import new_private_key
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from tests.browsers import Browser as Subscriber
from tests.e2e.conftest import DESK, PHONE, picture, product_with, sign_in
from tests.receivers import Receiver
from tests.servers import Server
from tests.stories import placed_order
from vendors.models import Item, Vendor

Window = Callable[..., Page]
#: Stands in for the browser's push service, which cannot be reached from here: the rest of the way is the real one.
NO_PUSH_SERVICE = """
const kept = "fake-subscription";
const body = BODY;
const own = () => localStorage.getItem(kept) && {
  endpoint: body.endpoint,
  toJSON: () => body,
  unsubscribe: async () => { localStorage.removeItem(kept); return true; },
};
PushManager.prototype.getSubscription = async () => own() || null;
PushManager.prototype.subscribe = async () => { localStorage.setItem(kept, "yes"); return own(); };
"""


@pytest.fixture
def order(town: Vendor) -> Order:
    """Ada's, placed."""
    return placed_order(User.objects.get(email="ada@example.com"), Item.objects.get(name="Sourdough loaf"))


def accept(order: Order) -> None:
    advance_order(order, to=Status.ACCEPTED, by=User.objects.get(email="staff@example.com"))


def bell(page: Page, name: str | re.Pattern[str]) -> Any:
    return page.get_by_role("button", name=name, exact=isinstance(name, str))


def test_the_bell_rings_while_one_looks_and_what_was_read_stays_read(order: Order, window: Window) -> None:
    page, other = window(DESK), window(PHONE, color_scheme="dark")
    for one in (page, other):
        sign_in(one, "ada@example.com")
        one.goto("/favourites")
        # The confirmation; the worker may still be starting.
        expect(bell(one, "Notifications, 1 unread")).to_be_visible(timeout=60_000)
    page.evaluate("window.neverReloaded = true")
    accept(order)
    expect(bell(page, "Notifications, 2 unread")).to_be_visible()
    expect(page.get_by_text("New notification: Crumb & Co accepted")).to_be_attached()
    expect(page).to_have_title(re.compile(r"^\(2\) "))
    assert page.evaluate("window.neverReloaded")
    bell(page, "Notifications, 2 unread").click()
    popover = page.get_by_role("dialog", name="Notifications")
    picture(page, "bell-1280")
    popover.get_by_role("link", name=re.compile("Crumb & Co accepted your order")).click()
    expect(page).to_have_url(re.compile(order.uid))
    expect(bell(other, "Notifications, 1 unread")).to_be_visible()  # read here, read there
    page.wait_for_function("!window.neverReloaded")  # the tracking page is a web app of its own, without a bell
    page.wait_for_load_state()
    page.goto("/favourites")
    expect(bell(page, "Notifications, 1 unread")).to_be_visible()

    other.goto("/notifications?unread=true")
    expect(other.get_by_role("listitem").filter(has_text="accepted your order")).to_have_count(0)
    other.get_by_role("button", name="Unread only").click()
    expect(other.get_by_role("region", name="About one order: 2")).to_be_visible()
    assert other.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(other, "notifications-360-dark")
    other.get_by_role("button", name="Mark all as read").click()
    expect(bell(other, "Notifications")).to_be_visible()
    page.reload()
    expect(bell(page, "Notifications")).to_be_visible()


@pytest.fixture
def push_service() -> Iterator[Receiver]:
    """Takes what browsers are sent."""
    with Receiver() as receiver:
        receiver.answer_with(201)
        yield receiver


@pytest.fixture
def product(static_root: Path, transactional_db: None, push_service: Receiver) -> Iterator[Server]:
    """As ever, and with a key for web push, of which only this push service is reached."""
    told = {
        "VAPID_PRIVATE_KEY": new_private_key(),
        "PUSH_URL": "webpush://",
        "OUTBOUND_ALLOWED_HOSTS": push_service.host,
    }
    with product_with(static_root, **told) as server:
        yield server


def test_a_device_is_told_once_its_person_asked_for_it(order: Order, window: Window, push_service: Receiver) -> None:
    subscriber = Subscriber(f"{push_service.url}/send/ada")
    page = window(PHONE, permissions=["notifications"])
    page.add_init_script(NO_PUSH_SERVICE.replace("BODY", json.dumps(subscriber.body)))
    sign_in(page, "ada@example.com")
    page.goto("/notifications")
    switch = page.get_by_role("switch", name="Notify me on this device")
    expect(switch).not_to_be_checked()
    picture(page, "notifications-360")
    switch.click()
    expect(switch).to_be_checked()
    accept(order)
    expect(bell(page, re.compile("unread"))).to_be_visible(timeout=60_000)
    delivered = next(filter(lambda one: "accepted" in one.shown["title"], sent_to(subscriber, push_service, page)))
    assert delivered.shown["url"].endswith(order.uid)

    shown = show(page, delivered.shown)
    assert shown == {"title": delivered.shown["title"], "tag": delivered.shown["tag"], "data": delivered.shown["url"]}
    switch.click()
    expect(switch).not_to_be_checked()
    assert not User.objects.get(email="ada@example.com").push_subscriptions.exists()


def sent_to(subscriber: Subscriber, service: Receiver, page: Page) -> list[Any]:
    """Wait for a push about the move; return all, as the browser reads them."""
    for _ in range(240):
        told = [subscriber.read(request) for request in list(service.requests)]
        if any("accepted" in one.shown["title"] for one in told):
            return told
        page.wait_for_timeout(250)
    raise AssertionError("nothing was pushed")


def show(page: Page, message: dict[str, str]) -> dict[str, str]:
    """Hand a message to the service worker as the browser would; return what it shows."""
    devtools = page.context.new_cdp_session(page)
    registrations: list[str] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: registrations.extend(one["registrationId"] for one in event["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_timeout(500)
    origin = page.evaluate("location.origin")
    message_of = {"origin": origin, "registrationId": registrations[0], "data": json.dumps(message)}
    devtools.send("ServiceWorker.deliverPushMessage", message_of)
    page.wait_for_timeout(500)
    shown: dict[str, str] = page.evaluate(
        "navigator.serviceWorker.ready.then((r) => r.getNotifications())"
        ".then(([one]) => one && ({title: one.title, tag: one.tag, data: one.data}))"
    )
    return shown
