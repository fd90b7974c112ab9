"""The application's database role: it can do its work, and cannot touch what is written once."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from django.core.management import call_command
from django.db import ProgrammingError
from psycopg import errors, sql

from accounts.models import User
from common.management.commands import harden_database
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from tests.orders.conftest import order
from tests.servers import database_url

__all__ = ["order"]
# Roles are the server's, which all processes of a test run share: one for each.
ROLE, PASSWORD = f"tests_application_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}", "tests-only-password"


@pytest.fixture
def as_application(
    transactional_db: None, order: Order, vendor_staff: User, monkeypatch: pytest.MonkeyPatch
) -> Iterator[psycopg.Connection]:
    """A connection of the application's role, to a database with an order of two entries."""
    monkeypatch.setenv("APP_DATABASE_PASSWORD", PASSWORD)
    call_command("harden_database", app_role=ROLE, verbosity=0)
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
    with psycopg.connect(database_url(), user=ROLE, password=PASSWORD, autocommit=True) as connection:
        yield connection


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE orders_orderstatushistory SET note = 'x'",
        "DELETE FROM orders_orderstatushistory",
        "TRUNCATE orders_orderstatushistory",
        "SELECT * FROM orders_orderstatushistory FOR UPDATE",
        "TRUNCATE orders_order CASCADE",
        "UPDATE ledger_entry SET payload = '{}'",
        "DELETE FROM ledger_entry",
        "DELETE FROM ledger_chain",
        "DELETE FROM ledger_queue",
        "INSERT INTO ledger_leaf (index, leaf, leaf_hash) VALUES (99, '', '')",
        "UPDATE ledger_tile SET data = ''",
        "UPDATE ledger_treestate SET size = 9",
        "INSERT INTO ledger_signedcheckpoint (size, note) VALUES (9, '')",
        "INSERT INTO ledger_logkey (vkey) VALUES ('x')",
        "DELETE FROM orders_order",
        "ALTER TABLE orders_orderstatushistory DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "DROP TABLE orders_orderstatushistory",
        "UPDATE reviews_moderationaction SET ground = 'spam'",
        "UPDATE moderation_casesource SET inputs = '{}'",
        "DELETE FROM moderation_case",
        "DELETE FROM moderation_statement",
        "DELETE FROM moderation_appeal",
        "UPDATE notifications_attempt SET outcome = 'accepted'",
        "UPDATE common_auditentry SET reason = 'x'",
        "UPDATE accounts_securityevent SET data = '{}'",
        "UPDATE vendors_verification SET verified_until = '2999-01-01'",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'y', now())",
        "CREATE TABLE mine (id int)",
    ],
)
def test_r08_the_application_cannot(as_application: psycopg.Connection, statement: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        as_application.execute(statement)


def test_a_grant_that_fails_leaves_the_rights_as_they_were(
    as_application: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = [*harden_database.grants(ROLE)[:1], sql.SQL("GRANT EVERYTHING").format()]
    monkeypatch.setattr(harden_database, "grants", lambda _role: broken)
    with pytest.raises(ProgrammingError):
        call_command("harden_database", app_role=ROLE, verbosity=0)
    assert as_application.execute("SELECT count(*) FROM orders_order").fetchone() == (1,)


APPEND_TO_LOG = r"""
WITH now AS (SELECT clock_timestamp() AS ts),
leaf AS (SELECT ts, convert_to('{"ts":' || floor(extract(epoch FROM ts))::bigint || ',"v":1}', 'UTF8') AS leaf FROM now),
entry AS (
    INSERT INTO ledger_entry (chain_id, seq, kind, payload, leaf, leaf_hash, recorded_at)
    SELECT chain_id, 2, 'order.status', '{}', leaf, sha256('\x00'::bytea || leaf), ts FROM leaf, orders_order
    RETURNING id, leaf, leaf_hash
), opening AS (INSERT INTO ledger_opening (entry_id, salt, fields) SELECT id, leaf_hash, '{}' FROM entry)
INSERT INTO ledger_queue (leaf, leaf_hash) SELECT leaf, leaf_hash FROM entry
"""


def test_the_application_can_do_its_work(as_application: psycopg.Connection) -> None:
    with as_application.transaction():
        as_application.execute("SELECT * FROM orders_order FOR NO KEY UPDATE")
        as_application.execute(APPEND_TO_LOG)
        as_application.execute(
            "INSERT INTO orders_orderstatushistory (order_id, sequence, from_status, status, actor_role, note, reason, flags)"
            " SELECT id, 2, 'accepted', 'preparing', 'vendor', '', '', '[]' FROM orders_order"
        )
        as_application.execute("UPDATE orders_order SET status = 'preparing', sequence = 2")
    assert as_application.execute("SELECT status FROM orders_order").fetchone() == ("preparing",)
    as_application.execute("SELECT erase_security_details(0)")
