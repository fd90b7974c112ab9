"""What the application's role and the sealer's can do of the log: their own work, and no more."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from accounts.models import User
from ledger.announcing import announce
from ledger.audit import audit
from ledger.integrating import integrate
from ledger.lag import ledger_lag
from ledger.models import SignedCheckpoint
from ledger.slots import build_index
from orders.erasure import ErasureReason, erase_orders_of
from orders.services import advance_order
from orders.statuses import Status
from reviews.services import submit_review
from tests.decisions import hide, restore
from tests.ledger.readers import monitored
from tests.ledger.sealed import ORIGIN, SealedLog, queue_length
from tests.stories import completed_order, placed_order
from vendors.badges import record_badges, record_lapses
from vendors.models import CheckKind, Item, Vendor
from vendors.services import suspend_vendor, withdraw_check

pytestmark = pytest.mark.django_db


@pytest.fixture
def roles(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Both roles, hardened; gone with the test."""
    database = connection.settings_dict["NAME"]
    names = {"app": f"app_of_{database}", "sealer": f"sealer_of_{database}"}
    monkeypatch.setenv("APP_DATABASE_PASSWORD", "tests-only-password")
    monkeypatch.setenv("SEALER_DATABASE_PASSWORD", "tests-only-password")
    call_command("harden_database", app_role=names["app"], sealer_role=names["sealer"], stdout=StringIO())
    return names


@contextmanager
def as_role(name: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{name}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


def test_the_application_does_all_that_is_told_to_the_log(
    log: SealedLog, roles: dict[str, str], customer: User, item: Item, vendor: Vendor, vendor_staff: User, moderator: User
) -> None:
    with as_role(roles["app"]):
        order = completed_order(customer, item, vendor_staff)
        review = submit_review(order=order, by=customer, rating=4, title="T", body="B")
        hide(review, by=moderator)
        restore(review, by=moderator)
        record_badges([vendor.pk])
        withdraw_check(vendor.checks.get(kind=CheckKind.ADDRESS), by=moderator, reason="Moved")
        record_lapses()
        erase_orders_of(customer, reason=ErasureReason.REQUEST, whole=True)
        suspend_vendor(vendor, by=moderator, reason="Unpaid fees")
    log.prove()
    with as_role(roles["app"]):
        assert audit().findings == []
        assert ledger_lag().queue_age == 0
        assert monitored() == []
        assert Client().get("/log/v1/chains/moderation").status_code == 200


def test_the_sealer_does_its_work_from_announcing_to_the_index(
    log: SealedLog, roles: dict[str, str], customer: User, item: Item
) -> None:
    placed_order(customer, item)
    with as_role(roles["sealer"]):
        assert announce(log.signers) == 2
        assert integrate() is not None
        log.seal()
        log.cosign()
        assert build_index() is not None
        log.seal()
        log.grow(1)
        log.seal()
        assert build_index() is not None
    assert queue_length() == 1
    assert SignedCheckpoint.objects.latest("size").note.startswith(ORIGIN)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT 1 FROM orders_order",
        "SELECT 1 FROM orders_orderstatushistory",
        "SELECT 1 FROM accounts_user",
        "SELECT 1 FROM reviews_review",
        "DELETE FROM ledger_entry",
        "UPDATE ledger_entry SET kind = 'x'",
        "UPDATE ledger_leaf SET leaf = ''",
        "DELETE FROM ledger_leaf",
        "DELETE FROM ledger_tile",
        "DELETE FROM ledger_chain",
        "DELETE FROM ledger_opening",
        "UPDATE ledger_opening SET fields = '{}'",
        "UPDATE ledger_signedcheckpoint SET note = ''",
        "DELETE FROM ledger_signedcheckpoint",
        "DELETE FROM ledger_cosignature",
        "DELETE FROM ledger_logkey",
        "UPDATE ledger_queue SET leaf = ''",
        "TRUNCATE ledger_tile",
        "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
        "INSERT INTO ledger_auditrun (size, mismatches, findings) VALUES (1, 0, '[]')",
    ],
)
def test_r08_the_sealer_cannot(roles: dict[str, str], statement: str) -> None:
    with as_role(roles["sealer"]), pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_leaf SET leaf = ''",
        "INSERT INTO ledger_leaf (index, leaf, leaf_hash) VALUES (0, '', '')",
        "INSERT INTO ledger_cosignature (checkpoint_id, witness, line, cosigned_at) VALUES (1, 'w', 'x', now())",
        "INSERT INTO ledger_checkpoint (size, root) VALUES (9, '')",
        "INSERT INTO ledger_slotindex (size, root, entry_id) VALUES (9, '', 1)",
        "DELETE FROM ledger_slottile",
        "DELETE FROM ledger_slotindex",
        "UPDATE ledger_queue SET queued_at = now()",
        "DELETE FROM ledger_queue",
        "DELETE FROM ledger_auditrun",
        "UPDATE ledger_auditrun SET mismatches = 0",
        "TRUNCATE ledger_opening",
        "SELECT 1 FROM ledger_entry FOR UPDATE",
    ],
)
def test_r08_the_application_cannot(roles: dict[str, str], statement: str) -> None:
    with as_role(roles["app"]), pytest.raises(ProgrammingError, match="permission denied"):
        execute(statement)


def test_the_application_blanks_no_word_that_the_log_still_opens(
    roles: dict[str, str], customer: User, item: Item, vendor_staff: User
) -> None:
    """The function for erasures runs as the owner: it must not serve to silence a vendor's note."""
    order = advance_order(placed_order(customer, item), to=Status.ACCEPTED, by=vendor_staff, note="At the counter").order
    with as_role(roles["app"]), pytest.raises(Exception, match="append-only"), transaction.atomic():
        execute("SELECT erase_history_words(%s)", [order.pk])
    assert order.history.get(sequence=1).note == "At the counter"


@transaction.atomic
def execute(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
