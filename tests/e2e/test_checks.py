"""From a name to a badge and back: opened on a phone with documents, decided at the desk, run out and told."""

import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.services import create_verified_user
from notifications.models import InboxSms
from tests.e2e.account import Window, type_code_of_app
from tests.e2e.conftest import DESK, PHONE, picture
from tests.e2e.proofs import AuthenticatorApp
from tests.e2e.test_follow import AXE, RUN_AXE, SETTLE
from tests.factories import PASSWORD, TOTP_SECRET, CategoryFactory, give_second_factor, platform_user
from tests.ledger.owner import rewrite
from tests.servers import Server
from vendors.badges import record_badges
from vendors.models import BadgeChange, CheckKind, CheckStatus, Vendor, VerificationCheck
from vendors.services.expiring import expire_checks

NORA, VERA = "nora@example.com", "vera@example.com"
YEAR = timedelta(days=365)


@pytest.fixture
def nora(town: Vendor) -> User:
    """Wants to sell; she has an account with a second factor, and no business."""
    user = create_verified_user(email=NORA, password=PASSWORD, name="Nora Finch")
    give_second_factor(user)
    CategoryFactory.create(slug="larder", name="Larder")
    return user


@pytest.fixture
def vera(transactional_db: None) -> User:
    """Verifies."""
    user = create_verified_user(email=VERA, password=PASSWORD, name="Vera Stone", is_staff=True)
    user.groups.set(platform_user("verifier").groups.all())
    give_second_factor(user)
    return user


def scan() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (800, 500), "beige").save(out, "JPEG")
    return out.getvalue()


def enter(page: Page, email: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label(re.compile("^Password")).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    type_code_of_app(page, AuthenticatorApp(TOTP_SECRET))


def objections(page: Page) -> list[str]:
    """Return what axe objects to."""
    page.evaluate(SETTLE)
    page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(RUN_AXE)
    return found


def test_a_business_is_opened_on_a_phone_with_its_documents(product: Server, nora: User, window: Window) -> None:
    place = {"latitude": 51.4545, "longitude": -2.5879}
    phone = window(PHONE, geolocation=place, permissions=["geolocation"])
    enter(phone, NORA)
    phone.goto("/dashboard")
    phone.get_by_role("link", name="Open your business").click()
    phone.get_by_label("Name of the business").fill("Finch & Daughter")
    phone.get_by_label("What kind of business?").select_option("larder")
    phone.get_by_label("In one line").fill("Jam out of one kitchen")
    phone.get_by_label("Phone").fill("0117 496 0199")
    phone.get_by_label("Town or city").fill("Bristol")
    phone.get_by_label("Country").select_option("GB")
    assert objections(phone) == []
    picture(phone, "sell-opening")
    phone.get_by_role("button", name="Open the business").click()

    expect(phone.get_by_role("heading", name="Where are you?")).to_be_visible()
    phone.get_by_label("Street and number").fill("2 Orchard Row")
    phone.get_by_role("button", name="I am there now").click()
    expect(phone.get_by_label("Latitude")).to_have_value("51.4545")
    assert objections(phone) == []
    picture(phone, "sell-place")
    phone.get_by_role("button", name="Save and continue").click()

    expect(phone.get_by_role("heading", name="When are you open?")).to_be_visible()
    phone.get_by_role("link", name="Skip for now").click()
    expect(phone.get_by_role("heading", name="What do you sell?")).to_be_visible()
    phone.get_by_role("button", name="Add the first item").click()
    phone.get_by_label("Name").fill("Damson jam")
    phone.get_by_label("Price").fill("4.50")
    phone.get_by_role("button", name="Add item").click()
    expect(phone.get_by_text("Damson jam")).to_be_visible()
    phone.get_by_role("link", name="Continue").click()
    hand_in_papers(phone)
    by_code(phone)

    vendor = Vendor.objects.get(slug="finch-daughter")
    assert {check.kind: check.status for check in vendor.checks.all()} == {"address": "submitted", "phone": "approved"}
    phone.goto("/sell/finch-daughter")
    expect(phone.get_by_role("heading", name="When are you open?")).to_be_visible()  # what was skipped is where it goes on
    phone.goto("/dashboard/finch-daughter/verification")
    missing = phone.get_by_role("list", name="Missing for the badge").get_by_role("listitem")
    expect(missing).to_have_count(3)
    expect(missing.filter(has_text="Address")).to_contain_text("Handed in.")


def hand_in_papers(phone: Page) -> None:
    """Hand in a letter about the address, and add a page to it."""
    expect(phone.get_by_role("heading", name="Show who you are")).to_be_visible()
    card = phone.get_by_role("region", name="Address")
    card.get_by_role("button", name="Hand in").click()
    photo = {"name": "letter.jpg", "mimeType": "image/jpeg", "buffer": scan()}
    card.get_by_label("Photo: Address").set_input_files(photo)  # type: ignore[arg-type]  # a plain dict is fine
    expect(card.get_by_text("letter.jpg")).to_be_visible()
    card.get_by_role("button", name="Hand in", exact=True).click()
    expect(card.get_by_text("Photo (JPEG)")).to_have_count(1)
    card.get_by_label("Files: Address").set_input_files({**photo, "name": "letter.docx"})  # type: ignore[arg-type]  # the same
    expect(card.get_by_role("alert")).to_contain_text("letter.docx: send a PDF")
    card.get_by_label("Files: Address").set_input_files(photo)  # type: ignore[arg-type]  # the same
    expect(card.get_by_text("Photo (JPEG)")).to_have_count(2)
    with phone.expect_download() as saved:
        card.get_by_role("button", name="Open document 1").click()
    assert saved.value.suggested_filename == "finch-daughter-address-1.jpg"
    card.get_by_role("button", name="Remove document 2").click()
    expect(card.get_by_text("Photo (JPEG)")).to_have_count(1)
    assert objections(phone) == []
    picture(phone, "sell-checks")


def by_code(phone: Page) -> None:
    """Show the number to be theirs."""
    card = phone.get_by_role("region", name="Phone number")
    card.get_by_role("button", name="Send me a code").click()
    expect(card.get_by_text("We sent a code to")).to_be_visible()
    code = InboxSms.objects.filter(to="+441174960199")[0].text[:6]
    card.get_by_label("Code from the message").press_sequentially(code)
    expect(card.get_by_text("Approved, good until")).to_be_visible()


def test_a_verifier_decides_by_keyboard_and_the_next_one_opens(
    product: Server, town: Vendor, nora: User, vera: User, window: Window
) -> None:
    earlier = timezone.now() - timedelta(minutes=5)  # its documents are all there
    owner = {"vendor": Vendor.objects.get(slug="lantern-cafe"), "submitted_by": nora, "submitted_at": earlier, "evidence": "See"}
    first, second = (VerificationCheck.objects.create(kind=kind, **owner) for kind in (CheckKind.IDENTITY, CheckKind.ADDRESS))
    desk = window(DESK)
    enter(desk, VERA)
    desk.goto("/admin/vendors/verificationcheck/")
    expect(desk.get_by_text("Oldest waits")).to_be_visible()
    assert objections_of(desk, ".desk-figures") == []
    picture(desk, "desk-queue")
    desk.get_by_role("button", name="Take the next one").click()
    expect(desk.get_by_role("heading", name="What the business says")).to_be_visible()
    assert objections_of(desk, ".desk") == []
    picture(desk, "desk-check")
    desk.keyboard.press("a")
    desk.keyboard.press("s")
    desk.wait_for_url(re.compile(f"/{second.pk}/change/"))  # with its script, which listens to the keys
    first.refresh_from_db()
    assert (first.status, first.decided_by) == (CheckStatus.APPROVED, vera)

    desk.keyboard.press("r")
    desk.get_by_label("Reason").select_option("unreadable")
    desk.get_by_label("Words for the vendor's team").fill("Page two above all.")
    desk.get_by_role("button", name="Decide and next").click()
    expect(desk.get_by_text("Nothing waits for you.")).to_be_visible()
    second.refresh_from_db()
    assert (second.status, second.reason_code, second.reason) == ("rejected", "unreadable", "Page two above all.")
    assert list(second.moves.order_by("pk").values_list("to_status", flat=True)) == ["submitted", "in_review", "rejected"]


def test_a_badge_runs_out_and_the_profile_says_why(product: Server, town: Vendor, window: Window) -> None:
    record_badges([town.pk])
    phone = window(PHONE)
    phone.goto(f"/v/{town.slug}")
    expect(phone.get_by_role("button", name=re.compile("^Verified"))).to_be_visible()

    ended = timezone.now() - timedelta(minutes=1)  # a year goes by
    town.checks.filter(kind=CheckKind.ADDRESS).update(decided_at=ended - YEAR, expires_at=ended)
    rewrite("UPDATE vendors_badgechange SET until = %s", ended, tables=("vendors_badgechange",))
    phone.reload()
    expect(phone.get_by_role("button", name=re.compile("^Not verified"))).to_be_visible()
    expect(phone.get_by_text("is not verified yet. Orders open once")).to_be_visible()

    expire_checks()  # what the worker does each minute
    phone.reload()
    history = phone.get_by_role("list", name="Badge history").get_by_role("listitem")
    expect(history).to_have_count(2)
    expect(history.first).to_contain_text("Ended: address ran out.")
    expect(history.first.get_by_role("link")).to_contain_text("Entry 1")
    assert BadgeChange.objects.filter(move="expire", check_kind="address").count() == 1
    assert objections(phone) == []
    picture(phone, "profile-badge-history")


def objections_of(page: Page, part: str) -> list[str]:
    """Return what axe objects to in a part of the page: the frame around it is the admin's own."""
    page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(RUN_AXE.replace("axe.run({", f"axe.run({part!r}, {{"))
    return found
