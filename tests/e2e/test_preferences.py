"""Choosing what one is told: on the page, and by the link in a mail, with the way back."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from accounts.models import User
from events.models import Delivery, DeliveryState
from notifications.models import InboxMail, Message, MessageState
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from tests.e2e.conftest import DESK, PHONE, sign_in
from tests.e2e.test_privacy import whole
from tests.stories import placed_order
from vendors.models import Vendor

Window = Callable[..., Page]
PAGE = "/account/notifications"
ADA = "ada@example.com"
BY_MAIL = "Where my order is: Mail"


def test_what_is_switched_off_is_not_sent_and_comes_back(town: Vendor, window: Window) -> None:
    page = window(PHONE, color_scheme="dark")
    sign_in(page, ADA)
    page.goto(PAGE)
    switch = page.get_by_role("switch", name=BY_MAIL)
    switch.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("Saved. Where my order is: Mail is off.")).to_be_visible()
    expect(page.get_by_role("switch", name="Sign-in on a new device: Mail")).to_be_disabled()
    whole(page, "preferences-360-dark")
    order = an_order(town)
    told(page, order, Status.ACCEPTED, mails=0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Saved. Taken back.")).to_be_visible()
    told(page, order, Status.PREPARING, mails=1)


def test_a_link_in_a_mail_stops_the_next_one_without_a_sign_in(town: Vendor, window: Window) -> None:
    page = window(DESK)
    order = an_order(town)
    told(page, order, Status.ACCEPTED, mails=1)
    page.goto(f"/demo/inbox/?to={ADA}")
    page.get_by_text("accepted your order").first.click()
    mail = InboxMail.objects.filter(to=ADA, subject__contains="accepted").get()
    link = re.search(r"https?://[^/\s]+(/unsubscribe/\S+)", mail.text)
    assert link is not None
    page.goto(link[1])
    page.get_by_role("button", name="Stop these mails").click()
    expect(page.get_by_role("heading", name="You get no more mails of this kind")).to_be_visible()
    whole(page, "unsubscribe-1280")
    told(page, order, Status.PREPARING, mails=1)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Stop these mails")).to_be_visible()
    told(page, order, Status.READY_FOR_PICKUP, mails=2)


def an_order(town: Vendor) -> Order:
    return placed_order(User.objects.get(email=ADA), town.items.earliest("pk"))


def told(page: Page, order: Order, status: Status, *, mails: int) -> None:
    """Move the order, wait until its customer was told in the app or by mail, and count the mails about where it is."""
    advance_order(order, to=status, by=User.objects.get(email="staff@example.com"))
    for _ in range(240):  # a minute, of which a worker that starts takes some
        page.wait_for_timeout(250)
        waiting = Message.objects.filter(state__in=[MessageState.PENDING, MessageState.FAILED])
        if not waiting.exists() and not undone():
            break
    found = InboxMail.objects.filter(to=ADA, subject__contains=f"(order {order.reference})")
    assert found.count() == mails


def undone() -> bool:
    return Delivery.objects.filter(state=DeliveryState.PENDING).exists()
