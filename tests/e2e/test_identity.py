"""Second factors in a real browser: set up, used to sign in, lost and recovered, asked for again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.account import (
    ADA,
    ASKED,
    Window,
    add_passkey,
    confirm_by_password,
    enter_password,
    kept_codes,
    open_security,
    row,
    sign_out,
    type_code_of_app,
)
from tests.e2e.conftest import DESK, PHONE, sign_in
from tests.e2e.proofs import AuthenticatorApp, Passkeys
from tests.servers import Server
from vendors.models import Vendor

QR = "QR code for the authenticator app"


@pytest.fixture
def at_home(window: Window, product: Server, town: Vendor) -> Window:
    """`window`, at the name to which browsers give passkeys."""
    return lambda size, **more: window(size, base_url=product.url.replace("127.0.0.1", "localhost"), **more)


def test_an_authenticator_app_is_set_up_asked_for_and_recovered_from(at_home: Window) -> None:
    phone = at_home(PHONE)
    sign_in(phone, ADA)
    app, codes = set_up_app(phone)
    assert len(codes) == len(set(codes)) == 10
    expect(row(phone, "Authenticator app")).to_contain_text("On")
    expect(row(phone, "Recovery codes")).to_contain_text("10 of 10 left")

    desk = at_home(DESK)
    enter_password(desk)
    expect(desk.get_by_role("checkbox")).to_have_count(0)
    code = desk.get_by_label("Code")
    code.fill("000000")
    expect(desk.get_by_role("alert")).to_be_visible()
    expect(code).to_have_value("")
    type_code_of_app(desk, app)
    expect(desk.get_by_role("button", name="Your account")).to_be_visible()

    sign_out(desk)
    enter_password(desk)
    enter_recovery_code(desk, codes[0])
    expect(desk.get_by_role("button", name="Your account")).to_be_visible()
    sign_out(desk)
    enter_password(desk)
    enter_recovery_code(desk, codes[0])
    expect(desk.get_by_role("alert")).to_be_visible()
    expect(desk.get_by_role("heading", name="One more step")).to_be_visible()
    desk.get_by_label("Recovery code").fill(codes[1])
    desk.get_by_role("button", name="Sign in", exact=True).click()
    expect(desk.get_by_role("button", name="Your account")).to_be_visible()

    open_security(desk)
    expect(row(desk, "Recovery codes")).to_contain_text("8 of 10 left")
    row(desk, "Authenticator app").get_by_role("button", name="Remove").click()
    desk.get_by_role("dialog").get_by_role("button", name="Remove").click()
    asked = desk.get_by_role("dialog", name=ASKED)
    asked.get_by_role("button", name="Use a recovery code").click()
    asked.get_by_label("Recovery code").fill(codes[2])
    asked.get_by_role("button", name="Confirm").click()
    expect(row(desk, "Authenticator app").get_by_role("button", name="Set up")).to_be_visible()
    phone.goto("/orders")
    expect(phone).to_have_url(re.compile("/sign-in"))


def test_a_passkey_signs_in_without_a_password(at_home: Window) -> None:
    phone = at_home(PHONE)
    passkeys = Passkeys(phone)
    sign_in(phone, ADA)
    add_passkey(phone, "Add a passkey", "Create passkey", name="Ada's phone")
    expect(row(phone, "Ada's phone")).to_contain_text("Signs you in without a password")
    assert [each["isResidentCredential"] for each in passkeys.kept()] == [True]

    sign_out(phone)
    passkeys.is_at_hand(True)
    phone.goto("/sign-in?next=/orders")  # the browser offers it in the e-mail field
    expect(phone).to_have_url(re.compile("/orders$"))

    sign_out(phone)
    passkeys.is_at_hand(False)
    phone.goto("/sign-in?next=/orders")
    phone.get_by_role("button", name="Use a passkey").click()
    passkeys.is_at_hand(True)
    expect(phone).to_have_url(re.compile("/orders$"))

    open_security(phone)
    mine = row(phone, "Ada's phone")
    expect(mine).to_contain_text("Last used")
    mine.get_by_role("button", name="Rename").click()
    phone.get_by_role("textbox", name="Name").fill("Pocket phone")
    phone.get_by_role("button", name="Save name").click()
    confirm_by_password(phone)
    row(phone, "Pocket phone").get_by_role("button", name="Remove").click()
    phone.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(phone.get_by_text("None yet. A passkey cannot be guessed")).to_be_visible()


def test_a_security_key_backs_the_password_up(at_home: Window) -> None:
    desk = at_home(DESK)
    Passkeys(desk, is_key=True)
    sign_in(desk, ADA)
    add_passkey(desk, "Add a security key", "Add key", name="Blue key")
    expect(row(desk, "Blue key")).to_contain_text("Asked for after your password")
    sign_out(desk)
    enter_password(desk)
    expect(desk.get_by_role("heading", name="One more step")).to_be_visible()
    desk.get_by_role("button", name="Use passkey or key").click()
    expect(desk).not_to_have_url(re.compile("sign-in"))
    expect(desk.get_by_role("button", name="Your account")).to_be_visible()


def set_up_app(page: Page) -> tuple[AuthenticatorApp, list[str]]:
    """Set an authenticator app up, at the second try to say who it is; return it and its recovery codes."""
    open_security(page)
    row(page, "Authenticator app").get_by_role("button", name="Set up").click()
    asked = page.get_by_role("dialog", name=ASKED)
    asked.get_by_label(re.compile("^Password")).fill("not the password")
    asked.get_by_role("button", name="Confirm").click()
    expect(asked.get_by_text("Incorrect password.")).to_be_visible()
    asked.get_by_role("button", name="Close").click()
    expect(page.get_by_text("Nothing was changed.")).to_be_visible()
    page.get_by_role("button", name="Try again").click()
    confirm_by_password(page)
    expect(page.get_by_role("img", name=QR)).to_be_visible()
    app = AuthenticatorApp(page.get_by_test_id("totp-key").inner_text())
    page.get_by_label("Code from the app").press_sequentially(app.code())
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download").click()
    codes = kept_codes(page)
    assert waiting.value.path().read_text().split()[-10:] == codes
    return app, codes


def enter_recovery_code(page: Page, code: str) -> None:
    page.get_by_role("button", name="Use a recovery code").click()
    page.get_by_label("Recovery code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()
