"""Getting in without a password, and keeping others out: codes by mail, sign-ins seen and ended."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, PHONE, sign_in
from tests.e2e.proofs import mailed_code
from tests.factories import PASSWORD
from vendors.models import Vendor

Window = Callable[..., Page]
ADA = "ada@example.com"


def test_a_mailed_code_signs_in_and_leads_on(town: Vendor, window: Window) -> None:
    phone = window(PHONE)
    phone.goto("/orders")
    expect(phone).to_have_url(re.compile(r"/sign-in\?next=%2Forders"))
    phone.get_by_role("button", name="E-mail me a code").click()
    expect(phone.get_by_text("An e-mail address, like ana@example.com")).to_be_visible()
    phone.get_by_label("E-mail").fill(ADA)
    phone.get_by_role("button", name="E-mail me a code").click()
    expect(phone.get_by_text(f"If {ADA} has an account, a code is on its way")).to_be_visible()

    code = phone.get_by_label("Code")
    code.fill("AAAA-AAAA")
    phone.get_by_role("button", name="Sign in", exact=True).click()
    expect(phone.get_by_role("alert")).to_be_visible()
    code.fill(mailed_code(ADA).lower())
    phone.get_by_role("button", name="Sign in", exact=True).click()
    expect(phone).to_have_url(re.compile("/orders$"))


def test_a_new_account_confirms_its_address_and_is_in(town: Vendor, window: Window) -> None:
    phone = window(PHONE)
    phone.goto("/sign-up")
    phone.get_by_label("Name").fill("Grace Hopper")
    phone.get_by_label("E-mail").fill("grace@example.com")
    password = phone.get_by_label(re.compile("^Password"))
    password.fill("eight888")
    phone.get_by_role("button", name="Create account").click()
    expect(phone.get_by_text("At least 10 characters", exact=True)).to_be_visible()
    phone.get_by_role("button", name="Show password").click()
    expect(password).to_have_attribute("type", "text")
    password.fill("harbour lantern seven")
    phone.get_by_role("button", name="Create account").click()
    phone.get_by_label("Code").fill(mailed_code("grace@example.com"))
    phone.get_by_role("button", name="Confirm").click()
    expect(phone.get_by_role("button", name="Your account")).to_be_visible()


def test_too_many_wrong_passwords_are_told_how_long_to_wait(town: Vendor, window: Window) -> None:
    phone = window(PHONE)
    phone.goto("/sign-in")
    phone.get_by_label("E-mail").fill(ADA)
    password = phone.get_by_label(re.compile("^Password"))
    for number in range(6):
        password.fill(f"wrong number {number}")
        with phone.expect_response("**/auth/login"):
            phone.get_by_role("button", name="Sign in").click()
    expect(phone.get_by_role("alert")).to_contain_text(re.compile(r"Try again in (5|five) minutes"))


def test_another_browser_is_signed_out_from_the_security_page(town: Vendor, window: Window) -> None:
    forgotten, own = window(PHONE), window(DESK)
    sign_in(forgotten, ADA)
    sign_in(own, ADA)
    own.goto("/account/security")
    mine = own.get_by_role("region", name="Where you are signed in")
    expect(mine.get_by_role("listitem")).to_have_count(2)
    mine.get_by_role("listitem").get_by_role("button", name=re.compile("^Sign out")).click()
    own.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    expect(mine.get_by_role("listitem")).to_have_count(1)
    expect(mine.get_by_text("This device")).to_be_visible()
    forgotten.goto("/orders")
    expect(forgotten).to_have_url(re.compile("/sign-in"))


def test_a_new_password_is_set_on_the_security_page(town: Vendor, window: Window) -> None:
    forgotten, own = window(PHONE), window(DESK)
    sign_in(forgotten, ADA)
    sign_in(own, ADA)
    own.goto("/account/security")
    own.get_by_role("listitem").filter(has_text=re.compile("^Password")).get_by_role("button", name="Change").click()
    own.get_by_label(re.compile("^Current password")).fill(PASSWORD)
    own.get_by_label(re.compile("^New password")).fill("harbour lantern seven")
    own.get_by_role("button", name="Save password").click()
    expect(own.get_by_text("Your password is changed.")).to_be_visible()
    own.goto("/orders")
    expect(own.get_by_role("heading", name="My orders")).to_be_visible()
    forgotten.goto("/orders")
    expect(forgotten).to_have_url(re.compile("/sign-in"))
