"""Getting in without a password, and keeping others out: codes by mail, sign-ins seen and ended."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from accounts.models import User
from tests.e2e.conftest import DESK, PHONE, picture, sign_in
from tests.e2e.proofs import mailed_code, texted_code
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


def test_an_email_is_changed_once_both_mailboxes_agree_and_a_phone_is_verified(town: Vendor, window: Window) -> None:
    phone = window(PHONE)
    sign_in(phone, ADA)
    phone.goto("/account/security")
    panel = phone.get_by_role("region", name="How you sign in")
    panel.get_by_role("listitem").filter(has_text=ADA).get_by_role("button", name="Change").click()
    phone.get_by_label("New e-mail").fill("ada@new.example")
    phone.get_by_role("button", name="Send codes").click()
    for address in (ADA, "ada@new.example"):
        phone.get_by_label(f"Code sent to {address}").fill(mailed_code(address))
        phone.get_by_role("button", name="Confirm").first.click()
        if address == ADA:
            expect(phone.get_by_text(f"{ADA}: confirmed")).to_be_visible()
            picture(phone, "email-change-360")
    expect(phone.get_by_text("Your e-mail is now ada@new.example.")).to_be_visible()
    assert User.objects.get(name="Ada Lovelace").email == "ada@new.example"

    panel.get_by_role("button", name="Add").click()
    phone.get_by_role("textbox", name="Phone").fill("+44 7400 123456")
    phone.get_by_role("button", name="Send SMS").click()
    phone.get_by_role("textbox", name="Code").press_sequentially(texted_code("+447400123456"))
    expect(phone.get_by_text("Your phone number is verified.")).to_be_visible()
    expect(phone.get_by_role("region", name="Recent activity")).to_contain_text("E-mail changed")
    picture(phone, "security-360")
