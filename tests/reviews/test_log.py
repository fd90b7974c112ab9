"""Reviews in the log: anybody recomputes a rating from the public chain, and hidden words are opened to nobody."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from ledger.encoding import encode64, milliseconds
from ledger.models import Entry
from orders.models import Order
from reviews.editing import edit_review, withdraw_review
from reviews.imports import ReviewRow, import_reviews
from reviews.models import ModerationGround, Review, VersionKind
from reviews.moderation import hide_review, restore_review
from reviews.services import lock_review, submit_review
from reviews.statements import chain_of
from reviews.versions import add_version
from tests.ledger.conftest import log, witness
from tests.ledger.owner import rewriting
from tests.ledger.readers import rating_of
from tests.ledger.sealed import SealedLog, statuses
from tests.stories import completed_order
from tests.threads import at_once
from vendors.models import Item, Vendor

__all__ = ["log", "witness"]
pytestmark = pytest.mark.django_db
CHAIN = "vendor:crumb-and-co/reviews"


def said(chain: str = CHAIN) -> list[tuple[str, dict[str, Any]]]:
    entries = Entry.objects.filter(chain__name=chain).order_by("seq").values_list("kind", "payload")
    return [(kind, json.loads(bytes(payload))["data"]) for kind, payload in entries]


def page(client: Client) -> dict[str, Any]:
    answer = client.get(f"/log/v1/chains/{CHAIN}")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def test_a_review_is_published_in_the_chain_of_its_vendor(review: Review, vendor: Vendor) -> None:
    (entry,) = Entry.objects.filter(chain__name=chain_of(vendor.slug)).select_related("opening")
    payload, opened = json.loads(bytes(entry.payload)), entry.opening.fields
    assert (entry.kind, payload["data"]) == (
        "review.publish",
        {"review": str(review.pk), "rating": 4, "version": 1, "route": "own"},
    )
    assert payload["at"] == milliseconds(review.created_at)
    assert {name: one["value"] for name, one in opened.items()} == {
        "title": "Still warm",
        "body": "Ready when they said.",
        "actor": f"user:{review.author_id}",
        "order": encode64(bytes(review.order.chain.chain_id)),
    }
    assert {name for name, one in opened.items() if one.get("public")} == {"title", "body"}


def test_everybody_reads_the_words_and_nobody_the_author(log: SealedLog, review: Review, client: Client) -> None:
    log.prove()
    bundle = page(client)
    assert statuses(log.verify(bundle)) == {"chain": "chain_not_compared"}
    assert {name: one["value"] for name, one in bundle["entries"][0]["open"].items()} == {
        "title": "Still warm",
        "body": "Ready when they said.",
    }
    assert f"user:{review.author_id}" not in json.dumps(bundle)


def test_hidden_words_are_opened_to_nobody_and_a_restored_review_is_published_again(
    log: SealedLog, review: Review, client: Client, moderator: User
) -> None:
    hide_review(review, by=moderator, ground=ModerationGround.ABUSIVE, note="Names a neighbour")
    log.prove()
    assert [entry["open"] for entry in page(client)["entries"]] == [{}, {}]
    assert "Ready when they said." not in json.dumps(page(client))
    assert statuses(log.verify(page(client))) == {"chain": "chain_not_compared"}
    restore_review(review, by=moderator, ground=ModerationGround.MISTAKE, note="It was the shop's own name")
    log.prove()
    assert [sorted(entry["open"]) for entry in page(client)["entries"]] == [[], [], ["body", "title"]]
    hide_review(review, by=moderator, ground=ModerationGround.ABUSIVE, note="Abusive after all")
    log.prove()
    assert [entry["open"] for entry in page(client)["entries"]] == [{}, {}, {}, {}]
    number = str(review.pk)
    assert said() == [
        ("review.publish", {"review": number, "rating": 4, "version": 1, "route": "own"}),
        ("review.remove", {"review": number, "cause": "moderation"}),
        ("review.publish", {"review": number, "rating": 4, "version": 1, "route": "own"}),
        ("review.remove", {"review": number, "cause": "moderation"}),
    ]


def test_an_edit_is_told_and_the_words_before_stay_open(
    log: SealedLog, review: Review, client: Client, customer: User, vendor: Vendor
) -> None:
    edit_review(review, by=customer, rating=2, body="Cold after all.")
    log.prove()
    number = str(review.pk)
    assert said()[1] == ("review.edit", {"review": number, "rating": 2, "version": 2, "cause": "author"})
    assert [one["open"]["body"]["value"] for one in page(client)["entries"]] == ["Ready when they said.", "Cold after all."]
    outcome = rating_of(vendor.slug)
    assert (outcome.is_equal, outcome.proven.count, list(outcome.faults)) == (True, 1, [])


def test_a_redaction_opens_the_words_before_to_nobody(log: SealedLog, review: Review, client: Client, moderator: User) -> None:
    with transaction.atomic():
        locked = lock_review(review)
        add_version(locked, kind=VersionKind.REDACTION, by=moderator, rating=4, title="", body="[removed]")
    log.prove()
    assert said()[1][1] == {"review": str(review.pk), "rating": 4, "version": 2, "cause": "moderation"}
    assert [{name: one["value"] for name, one in entry["open"].items()} for entry in page(client)["entries"]] == [
        {},
        {"title": "", "body": "[removed]"},
    ]


def test_what_is_redacted_while_hidden_is_opened_to_nobody_before_it_is_restored(
    log: SealedLog, review: Review, client: Client, moderator: User
) -> None:
    hide_review(review, by=moderator, ground=ModerationGround.ABUSIVE, note="Names a neighbour")
    with transaction.atomic():
        locked = lock_review(review)
        add_version(locked, kind=VersionKind.REDACTION, by=moderator, rating=4, title="", body="[removed]")
    restore_review(review, by=moderator, ground=ModerationGround.MISTAKE, note="Without the name")
    log.prove()
    assert [sorted(entry["open"]) for entry in page(client)["entries"]] == [[], [], [], ["body", "title"]]


def test_a_withdrawal_is_told_and_the_words_are_opened_to_nobody(
    log: SealedLog, review: Review, client: Client, customer: User, vendor: Vendor
) -> None:
    edit_review(review, by=customer, rating=2, body="Cold after all.")
    withdraw_review(review, by=customer)
    log.prove()
    assert said()[2] == ("review.remove", {"review": str(review.pk), "cause": "author"})
    assert [entry["open"] for entry in page(client)["entries"]] == [{}, {}, {}]
    assert (rating_of(vendor.slug).is_equal, rating_of(vendor.slug).proven.count) == (True, 0)


def test_hiding_one_review_leaves_the_words_of_others(
    log: SealedLog, review: Review, client: Client, customer: User, item: Item, vendor_staff: User, moderator: User
) -> None:
    submit_review(order=completed_order(customer, item, vendor_staff), by=customer, rating=2, body="Another")
    hide_review(review, by=moderator, ground=ModerationGround.ABUSIVE, note="Abusive")
    log.prove()
    assert [sorted(entry["open"]) for entry in page(client)["entries"]] == [[], ["body", "title"], []]


def test_each_act_of_a_moderator_is_told_with_the_reason_shut(
    log: SealedLog, review: Review, client: Client, moderator: User
) -> None:
    hide_review(review, by=moderator, ground=ModerationGround.ABUSIVE, note="Names a neighbour")
    restore_review(review, by=moderator, ground=ModerationGround.MISTAKE, note="The shop's own")
    log.prove()
    number = str(review.pk)
    assert said("moderation") == [
        ("mod.action", {"action": "hide", "reason": "abusive", "vendor": "crumb-and-co", "review": number}),
        ("mod.action", {"action": "restore", "reason": "mistake", "vendor": "crumb-and-co", "review": number}),
    ]
    raw = client.get("/log/v1/chains/moderation").content.decode()
    assert "neighbour" not in raw
    assert f"user:{moderator.pk}" not in raw


def test_a_reason_is_committed_to(review: Review, moderator: User) -> None:
    hide_review(review, by=moderator, ground=ModerationGround.ABUSIVE, note="Names a neighbour")
    entry = Entry.objects.select_related("opening").get(chain__name="moderation")
    assert entry.opening.fields["reason"]["value"] == "Names a neighbour"
    assert json.loads(bytes(entry.payload))["fields"].keys() == {"actor", "reason"}


# --- The rating -------------------------------------------------------------------------------------------------------


def test_the_rating_is_the_one_that_anybody_computes(
    log: SealedLog, customer: User, item: Item, vendor_staff: User, moderator: User, vendor: Vendor
) -> None:
    reviews = [
        submit_review(order=completed_order(customer, item, vendor_staff), by=customer, rating=stars, body="Bread")
        for stars in (5, 1, 3, 2)
    ]
    hide_review(reviews[1], by=moderator, ground=ModerationGround.ABUSIVE, note="Abusive")
    hide_review(reviews[2], by=moderator, ground=ModerationGround.ABUSIVE, note="Abusive")
    restore_review(reviews[2], by=moderator, ground=ModerationGround.MISTAKE, note="It was not")
    log.prove()
    outcome = rating_of(vendor.slug)
    assert (outcome.is_equal, list(outcome.faults)) == (True, [])
    assert outcome.proven.count == 3
    assert float(outcome.proven.average or 0) == pytest.approx(10 / 3)
    assert outcome.shown is not None
    assert outcome.shown["formula"] == "rating-1"
    assert outcome.proven.as_json()["interval"] == outcome.shown["interval"]
    assert outcome.proven.removed == outcome.shown["removed"] == {"moderation": 1, "author": 0}


def test_a_vendor_without_reviews_has_none_in_the_log(log: SealedLog, vendor: Vendor) -> None:
    log.grow(1)
    log.prove()
    outcome = rating_of(vendor.slug)
    assert (outcome.is_equal, outcome.proven.count, list(outcome.faults)) == (True, 0, [])


MOVES = st.lists(st.tuples(st.sampled_from(["hide", "restore"]), st.integers(0, 2)), max_size=8)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_whatever_moderators_do_the_rating_follows(
    log: SealedLog, customer: User, item: Item, vendor_staff: User, moderator: User, vendor: Vendor, moves: list[tuple[str, int]]
) -> None:
    Item.objects.filter(pk=item.pk).update(stock=100)
    reviews = [
        submit_review(order=completed_order(customer, item, vendor_staff), by=customer, rating=stars, body="B")
        for stars in (5, 1, 3)
    ]
    for verb, number in moves:
        review = Review.objects.get(pk=reviews[number].pk)
        if (verb == "hide") == (review.status == "published"):
            if verb == "hide":
                hide_review(review, by=moderator, ground=ModerationGround.ABUSIVE)
            else:
                restore_review(review, by=moderator, ground=ModerationGround.MISTAKE)
    log.prove()
    outcome = rating_of(vendor.slug)
    assert (outcome.is_equal, list(outcome.faults)) == (True, [])


def test_stars_edited_by_the_owner_of_the_database_are_not_those_of_the_log(
    log: SealedLog, review: Review, vendor: Vendor
) -> None:
    log.prove()
    with rewriting("reviews_review") as cursor:
        cursor.execute("UPDATE reviews_review SET rating = 1")
        cursor.execute("UPDATE vendors_vendor SET rating_sum = 1")
    outcome = rating_of(vendor.slug)
    assert not outcome.is_equal
    assert outcome.shown is not None
    assert (float(outcome.proven.average or 0), outcome.shown["average"]) == (4.0, 1.0)


def test_a_review_dropped_in_silence_is_missed_by_everybody(log: SealedLog, review: Review, vendor: Vendor) -> None:
    log.prove()
    Vendor.objects.filter(pk=vendor.pk).update(rating_sum=0, rating_count=0)
    assert not rating_of(vendor.slug).is_equal


def test_moderation_hidden_from_the_chain_is_found_in_the_log(
    log: SealedLog, review: Review, moderator: User, vendor: Vendor
) -> None:
    """The page ends before the removal, as if it had not been: its slot is taken."""
    hide_review(review, by=moderator, ground=ModerationGround.ABUSIVE, note="Abusive")
    log.prove()
    with rewriting("ledger_entry") as cursor:
        where = "WHERE kind = 'review.remove'"
        cursor.execute(f"DELETE FROM ledger_opening WHERE entry_id IN (SELECT id FROM ledger_entry {where})")
        cursor.execute(f"DELETE FROM ledger_entry {where}")
    assert list(rating_of(vendor.slug).faults) == ["the log holds an entry 1, which the pages leave out"]


# --- Many at once -----------------------------------------------------------------------------------------------------


def test_imported_reviews_are_told_in_their_order_and_count(
    log: SealedLog, customer: User, item: Item, vendor_staff: User, vendor: Vendor
) -> None:
    orders = [completed_order(customer, item, vendor_staff) for _ in range(3)]
    rows = [row_of(order, stars) for order, stars in zip(orders, (5, 2, 4), strict=True)]
    assert import_reviews([*rows, row_of(orders[0], 1)]) == [None, None, None, "already_reviewed"]
    log.prove()
    assert [data["rating"] for _, data in said()] == [5, 2, 4]
    times = [json.loads(bytes(one))["at"] for one in Entry.objects.filter(chain__name=CHAIN).values_list("payload", flat=True)]
    assert sorted(times) == sorted(milliseconds(row.created_at) for row in rows)
    outcome = rating_of(vendor.slug)
    assert (outcome.is_equal, outcome.proven.count, list(outcome.faults)) == (True, 3, [])


def row_of(order: Order, stars: int) -> ReviewRow:
    return ReviewRow(
        order=order,
        author_id=order.customer_id,
        rating=stars,
        external_id=f"{order.pk}-{stars}",
        created_at=order.placed_at - timedelta(days=30),
        title="T",
        body="B",
    )


def test_an_import_of_nothing_tells_nothing(log: SealedLog) -> None:
    assert import_reviews([]) == []
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_r35_many_at_once_leave_one_chain_that_adds_up(
    log: SealedLog, customer: User, item: Item, vendor_staff: User, vendor: Vendor
) -> None:
    orders = [completed_order(customer, item, vendor_staff) for _ in range(6)]
    calls = [
        lambda order=order, stars=stars: submit_review(order=order, by=customer, rating=stars, body="B")
        for order, stars in zip(orders, (1, 2, 3, 4, 5, 5), strict=True)
    ]
    assert all(isinstance(result, Review) for result in at_once(*calls))
    log.prove()
    outcome = rating_of(vendor.slug)
    assert (outcome.is_equal, outcome.proven.count, list(outcome.faults)) == (True, 6, [])
