"""What the database itself refuses, whoever asks."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ledger.audit import audit
from ledger.encoding import hash_leaf, seconds
from ledger.models import Chain, Entry, Tile, TreeState
from ledger.services import append, forget_chains, open_chain
from tests.ledger.sealed import SealedLog, rows
from tests.ledger.test_append import SAID

pytestmark = pytest.mark.django_db
APPEND_ONLY = [
    "ledger_entry", "ledger_leaf", "ledger_checkpoint", "ledger_signedcheckpoint", "ledger_cosignature", "ledger_logkey",
    "ledger_auditrun",
]  # fmt: skip
CHANGES = {
    "ledger_entry": "kind = 'x'",
    "ledger_leaf": "leaf = ''",
    "ledger_checkpoint": "root = ''",
    "ledger_signedcheckpoint": "note = ''",
    "ledger_cosignature": "cosigned_at = now()",
    "ledger_logkey": "vkey = 'x'",
    "ledger_auditrun": "mismatches = 0",
}


@pytest.fixture
def full(log: SealedLog) -> SealedLog:
    """A row in every table."""
    log.grow(3)
    log.prove()
    audit()
    return log


def refused(statement: str, *values: Any, match: str, replica: bool = False) -> None:
    with pytest.raises(IntegrityError, match=match), transaction.atomic(), connection.cursor() as cursor:
        if replica:
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)


@pytest.mark.parametrize("replica", [False, True])
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_r08_what_is_written_stays_for_the_owner_too(full: SealedLog, table: str, replica: bool) -> None:
    refused(f"UPDATE {table} SET {CHANGES[table]}", match="append-only", replica=replica)
    refused(f"DELETE FROM {table}", match="append-only", replica=replica)


def test_r08_the_list_of_tables_is_whole() -> None:
    assert set(APPEND_ONLY) == {
        model._meta.db_table for model in apps.get_models() if model._meta.app_label == "ledger" and is_append_only(model)
    }


def is_append_only(model: Any) -> bool:
    return any(base.__name__ == "AppendOnlyModel" for base in model.__mro__)


@pytest.mark.parametrize("table", [*APPEND_ONLY, "ledger_tile", "ledger_treestate"])
def test_r08_truncate_is_refused_outside_of_test_databases(table: str) -> None:
    """Test databases let it through, so the trigger itself is looked for: on tiles as well, which only grow."""
    triggers = rows(
        "SELECT tgenabled FROM pg_trigger WHERE tgrelid = %s::regclass AND tgtype & 32 = 32 AND NOT tgisinternal", table
    )
    assert triggers == [("A",)]


@pytest.mark.parametrize(
    ("table", "trigger"),
    [
        ("ledger_entry", "check_entry"),
        ("ledger_chain", "keep_chain"),
        ("ledger_tile", "grow"),
        ("ledger_treestate", "grow"),
    ],
)
def test_r08_rules_hold_for_replicas_too(table: str, trigger: str) -> None:
    assert rows("SELECT tgenabled FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = %s", table, trigger) == [("A",)]


@pytest.mark.parametrize("replica", [False, True])
@pytest.mark.parametrize(
    "change",
    [
        "data = '\\x00'::bytea || substring(data FROM 2)",
        "data = substring(data FOR 32)",
        "data = ''",
        "data = data || sha256('x') || repeat('x', 8192)::bytea",
        "level = 1",
        "index = 7",
    ],
)
def test_r08_a_tile_only_grows(full: SealedLog, change: str, replica: bool) -> None:
    refused(f"UPDATE ledger_tile SET {change}", match="only grows", replica=replica)


def test_r08_a_tile_is_not_deleted(full: SealedLog) -> None:
    refused("DELETE FROM ledger_tile", match="only grows")


def test_r08_a_tile_may_grow(full: SealedLog) -> None:
    before = bytes(Tile.objects.get(level=0, index=0).data)
    Tile.objects.filter(level=0, index=0).update(data=before + bytes(32))
    assert bytes(Tile.objects.get(level=0, index=0).data) == before + bytes(32)


@pytest.mark.parametrize("statement", ["UPDATE ledger_treestate SET size = size - 1", "DELETE FROM ledger_treestate"])
def test_r08_the_tree_only_grows(full: SealedLog, statement: str) -> None:
    refused(statement, match="only grows")


def test_there_is_one_tree(full: SealedLog) -> None:
    with pytest.raises(IntegrityError, match="tree_state_once"), transaction.atomic():
        TreeState.objects.create(id=2, size=0, root=b"")


@pytest.mark.parametrize(
    "change",
    ["name = 'another'", "chain_id = sha256('x')", "key = sha256('x')", "id = 999999", "name = 'another', key = NULL"],
)
def test_r08_a_chain_stays_as_it_is(change: str) -> None:
    chain = open_chain()
    refused(f"UPDATE ledger_chain SET {change} WHERE id = %s", chain.pk, match="stays as it is")


def test_r08_a_chain_is_not_deleted() -> None:
    refused("DELETE FROM ledger_chain WHERE id = %s", open_chain().pk, match="stays as it is")


def test_r08_a_forgotten_key_does_not_come_back() -> None:
    chain = open_chain()
    append(chain.pk, SAID)
    forget_chains([chain.pk], reason="request")
    refused("UPDATE ledger_chain SET key = %s WHERE id = %s", bytes(chain.key or b""), chain.pk, match="stays as it is")


def test_r08_the_key_of_a_public_chain_is_not_forgotten(full: SealedLog) -> None:
    refused("UPDATE ledger_chain SET key = NULL WHERE name = 'policy'", match="only a private key")


@pytest.mark.parametrize("key", [b"", bytes(31), bytes(33)])
def test_a_key_has_32_bytes(key: bytes) -> None:
    with pytest.raises(IntegrityError, match="chain_key_length"), transaction.atomic():
        Chain.objects.create(key=key, chain_id=bytes(32))


def test_a_chain_id_has_32_bytes() -> None:
    with pytest.raises(IntegrityError, match="chain_id_length"), transaction.atomic():
        Chain.objects.create(key=bytes(32), chain_id=bytes(31))


# --- Entries ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def chain() -> Chain:
    """A private chain of one entry."""
    chain = open_chain()
    append(chain.pk, SAID)
    return chain


def written(chain: Chain, seq: int = 1, *, ago: float = 0, leaf_ago: float | None = None, **changes: Any) -> Entry:
    """Write an entry by hand, `ago` seconds back, its leaf saying `leaf_ago`."""
    at = timezone.now() - timedelta(seconds=ago)
    ts = seconds(timezone.now() - timedelta(seconds=ago if leaf_ago is None else leaf_ago))
    leaf = json.dumps({"commit": "x", "slot": "y", "ts": ts, "v": 1}, separators=(",", ":")).encode()
    row = {"leaf": leaf, "leaf_hash": hash_leaf(leaf), "recorded_at": at, "payload": b"{}", "kind": "x", **changes}
    with transaction.atomic():
        return Entry.objects.create(chain=chain, seq=seq, **row)


def test_an_entry_by_hand_is_taken(chain: Chain) -> None:
    assert written(chain).seq == 1


@pytest.mark.parametrize("ago", [330, 86_400, -5])
def test_r08_an_entry_is_recorded_now(chain: Chain, ago: float) -> None:
    empty = open_chain()
    with pytest.raises(IntegrityError, match="is recorded now"):
        written(empty, 0, ago=ago)
    with pytest.raises(IntegrityError):
        written(chain, ago=ago)


def test_a_long_transaction_is_borne() -> None:
    assert written(open_chain(), 0, ago=100).seq == 0


@pytest.mark.parametrize("seq", [2, 7])
def test_r08_there_is_no_gap(chain: Chain, seq: int) -> None:
    with pytest.raises(IntegrityError, match="has none before it"):
        written(chain, seq)


def test_r08_an_entry_is_not_before_the_one_before(chain: Chain) -> None:
    with pytest.raises(IntegrityError, match="or a later one"):
        written(chain, ago=60)


@pytest.mark.parametrize("leaf_ago", [60, -60])
def test_r08_the_leaf_says_the_second_of_the_row(chain: Chain, leaf_ago: float) -> None:
    with pytest.raises(IntegrityError, match="says something else"):
        written(chain, leaf_ago=leaf_ago)


def test_r08_the_hash_is_the_leafs(chain: Chain) -> None:
    with pytest.raises(IntegrityError, match="says something else"):
        written(chain, leaf_hash=hash_leaf(b"another"))


def test_r08_a_number_is_taken_once(chain: Chain) -> None:
    with pytest.raises(IntegrityError, match="ledger_entry_once"):
        written(chain, 0)


def test_r08_replicas_check_entries_too(chain: Chain) -> None:
    with pytest.raises(IntegrityError, match="has none before it"), transaction.atomic():
        connection.cursor().execute("SET LOCAL session_replication_role = replica")
        written(chain, 5)


def test_one_leaf_is_one_entry(chain: Chain) -> None:
    entry = chain.entries.get()
    with pytest.raises(IntegrityError, match="leaf_hash"):
        written(open_chain(), 0, leaf=bytes(entry.leaf), leaf_hash=bytes(entry.leaf_hash), recorded_at=entry.recorded_at)
