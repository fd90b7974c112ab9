"""The public has more of the log than the backup, or another: it is said, and no sealer signs a fork."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operations.conftest import Town, town_of
from tests.sealer.conftest import Clerk, start_clerk
from tests.sealer.house import Cluster, House


def entries(town: Town, count: int) -> None:
    """Append entries and have them sealed."""
    clerk: Clerk = start_clerk(town.house)
    for _ in range(count):
        clerk.append()
    town.seal()


@pytest.fixture
def house(cluster: Cluster, tmp_path: Path) -> Iterator[House]:
    made = House(cluster, f"ahead_{abs(hash(tmp_path)) % 10**9}", tmp_path)
    cluster.create(made.database)
    try:
        yield made
    finally:
        made.stop()
        cluster.drop(made.database)


@pytest.fixture
def ahead(house: House, tmp_path: Path) -> tuple[Town, Path]:
    """A log of which a backup was made, that went on, was published, and was then lost: restored from the backup."""
    town = town_of(house, tmp_path / "backups")
    entries(town, 3)
    backup = town.back_up()
    entries(town, 2)
    published = tmp_path / "published"
    published.write_text(town.note())
    town.manage("restore", str(backup), "--replace")
    return town, published


def assert_refuses(town: Town, why: str) -> None:
    """Start a sealer with new entries waiting: it refuses, and signs and integrates nothing."""
    clerk = start_clerk(town.house)
    clerk.append()
    before = (
        town.house.query("SELECT size, note FROM ledger_signedcheckpoint"),
        town.house.query("SELECT count(*) FROM ledger_leaf"),
    )
    sealer = town.house.sealer()
    assert sealer.ended() == 1, sealer.said
    assert why in sealer.said
    after = (
        town.house.query("SELECT size, note FROM ledger_signedcheckpoint"),
        town.house.query("SELECT count(*) FROM ledger_leaf"),
    )
    assert after == before


def test_on_the_same_machine_the_sealer_knows_by_itself(ahead: tuple[Town, Path]) -> None:
    town, published = ahead
    assert_refuses(town, "it was rolled back")
    said = town.manage("ledger_resume", "--published", str(published), code=1)
    assert "This database has 4 leaves; 6 were published." in said  # the key's own entry, three and two
    assert "The public has 2 leaves that this database has not" in said
    assert_refuses(town, "it was rolled back")


def test_on_another_machine_it_is_known_from_what_was_published(ahead: tuple[Town, Path]) -> None:
    town, published = ahead
    old = published.with_name("old")
    old.write_text(town.note())
    town.house.state.unlink()
    assert_refuses(town, "is gone, but this log was signed before")
    told = town.manage("ledger_resume", "--published", str(old), "--published", str(published), code=1)
    assert "2 leaves that this database has not" in told
    assert_refuses(town, "it was rolled back")
    assert "2 leaves that" in town.manage("ledger_resume", "--published", str(old), code=1), "the state was put back"


def test_another_tree_of_the_same_size_is_a_fork(ahead: tuple[Town, Path]) -> None:
    town, published = ahead
    state = town.house.state.read_bytes()
    town.house.state.unlink()
    old = published.with_name("old")
    old.write_text(town.note())
    town.manage("ledger_resume", "--published", str(old))  # what was published since is not told: nobody can know
    entries(town, 2)
    assert "another tree" in town.manage("ledger_resume", "--published", str(published), code=1)
    town.house.state.write_bytes(state)
    assert_refuses(town, "was rewritten")


def test_what_this_log_did_not_sign_is_not_believed(ahead: tuple[Town, Path], tmp_path: Path) -> None:
    town, published = ahead
    forged = tmp_path / "forged"
    forged.write_text(published.read_text().replace("\n6\n", "\n3\n"))
    assert "the signature of" in town.manage("ledger_resume", "--published", str(forged), code=1)
    assert "cannot be read" in town.manage("ledger_resume", "--published", str(tmp_path / "nothing"), code=1)
    assert "Say where" in town.manage("ledger_resume", code=1)
