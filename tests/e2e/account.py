"""What people do on the pages about their account, in the words of those pages."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.proofs import AuthenticatorApp
from tests.factories import PASSWORD

Window = Callable[..., Page]
ADA = "ada@example.com"
ASKED = "Confirm that it is you"


def row(page: Page, title: str) -> Locator:
    """Return the first line of a list that begins with `title`; what happened to it is listed further below."""
    return page.get_by_role("listitem").filter(has_text=re.compile(f"^{re.escape(title)}")).first


def open_security(page: Page) -> None:
    """Open the security page and wait until nothing on it moves any more."""
    page.goto("/account/security")
    expect(page.get_by_role("region", name="Recent activity")).to_be_visible()
    expect(page.get_by_role("status", name="Loading")).to_have_count(0)


def type_code_of_app(page: Page, app: AuthenticatorApp) -> None:
    """Answer the second step of a sign-in."""
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.get_by_label("Code").press_sequentially(app.code())
    expect(page).not_to_have_url(re.compile("/sign-in"))


def kept_codes(page: Page) -> list[str]:
    """Read the recovery codes that are shown once, and close them."""
    codes = page.get_by_role("list", name="Recovery codes").get_by_role("listitem")
    expect(codes).to_have_count(10)
    found = codes.all_inner_texts()
    page.get_by_role("button", name="I have kept them").click()
    return found


def add_passkey(page: Page, opener: str, submit: str, *, name: str) -> None:
    """Add the account's first passkey or key."""
    open_security(page)
    page.get_by_role("button", name=opener).click()
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("button", name=submit).click()
    confirm_by_password(page)
    kept_codes(page)


def confirm_by_password(page: Page, password: str = PASSWORD) -> None:
    """Answer the question who it is."""
    asked = page.get_by_role("dialog", name=ASKED)
    asked.get_by_label(re.compile("^Password")).fill(password)
    asked.get_by_role("button", name="Confirm").click()
    expect(asked).to_have_count(0)


def enter_password(page: Page, email: str = ADA, password: str = PASSWORD) -> None:
    """Give e-mail and password, and no more; on the sign-in page where it is open."""
    if "/sign-in" not in page.url:
        page.goto("/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label(re.compile("^Password")).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    """Sign out by the menu."""
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in", exact=True)).to_be_visible()


def answer(page: Page, dialog: str, button: str) -> None:
    """Press the button that goes ahead in the dialog of this name."""
    page.get_by_role("dialog", name=dialog).get_by_role("button", name=button).click()
    expect(page.get_by_role("dialog", name=dialog)).to_have_count(0)
