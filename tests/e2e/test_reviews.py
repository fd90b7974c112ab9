"""A review from the phone to the profile: with a photo, answered, changed, and nothing of it lost."""

import io
import re
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from trusttrack_verify.formula import figures_of

from accounts.models import User
from accounts.totp import totp_key_of
from orders.models import Order
from tests.e2e.account import enter_password, type_code_of_app
from tests.e2e.conftest import DESK, PHONE, picture, sign_in
from tests.e2e.proofs import AuthenticatorApp
from tests.factories import give_second_factor
from tests.stories import completed_order
from vendors.models import MembershipRole, Vendor

Window = Callable[..., Page]


@pytest.fixture
def order(town: Vendor) -> Order:
    """Ada's loaf, picked up."""
    staff, ada = (User.objects.get(email=f"{name}@example.com") for name in ("staff", "ada"))
    return completed_order(ada, town.items.get(name="Sourdough loaf"), staff)


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1200, 800), (180, 120, 60)).save(out, "JPEG")
    return out.getvalue()


def write(phone: Page, order: Order) -> None:
    phone.goto(f"/orders/{order.uid}")
    form = phone.get_by_role("region", name="Your review")
    form.get_by_role("group", name="Your rating").get_by_role("radio", name="5 of 5: Great").check(force=True)
    form.get_by_role("textbox", name="How was it?").fill("The crust sings.")
    form.get_by_role("group", name="Sourdough loaf").get_by_role("radio", name="4 of 5: Good").check(force=True)
    form.get_by_label("Photos to add").set_input_files({"name": "loaf.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    expect(form.get_by_role("img", name="Your photo 1")).to_be_visible()
    picture(phone, "review-form-phone")
    form.get_by_role("button", name="Publish review").click()
    expect(form.get_by_role("article")).to_contain_text("The crust sings.")


def test_written_with_a_photo_answered_and_changed(order: Order, window: Window, town: Vendor) -> None:
    phone = window(PHONE)
    sign_in(phone, "ada@example.com")
    write(phone, order)

    User.objects.get(email="staff@example.com").memberships.update(role=MembershipRole.OWNER)
    app = AuthenticatorApp(totp_key_of(give_second_factor(User.objects.get(email="staff@example.com"))))
    desk = window(DESK)
    desk.goto("/sign-in")
    enter_password(desk, "staff@example.com")
    type_code_of_app(desk, app)
    desk.goto(f"/dashboard/{town.slug}/reviews")
    desk.get_by_role("button", name="Answer the review of Ada L.").click()
    desk.get_by_label("Your public answer").fill("Thank you, Ada.")
    desk.get_by_role("button", name="Publish answer").click()
    desk.get_by_role("button", name="Change the answer to the review of Ada L.").click()
    desk.get_by_label("Your public answer").fill("Thank you, Ada. Come again!")
    desk.get_by_role("button", name="Publish change").click()
    expect(desk.get_by_text("Come again!")).to_be_visible()

    form = phone.get_by_role("region", name="Your review")
    form.get_by_role("button", name="Change").click()
    form.get_by_role("textbox", name="How was it?").fill("The crust sang on the first day.")
    form.get_by_role("button", name="Publish change").click()
    expect(form.get_by_role("article")).to_contain_text("sang on the first day")

    reader = window(PHONE)
    reader.goto(f"/v/{town.slug}?with_photos=true")
    reviews = reader.get_by_role("region", name="Reviews", exact=True)
    rating = figures_of(total=5, count=1)  # the verifier's own arithmetic
    words = f"{rating.average / 100:.1f}, likely between {rating.low / 100:.1f} and {rating.high / 100:.1f}, from 1 review"
    expect(reviews.get_by_role("group", name=words)).to_be_visible()
    expect(reviews.get_by_text("Written unasked after an order completed")).to_be_visible()
    reviews.get_by_role("button", name="Open photo 1 of 1 by Ada L.").click()
    large = reader.get_by_role("dialog", name="Photo 1 of 1 by Ada L.").get_by_role("img")
    expect(large).to_be_visible()
    assert large.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    reader.keyboard.press("Escape")
    reviews.get_by_role("button", name=re.compile("^Edited. What the review")).click()
    history = reader.get_by_role("dialog", name="What this review said")
    expect(history).to_contain_text("The crust sings.")
    picture(reader, "review-history-phone")
    reader.get_by_role("button", name="Close").click()
    reviews.get_by_role("button", name=re.compile("^Edited. What Crumb & Co answered")).click()
    expect(reader.get_by_role("dialog", name="What this answer said")).to_contain_text("Thank you, Ada.")


def test_withdrawn_it_leaves_a_tombstone_and_no_photo(order: Order, window: Window, town: Vendor) -> None:
    phone = window(PHONE)
    sign_in(phone, "ada@example.com")
    write(phone, order)
    source = phone.get_by_role("button", name="Open photo 1 of 1 by Ada L.").locator("img").get_attribute("src") or ""
    assert phone.request.get(source).status == 200
    form = phone.get_by_role("region", name="Your review")
    form.get_by_role("button", name="Withdraw").click()
    phone.get_by_role("button", name="Withdraw review").click()
    expect(form.get_by_text("You have withdrawn this review.")).to_be_visible()
    assert phone.request.get(source).status == 404

    reader = window(PHONE)
    reader.goto(f"/v/{town.slug}")
    expect(reader.get_by_text("A review was withdrawn by its author")).to_be_visible()
    expect(reader.get_by_label("Figures behind the reviews")).to_contain_text("Withdrawn by their authors1")
    picture(reader, "review-tombstone-phone")
