"""Taking one's data along, and leaving: asked for, called off, and done."""

import json
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from orders.models import Order
from orders.statuses import Status
from privacy.deleting import delete_due
from privacy.models import Deletion
from tests.e2e.conftest import DESK, PHONE, SCREENSHOTS, picture, sign_in
from tests.stories import TO_COMPLETED, moved, placed_order
from vendors.models import Vendor

Window = Callable[..., Page]
PAGE = "/account/privacy"
ADA = "ada@example.com"


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where web process and worker put the files."""
    monkeypatch.setenv("STORAGE_URL", f"file://{tmp_path}/media")


def test_a_person_takes_their_data_along(town: Vendor, window: Window, tmp_path: Path) -> None:
    order = an_order(town, Status.COMPLETED)
    page = window(PHONE)
    sign_in(page, ADA)
    page.goto(PAGE)
    expect(page.get_by_text("You have not asked for a copy yet.")).to_be_visible()
    whole(page, "privacy-360")
    page.get_by_role("button", name="Make a copy of my data").click()
    copies = page.get_by_role("list", name="Your copies")
    expect(copies.get_by_role("status")).to_have_text(re.compile("^Ready, "), timeout=30_000)
    with page.expect_download() as waiting:
        copies.get_by_role("button", name="Download").click()
    assert re.fullmatch(r"trusttrack-my-data-\d{4}-\d\d-\d\d\.zip", waiting.value.suggested_filename)
    waiting.value.save_as(tmp_path / "mine.zip")
    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        assert [one["reference"] for one in json.loads(archive.read("orders/orders.json"))] == [order.reference]
    whole(page, "privacy-ready-360")
    inbox = window(DESK)
    inbox.goto(f"/demo/inbox/?to={ADA}")
    expect(inbox.get_by_text("Your data is ready to download").first).to_be_visible()


def test_a_person_leaves_comes_back_and_leaves_for_good(town: Vendor, window: Window) -> None:
    order = an_order(town, Status.COMPLETED)
    page, other = window(DESK), window(PHONE, color_scheme="dark")
    sign_in(page, ADA)
    sign_in(other, ADA)
    leave(page)
    expect(page.get_by_role("heading", name=re.compile("Your account will be deleted on"))).to_be_visible()
    whole(page, "privacy-scheduled-1280")

    other.goto("/orders")
    expect(other).to_have_url(re.compile("/sign-in"))
    sign_in(other, ADA)
    other.goto("/orders")
    keep = other.get_by_role("link", name="Keep my account")
    expect(keep).to_be_visible()
    picture(other, "deletion-notice-360-dark")
    keep.click()
    expect(other.get_by_role("heading", name="What we keep, and why")).to_be_visible()
    whole(other, "privacy-scheduled-360-dark")
    other.get_by_role("button", name="Keep my account").click()
    expect(other.get_by_role("region", name="Delete my account")).to_be_visible()

    leave(other)
    expect(other.get_by_role("heading", name=re.compile("Your account will be deleted on"))).to_be_visible()
    the_day_has_come()
    other.goto("/orders")
    expect(other).to_have_url(re.compile("/sign-in"))
    other.get_by_label("E-mail").fill(ADA)
    other.get_by_label(re.compile("^Password")).fill("correct horse battery")
    other.get_by_role("button", name="Sign in").click()
    expect(other.get_by_text("are not correct")).to_be_visible()
    order.refresh_from_db()
    assert (order.contact_name, order.status) == ("Erased", "completed")
    other.goto(order.tracking_path)
    expect(other.get_by_role("heading", level=1)).to_contain_text(re.compile("completed", re.IGNORECASE))


def test_what_is_in_the_way_is_said(town: Vendor, window: Window) -> None:
    order = an_order(town, Status.ACCEPTED)
    page = window(DESK, color_scheme="dark")
    sign_in(page, ADA)
    page.goto(PAGE)
    expect(page.get_by_text(re.compile(f"still under way: {order.reference}"))).to_be_visible()
    expect(page.get_by_role("button", name="Delete my account")).to_be_disabled()
    whole(page, "privacy-1280-dark")


def an_order(town: Vendor, until: Status) -> Order:
    """Ada's, moved on by the staff."""
    ada, staff = User.objects.get(email=ADA), User.objects.get(email="staff@example.com")
    statuses = TO_COMPLETED[: TO_COMPLETED.index(until) + 1]
    return moved(placed_order(ada, town.items.earliest("pk")), staff, *statuses)


def leave(page: Page) -> None:
    page.goto(PAGE)
    page.get_by_role("button", name="Delete my account").click()
    dialog = page.get_by_role("dialog", name="Delete your account?")
    dialog.get_by_label("Your e-mail").fill(ADA)
    confirm = dialog.get_by_role("button", name="Delete in two weeks")
    expect(confirm).to_be_enabled()
    page.wait_for_timeout(300)  # the dialog fades in
    picture(page, "privacy-confirm-1280" if page.viewport_size == DESK else "privacy-confirm-360-dark")
    confirm.click()


def the_day_has_come() -> None:
    """Two weeks and a minute pass; a sweep (this one or the worker's) closes, then erases."""
    for _ in range(40):
        Deletion.objects.filter(done_at=None, cancelled_at=None).update(try_at=timezone.now())
        delete_due()
        if Deletion.objects.latest("pk").done_at:
            return
        time.sleep(0.5)
    raise AssertionError("it was not erased")


def whole(page: Page, name: str) -> None:
    """Keep a picture of all of the page, from its top."""
    page.evaluate("window.scrollTo(0, 0)")
    picture(page, name)
    page.screenshot(path=SCREENSHOTS / f"{name}-whole.png", full_page=True, animations="disabled")
