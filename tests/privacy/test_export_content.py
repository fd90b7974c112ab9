"""What an export holds, and what it does not."""

import csv
import io
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.addresses import keep_address
from accounts.models import User
from accounts.tokens import issue_tokens
from common.spreadsheets import csv_lines
from orders.models import Fulfilment
from orders.services import Contact
from orders.statuses import Status
from privacy.archive import json_list
from reviews.models import ReportReason, Review
from reviews.reporting import report_review
from reviews.responding import respond_to_review
from reviews.services import submit_review
from tests.accounts.conftest import Browser
from tests.factories import MembershipFactory
from tests.ledger.conftest import log, witness
from tests.ledger.sealed import SealedLog
from tests.privacy.conftest import EXPORTS, exported, json_of, work
from tests.stories import completed_order, moved, placed_order
from vendors.models import Item, MembershipRole, Vendor

__all__ = ["log", "witness"]
ADDRESS: dict[str, Any] = {"line1": "1 Canal Street", "line2": "", "city": "Bristol", "postcode": "BS1 1AA", "country": "GB"}


def test_everything_of_the_person_is_in_it(
    her_browser: Browser, ada: User, item: Item, vendor_owner: User, other_vendor: Vendor
) -> None:
    order = completed_order(ada, item, vendor_owner)
    bought = placed_order(ada, item, fulfilment=Fulfilment.DELIVERY, address=ADDRESS, note="Ring twice")
    moved(bought, vendor_owner, Status.ACCEPTED)
    review = submit_review(order=order, by=ada, rating=5, title="Good", body="Fine bread")
    respond_to_review(review, by=vendor_owner, body="Thank you, come again")
    MembershipFactory.create(vendor=other_vendor, user=ada, role=MembershipRole.MANAGER)
    issue_tokens(ada, user_agent="till/1.0")
    keep_address(by=ada, label="Home", **ADDRESS)
    work()
    with exported(her_browser) as archive:
        assert json_of(archive, "profile.json")["name"] == "Ada Lovelace"
        orders = json_of(archive, "orders/orders.json")
        assert [row["reference"] for row in orders] == [order.reference, bought.reference]
        assert [entry["status"] for entry in orders[0]["history"]][-1] == "completed"
        assert (orders[1]["note"], orders[1]["address"]) == ("Ring twice", ADDRESS)
        assert json_of(archive, "addresses.json") == [ADDRESS]
        assert json_of(archive, "saved_addresses.json")[0]["label"] == "Home"
        (told,) = json_of(archive, "reviews/reviews.json")
        assert (told["title"], told["response"]["body"]) == ("Good", "Thank you, come again")
        assert json_of(archive, "memberships.json")[0]["slug"] == "elsewhere"
        assert "order_confirmation" in {row["kind"] for row in json_of(archive, "messages.json")}
        assert json_of(archive, "security/api_clients.json")[0]["client"] == "till/1.0"
        assert len(json_of(archive, "security/sessions.json")) == 1
        assert "export.asked" in {row["kind"] for row in json_of(archive, "security/events.json")}
        table = list(csv.DictReader(io.StringIO(archive.read("orders/orders.csv").decode())))
        assert [row["items"] for row in table] == ["1 × Sourdough loaf"] * 2
        assert table[1]["address"] == "1 Canal Street, BS1 1AA, Bristol, GB"


def test_the_readme_names_every_file(her_browser: Browser, ada: User, item: Item, vendor_owner: User) -> None:
    completed_order(ada, item, vendor_owner)
    with exported(her_browser) as archive:
        readme = archive.read("README.txt").decode()
        names = {name for name in archive.namelist() if not name.startswith("proofs/")}
        assert {name for name in names - {"README.txt"} if name not in readme} == set()
        assert "proofs/" in readme


def test_proofs_of_own_orders_are_in_it_and_hold(
    log: SealedLog, her_browser: Browser, ada: User, item: Item, vendor_owner: User
) -> None:
    order = completed_order(ada, item, vendor_owner)
    log.prove()
    late = placed_order(ada, item)
    with exported(her_browser) as archive:
        report = log.verify(archive.read(f"proofs/{order.reference}-{order.uid}.json"))
        assert archive.read("proofs/not-yet.txt").decode() == f"{late.reference}\n"
    assert report.exit_code() == 0
    assert [entry.data["to"] for entry in report.entries if entry.data][-1] == "completed"


@pytest.mark.usefixtures("customer_of_ada")
def test_nothing_of_other_people_is_in_it(her_browser: Browser) -> None:
    with exported(her_browser) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Ada Lovelace" in everything
    for canary in (b"Canary", b"canary", b"417777"):
        assert canary not in everything


@pytest.fixture
def customer_of_ada(ada: User, item: Item, grace: User) -> None:
    """Ada works for a vendor where somebody else ordered, wrote and was written about."""
    MembershipFactory.create(vendor=item.vendor, user=ada, role=MembershipRole.MANAGER)
    contact = Contact(name="Canary Customer", email="canary@example.com", phone="+447417777777")
    order = placed_order(grace, item, contact=contact, note="Canary note")
    moved(order, ada, Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP, Status.COMPLETED)
    review = submit_review(order=order, by=grace, rating=4, body="Canary words")
    report_review(Review.objects.get(pk=review.pk), by=grace, reason=ReportReason.OTHER, detail="Canary report")


def test_a_spreadsheet_runs_nothing() -> None:
    (line,) = csv_lines([("=1+1", "+44117", "plain", 'with "quotes", and comma')])
    assert line.decode() == '\'=1+1,\'+44117,plain,"with ""quotes"", and comma"\r\n'


def test_a_list_in_pieces_is_one_list() -> None:
    pieces = [json_list([{"a": 1}], closes=False), json_list([{"a": 2}], opens=False, closes=False), json_list([], opens=False)]
    whole = b"".join(b"".join(piece) for piece in pieces)
    assert whole.count(b",") == 1
    assert b"".join(json_list([])) == b"[\n]\n"


def test_downloading_by_an_api_client_works_too(anonymous: APIClient, ada: User) -> None:
    bearer = {"Authorization": f"Bearer {issue_tokens(ada).access}"}
    uid = anonymous.post(EXPORTS, headers=bearer).json()["uid"]
    work()
    assert anonymous.get(f"{EXPORTS}{uid}/download/", headers=bearer).status_code == 200
