"""Running a shop together: led to a second factor, somebody invited, a key made for a program."""

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.services import create_verified_user
from tests.e2e.account import Window, answer, confirm_by_password, enter_password, kept_codes, type_code_of_app
from tests.e2e.conftest import DESK, PHONE
from tests.e2e.proofs import AuthenticatorApp, mailed_code, mailed_link
from tests.factories import PASSWORD, TOTP_SECRET, MembershipFactory, give_second_factor
from tests.servers import Server
from vendors.models import MembershipRole, Vendor

OLA, GRACE = "ola@example.com", "grace@example.com"


@pytest.fixture
def ola(town: Vendor) -> User:
    """The owner, without a second factor so far."""
    user = create_verified_user(email=OLA, password=PASSWORD, name="Ola Baker")
    MembershipFactory.create(vendor=town, user=user, role=MembershipRole.OWNER, second_factor=False)
    return user


def test_an_owner_is_led_to_a_second_factor_and_makes_a_key(product: Server, town: Vendor, ola: User, window: Window) -> None:
    phone = window(PHONE)
    enter_password(phone, OLA)
    expect(phone).not_to_have_url(re.compile("/sign-in"))
    phone.goto(f"/dashboard/{town.slug}/keys")
    expect(phone.get_by_role("heading", name="Set up a second factor")).to_be_visible()
    phone.get_by_role("button", name="Later").click()
    expect(phone.get_by_text("Your account needs a second factor")).to_be_visible()
    phone.get_by_role("link", name="Set it up").first.click()
    phone.get_by_role("button", name=re.compile("^Authenticator app")).click()
    confirm_by_password(phone)
    app = AuthenticatorApp(phone.get_by_test_id("totp-key").inner_text())
    phone.get_by_label("Code from the app").press_sequentially(app.code())
    kept_codes(phone)

    expect(phone.get_by_role("heading", name="No API keys yet")).to_be_visible()
    phone.get_by_role("button", name="Make a key").click()
    phone.get_by_label("Name").fill("Till in the shop")
    phone.get_by_role("checkbox", name="See orders, and the live board").check()
    phone.get_by_role("button", name="Make key").click()
    shown = phone.get_by_role("dialog", name="Key for Till in the shop")
    key = shown.get_by_label("API key").inner_text()
    shown.get_by_role("button", name="I have kept it").click()
    expect(phone.get_by_text(key)).to_have_count(0)
    orders = f"{product.url}/api/v1/orders/"
    assert httpx.get(orders, headers={"Authorization": f"Bearer {key}"}).status_code == 200

    phone.reload()
    expect(phone.get_by_role("listitem", name="Till in the shop")).to_contain_text("Last used")
    phone.get_by_role("button", name="Revoke Till in the shop").click()
    answer(phone, "Revoke Till in the shop?", "Revoke")
    expect(phone.get_by_role("listitem", name="Till in the shop")).to_contain_text("Revoked")
    assert httpx.get(orders, headers={"Authorization": f"Bearer {key}"}).status_code == 401


def test_an_invitation_is_seen_before_it_is_accepted(product: Server, town: Vendor, ola: User, window: Window) -> None:
    give_second_factor(ola)
    desk = window(DESK)
    enter_password(desk, OLA)
    type_code_of_app(desk, AuthenticatorApp(TOTP_SECRET))
    desk.goto(f"/dashboard/{town.slug}/team")
    desk.get_by_role("button", name="Invite somebody").click()
    desk.get_by_label("E-mail").fill(GRACE)
    desk.get_by_role("button", name="Send the invitation").click()
    expect(desk.get_by_role("region", name="Invitations")).to_contain_text(GRACE)

    phone = window(PHONE)
    link = mailed_link(GRACE, "/invitations/")
    phone.goto(link)
    card = phone.get_by_role("region", name="Invitation")
    expect(card).to_contain_text("Join the team of Crumb & Co")
    expect(card).to_contain_text("Ola Baker invites you to Crumb & Co in Bristol, as Staff.")
    expect(card.get_by_role("button", name="Accept and join")).to_have_count(0)
    card.get_by_role("link", name="Create an account").click()
    sign_up(phone)
    expect(phone).to_have_url(re.compile(f"{re.escape(link)}$"))
    phone.get_by_role("button", name="Accept and join").click()
    expect(phone).to_have_url(re.compile(f"/dashboard/{town.slug}$"))
    expect(phone.get_by_role("heading", name="Crumb & Co")).to_be_visible()
    phone.goto(link)
    expect(phone.get_by_role("alert")).to_contain_text("does not work any more")

    desk.reload()
    desk.get_by_role("button", name="Remove Grace Hopper").click()
    answer(desk, "Remove Grace Hopper from the team?", "Remove")
    expect(desk.get_by_role("combobox", name="Role of Grace Hopper")).to_have_count(0)
    phone.goto(f"/dashboard/{town.slug}")
    expect(phone.get_by_text("This is not your dashboard")).to_be_visible()


def sign_up(page: Page) -> None:
    """Make Grace's account, at the second try to find a password, and prove the address."""
    page.get_by_label("Name").fill("Grace Hopper")
    page.get_by_label("E-mail").fill(GRACE)
    password = page.get_by_label(re.compile("^Password"))
    password.fill("eight888")
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_text("At least 10 characters", exact=True)).to_be_visible()
    page.get_by_role("button", name="Show password").click()
    expect(password).to_have_attribute("type", "text")
    password.fill("harbour lantern seven")
    page.get_by_role("button", name="Create account").click()
    page.get_by_label("Code").fill(mailed_code(GRACE))
    page.get_by_role("button", name="Confirm").click()
