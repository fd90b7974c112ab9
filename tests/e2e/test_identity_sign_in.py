"""Getting in, and keeping others out: codes by mail, sign-ins seen and ended, and how one is reached."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.account import ADA, Window, answer, enter_password, open_security, row
from tests.e2e.conftest import DESK, PHONE, sign_in
from tests.e2e.proofs import mailed_code, texted_code
from tests.factories import PASSWORD
from vendors.models import Vendor

NEW_PASSWORD = "harbour lantern seven"
MOBILE = "+44 117 496 0123"


def test_a_blocked_password_leaves_the_mailed_code(town: Vendor, window: Window) -> None:
    phone = window(PHONE)
    phone.goto("/orders")
    expect(phone).to_have_url(re.compile(r"/sign-in\?next=%2Forders"))
    phone.get_by_role("button", name="E-mail me a code").click()
    expect(phone.get_by_text("An e-mail address, like ana@example.com")).to_be_visible()
    phone.get_by_label("E-mail").fill(ADA)
    password = phone.get_by_label(re.compile("^Password"))
    for number in range(6):
        password.fill(f"wrong number {number}")
        with phone.expect_response("**/auth/login"):
            phone.get_by_role("button", name="Sign in").click()
    expect(phone.get_by_role("alert")).to_contain_text(re.compile(r"Try again in (5|five) minutes"))

    phone.get_by_role("button", name="E-mail me a code").click()
    expect(phone.get_by_text(f"If {ADA} has an account, a code is on its way")).to_be_visible()
    code = phone.get_by_label("Code")
    code.fill("AAAA-AAAA")
    phone.get_by_role("button", name="Sign in", exact=True).click()
    expect(phone.get_by_role("alert")).to_be_visible()
    code.fill(mailed_code(ADA).lower())
    phone.get_by_role("button", name="Sign in", exact=True).click()
    expect(phone).to_have_url(re.compile("/orders$"))


def test_sign_ins_are_seen_and_ended_and_a_browser_remembered(town: Vendor, window: Window) -> None:
    lent, forgotten, own = window(PHONE), window(PHONE), window(PHONE)
    for page in (lent, forgotten, own):
        sign_in(page, ADA)
    open_security(own)
    mine = own.get_by_role("region", name="Where you are signed in")
    expect(mine.get_by_role("listitem")).to_have_count(3)
    mine.get_by_role("button", name=re.compile(r"^Sign out (?!everywhere)")).first.click()
    answer(own, "Sign out", "Sign out")
    expect(mine.get_by_role("listitem")).to_have_count(2)
    assert sorted(is_signed_in(page) for page in (lent, forgotten)) == [False, True]
    mine.get_by_role("button", name="Sign out everywhere else").click()
    answer(own, "Sign out everywhere else?", "Sign out")
    expect(mine.get_by_role("listitem")).to_have_count(1)
    expect(mine.get_by_text("This device")).to_be_visible()
    assert [is_signed_in(page) for page in (lent, forgotten)] == [False, False]

    known = own.get_by_role("region", name="Remembered devices")
    known.get_by_role("button", name="Remember this browser").click()
    expect(known.get_by_role("listitem")).to_contain_text("This device")
    known.get_by_role("button", name=re.compile("^Forget")).click()
    expect(known.get_by_role("button", name="Remember this browser")).to_be_visible()

    sign_in(lent, ADA)
    row(own, "Password").get_by_role("button", name="Change").click()
    own.get_by_label(re.compile("^Current password")).fill(PASSWORD)
    own.get_by_label(re.compile("^New password")).fill(NEW_PASSWORD)
    own.get_by_role("button", name="Save password").click()
    expect(own.get_by_text("Your password is changed.")).to_be_visible()
    assert [is_signed_in(page) for page in (own, lent)] == [True, False]


def test_e_mail_and_phone_are_changed_by_who_reads_both(town: Vendor, window: Window) -> None:
    phone, other = window(PHONE), window(DESK)
    sign_in(phone, ADA)
    sign_in(other, ADA)
    open_security(phone)
    row(phone, "E-mail").get_by_role("button", name="Change").click()
    phone.get_by_label(re.compile("^New e-mail")).fill("countess@example.com")
    phone.get_by_role("button", name="Send codes").click()
    for which, email in (("old", ADA), ("new", "countess@example.com")):
        phone.get_by_label(f"Code for the {which} e-mail").fill(mailed_code(email))
        phone.get_by_role("button", name="Confirm").first.click()
        if which == "old":
            expect(phone.get_by_text(f"{ADA}: confirmed")).to_be_visible()
    expect(row(phone, "E-mail")).to_contain_text("countess@example.com")
    assert not is_signed_in(other)

    row(phone, "Phone").get_by_role("button", name="Add").click()
    phone.get_by_role("textbox", name="Phone").fill(MOBILE)
    phone.get_by_role("button", name="Send SMS").click()
    code = texted_code(MOBILE.replace(" ", ""))
    other.goto(f"/demo/inbox/?to={MOBILE.replace('+', '%2B').replace(' ', '')}")
    expect(other.get_by_text(code)).to_be_visible()
    phone.get_by_role("textbox", name="Code").press_sequentially(code)
    expect(row(phone, "Phone")).to_contain_text("Verified")

    enter_password(other, "countess@example.com")
    expect(other.get_by_role("button", name="Your account")).to_be_visible()


def is_signed_in(page: Page) -> bool:
    """Say whether the browser still is, by a page that is for people with an account."""
    page.goto("/orders")
    inside = page.get_by_role("heading", name="My orders")
    expect(inside.or_(page.get_by_role("heading", name="Sign in"))).to_be_visible()
    return inside.is_visible()
