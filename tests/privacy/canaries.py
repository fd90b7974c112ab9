"""A person who did everything that one can do here, and the search for them in every column of every table, and in files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from psycopg import sql
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tokens import issue_tokens
from events.models import Delivery
from following.services import Place, ask_to_follow
from moderation.services import decide_case, look_at
from notifications.models import BlockedAddress, BlockReason, InboxMail
from orders.models import Order
from reviews.models import ModerationGround, ModerationKind, Review
from tests.accounts.conftest import Browser
from tests.desks import desk_of
from tests.factories import MembershipFactory
from tests.privacy.conftest import EXPORTS, work
from vendors.models import Item, MembershipRole, Vendor

EMAIL, HOME = "zephyrine@canary.example", "home@quillbox.example"
PERSON = {"name": "Zephyrine Quillfeather", "phone": "+447700900123"}
CANARIES = ("zephyrine", "quillfeather", "canary.example", "quillbox", "7700900123", "basilisk", "gargoyle", "marzipan")
PUBLIC_WORDS = "thistledown"  # in a review
#: Where the words of a review stay, and why. Nothing else of the person stays anywhere.
STAYS = {
    ("reviews_review", "body"): "a public statement, which the vendor's rating is computed from; its author has no name",
    ("reviews_reviewversion", "body"): "the same, as it was at first",
    ("ledger_opening", "fields"): "the same words, open to everybody while the review is published",
}
ADDRESS = {"line1": "77 Basilisk Row", "city": "Bristol", "postcode": "BS1 1AA"}


@pytest.fixture
def person(settings: Settings, vendor: Vendor, item: Item, vendor_owner: User, moderator: User, stranger: User) -> Browser:
    """Signed up, ordered, was written about, reviewed, reported, worked for somebody, and was looked at by the platform."""
    settings.EMAIL_BACKEND, settings.IS_LOCAL = "notifications.mail.InboxBackend", True
    browser = Browser()
    browser.call("POST", "auth/signup", {"email": EMAIL, "password": "a fresh long one 9", "name": PERSON["name"]})
    (mail,) = InboxMail.objects.filter(to=EMAIL)
    code = next(line for line in mail.text.splitlines() if "-" in line and line.strip().replace("-", "").isalnum())
    assert browser.call("POST", "auth/email/verify", {"key": code.strip()}).status_code == 200
    assert browser.call("POST", "auth/reauthenticate", {"password": "a fresh long one 9"}).status_code == 200
    assert browser.fetch("PATCH", "/api/v1/me/", PERSON).status_code == 200
    user = User.objects.get(email=EMAIL)
    MembershipFactory.create(vendor=stranger.memberships.get().vendor, user=user, role=MembershipRole.STAFF)
    team = APIClient()
    team.force_authenticate(vendor_owner)
    assert browser.fetch("POST", "/api/v1/me/addresses/", ADDRESS | {"label": "Marzipan"}).status_code == 201
    reviewed = order(browser, vendor, item)
    ask_to_follow(Order.objects.get(uid=reviewed), Place(email=EMAIL), language="en")
    for status in ("accepted", "preparing", "out_for_delivery", "delivered", "completed"):
        move(team, reviewed, status=status, note="Beware the gargoyle")
    move(team, order(browser, vendor, item), status="rejected", reason="Marzipan at Zephyrine's")
    cancelled = order(browser, vendor, item)
    assert browser.fetch("POST", f"/api/v1/orders/{cancelled}/cancel/", {"reason": "The basilisk woke up"}).status_code == 200
    review = {"order": reviewed, "rating": 5, "body": "Light as thistledown"}
    assert browser.fetch("POST", "/api/v1/reviews/", review, **{"Idempotency-Key": "r"}).status_code == 201
    number = browser.fetch("GET", f"/api/v1/vendors/{vendor.slug}/reviews/").json()["results"][0]["id"]
    report = {"reason": "other", "detail": "It says marzipan of Quillfeather"}
    assert browser.fetch("POST", f"/api/v1/reviews/{number}/report/", report).status_code in {200, 201, 202}
    warned_and_appealed(browser, Review.objects.get(pk=number), moderator)
    issue_tokens(user, user_agent="zephyrine's till")
    Authenticator.objects.create(user=user, type="totp", data={"secret": "gargoyle"})
    Browser().call("POST", "auth/code/request", {"email": EMAIL})  # never finished
    Browser().sign_in(EMAIL, "wrong marzipan 1")
    looked_at(user, moderator)
    assert browser.fetch("POST", EXPORTS).status_code == 202
    work()
    Delivery.objects.filter(listener="notifications.plan").update(last_error=f"SMTPRecipientsRefused: {HOME.upper()}")
    BlockedAddress.objects.create(address=HOME, reason=BlockReason.BOUNCE, words="Quillfeather is unknown here")
    return browser


def order(browser: Browser, vendor: Vendor, item: Item) -> str:
    body = {
        "vendor": vendor.slug,
        "items": [{"item": item.pk, "quantity": 1}],
        "fulfilment": "delivery",
        "contact": {"name": PERSON["name"], "phone": PERSON["phone"], "email": HOME},
        "address": ADDRESS,
        "note": "Mind the gargoyle knocker",
    }
    placed = browser.fetch("POST", "/api/v1/orders/", body, **{"Idempotency-Key": f"o{timezone.now().timestamp()}"})
    assert placed.status_code == 201, placed.content
    return str(placed.json()["uid"])


def move(team: APIClient, uid: str, **change: str) -> None:
    key = {"Idempotency-Key": uid + change["status"]}
    assert team.patch(f"/api/v1/orders/{uid}/status/", change, headers=key).status_code == 200


def warned_and_appealed(browser: Browser, review: Review, moderator: User) -> None:
    """A moderator warns the author in words that name her, and she answers in words of her own."""
    case = look_at(review, by=moderator)
    facts = "Ms Quillfeather writes of a gargoyle."
    action = decide_case(case, kind=ModerationKind.WARN, by=moderator, ground=ModerationGround.SPAM, facts=facts)
    words = {"words": "No marzipan was harmed, says Zephyrine."}
    statement = f"/api/v1/moderation/statements/{action.statement.pk}/"
    assert browser.fetch("POST", f"{statement}appeal/", words, **{"Idempotency-Key": "w"}).status_code == 201


def looked_at(user: User, moderator: User) -> None:
    """The platform changes the name in the admin, which keeps two records of it."""
    form = {"name": PERSON["name"], "phone": PERSON["phone"], "is_active": "on"}
    assert desk_of(moderator).post(f"/admin/accounts/user/{user.pk}/change/", form).status_code == 302


def columns() -> Iterator[tuple[str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c"
            " JOIN information_schema.tables t USING (table_schema, table_name)"
            " WHERE table_schema = 'public' AND t.table_type = 'BASE TABLE'"
        )
        yield from cursor.fetchall()


def found_in_tables(word: str) -> set[tuple[str, str]]:
    """Return the columns that hold `word` in any row, whatever their type."""
    found = set()
    with connection.cursor() as cursor:
        for table, column, kind in columns():
            shown = "encode({column}, 'escape')" if kind == "bytea" else "{column}::text"
            query = sql.SQL("SELECT count(*) FROM {table} WHERE " + shown + " ILIKE %s")
            names = {"table": sql.Identifier(table), "column": sql.Identifier(column)}
            cursor.execute(query.format(**names).as_string(cursor.connection), [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.add((table, column))
    return found | {("django_session", "session_data") for row in Session.objects.all() if word in str(row.get_decoded()).lower()}


def found_in_files(folder: Path, word: str) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes().lower()]
