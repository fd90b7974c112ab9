"""A shop's program listens: its address is given on a phone, it is told of an order, and what it missed is sent again."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from standardwebhooks import Webhook

from accounts.models import User
from accounts.services import create_verified_user
from tests.e2e.account import Window, enter_password, type_code_of_app
from tests.e2e.conftest import PHONE, picture, product_with
from tests.e2e.proofs import AuthenticatorApp
from tests.events.workers import wait_until
from tests.factories import PASSWORD, TOTP_SECRET, MembershipFactory
from tests.receivers import Receiver
from tests.servers import Server
from tests.stories import placed_order
from vendors.models import Item, MembershipRole, Vendor

OLA = "ola@example.com"


@pytest.fixture
def ola(town: Vendor) -> User:
    """The owner, with an authenticator app."""
    user = create_verified_user(email=OLA, password=PASSWORD, name="Ola Baker")
    MembershipFactory.create(vendor=town, user=user, role=MembershipRole.OWNER)
    return user


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """The shop's program."""
    with Receiver() as running:
        yield running


@pytest.fixture
def product(static_root: Path, transactional_db: None, receiver: Receiver) -> Iterator[Server]:
    """As ever, and it may call the shop's program."""
    with product_with(static_root, OUTBOUND_ALLOWED_HOSTS=receiver.host) as server:
        yield server


def test_a_program_is_told_of_an_order_and_what_it_missed_is_sent_again(
    receiver: Receiver, product: Server, town: Vendor, ola: User, window: Window
) -> None:
    phone = window(PHONE)
    enter_password(phone, OLA)
    type_code_of_app(phone, AuthenticatorApp(TOTP_SECRET))
    phone.goto(f"/dashboard/{town.slug}/webhooks")
    picture(phone, "webhooks-none-360")
    secret = added(phone, f"{receiver.url}/in")
    row = phone.get_by_role("listitem", name=f"{receiver.url}/in")
    picture(phone, "webhooks-360")

    row.get_by_role("button", name=re.compile("^Send a test")).click()
    wait_until(lambda: len(receiver.requests) == 1)
    test = Webhook(secret).verify(receiver.requests[0].body, dict(receiver.requests[0].headers))
    assert test["type"] == "webhook.test"

    receiver.answer_with(410, b"closed for today")
    order = placed_order(ola, Item.objects.earliest("pk"))
    wait_until(lambda: len(receiver.requests) == 2)
    told = receiver.requests[1]
    assert Webhook(secret).verify(told.body, dict(told.headers))["subject"] == order.uid
    phone.reload()
    expect(row).to_contain_text("It answered 410 Gone, so it was turned off.")
    row.get_by_role("button", name=re.compile("^Turn on")).click()
    expect(row.get_by_role("button", name=re.compile("^Turn off"))).to_be_visible()
    receiver.answer_with(200, b"here again")

    row.get_by_role("link", name="What was sent").click()
    phone.get_by_role("combobox", name="State").select_option("failed")
    expect(phone.get_by_role("listitem", name="order.placed, number 2")).to_contain_text("Given up")
    picture(phone, "webhook-deliveries-360")
    phone.get_by_role("button", name="Send a range again").click()
    dialog = phone.get_by_role("dialog", name="Send a range again")
    dialog.get_by_role("button", name="Count them").click()
    dialog.get_by_role("button", name="Send 1 again").click()
    wait_until(lambda: len(receiver.requests) == 3)
    again = receiver.requests[2]
    assert (again.headers["webhook-id"], again.body) == (told.headers["webhook-id"], told.body)

    phone.get_by_role("combobox", name="State").select_option("delivered")
    phone.reload()
    phone.get_by_role("button", name="Look at order.placed, number 2").click()
    shown = phone.get_by_role("dialog", name="order.placed")
    expect(shown.get_by_role("region", name="Answer").first).to_contain_text("here again")
    picture(phone, "webhook-delivery-360")
    shown.get_by_role("button", name="Send again").click()
    wait_until(lambda: len(receiver.requests) == 4)
    assert receiver.requests[3].headers["webhook-id"] == told.headers["webhook-id"]


def test_an_address_inside_is_refused_where_it_is_typed(product: Server, town: Vendor, ola: User, window: Window) -> None:
    phone = window(PHONE)
    enter_password(phone, OLA)
    type_code_of_app(phone, AuthenticatorApp(TOTP_SECRET))
    phone.goto(f"/dashboard/{town.slug}/webhooks")
    phone.get_by_role("button", name="Add a webhook").click()
    dialog = phone.get_by_role("dialog", name="Add a webhook")
    dialog.get_by_label("Address").fill("https://169.254.169.254/latest/meta-data/")
    dialog.get_by_role("button", name="Add webhook").click()
    expect(dialog).to_contain_text("Give the full name of a host")


def added(page: Page, url: str) -> str:
    """Add a webhook for placed orders; return its secret."""
    page.get_by_role("button", name="Add a webhook").click()
    dialog = page.get_by_role("dialog", name="Add a webhook")
    dialog.get_by_label("Address").fill(url)
    dialog.get_by_label("What it is for").fill("Stock program")
    dialog.get_by_role("combobox", name="It is told of").select_option("chosen")
    dialog.get_by_role("checkbox", name=re.compile("^order.placed")).check()
    picture(page, "webhook-add-360")
    dialog.get_by_role("button", name="Add webhook").click()
    shown = page.get_by_role("dialog", name="The webhook's secret")
    secret = shown.get_by_label("Secret").inner_text()
    shown.get_by_role("button", name="I have kept it").click()
    return secret
