"""GET /api/v1/tracking/{uid}/proof/ and …/entries/{seq}.tlog-proof: judged by the stand-alone verifier."""

import json
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient
from trusttrack_verify import parse_policy
from trusttrack_verify.proofs import verify_proof

from accounts.models import User
from accounts.tokens import issue_tokens
from ledger.encoding import encode64
from ledger.integrating import integrate
from ledger.models import Entry
from ledger.policy import current_policy
from ledger.services import forget_chains
from orders.erasure import ErasureReason, erase_orders_of
from orders.models import Fulfilment, Order
from orders.services import advance_order, cancel_order, confirm_receipt
from orders.statuses import Status
from tests.factories import UserFactory
from tests.ledger.conftest import log, witness
from tests.ledger.owner import rewrite
from tests.ledger.sealed import SealedLog, statuses
from tests.stories import TO_COMPLETED, moved, placed_order
from vendors.models import Item, Vendor

__all__ = ["log", "witness"]
pytestmark = pytest.mark.django_db
ADDRESS = {"line1": "1 Quay St", "line2": "", "city": "Bristol", "postcode": "BS1 1AA", "country": "GB"}
TO_DOOR = (Status.ACCEPTED, Status.PREPARING, Status.OUT_FOR_DELIVERY, Status.DELIVERED)


def url(order: Order | str, *, entry: int | None = None) -> str:
    uid = order.uid if isinstance(order, Order) else order
    return f"/api/v1/tracking/{uid}/" + ("proof/" if entry is None else f"entries/{entry}.tlog-proof")


def chain_id(order: Order) -> str:
    return encode64(bytes(order.chain.chain_id))


def delivered(customer: User, item: Item, staff: User) -> Order:
    order = placed_order(customer, item, fulfilment=Fulfilment.DELIVERY, address=ADDRESS)
    return confirm_receipt(moved(order, staff, *TO_DOOR), by=customer, note="Thank you").order


def refused(customer: User, item: Item, staff: User) -> Order:
    return advance_order(placed_order(customer, item), to=Status.REJECTED, by=staff, reason="No flour").order


def given_up(customer: User, item: Item, staff: User) -> Order:
    order = moved(placed_order(customer, item), staff, Status.ACCEPTED, Status.PREPARING)
    return advance_order(order, to=Status.CANCELLED, by=staff, reason="The oven broke").order


STORIES: dict[str, Callable[[User, Item, User], Order]] = {
    "placed": lambda customer, item, staff: placed_order(customer, item),
    "collected": lambda customer, item, staff: moved(placed_order(customer, item), staff, *TO_COMPLETED),
    "delivered": delivered,
    "rejected": refused,
    "cancelled by the customer": lambda customer, item, staff: (
        cancel_order(placed_order(customer, item), by=customer, reason="Changed my mind").order
    ),
    "cancelled by the vendor": given_up,
    "promised": lambda customer, item, staff: (
        advance_order(
            placed_order(customer, item),
            to=Status.ACCEPTED,
            by=staff,
            note="Zażółć 📦",
            estimated_ready_at=datetime(2030, 1, 1, 10, tzinfo=UTC),
        ).order
    ),
}


@pytest.fixture
def told(customer: User, item: Item, vendor_staff: User) -> Order:
    """Accepted with a note, then cancelled with a reason."""
    order = advance_order(placed_order(customer, item), to=Status.ACCEPTED, by=vendor_staff, note="At the counter").order
    return advance_order(order, to=Status.CANCELLED, by=vendor_staff, reason="The oven broke").order


@pytest.mark.parametrize("story", STORIES)
def test_every_story_is_proven_whole(
    log: SealedLog, anonymous: APIClient, customer: User, item: Item, vendor_staff: User, story: str
) -> None:
    log.grow(2)
    order = STORIES[story](customer, item, vendor_staff)
    order.refresh_from_db()
    log.grow(1)
    log.prove()
    answer = anonymous.get(url(order))
    report = log.verify(answer.content, chain_id=chain_id(order))
    assert (answer.status_code, statuses(report), report.exit_code()) == (200, {}, 0)
    history = order.history.order_by("sequence")
    assert [entry.data["to"] for entry in report.entries if entry.data] == list(history.values_list("status", flat=True))
    assert [entry.ts for entry in report.entries] == [int(row.recorded_at.timestamp()) for row in history]


def test_the_answer_is_nobodys_to_keep(log: SealedLog, anonymous: APIClient, told: Order) -> None:
    log.prove()
    answer = anonymous.get(url(told))
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-store", "noindex")
    assert answer["Content-Type"].startswith("application/json")


# --- Who sees what opened ---------------------------------------------------------------------------------------------

LINK_HOLDER = {"ref": 1, "vendor": 1}
CUSTOMER = {"ref": 1, "vendor": 1, "note": 3, "reason": 3}
TEAM = {**CUSTOMER, "actor": 3}


def opened(answer: Any) -> dict[str, int]:
    """Count the entries in which each field is opened."""
    assert answer.status_code == 200, answer.content
    found: dict[str, int] = {}
    for entry in answer.json()["entries"]:
        for name in entry["open"]:
            found[name] = found.get(name, 0) + 1
    return found


@pytest.mark.parametrize(
    ("reader", "fields"),
    [
        ("customer", CUSTOMER),
        ("vendor_staff", TEAM),
        ("vendor_owner", TEAM),
        ("moderator", TEAM),
        ("stranger", LINK_HOLDER),
    ],
)
def test_r01_each_reader_has_opened_what_is_theirs(
    log: SealedLog, request: pytest.FixtureRequest, api: Any, told: Order, reader: str, fields: dict[str, int]
) -> None:
    log.prove()
    answer = api(request.getfixturevalue(reader)).get(url(told))
    assert opened(answer) == fields
    assert statuses(log.verify(answer.content, chain_id=chain_id(told))) == {}


def test_r53_the_link_alone_opens_the_reference_and_nothing_else(log: SealedLog, anonymous: APIClient, told: Order) -> None:
    log.prove()
    answer = anonymous.get(url(told))
    assert opened(answer) == LINK_HOLDER
    for secret in ("At the counter", "The oven broke", f"user:{told.customer_id}", "Ada", "ada@example.com"):
        assert secret not in answer.content.decode()


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False, "is_superuser": False}])
def test_r06_a_moderator_who_is_none_any_more_sees_what_anybody_does(
    log: SealedLog, api: Any, told: Order, moderator: User, change: dict[str, bool]
) -> None:
    log.prove()
    User.objects.filter(pk=moderator.pk).update(**change)
    moderator = User.objects.get(pk=moderator.pk)
    assert opened(api(moderator).get(url(told))) == LINK_HOLDER


def test_r06_who_left_the_team_sees_what_anybody_does(log: SealedLog, api: Any, told: Order, vendor_staff: User) -> None:
    log.prove()
    vendor_staff.memberships.all().delete()
    assert opened(api(vendor_staff).get(url(told))) == LINK_HOLDER


def test_r06_an_inactive_customer_sees_what_anybody_does(log: SealedLog, api: Any, told: Order, customer: User) -> None:
    log.prove()
    customer.is_active = False
    customer.save()
    assert opened(api(customer).get(url(told))) == LINK_HOLDER


def test_r05_the_team_of_a_suspended_vendor_sees_no_more_than_it_does_elsewhere(
    log: SealedLog, api: Any, told: Order, vendor: Vendor, vendor_staff: User
) -> None:
    """The board and the order itself decide alike: see tests/orders/test_read_orders.py."""
    log.prove()
    Vendor.objects.filter(pk=vendor.pk).update(is_suspended=True)
    order_page = api(vendor_staff).get(f"/api/v1/orders/{told.uid}/")
    assert opened(api(vendor_staff).get(url(told))) == (TEAM if order_page.status_code == 200 else LINK_HOLDER)


def test_staff_without_the_permission_see_what_anybody_does(log: SealedLog, api: Any, told: Order) -> None:
    log.prove()
    assert opened(api(UserFactory.create(is_staff=True)).get(url(told))) == LINK_HOLDER


def test_a_token_and_a_session_say_who_reads(log: SealedLog, told: Order, customer: User) -> None:
    log.prove()
    bearer = {"Authorization": f"Bearer {issue_tokens(customer).access}"}
    assert opened(Client().get(url(told), headers=bearer)) == CUSTOMER
    browser = Client()
    browser.force_login(customer)
    assert opened(browser.get(url(told))) == CUSTOMER
    browser.logout()
    assert opened(browser.get(url(told))) == LINK_HOLDER


def test_a_forged_token_is_not_a_stranger_but_refused(log: SealedLog, told: Order) -> None:
    log.prove()
    assert Client().get(url(told), headers={"Authorization": "Bearer x.y.z"}).status_code == 401


# --- Links ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", [None, 0])
def test_r10_an_unknown_link_is_not_found_and_guesses_are_limited(
    log: SealedLog, anonymous: APIClient, told: Order, entry: int | None
) -> None:
    log.prove()
    answers = [anonymous.get(url("A" * 22, entry=entry)) for _ in range(80)]  # enough also where a minute ends among them
    assert answers[0].status_code == 404
    assert answers[0].json()["code"] == "not_found"
    assert 429 in {answer.status_code for answer in answers}
    assert anonymous.get(url(told, entry=entry)).status_code == 200


@pytest.mark.parametrize("entry", [None, 0])
def test_what_is_not_sealed_yet_is_asked_for_again(log: SealedLog, anonymous: APIClient, told: Order, entry: int | None) -> None:
    answer = anonymous.get(url(told, entry=entry))
    assert (answer.status_code, answer.json()["code"]) == (409, "not_sealed_yet")
    integrate()
    assert anonymous.get(url(told, entry=entry)).json()["code"] == "not_sealed_yet"
    log.seal()
    assert anonymous.get(url(told, entry=entry)).json()["code"] == "not_sealed_yet"  # the policy asks for a witness
    log.cosign()
    assert anonymous.get(url(told, entry=entry)).status_code == 200


def test_an_erased_order_is_gone(log: SealedLog, anonymous: APIClient, told: Order) -> None:
    log.prove()
    forget_chains([told.chain_id], reason="request")
    answer = anonymous.get(url(told))
    assert (answer.status_code, answer.json()["code"]) == (410, "erased")
    assert anonymous.get(url(told).removesuffix("proof/")).json()["ledger"] is None


def test_nobody_finds_an_erased_order_in_the_log_by_its_link(log: SealedLog, anonymous: APIClient, told: Order) -> None:
    """Its leaves are random to everybody; where they stand must not be handed out beside the name of the order."""
    log.prove()
    forget_chains([told.chain_id], reason="request")
    page = anonymous.get(url(told).removesuffix("proof/")).json()
    assert {entry["leaf_index"] for entry in page["entries"]} == {None}
    assert anonymous.get(url(told, entry=0)).status_code == 410


def test_r28_the_queries_do_not_grow_with_the_order(
    log: SealedLog, anonymous: APIClient, customer: User, item: Item, vendor_staff: User
) -> None:
    def queries(order: Order) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert anonymous.get(url(order)).status_code == 200
        return len(captured)

    short, long = placed_order(customer, item), moved(placed_order(customer, item), vendor_staff, *TO_COMPLETED)
    log.prove()
    assert queries(long) - queries(short) <= 2  # the way to the slots beside may take another step


# --- Half sealed, and what comes next ---------------------------------------------------------------------------------


def test_the_newest_entry_may_still_wait(log: SealedLog, anonymous: APIClient, told: Order, customer: User, item: Item) -> None:
    order = placed_order(customer, item)
    log.prove()
    moved(order, vendor_member(order), Status.ACCEPTED)
    report = log.verify(anonymous.get(url(order)).content, chain_id=chain_id(order))
    assert [entry.seq for entry in report.entries] == [0]
    assert statuses(report) == {}
    log.seal()
    assert len(anonymous.get(url(order)).json()["entries"]) == 1  # what no witness has seen waits
    log.cosign()
    assert len(anonymous.get(url(order)).json()["entries"]) == 2


def vendor_member(order: Order) -> User:
    found = User.objects.filter(memberships__vendor=order.vendor_id).first()
    assert found is not None
    return found


def test_a_fresh_order_has_no_list_of_slots_that_reaches_it(
    log: SealedLog, anonymous: APIClient, told: Order, customer: User, item: Item
) -> None:
    log.prove()
    order = placed_order(customer, item)
    log.seal()
    log.cosign()
    assert statuses(log.verify(anonymous.get(url(order)).content, chain_id=chain_id(order))) == {"complete": "absence_too_old"}
    log.index()
    log.cosign()
    assert statuses(log.verify(anonymous.get(url(order)).content, chain_id=chain_id(order))) == {}


def test_without_a_list_of_slots_the_proof_says_so(log: SealedLog, anonymous: APIClient, told: Order) -> None:
    log.seal()
    log.cosign()
    bundle = anonymous.get(url(told)).json()
    assert "absent" not in bundle
    assert statuses(log.verify(bundle, chain_id=chain_id(told))) == {"complete": "no_absence_proof"}


# --- One entry --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seq", [0, 1, 2])
def test_one_entry_is_proven_in_the_form_of_others(log: SealedLog, anonymous: APIClient, told: Order, seq: int) -> None:
    log.grow(3)
    log.prove()
    answer = anonymous.get(url(told, entry=seq))
    entry = Entry.objects.get(chain=told.chain_id, seq=seq)
    report = verify_proof(answer.content, bytes(entry.leaf_hash), parse_policy(current_policy().text()))
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/plain; charset=utf-8", "private, no-store")
    assert answer.content.startswith(b"c2sp.org/tlog-proof@v1\nindex ")
    assert report.ok
    assert str(report.verdict("unaltered").status) == str(report.verdict("witnessed").status) == "proven"


def test_the_proof_of_one_entry_is_not_that_of_another(log: SealedLog, anonymous: APIClient, told: Order) -> None:
    log.prove()
    raw = anonymous.get(url(told, entry=1)).content
    other = Entry.objects.get(chain=told.chain_id, seq=2)
    assert not verify_proof(raw, bytes(other.leaf_hash), parse_policy(current_policy().text())).ok


@pytest.mark.parametrize("seq", [3, 2147483648, 99999999999999999999999])
def test_an_entry_that_is_not_there_is_not_found(log: SealedLog, anonymous: APIClient, told: Order, seq: int) -> None:
    log.prove()
    assert anonymous.get(url(told, entry=seq)).status_code == 404


@pytest.mark.parametrize("seq", ["-1", "x", "1.0", ""])
def test_a_number_that_is_none_is_not_found(log: SealedLog, anonymous: APIClient, told: Order, seq: str) -> None:
    log.prove()
    assert anonymous.get(f"/api/v1/tracking/{told.uid}/entries/{seq}.tlog-proof").status_code == 404


def test_the_address_of_the_design_leads_here(log: SealedLog, anonymous: APIClient, told: Order) -> None:
    log.prove()
    assert anonymous.get(f"/api/track/{told.uid}/bundle", follow=True).json()["format"] == "trusttrack-bundle/v1"
    assert anonymous.get(f"/api/track/{told.uid}/entries/0.tlog-proof", follow=True).content.startswith(b"c2sp.org/tlog-proof@v1")


def test_erased_words_leave_a_proof_that_holds_and_says_nothing(
    log: SealedLog, anonymous: APIClient, api: Any, told: Order, vendor_staff: User
) -> None:
    log.prove()
    erase_orders_of(told.customer, reason=ErasureReason.REQUEST)
    for client in (anonymous, api(vendor_staff)):
        answer = client.get(url(told))
        assert opened(answer) == LINK_HOLDER
        assert statuses(log.verify(answer.content, chain_id=chain_id(told))) == {}


# --- The page ---------------------------------------------------------------------------------------------------------


def test_the_page_says_where_each_entry_stands(log: SealedLog, anonymous: APIClient, told: Order) -> None:
    page = anonymous.get(url(told).removesuffix("proof/"))
    assert {(entry["leaf_index"], entry["leaf_hash"]) for entry in page.json()["entries"]} == {(None, None)}
    log.grow(1)
    log.prove()
    sealed = anonymous.get(url(told).removesuffix("proof/"), headers={"If-None-Match": page["ETag"]})
    entries = sealed.json()["entries"]
    hashes = Entry.objects.filter(chain=told.chain_id).order_by("seq").values_list("leaf_hash", flat=True)
    assert [entry["leaf_index"] for entry in entries] == [0, 1, 2]
    assert [entry["leaf_hash"] for entry in entries] == [b64encode(bytes(one)).decode() for one in hashes]


def test_page_and_proof_name_the_same_chain(log: SealedLog, anonymous: APIClient, told: Order) -> None:
    log.prove()
    ledger = anonymous.get(url(told).removesuffix("proof/")).json()["ledger"]
    assert ledger["proof_url"].endswith(url(told))
    report = log.verify(json.dumps(anonymous.get(url(told)).json()), chain_id=ledger["chain_id"])
    assert str(report.verdict("chain").status) == "proven"
    assert report.origin == ledger["origin"]


def test_r08_a_row_that_the_log_does_not_have_fails_for_every_reader(log: SealedLog, anonymous: APIClient, told: Order) -> None:
    log.prove()
    last = told.history.latest("sequence")
    rewrite(
        "INSERT INTO orders_orderstatushistory (order_id, sequence, from_status, status, actor_role, note, reason, flags)"
        " VALUES (%s, %s, %s, 'delivered', 'vendor', '', '', '[]')",
        told.pk,
        last.sequence + 1,
        last.status,
        tables=("orders_orderstatushistory",),
    )
    report = log.verify(anonymous.get(url(told)).content, chain_id=chain_id(told))
    assert statuses(report)["unaltered"] == "not_included"
    assert next(verdict.entry for verdict in report.verdicts if verdict.property == "unaltered") == last.sequence + 1
