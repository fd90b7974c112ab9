"""A business and its people: somebody is invited, sees to what, joins, and is led to the second factor; a key for a program."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.services import create_verified_user
from tests.e2e.conftest import DESK, PHONE, picture
from tests.e2e.proofs import AuthenticatorApp, mailed_path, prove, sign_in_with_code
from tests.factories import PASSWORD, TOTP_SECRET, MembershipFactory
from vendors.models import ApiKey, MembershipRole, Vendor

Window = Callable[..., Page]
GRACE = "grace@example.com"


@pytest.fixture
def owner(town: Vendor) -> User:
    """Olive, who owns the bakery and has an authenticator app."""
    olive = create_verified_user(email="olive@example.com", password=PASSWORD, name="Olive Baker")
    MembershipFactory.create(vendor=town, user=olive, role=MembershipRole.OWNER, second_factor=False)
    return olive


def test_somebody_invited_joins_and_is_led_to_the_second_factor(town: Vendor, owner: User, window: Window) -> None:
    create_verified_user(email=GRACE, password=PASSWORD, name="Grace Hopper")
    desk = window(DESK)
    sign_in_with_code(desk, owner, AuthenticatorApp(TOTP_SECRET))
    invite(desk, town)

    phone = window(PHONE, color_scheme="dark")
    phone.goto(mailed_path(GRACE, "/invitations/"))
    shown = phone.get_by_role("region", name="Invitation")
    expect(shown).to_contain_text("Olive Baker invites you to Crumb & Co")
    expect(shown).to_contain_text("Manager")
    picture(phone, "invitation-360-dark")
    phone.get_by_role("link", name="Sign in").last.click()
    phone.get_by_label("E-mail").fill(GRACE)
    phone.get_by_label(re.compile("^Password")).fill(PASSWORD)
    phone.get_by_role("button", name="Sign in", exact=True).click()
    phone.get_by_role("button", name="Accept and join").click()
    expect(phone).to_have_url(re.compile("/account/security/set-up"))
    expect(phone.get_by_role("button", name=re.compile("Authenticator app"))).to_be_visible()
    picture(phone, "second-factor-set-up-360-dark")
    set_up_by_the_guide(phone)
    expect(phone).to_have_url(re.compile("/dashboard/crumb-and-co$"))
    phone.goto(f"/dashboard/{town.slug}/team")
    expect(phone.get_by_text(GRACE)).to_be_visible()
    picture(phone, "team-360-dark")

    desk.reload()
    expect(desk.get_by_role("combobox", name="Role of Grace Hopper")).to_have_value("manager")
    picture(desk, "team-1280")


def invite(desk: Page, town: Vendor) -> None:
    desk.goto(f"/dashboard/{town.slug}/team")
    desk.get_by_role("button", name="Invite somebody").click()
    dialog = desk.get_by_role("dialog", name="Invite somebody")
    dialog.get_by_label("E-mail").fill(GRACE)
    dialog.get_by_label("Role").select_option("manager")
    picture(desk, "invite-1280")
    dialog.get_by_role("button", name="Send the invitation").click()
    expect(desk.get_by_text(f"An invitation is on its way to {GRACE}.")).to_be_visible()


def set_up_by_the_guide(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Authenticator app")).click()
    asked = page.get_by_role("dialog", name="Confirm that it is you")
    asked.get_by_label(re.compile("^Password")).fill(PASSWORD)
    asked.get_by_role("button", name="Confirm").click()
    app = AuthenticatorApp(page.get_by_test_id("totp-key").inner_text())
    page.get_by_label("Code from the app").press_sequentially(app.code())
    expect(page.get_by_role("list", name="Recovery codes").get_by_role("listitem")).to_have_count(10)
    page.get_by_role("button", name="I have kept them").click()


def test_a_key_is_shown_once_and_revoked(town: Vendor, owner: User, window: Window) -> None:
    desk = window(DESK)
    desk.goto(f"/dashboard/{town.slug}/keys")
    prove(desk, owner, AuthenticatorApp(TOTP_SECRET))
    desk.get_by_role("button", name="Make a key").click()
    dialog = desk.get_by_role("dialog", name="Make an API key")
    dialog.get_by_label("Name").fill("Web shop")
    dialog.get_by_role("checkbox", name="See orders, and the live board").check()
    dialog.get_by_role("button", name="Make key").click()
    shown = desk.get_by_role("dialog", name="Key for Web shop")
    text = shown.get_by_label("API key").inner_text()
    assert text.startswith(f"tt_live_{ApiKey.objects.get().prefix}_")
    picture(desk, "key-made-1280")
    shown.get_by_role("button", name="I have kept it").click()
    orders = desk.request.get("/api/v1/orders/", headers={"Authorization": f"Bearer {text}"})
    assert orders.status == 200
    desk.reload()
    expect(desk.get_by_role("listitem", name="Web shop")).to_be_visible()
    expect(desk.get_by_text(text)).to_have_count(0)
    desk.get_by_role("button", name="Revoke Web shop").click()
    desk.get_by_role("dialog", name="Revoke Web shop?").get_by_role("button", name="Revoke").click()
    expect(desk.get_by_role("listitem", name="Web shop")).to_contain_text("Revoked")
    assert desk.request.get("/api/v1/orders/", headers={"Authorization": f"Bearer {text}"}).status == 401
    picture(desk, "keys-1280")
