"""A review from the report to the hiding, the statement, the appeal and back: in the web app and at the moderators' desk."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.services import create_verified_user
from accounts.totp import totp_key_of
from ledger.models import Entry
from moderation.models import Case
from reviews.models import Review
from reviews.services import submit_review
from tests.e2e.account import enter_password, type_code_of_app
from tests.e2e.conftest import DESK, PHONE, picture, sign_in
from tests.e2e.proofs import AuthenticatorApp
from tests.factories import PASSWORD, give_second_factor
from tests.stories import completed_order
from vendors.models import Item, Vendor

Window = Callable[..., Page]
ADA, BEN = "ada@example.com", "ben@example.com"
FACTS = "It calls the baker a thief, by his name."
AXE = Path(settings.BASE_DIR) / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """async () => (await axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})).violations.map(
    (v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target).join(" | ")}`)"""


@pytest.fixture
def review(town: Vendor) -> Review:
    """One star, with a name in it, by Ada."""
    ada, staff = User.objects.get(email=ADA), User.objects.get(email="staff@example.com")
    loaf = Item.objects.get(name="Sourdough loaf")
    order = completed_order(ada, loaf, staff)
    return submit_review(order=order, by=ada, rating=1, title="Robbed", body="Sam Baker is a thief: he kept my change.")


@pytest.fixture
def moderators(town: Vendor) -> dict[str, AuthenticatorApp]:
    """Two moderators, each with an authenticator app."""
    return {email: moderator(email) for email in ("mo@example.com", "max@example.com")}


def moderator(email: str) -> AuthenticatorApp:
    user = create_verified_user(email=email, password=PASSWORD, name=email.partition("@")[0].title())
    User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
    return AuthenticatorApp(totp_key_of(give_second_factor(user)))


def enter_desk(page: Page, email: str, app: AuthenticatorApp) -> None:
    """Come in through the sign-in with a second factor, to the queue."""
    queue = reverse("admin:moderation_case_changelist")
    page.goto(queue)
    page.wait_for_url("**/sign-in?next=*")
    enter_password(page, email)
    type_code_of_app(page, app)
    page.goto(queue)


def faults(page: Page) -> list[str]:
    """Return what axe finds, with its script put in by the debugger, past the page's policy."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text()})
    found: list[str] = page.evaluate(RUN_AXE)
    return found


def report(reader: Page, vendor: Vendor) -> None:
    """Sign in and report the review on the vendor's page."""
    sign_in(reader, BEN)
    reader.goto(f"/v/{vendor.slug}")
    reader.get_by_role("button", name="Report the review of Ada L.").click()
    dialog = reader.get_by_role("dialog", name="Report this review")
    dialog.get_by_label("Abusive or hateful").check()
    picture(reader, "report-360")
    dialog.get_by_role("button", name="Send report").click()
    expect(reader.get_by_text("we mail you what came of it")).to_be_visible()


def hide_by_keys(desk: Page) -> None:
    """Take the case that the report opened and hide the review, mostly by keys."""
    for _ in range(60):  # until the worker has opened the case
        if Case.objects.exists():
            break
        desk.wait_for_timeout(500)
    desk.goto(reverse("admin:moderation_case_changelist"))
    expect(desk.get_by_role("cell", name="A reader reported it")).to_be_visible()
    desk.goto(reverse("admin:moderation_case_change", args=[Case.objects.get().pk]))
    desk.keyboard.press("c")
    expect(desk.get_by_text("Being looked at by Mo")).to_be_visible()
    desk.keyboard.press("1")
    expect(desk.get_by_label("Hide it")).to_be_checked()
    desk.get_by_label("Reason").select_option("abusive")
    desk.get_by_label("Facts").fill(FACTS)
    picture(desk, "desk-1280")
    assert faults(desk) == []
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("decided. Its author is told.")).to_be_visible()


def appeal(author: Page) -> None:
    """Sign in, read the decision and appeal."""
    sign_in(author, ADA)
    author.goto("/account/statements")
    assert faults(author) == []
    author.get_by_role("link", name=re.compile("Your review of Crumb & Co is hidden")).click()
    expect(author.get_by_text(FACTS)).to_be_visible()
    expect(author.get_by_text("A reader reported it, and a person of our team looked at it.")).to_be_visible()
    author.get_by_label("Why is it wrong?").fill("Sam told everybody himself that he kept the change.")
    picture(author, "statement-360-dark")
    assert faults(author) == []
    author.get_by_role("button", name="Send appeal").click()
    expect(author.get_by_text("Your appeal is being looked at")).to_be_visible()


def take_back(judge: Page, case: str) -> None:
    """Decide the appeal for its author."""
    judge.goto(case)
    expect(judge.get_by_text("Sam told everybody himself")).to_be_visible()
    judge.get_by_label("The decision was taken back").check()
    judge.get_by_role("textbox", name="Why").fill("He says so himself in his answer.")
    picture(judge, "desk-appeal-1280")
    judge.get_by_role("button", name="Decide, and go on to the next").click()


def test_reported_hidden_appealed_and_back(
    town: Vendor, review: Review, moderators: dict[str, AuthenticatorApp], window: Window
) -> None:
    create_verified_user(email=BEN, password=PASSWORD, name="Ben Okri")
    reader, desk, judge, author = window(PHONE), window(DESK), window(DESK), window(PHONE, color_scheme="dark")
    report(reader, town)
    enter_desk(desk, "mo@example.com", moderators["mo@example.com"])
    hide_by_keys(desk)
    reader.reload()
    expect(reader.get_by_role("heading", name="Reviews")).to_be_visible()
    expect(reader.get_by_text("he kept my change")).to_have_count(0)
    appeal(author)

    case = reverse("admin:moderation_case_change", args=[Case.objects.undecided().get().pk])
    take_back(desk, case)
    expect(desk.get_by_text("You made the decision, so somebody else decides the appeal.")).to_be_visible()
    enter_desk(judge, "max@example.com", moderators["max@example.com"])
    take_back(judge, case)
    expect(judge.get_by_text("decided. Its author is told.")).to_be_visible()

    author.reload()
    expect(author.get_by_text("Taken back after your appeal")).to_be_visible()
    reader.reload()
    expect(reader.get_by_text("he kept my change")).to_be_visible()
    acts = Entry.objects.filter(chain__name="moderation").order_by("seq").values_list("payload", flat=True)
    assert [json.loads(bytes(payload))["data"]["action"] for payload in acts] == ["hide", "restore"]


def test_whoever_reported_is_mailed(
    town: Vendor, review: Review, moderators: dict[str, AuthenticatorApp], window: Window
) -> None:
    create_verified_user(email=BEN, password=PASSWORD, name="Ben Okri")
    reader, desk, inbox = window(PHONE), window(DESK), window(DESK)
    report(reader, town)
    enter_desk(desk, "mo@example.com", moderators["mo@example.com"])
    hide_by_keys(desk)
    desk.goto(reverse("admin:moderation_case_statistics"))
    assert faults(desk) == []
    expect(desk.get_by_role("heading", name="Waiting: 0")).to_be_visible()
    for person, subject in ((BEN, "We looked at the review of Crumb & Co"), (ADA, "Your review of Crumb & Co is hidden")):
        inbox.wait_for_timeout(4_000)
        inbox.goto(f"/demo/inbox/?to={person}")
        expect(inbox.get_by_text(subject).first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_reads_the_figures(town: Vendor, review: Review, window: Window, scheme: str) -> None:
    for size, width in ((PHONE, 360), (DESK, 1280)):
        page = window(size, color_scheme=scheme)
        page.goto("/transparency")
        expect(page).to_have_title("How reviews are moderated · TrustTrack")
        expect(page.get_by_role("heading", name="The rules that make us look")).to_be_visible()
        picture(page, f"transparency-{width}-{scheme}")
        assert faults(page) == []
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Every month as CSV").click()
        assert waiting.value.suggested_filename == "trusttrack-moderation.csv"
