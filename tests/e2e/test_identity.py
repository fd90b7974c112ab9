"""Second factors in a real browser: set up, used to sign in, lost and recovered, asked for again."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import DESK, PHONE, sign_in
from tests.e2e.proofs import AuthenticatorApp, Passkeys
from tests.factories import PASSWORD
from tests.servers import Server
from vendors.models import Vendor

Window = Callable[..., Page]
ADA = "ada@example.com"
ASKED = "Confirm that it is you"


@pytest.fixture
def at_home(window: Window, product: Server, town: Vendor) -> Window:
    """`window`, at the name to which browsers give passkeys."""
    return lambda size, **more: window(size, base_url=product.url.replace("127.0.0.1", "localhost"), **more)


def test_an_authenticator_app_is_set_up_and_asked_for(at_home: Window) -> None:
    phone = at_home(PHONE)
    sign_in(phone, ADA)
    app, _codes = set_up_app(phone)
    expect(row(phone, "Authenticator app")).to_contain_text("On")
    expect(row(phone, "Recovery codes")).to_contain_text("10 of 10 left")

    other = at_home(DESK)
    enter_password(other)
    code = other.get_by_label("Code")
    code.fill("000000")
    expect(other.get_by_role("alert")).to_be_visible()
    expect(code).to_have_value("")
    code.press_sequentially(app.code())
    expect(other).not_to_have_url(re.compile("sign-in"))
    expect(other.get_by_role("button", name="Your account")).to_be_visible()


def test_a_recovery_code_signs_in_once(at_home: Window) -> None:
    phone = at_home(PHONE)
    sign_in(phone, ADA)
    _app, codes = set_up_app(phone)
    assert len(codes) == len(set(codes)) == 10

    other = at_home(PHONE)
    enter_password(other)
    enter_recovery_code(other, codes[0])
    expect(other.get_by_role("button", name="Your account")).to_be_visible()
    open_security(other)
    expect(row(other, "Recovery codes")).to_contain_text("9 of 10 left")

    third = at_home(PHONE)
    enter_password(third)
    enter_recovery_code(third, codes[0])
    expect(third.get_by_role("alert")).to_be_visible()
    expect(third.get_by_role("heading", name="One more step")).to_be_visible()


def test_a_passkey_signs_in_without_a_password(at_home: Window) -> None:
    phone = at_home(PHONE)
    passkeys = Passkeys(phone)
    sign_in(phone, ADA)
    add_passkey(phone, "Add a passkey", "Create passkey", name="Ada's phone")
    expect(row(phone, "Ada's phone")).to_contain_text("Signs you in without a password")
    assert [each["isResidentCredential"] for each in passkeys.kept()] == [True]

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


def test_the_browser_offers_the_passkey_in_the_email_field(at_home: Window) -> None:
    phone = at_home(PHONE)
    passkeys = Passkeys(phone)
    sign_in(phone, ADA)
    add_passkey(phone, "Add a passkey", "Create passkey")
    sign_out(phone)
    passkeys.is_at_hand(True)
    phone.goto("/sign-in?next=/orders")
    expect(phone).to_have_url(re.compile("/orders$"))


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


def test_a_sensitive_change_asks_for_the_app_as_well_as_for_the_password(at_home: Window) -> None:
    desk = at_home(DESK)
    sign_in(desk, ADA)
    app, _codes = set_up_app(desk)
    sign_out(desk)
    enter_password(desk)
    desk.get_by_label("Code").fill(app.code())
    desk.get_by_role("button", name="Your account").wait_for()
    open_security(desk)
    row(desk, "Authenticator app").get_by_role("button", name="Remove").click()
    desk.get_by_role("dialog").get_by_role("button", name="Remove").click()
    asked = desk.get_by_role("dialog", name=ASKED)
    asked.get_by_role("button", name="Use the authenticator app").click()
    asked.get_by_label("Code").fill(app.code())
    expect(row(desk, "Authenticator app").get_by_role("button", name="Set up")).to_be_visible()


def test_who_does_not_confirm_changes_nothing(at_home: Window) -> None:
    desk = at_home(DESK)
    sign_in(desk, ADA)
    open_security(desk)
    row(desk, "Authenticator app").get_by_role("button", name="Set up").click()
    asked = desk.get_by_role("dialog", name=ASKED)
    asked.get_by_label(re.compile("^Password")).fill("not the password")
    asked.get_by_role("button", name="Confirm").click()
    expect(asked.get_by_text("Incorrect password.")).to_be_visible()
    asked.get_by_role("button", name="Close").click()
    expect(desk.get_by_text("Nothing was changed.")).to_be_visible()
    desk.get_by_role("button", name="Try again").click()
    confirm_by_password(desk)
    expect(desk.get_by_role("img", name="QR code for the authenticator app")).to_be_visible()


def row(page: Page, title: str) -> Locator:
    """Return the setting that begins with `title`."""
    factors = page.get_by_role("region", name=re.compile("Second factor|Passkeys"))
    return factors.get_by_role("listitem").filter(has_text=re.compile(f"^{title}"))


def open_security(page: Page) -> None:
    """Open the security page and wait until nothing on it moves any more."""
    page.goto("/account/security")
    expect(page.get_by_role("region", name="Recent activity")).to_be_visible()
    expect(page.get_by_role("status", name="Loading")).to_have_count(0)


def set_up_app(page: Page) -> tuple[AuthenticatorApp, list[str]]:
    """Set an authenticator app up on the security page; return it, and the recovery codes that came with it."""
    open_security(page)
    row(page, "Authenticator app").get_by_role("button", name="Set up").click()
    confirm_by_password(page)
    app = AuthenticatorApp(page.get_by_test_id("totp-key").inner_text())
    page.get_by_label("Code from the app").press_sequentially(app.code())
    return app, kept_codes(page)


def kept_codes(page: Page) -> list[str]:
    """Read the recovery codes that are shown once, and close them."""
    codes = page.get_by_role("list", name="Recovery codes").get_by_role("listitem")
    expect(codes).to_have_count(10)
    found = codes.all_inner_texts()
    page.get_by_role("button", name="I have kept them").click()
    return found


def add_passkey(page: Page, opener: str, submit: str, *, name: str = "Mine") -> None:
    """Add the account's first passkey or key."""
    open_security(page)
    page.get_by_role("button", name=opener).click()
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("button", name=submit).click()
    confirm_by_password(page)
    kept_codes(page)


def confirm_by_password(page: Page) -> None:
    asked = page.get_by_role("dialog", name=ASKED)
    asked.get_by_label(re.compile("^Password")).fill(PASSWORD)
    asked.get_by_role("button", name="Confirm").click()
    expect(asked).to_have_count(0)


def enter_password(page: Page) -> None:
    """Give e-mail and password, and no more."""
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(ADA)
    page.get_by_label(re.compile("^Password")).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()


def enter_recovery_code(page: Page, code: str) -> None:
    page.get_by_role("button", name="Use a recovery code").click()
    page.get_by_label("Recovery code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
