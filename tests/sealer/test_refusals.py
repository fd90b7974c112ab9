"""What a sealer must not sign, and must not start with: it ends with 1 and says why, and nothing is signed."""

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import LiteralString

import pytest

from tests.sealer.conftest import start_clerk
from tests.sealer.house import PRODUCTION, Cluster, House, Process, wait_until

# A leaf of somebody else's making, and one row of the queue with it.
OTHER: LiteralString = """'{"commit":"' || repeat('A', 43) || '=","slot":"' || repeat('B', 42) || 'A=","ts":1,"v":1}'"""
OTHER_HASH: LiteralString = f"sha256('\\x00'::bytea || ({OTHER})::bytea)"
QUEUE: LiteralString = "INSERT INTO ledger_queue (leaf, leaf_hash) "


@pytest.fixture(scope="module")
def sealed(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A log in which some entries were sealed one after the other; its sealer has ended."""
    made = House(cluster, "log_sealed", tmp_path_factory.mktemp("sealed"))
    cluster.create(made.database)
    try:
        sealer, clerk = made.sealer(), start_clerk(made)
        for _ in range(5):
            leaf_hash, _ = clerk.append()
            wait_until(lambda sought=leaf_hash: made.is_signed(sought), why=lambda: sealer.said)  # type: ignore[misc]
        assert sealer.end() == 0
        made.stop()
        yield made
    finally:
        made.stop()


@pytest.fixture
def house(house: House, sealed: House) -> House:
    """A copy of that log, for each test to spoil."""
    with house.cluster.connect("postgres") as connection:
        connection.execute(f'DROP DATABASE "{house.database}"'.encode())
        connection.execute(f'CREATE DATABASE "{house.database}" TEMPLATE "{sealed.database}"'.encode())
    shutil.copytree(sealed.key.parent, house.key.parent)
    return house


def notes_of(house: House) -> list[tuple[object, ...]]:
    return house.query("SELECT size, note FROM ledger_signedcheckpoint ORDER BY size")


def state_of(house: House) -> bytes | None:
    return house.state.read_bytes() if house.state.exists() else None


def assert_refuses(house: House, why: str, **environment: str) -> Process:
    """Start a sealer; it ends with 1, says why, and signs nothing."""
    before, state = notes_of(house), state_of(house)
    sealer = house.sealer(**environment)
    assert sealer.ended() == 1, sealer.said
    assert why in sealer.said, sealer.said
    assert "Traceback" not in sealer.said
    assert notes_of(house) == before
    assert state_of(house) == state
    return sealer


def roll_back(house: House) -> None:
    """Bring the database back to a smaller size that was signed once, as an old backup would."""
    house.change(
        "CREATE TEMP TABLE kept AS SELECT max(c.size) AS size FROM ledger_checkpoint c, ledger_treestate t"
        " WHERE c.size <= t.size - 2",
        "DELETE FROM ledger_signedcheckpoint WHERE size > (SELECT size FROM kept)",
        "DELETE FROM ledger_checkpoint WHERE size > (SELECT size FROM kept)",
        "DELETE FROM ledger_leaf WHERE index >= (SELECT size FROM kept)",
        "UPDATE ledger_tile SET data = substring(data FOR 32 * (SELECT size::int FROM kept)) WHERE level = 0",
        "UPDATE ledger_treestate SET size = c.size, root = c.root FROM ledger_checkpoint c, kept WHERE c.size = kept.size",
    )


def test_a_database_that_was_rolled_back(house: House) -> None:
    roll_back(house)
    assert "sealer_refuses" in assert_refuses(house, "it was rolled back").said


def test_a_database_that_was_rolled_back_and_has_entries_waiting(house: House) -> None:
    roll_back(house)
    house.change(
        f"{QUEUE} SELECT leaf, sha256('\\x00'::bytea || leaf)"
        f" FROM (SELECT set_byte(({OTHER})::bytea, 20, 64 + n) AS leaf FROM generate_series(1, 20) n) made"
    )
    before = house.query("SELECT count(*) FROM ledger_leaf")
    assert_refuses(house, "it was rolled back")
    assert house.query("SELECT count(*) FROM ledger_leaf") == before, "entries were added to a log that was rolled back"


def test_a_leaf_that_was_replaced_with_its_hash_and_tile(house: House) -> None:
    house.change(
        f"UPDATE ledger_leaf SET leaf = ({OTHER})::bytea, leaf_hash = {OTHER_HASH} WHERE index = 1",
        f"UPDATE ledger_tile SET data = overlay(data PLACING {OTHER_HASH} FROM 33) WHERE level = 0",
        f"{QUEUE} SELECT leaf, leaf_hash FROM ledger_leaf WHERE index = 0 AND false",
    )
    assert_refuses(house, "The sealer stops: the t")  # the tiles do not give the root, or the tree does not extend


def test_a_queued_leaf_with_a_hash_that_is_not_its_own(house: House) -> None:
    house.change(f"{QUEUE} VALUES (({OTHER})::bytea, sha256('other'))")
    refused = assert_refuses(house, "does not have the hash that stands beside it")
    assert house.query("SELECT count(*) FROM ledger_queue WHERE leaf_hash = sha256('other')") == [(1,)], refused.said


def test_a_leaf_that_is_queued_twice(house: House) -> None:
    house.change(f"{QUEUE} SELECT leaf, leaf_hash FROM ledger_leaf WHERE index = 1")
    assert "already exists" in assert_refuses(house, "The sealer stops").said


def test_a_state_file_that_is_spoiled_or_gone(house: House) -> None:
    whole = house.state.read_bytes()
    house.state.write_bytes(whole[:20])
    assert_refuses(house, "cannot be read; nothing is signed until it is restored")
    house.state.unlink()
    assert_refuses(house, "is gone, but this log was signed before")


def test_a_second_machine_that_has_the_key_alone(house: House, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    shutil.copy2(house.key, elsewhere / "key")
    places = {"LEDGER_KEY_FILE": str(elsewhere / "key"), "LEDGER_STATE_FILE": str(elsewhere / "signed.json")}
    assert_refuses(house, "is gone, but this log was signed before", **places)


def test_a_key_that_is_missing_open_to_others_or_of_another_log(house: House) -> None:
    house.environment = PRODUCTION
    key = house.key.read_text()
    house.key.unlink()
    assert "The sealer cannot start" in assert_refuses(house, "run `manage.py ledger_keygen`").said
    assert not house.key.exists()

    house.key.touch(mode=0o600)
    house.key.write_text(key)
    house.key.chmod(0o440)
    assert_refuses(house, "can be read by others: chmod 0400")
    house.key.chmod(0o400)
    assert_refuses(house, "is not of log.other.test/2026", LEDGER_ORIGIN="log.other.test/2026")
    assert_refuses(house, "this is no private key of a log", LEDGER_SIGNING_KEY="PRIVATE+KEY+x+y+z")
    assert house.query("SELECT count(*) FROM ledger_queue") == [(0,)]

    sealer = house.sealer()
    house.wait_for_leader(sealer)
    assert sealer.end() == 0


def test_the_key_is_in_no_message_and_no_row(sealed: House) -> None:
    assert stat.S_IMODE(sealed.key.stat().st_mode) == 0o400
    key = sealed.key.read_text().strip().split("+", 4)[4]
    assert all(key not in process.said for process in sealed.processes)
    rows = sealed.query("SELECT convert_from(payload, 'UTF8') FROM ledger_entry")
    assert all(key not in payload for (payload,) in rows)
