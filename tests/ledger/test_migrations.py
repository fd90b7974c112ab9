"""Installations from before the log: what was there is written into it by the migrations, and can be proven."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import User
from ledger.audit import audit
from ledger.encoding import encode64
from ledger.models import Entry, QueuedLeaf
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from reviews.models import ModerationGround
from reviews.moderation import hide_review
from reviews.services import submit_review
from tests.factories import ItemFactory, MembershipFactory, UserFactory, VendorFactory
from tests.ledger.owner import rewriting
from tests.ledger.readers import rating_of
from tests.ledger.sealed import SealedLog, statuses
from tests.stories import completed_order, placed_order
from tracking.proofs import order_bundle

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE_ORDERS = [("orders", "0002_append_only_history"), ("reviews", "0003_own_business")]
BEFORE_REVIEWS = [("reviews", "0003_own_business")]
LOG = (
    "ledger_cosignature", "ledger_signedcheckpoint", "ledger_checkpoint", "ledger_treestate", "ledger_tile", "ledger_leaf",
    "ledger_slottile", "ledger_slotindex", "ledger_queue", "ledger_opening", "ledger_entry",
)  # fmt: skip


def migrate(targets: list[tuple[str, str]]) -> None:
    MigrationExecutor(connection).migrate(targets)


def migrate_to_newest() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.fixture
def town(log: SealedLog) -> Iterator[Any]:
    """A vendor with people; the database is as it should be at the end, whatever happened."""
    vendor = VendorFactory.create(slug="crumb-and-co", verified=True)
    yield {
        "vendor": vendor,
        "item": ItemFactory.create(vendor=vendor),
        "staff": MembershipFactory.create(vendor=vendor).user,
        "customer": UserFactory.create(),
        "moderator": UserFactory.create(is_staff=True, is_superuser=True),
    }
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE orders_order CASCADE")  # test databases let it through
    migrate_to_newest()


def an_hour_back() -> None:
    """Have everything recorded an hour ago: before there was a log."""
    with rewriting("orders_orderstatushistory") as cursor:
        cursor.execute(
            "UPDATE orders_orderstatushistory SET recorded_at = recorded_at - interval '1 hour',"
            " claimed_at = claimed_at - interval '1 hour'"
        )


def without_log() -> None:
    """Have the log as it is when it is new."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(LOG)}")


def test_orders_from_before_the_log_are_proven_and_late_at_most_and_go_on_in_their_chain(log: SealedLog, town: Any) -> None:
    done = completed_order(town["customer"], town["item"], town["staff"])
    open_order = placed_order(town["customer"], town["item"])
    advance_order(
        open_order,
        to=Status.ACCEPTED,
        by=town["staff"],
        note="At the counter",
        estimated_ready_at=open_order.placed_at + timedelta(hours=1),
    )
    migrate(BEFORE_ORDERS)
    an_hour_back()
    without_log()
    migrate_to_newest()
    log.prove()
    assert QueuedLeaf.objects.count() == 0
    for order in (Order.objects.get(pk=done.pk), Order.objects.get(pk=open_order.pk)):
        bundle = order_bundle(order, reader=town["customer"])
        assert statuses(log.verify(bundle, chain_id=encode64(bytes(order.chain.chain_id)))) == {"time": "late"}
        recorded = [int(row.recorded_at.timestamp()) for row in order.history.order_by("sequence")]
        assert [entry.ts for entry in log.verify(bundle).entries] == recorded
    # Chains from before the way back belong to no order any more, and are found, rightly.
    assert [line for line in audit().findings if not line.endswith("and no order does")] == []
    goes_on_in_its_chain(log, Order.objects.get(pk=open_order.pk), by=town["staff"])
    with connection.cursor() as cursor:  # the rule that the past was written around holds again
        cursor.execute("SELECT tgenabled FROM pg_trigger WHERE tgname = 'check_entry' AND tgrelid = 'ledger_entry'::regclass")
        assert cursor.fetchall() == [("A",)]


def goes_on_in_its_chain(log: SealedLog, order: Order, *, by: User) -> None:
    order = advance_order(order, to=Status.PREPARING, by=by).order
    log.prove()
    report = log.verify(order_bundle(order, reader=by), chain_id=encode64(bytes(order.chain.chain_id)))
    assert statuses(report) == {"time": "late"}
    assert [entry.seq for entry in report.entries] == [0, 1, 2]


def test_without_orders_there_is_nothing_to_write(log: SealedLog, town: Any) -> None:
    migrate(BEFORE_ORDERS)
    migrate_to_newest()
    assert not Entry.objects.exists()


def test_reviews_from_before_the_log_count_as_they_did_and_hidden_words_stay_hidden(log: SealedLog, town: Any) -> None:
    for stars in (5, 1, 3):
        order = completed_order(town["customer"], town["item"], town["staff"])
        review = submit_review(order=order, by=town["customer"], rating=stars, title="T", body=f"{stars} stars")
        if stars == 1:
            hide_review(review, by=town["moderator"], ground=ModerationGround.ABUSIVE, note="Abusive")
    migrate(BEFORE_REVIEWS)
    with rewriting("ledger_entry", "ledger_chain") as cursor:
        of_reviews = "SELECT id FROM ledger_chain WHERE name IS NOT NULL"
        cursor.execute(
            f"DELETE FROM ledger_opening o USING ledger_entry e WHERE e.id = o.entry_id AND e.chain_id IN ({of_reviews})"
        )
        cursor.execute(
            f"DELETE FROM ledger_queue q USING ledger_entry e WHERE q.leaf_hash = e.leaf_hash AND e.chain_id IN ({of_reviews})"
        )
        cursor.execute(f"DELETE FROM ledger_entry WHERE chain_id IN ({of_reviews})")
        cursor.execute("DELETE FROM ledger_chain WHERE name IS NOT NULL")
    migrate_to_newest()
    log.prove()
    outcome = rating_of("crumb-and-co")
    assert (outcome.is_equal, outcome.proven.count, list(outcome.faults)) == (True, 2, [])
    kinds = Entry.objects.filter(chain__name="vendor:crumb-and-co/reviews").order_by("seq").values_list("kind", flat=True)
    assert sorted(kinds) == ["review.publish"] * 3 + ["review.remove"]
    opened = [entry.opening.fields["body"] for entry in Entry.objects.filter(kind="review.publish").select_related("opening")]
    assert {one["value"] for one in opened if one.get("public")} == {"5 stars", "3 stars"}
    assert audit().findings == []
